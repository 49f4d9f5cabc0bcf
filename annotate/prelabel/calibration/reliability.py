"""How far engines held what they promised: by event type, with what is known of all types behind few examples.

Several engines are judged by who says a thing together: what one of them says alone may be worth little although most
of what it says is right. Source: Y. S. Huang, C. Y. Suen, A method of combining multiple experts for the recognition of
unconstrained handwritten numerals, IEEE Transactions on Pattern Analysis and Machine Intelligence 17, 1995 (the
behaviour-knowledge space).
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from pydantic import Field

from annotate.prelabel.calibration.judge import Judged
from annotate.schema.model import Part

_PRIOR = 10.0  # examples that the figure of all types counts for behind that of one


class Reliability(Part):
    """Of `said` events with scores that sum to `promised`, so many were `right`."""

    said: int = 0
    promised: float = 0.0
    right: int = 0


ByType = dict[str, Reliability]
"""By event type, and under "" of all types."""


class Record(Part):
    """What reviews say of several engines: of all events of each, and of events and arguments by who said them.

    `events` and `arguments` go by the names of all engines that said a thing, in order with commas between.
    """

    engines: dict[str, ByType] = Field(default_factory=dict)
    events: dict[str, ByType] = Field(default_factory=dict)
    arguments: dict[str, ByType] = Field(default_factory=dict)


def said_by(names: Iterable[str]) -> str:
    """The name under which a record has what just these engines say."""
    return ",".join(sorted(set(names)))


def reliabilities(judged: Iterable[Judged]) -> ByType:
    """The reliability of one engine by event type, and under "" of all types."""
    found: ByType = {}
    for each in judged:
        for kind in ("", each.type):
            so_far = found.get(kind, Reliability())
            found[kind] = Reliability(
                said=so_far.said + 1,
                promised=round(so_far.promised + each.score, 6),
                right=so_far.right + each.right,
            )
    return dict(sorted(found.items()))


def weight(known: Mapping[str, Reliability], kind: str) -> float:
    """What to multiply an engine's scores by: right over promised, at most 1; 1 where nothing is known.

    The ratio of observed to expected, that of one type drawn towards that of all as if by ten examples.
    """
    every, own = known.get("", Reliability()), known.get(kind, Reliability())
    ratio = (every.right + 1) / (every.promised + 1)
    return min(1.0, (own.right + _PRIOR * ratio) / (own.promised + _PRIOR))


def precision(known: Mapping[str, Reliability], kind: str) -> float:
    """The share of an engine's events of a type that were right, drawn towards that of all types; 0.5 if unknown."""
    every, own = known.get("", Reliability()), known.get(kind, Reliability())
    share = (every.right + 1) / (every.said + 2)
    return (own.right + _PRIOR * share) / (own.said + _PRIOR)


def noisy_or(scores: Iterable[float]) -> float:
    """How sure it is what several say who err apart from each other: 1 - prod(1 - s)."""
    return 1.0 - prod(1.0 - score for score in scores)


def together(
    scores: Sequence[tuple[str, float]], kind: str, known: Mapping[str, ByType], engines: Mapping[str, ByType]
) -> float:
    """How sure it is what engines say, each by its name with its score, and no other engine.

    The noisy-or of their scores, times what `known` says of things that just these say; where it says nothing, the
    noisy-or of each engine's score times its own weight.
    """
    record = known.get(said_by([name for name, _ in scores]))
    if record is None:
        return noisy_or(weight(engines.get(name, {}), kind) * score for name, score in scores)
    return weight(record, kind) * noisy_or(score for _, score in scores)
