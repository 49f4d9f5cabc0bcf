"""From scores to probabilities: isotonic regression, the best curve that never falls.

Sources: M. Ayer et al., An empirical distribution function for sampling with incomplete information, Annals of
Mathematical Statistics 26, 1955 (pool adjacent violators); B. Zadrozny, C. Elkan, Transforming classifier scores into
accurate multiclass probability estimates, KDD 2002. What is right counts as (n + 1) / (n + 2) and what is wrong as
1 / (n + 2) of its own number n, so that few examples promise no certainty: J. Platt, Probabilistic outputs for support
vector machines, 1999.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pydantic import Field, model_validator

from annotate.schema.model import Part


class Curve(Part):
    """Points (score, probability) that a line is drawn through, level beyond the first and the last."""

    scores: tuple[float, ...] = Field(min_length=1)
    chances: tuple[float, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _never_falls(self) -> "Curve":
        pairs = (self.scores, self.chances)
        if len(self.scores) != len(self.chances) or any(list(each) != sorted(each) for each in pairs):
            raise ValueError("a curve needs as many chances as scores, both in rising order")
        return self

    def at(self, score: float) -> float:
        """The probability that a score stands for."""
        after = bisect_right(self.scores, score)
        if after in (0, len(self.scores)):
            return self.chances[min(after, len(self.scores) - 1)]
        (low, high), (start, end) = self.scores[after - 1 : after + 1], self.chances[after - 1 : after + 1]
        return start + (end - start) * (score - low) / (high - low)


class Outcome(NamedTuple):
    """A score that was given, and whether what it was given to was right."""

    score: float
    right: bool


class _Pool(NamedTuple):
    """Outcomes that are seen as one: their number and the sums of their scores and targets."""

    number: int
    scores: float
    targets: float

    @property
    def mean(self) -> float:
        return self.targets / self.number

    def joined(self, other: "_Pool") -> "_Pool":
        return _Pool(self.number + other.number, self.scores + other.scores, self.targets + other.targets)


def isotonic(outcomes: Iterable[Outcome]) -> Curve:
    """The curve through the pools of outcomes, each at the mean of its scores; ValueError where there are none."""
    ordered = sorted(outcomes)
    if not ordered:
        raise ValueError("no outcome, no curve")
    pools = pool_adjacent([(score, target) for score, target in _targets(ordered)])
    return Curve(scores=tuple(round(x, 6) for x, _ in pools), chances=tuple(round(y, 6) for _, y in pools))


def _targets(ordered: Sequence[Outcome]) -> Iterable[tuple[float, float]]:
    right = sum(each.right for each in ordered)
    high, low = (right + 1) / (right + 2), 1 / (len(ordered) - right + 2)
    return ((each.score, high if each.right else low) for each in ordered)


def pool_adjacent(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The means (x, y) of neighbouring points, pooled until x and y rise; points of one x are pooled first."""
    pools: list[_Pool] = []
    for pool in _of_one_score(points):
        pools.append(pool)
        while len(pools) > 1 and pools[-2].mean >= pools[-1].mean:
            last = pools.pop()
            pools[-1] = pools[-1].joined(last)
    return [(pool.scores / pool.number, pool.mean) for pool in pools]


def _of_one_score(points: Sequence[tuple[float, float]]) -> Iterator[_Pool]:
    for score, group in groupby(sorted(points), key=lambda point: point[0]):
        targets = [target for _, target in group]
        yield _Pool(len(targets), score * len(targets), sum(targets))
