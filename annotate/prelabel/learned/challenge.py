"""Whether a new model is better than the one in its place, on the same documents, which neither has learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.prelabel.folds import document
from annotate.prelabel.learned.engine import LearnedEngine
from annotate.prelabel.learned.model import Model, reading_hash, schema_hash
from annotate.prelabel.learned.train import Done, Round, check, held_out, train
from annotate.schema.model import Schema
from annotate.scoring import Difference, compare

ENOUGH = 20
"""Documents new to the old model from which on it is compared on these as it is."""

_DECIDING = ("TC", "AC")


@dataclass(frozen=True)
class Challenge:
    """The new model against the old one: by level the difference, on how many articles, and how it was measured."""

    differences: Mapping[str, Difference]
    articles: int
    how: str

    @property
    def is_better(self) -> bool:
        """Whether the new one is ahead in TC and AC together, and clearly behind (95 %) in neither."""
        deciding = [self.differences[level] for level in _DECIDING]
        return sum(each.delta for each in deciding) > 0 and all(each.high >= 0 for each in deciding)


def challenge(old: Model, every: Sequence[Round], schema: Schema, seed: int, done: Done) -> Challenge:
    """The new model's readings of held-out articles against the old one's.

    Where the reviews hold at least `ENOUGH` documents that are new to the old model, it reads these as it is. Else it
    is made again on each fold from those of the fold's readings that it learned from, and reads what is held out: so
    the question is what the further reviews are worth.
    """
    known = set(old.facts.readings)
    readings = [one for each in every for one in each.held]
    fresh = _fresh(readings, known)
    predicted = [one for each in every for one in held_out(each, schema)]
    if len({document(one) for one in fresh}) >= ENOUGH or len(fresh) == len(readings):
        engine = LearnedEngine(old)
        other = list(engine.prelabel((one.article for one in fresh), schema))
        return _compared(predicted, other, fresh, schema, "on documents that the old model had not seen")
    other = [one for each in every for one in _again(each, known, schema, seed, done)]
    return _compared(predicted, other, readings, schema, "on each fold, the old model made again from its own reviews")


def _fresh(readings: Sequence[Annotation], known: set[str]) -> list[Annotation]:
    """The readings of documents of which the old model has seen nothing."""
    seen = {document(one) for one in readings if reading_hash(one) in known}
    return [one for one in readings if document(one) not in seen]


def _again(each: Round, known: set[str], schema: Schema, seed: int, done: Done) -> list[Annotation]:
    """What the old model's reviews teach without a fold, tried on that fold; nothing where they are too few."""
    rest = [one for one in each.rest if reading_hash(one) in known]
    done(1)
    try:
        check(rest, schema)
    except AnnotateError:
        return []
    return held_out(Round(each.held, rest, train(rest, schema, seed)), schema)


def _compared(
    predicted: Sequence[Annotation], other: Sequence[Annotation], gold: Sequence[Annotation], schema: Schema, how: str
) -> Challenge:
    names = {one.id for one in gold}
    mine = [one for one in predicted if one.id in names]
    return Challenge(compare(mine, other, gold, tuple(schema.events)), len(gold), how)


def is_for(old: Model, schema: Schema) -> bool:
    """Whether a model is of the schema, so that it can be compared under it."""
    return old.facts.schema_id == schema.id and old.facts.schema_hash == schema_hash(schema)
