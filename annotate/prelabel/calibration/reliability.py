"""How far an engine held what it promised: by event type, with what is known of all types behind few examples."""

from collections.abc import Iterable, Mapping

from annotate.prelabel.calibration.judge import Judged
from annotate.schema.model import Part

_PRIOR = 10.0  # examples that the figure of all types counts for behind that of one


class Reliability(Part):
    """Of `said` events with scores that sum to `promised`, so many were `right`."""

    said: int = 0
    promised: float = 0.0
    right: int = 0


def reliabilities(judged: Iterable[Judged]) -> dict[str, Reliability]:
    """The reliability of one engine by event type, and under "" of all types."""
    found: dict[str, Reliability] = {}
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
