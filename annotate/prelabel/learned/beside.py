"""The learned engine beside another one, measured on documents that neither the models nor the weights have seen."""

from collections.abc import Sequence

from annotate.annotation import Annotation
from annotate.prelabel import Engine
from annotate.prelabel.calibration import Calibration, apply, calibrate, reliabilities
from annotate.prelabel.calibration.judge import judge_events
from annotate.prelabel.combine import merge
from annotate.prelabel.learned.train import Round, held_out, seen_through
from annotate.schema.model import Schema


def weighed(sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation], schema: Schema) -> Calibration:
    """Weights of several engines and curves and thresholds for what they say together.

    Each side holds one engine's readings of the gold's articles; it must not have learned from these.
    """
    types = tuple(schema.events)
    engines = {side[0].engine or "": reliabilities(judge_events(side, gold, types)) for side in sides if side}
    together = merged(sides, gold, Calibration(schema_id=schema.id, engine="", engines=engines))
    found = calibrate(together, gold, schema)
    return found.model_copy(update={"engine": ",".join(sorted(engines)), "engines": engines})


def merged(
    sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation], calibration: Calibration
) -> list[Annotation]:
    """The readings of several engines merged article by article, in the order of the gold."""
    by_id = [{each.id: each for each in side} for side in sides]
    several = [[side[one.id] for side in by_id if one.id in side] for one in gold]
    return [merge(each, calibration.engines) for each in several if each]


def held_out_together(each: Round, beside: Engine, schema: Schema) -> list[Annotation]:
    """What both engines read together in the articles of a round that were held out, weighed on its other articles."""
    there = list(beside.prelabel((one.article for one in each.rest), schema))
    learned = [one.model_copy(update={"engine": "learned"}) for one in seen_through(each)]
    calibration = weighed([there, learned] if learned else [there], each.rest, schema)
    here = list(beside.prelabel((one.article for one in each.held), schema))
    return [apply(calibration, one) for one in merged([here, held_out(each, schema)], each.held, calibration)]
