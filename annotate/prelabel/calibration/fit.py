"""Finds curves and thresholds in an engine's readings and the reviews of the same articles."""

from collections.abc import Mapping, Sequence

from annotate.annotation import Annotation
from annotate.prelabel.calibration.calibration import ALL, Calibration, Scale
from annotate.prelabel.calibration.curve import isotonic
from annotate.prelabel.calibration.judge import Judged, judge_arguments, judge_events, wanted
from annotate.schema.model import Schema

FEW = 60
"""With fewer examples a type takes the curve and the threshold of all types: isotonic curves of few overfit."""

NEVER = 1.01
"""A threshold that nothing reaches."""


def calibrate(
    predicted: Sequence[Annotation], gold: Sequence[Annotation], schema: Schema, *, precision: float | None = None
) -> Calibration:
    """Curves and thresholds for an engine's scores, from its readings of articles that people reviewed.

    The readings must be of articles that the engine did not learn from. Thresholds are those for the best F1 or, where
    a `precision` is wanted, the lowest that keep it. Raises `Faults` as `annotate.scoring.align` does.
    """
    types = tuple(schema.events)
    events = judge_events(predicted, gold, types)
    arguments = judge_arguments(predicted, gold, types)
    return Calibration(
        schema_id=schema.id,
        engine=next((each.engine for each in predicted if each.engine), ""),
        events=fit_scale(events, wanted(gold, types, "TC"), precision),
        arguments=fit_scale(arguments, wanted(gold, types, "AC"), precision),
        examples=len(events),
    )


def fit_scale(judged: Sequence[Judged], gold: Mapping[str, int], precision: float | None = None) -> Scale:
    """A scale for what was judged; `gold` says how many there are to be found of each type."""
    if not judged:
        return Scale()
    groups = {ALL: judged, **_enough(judged)}
    curves = Scale(curves={kind: isotonic(each.outcome for each in group) for kind, group in groups.items()})
    seen = [each._replace(score=curves.chance(each.type, each.score)) for each in judged]
    thresholds = {ALL: threshold(seen, sum(gold.values()), precision)}
    thresholds |= {kind: threshold(group, gold.get(kind, 0), precision) for kind, group in _enough(seen).items()}
    return curves.model_copy(update={"thresholds": thresholds})


def _enough(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """What was judged of each type that has enough of it."""
    groups: dict[str, list[Judged]] = {}
    for each in judged:
        groups.setdefault(each.type, []).append(each)
    return {kind: group for kind, group in sorted(groups.items()) if len(group) >= FEW}


def threshold(judged: Sequence[Judged], gold: int, precision: float | None = None) -> float:
    """The probability from which on to tell: half the best F1 or, with a `precision`, the lowest that keeps it.

    `NEVER` where nothing is right, or no score keeps the precision. Source: Z. Lipton, C. Elkan, B. Naryanaswamy,
    Optimal thresholding of classifiers to maximize F1 measure, ECML PKDD 2014: of probabilities, those from half the
    best F1 on give it; the score that happens to have the best F1 in the examples depends on a few of them.
    """
    ordered = sorted(judged, key=lambda each: -each.score)
    best, lowest, right = 0.0, NEVER, 0
    for at, each in enumerate(ordered, start=1):
        right += each.right
        if at < len(ordered) and ordered[at].score == each.score:
            continue
        best = max(best, 2 * right / (at + gold))
        if precision is not None and right >= precision * at:
            lowest = each.score
    found = lowest if precision is not None else best / 2 if best else NEVER
    return round(found - 5e-7, 6) if found != NEVER else NEVER
