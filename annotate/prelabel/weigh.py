"""Weights, curves and thresholds for engines, from their readings of articles that people reviewed."""

from collections import Counter
from collections.abc import Sequence

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.prelabel.calibration import Calibration, calibrate, reliabilities
from annotate.prelabel.calibration.error import Bin, bins, cross_fitted
from annotate.prelabel.calibration.judge import judge_events
from annotate.prelabel.combine import merge
from annotate.schema.model import Schema


def weighed(
    sides: Sequence[Sequence[Annotation]],
    gold: Sequence[Annotation],
    schema: Schema,
    precision: float | None = None,
) -> Calibration:
    """Weights of several engines, and curves and thresholds for what they say together; of one, the latter alone.

    Each side holds one engine's readings of the gold's articles; it must not have learned from these. Thresholds are
    those of `calibrate`. AnnotateError where two sides are of one engine.
    """
    names = [_engine(side) for side in sides]
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise AnnotateError(f"two files are of engine {twice[0]!r}; give one file an engine")
    types = tuple(schema.events)
    engines = {name: reliabilities(judge_events(side, gold, types)) for name, side in zip(names, sides, strict=True)}
    heard = engines if len(sides) > 1 else {}
    together = merged(sides, gold, Calibration(schema_id=schema.id, engine="", engines=heard))
    found = calibrate(together, gold, schema, precision=precision)
    return found.model_copy(update={"engine": ",".join(sorted(names)), "engines": heard})


def _engine(side: Sequence[Annotation]) -> str:
    return next((each.engine for each in side if each.engine), "")


def merged(
    sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation], calibration: Calibration
) -> list[Annotation]:
    """The readings of several engines merged article by article, in the order of the gold; of one, its own."""
    by_id = [{each.id: each for each in side} for side in sides]
    several = [[side[one.id] for side in by_id if one.id in side] for one in gold]
    return [each[0] if len(sides) == 1 else merge(each, calibration.engines) for each in several if each]


def error_bins(
    sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation], schema: Schema, found: Calibration
) -> tuple[list[Bin], list[Bin]]:
    """The scores of events in bins, as the engines give them and as curves of other documents would make them."""
    judged = judge_events(merged(sides, gold, found), gold, tuple(schema.events))
    return bins(each.outcome for each in judged), bins(cross_fitted(judged, gold))
