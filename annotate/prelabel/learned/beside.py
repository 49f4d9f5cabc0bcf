"""The learned engine beside another one, measured on documents that neither the models nor the weights have seen."""

from annotate.annotation import Annotation
from annotate.prelabel import Engine
from annotate.prelabel.calibration import apply
from annotate.prelabel.learned.train import Round, held_out, seen_through
from annotate.prelabel.weigh import merged, weighed
from annotate.schema.model import Schema


def held_out_together(each: Round, beside: Engine, schema: Schema) -> list[Annotation]:
    """What both engines read together in the articles of a round that were held out, weighed on its other articles."""
    there = list(beside.prelabel((one.article for one in each.rest), schema))
    learned = [one.model_copy(update={"engine": "learned"}) for one in seen_through(each)]
    calibration = weighed([there, learned] if learned else [there], each.rest, schema)
    here = list(beside.prelabel((one.article for one in each.held), schema))
    return [apply(calibration, one) for one in merged([here, held_out(each, schema)], each.held, calibration)]
