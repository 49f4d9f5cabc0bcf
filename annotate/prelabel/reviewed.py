"""Which readings people reviewed, so that something can be learned from them: one an article."""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotate.annotation import Annotation
from annotate.errors import AnnotateError

_REVIEWED = ("submitted", "gold", None)


def reviewed(readings: Iterable[Annotation]) -> tuple[list[Annotation], dict[str, int]]:
    """The readings that may be learned from, and how many there are of each other state.

    Those are submitted, gold, or of no state, by people.
    """
    used: list[Annotation] = []
    others: Counter[str] = Counter()
    for each in readings:
        if each.state in _REVIEWED and not (each.annotator or "").startswith("engine:"):
            used.append(each)
        else:
            others[each.state if each.state not in _REVIEWED and each.state else "by an engine"] += 1
    return used, dict(sorted(others.items()))


def one_each(readings: Sequence[Annotation]) -> list[Annotation]:
    """One reading an article: gold before submitted ones, then the latest, then the first annotator by name."""
    best: dict[str, Annotation] = {}
    for each in readings:
        so_far = best.get(each.id)
        if so_far is not None and so_far.text != each.text:
            raise AnnotateError(f"id {each.id!r} stands with two texts; give each article an id of its own")
        if so_far is None or _rank(each) > _rank(so_far):
            best[each.id] = each
    return [best[name] for name in sorted(best)]


def _rank(one: Annotation) -> tuple[bool, str, list[int]]:
    return one.state == "gold", one.updated or one.created or "", [-ord(sign) for sign in one.annotator or ""]
