"""How far scores are from the share that is right: bins, and the expected calibration error.

Source: M. Naeini, G. Cooper, M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015;
C. Guo et al., On calibration of modern neural networks, ICML 2017: ten bins of one width, the mean over all examples of
the distance between the mean score and the share that is right in a bin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotate.annotation import Annotation
from annotate.prelabel.calibration.curve import Outcome
from annotate.prelabel.calibration.fit import fit_scale
from annotate.prelabel.calibration.judge import Judged
from annotate.prelabel.folds import but, folds

BINS = 10
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The outcomes whose scores lie in one tenth: their number, mean score, and the share that is right."""

    number: int
    score: float
    share: float


def bins(outcomes: Iterable[Outcome]) -> list[Bin]:
    """The bins that hold an outcome, lowest scores first."""
    groups: list[list[Outcome]] = [[] for _ in range(BINS)]
    for each in outcomes:
        groups[min(BINS - 1, int(each.score * BINS))].append(each)
    return [
        Bin(len(group), sum(o.score for o in group) / len(group), sum(o.right for o in group) / len(group))
        for group in groups
        if group
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """The expected calibration error of bins, from 0 (scores are probabilities) to 1."""
    total = sum(each.number for each in found)
    return sum(each.number * abs(each.score - each.share) for each in found) / total if total else 0.0


def cross_fitted(judged: Sequence[Judged], gold: Sequence[Annotation], seed: int = 0) -> list[Outcome]:
    """The outcomes with the scores that curves of other documents give them: what calibration is worth elsewhere."""
    parts = folds(gold, _FOLDS, seed)
    found: list[Outcome] = []
    for at, part in enumerate(parts):
        inside, outside = ({each.id for each in side} for side in (part, but(parts, at)))
        scale = fit_scale([each for each in judged if each.article in outside], {})
        held = [each for each in judged if each.article in inside]
        found += [Outcome(scale.chance(each.type, each.score), each.right) for each in held]
    return found
