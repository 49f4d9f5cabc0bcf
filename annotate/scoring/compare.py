"""Whether one system is better than another on the same gold, or only luckier.

The interval of the difference is a paired percentile bootstrap over articles (Efron and Tibshirani 1993, chapter 13); p
is that of a paired approximate randomization test, two-sided (Noreen 1989; Yeh, More accurate tests for the statistical
significance of result differences, COLING 2000): how often a difference as large comes of exchanging the two systems'
answers article by article at random.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.annotation import Annotation
from annotate.scoring.align import align
from annotate.scoring.bootstrap import Counts
from annotate.scoring.levels import LEVELS, exact, marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Difference:
    """The F1 of a system and of the other one, what lies between (`low` to `high`: 95 %), and p of no difference."""

    f1: float
    other: float
    low: float
    high: float
    p: float

    @property
    def delta(self) -> float:
        """By how much the first is better; negative if it is worse."""
        return self.f1 - self.other


def compare(
    predicted: Sequence[Annotation],
    other: Sequence[Annotation],
    gold: Sequence[Annotation],
    types: Collection[str],
    *,
    samples: int = 1000,
    seed: int = 0,
) -> Mapping[str, Difference]:
    """The difference between two systems at each level, exact spans; raises `Faults` as `align` does."""
    one, two = (_counts(readings, gold, types) for readings in (predicted, other))
    return {level: _difference(one[level], two[level], samples, seed) for level in LEVELS}


def _counts(
    predicted: Sequence[Annotation], gold: Sequence[Annotation], types: Collection[str]
) -> dict[str, list[Counts]]:
    said = [(marks(pair.predicted, types), marks(pair.gold, types)) for pair in align(predicted, gold)]
    return {level: [exact(found[level], wanted[level]) for found, wanted in said] for level in LEVELS}


def _difference(one: Sequence[Counts], two: Sequence[Counts], samples: int, seed: int) -> Difference:
    import numpy as np

    first, second = (np.asarray(counts, dtype=np.float64).reshape(-1, 3) for counts in (one, two))
    random = np.random.default_rng(seed)
    seen = float(_f1(first.sum(0)) - _f1(second.sum(0)))
    drawn, swapped = [], []
    for _ in range(samples):
        rows = random.integers(0, len(first), len(first))
        drawn.append(float(_f1(first[rows].sum(0)) - _f1(second[rows].sum(0))))
        kept = random.integers(0, 2, len(first)).astype(bool)[:, None]
        mixed = np.where(kept, first, second).sum(0), np.where(kept, second, first).sum(0)
        swapped.append(abs(float(_f1(mixed[0]) - _f1(mixed[1]))))
    low, high = np.percentile(drawn, _TAILS)
    as_large = sum(each >= abs(seen) - 1e-12 for each in swapped)
    return Difference(
        float(_f1(first.sum(0))), float(_f1(second.sum(0))), float(low), float(high), (as_large + 1) / (samples + 1)
    )


def _f1(total: "NDArray[np.float64]") -> float:
    tp, predicted, gold = total
    return float(2 * tp / (predicted + gold)) if predicted + gold else 0.0
