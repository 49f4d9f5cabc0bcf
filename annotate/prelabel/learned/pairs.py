"""What the role model sees of a trigger and what may fill a role: both, the way from one to the other, and the cues."""

from collections.abc import Iterator, Sequence

from annotate.prelabel.learned.crf import Features, hashed
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.spans import Marked
from annotate.prelabel.learned.vocabulary import Words

NONE = "-"
"""The label of a pair that has no role."""

REACH = 60  # tokens between a trigger and a filler
_STEPS = (0, 1, 2, 4, 7, 12, 20, 35)
_BETWEEN = 6  # words between that are all told
_ENDS = frozenset(".!?।॥؟۔。！？")
_COMMAS = frozenset(",،，、;؛；")


def pair_features(page: Page, trigger: Marked, filler: Marked, others: Sequence[Marked]) -> Features:
    """The hashed features of a pair; `others` are all fillers there are, among which it may be the nearest."""
    names = [
        *_ends(page, trigger, filler),
        *_way(page, trigger, filler),
        *_neighbours(page, filler),
        *_rank(trigger, filler, others),
        *(f"cue={role}" for role in _cued(page, trigger.label, filler)),
    ]
    event, kind, word = trigger.label, filler.label, page.tokens[trigger.first].folded
    joined = [*names, *(f"{event}&{name}" for name in names), *(f"{kind}&{name}" for name in names)]
    joined += [f"{event}&{kind}", f"{event}&{kind}&{_side(trigger, filler)}"]
    joined += [f"{word[:5]}&{name}" for name in (kind, f"{kind}&{_side(trigger, filler)}")]
    return [hashed(name) for name in ["bias", *joined]]


def _side(trigger: Marked, filler: Marked) -> str:
    if filler.first <= trigger.first and trigger.last <= filler.last:
        return "around"
    return "before" if filler.first < trigger.first else "after"


def _gap(trigger: Marked, filler: Marked) -> tuple[int, int]:
    """The tokens that lie between the two."""
    return min(trigger.last, filler.last), max(trigger.first, filler.first)


def _step(distance: int) -> int:
    return next((step for step in reversed(_STEPS) if distance >= step), 0)


def _ends(page: Page, trigger: Marked, filler: Marked) -> Iterator[str]:
    word, head = page.tokens[trigger.first].folded, page.tokens[filler.last - 1].folded
    yield f"event={trigger.label}"
    yield f"kind={filler.label}"
    yield f"trigger={word[:5]}"
    yield from (f"trigger-end={word[-size:]}" for size in (2, 3))
    yield f"head={head}"
    yield from (f"head-end={head[-size:]}" for size in (1, 2, 3))
    yield f"sure={int(filler.score * 5)}"
    yield from (f"known={what}" for what in page.known.get(filler.first, ()))


def _way(page: Page, trigger: Marked, filler: Marked) -> Iterator[str]:
    start, end = _gap(trigger, filler)
    side = _side(trigger, filler)
    between = [page.tokens[at].folded for at in range(start, end)]
    yield f"{side}={_step(len(between))}"
    yield f"{page.language}{side}={_step(len(between))}"
    yield f"commas={min(3, sum(word in _COMMAS for word in between))}"
    yield f"sentences={min(2, sum(word in _ENDS for word in between))}"
    if len(between) <= _BETWEEN:
        yield f"{side}way={'_'.join(between)}"
    near, far = between[:_BETWEEN], between[-_BETWEEN:]
    yield from (f"{side}between={word}" for word in dict.fromkeys([*near, *far]))


def _neighbours(page: Page, filler: Marked) -> Iterator[str]:
    words = [token.folded for token in page.tokens[max(0, filler.first - 2) : filler.first]]
    yield from (f"left{at}={word}" for at, word in enumerate(reversed(words)))
    yield f"left={'_'.join(words)}"
    words = [token.folded for token in page.tokens[filler.last : filler.last + 2]]
    yield from (f"right{at}={word}" for at, word in enumerate(words))
    yield f"right={'_'.join(words)}"


def _rank(trigger: Marked, filler: Marked, others: Sequence[Marked]) -> Iterator[str]:
    """How many of its kind are nearer to the trigger, on its side and in all."""
    mine = _distance(trigger, filler)
    nearer = [other for other in others if other.label == filler.label and _distance(trigger, other) < mine]
    yield f"nearer={min(3, len(nearer))}"
    yield f"nearer-here={min(3, sum(_side(trigger, other) == _side(trigger, filler) for other in nearer))}"


def _distance(trigger: Marked, filler: Marked) -> int:
    start, end = _gap(trigger, filler)
    return max(0, end - start)


def _cued(page: Page, event: str, filler: Marked) -> Iterator[str]:
    """The roles for which the words beside the filler speak."""
    for cue in page.vocabulary.cues:
        before = filler.first - len(cue.before)
        if cue.event == event and _stands(page, before, cue.before) and _stands(page, filler.last, cue.after):
            yield cue.role


def _stands(page: Page, at: int, words: Words) -> bool:
    return at >= 0 and tuple(token.folded for token in page.tokens[at : at + len(words)]) == words
