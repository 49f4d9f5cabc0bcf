"""Makes a model of reviewed readings, and measures on documents held out how good such a model is."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.prelabel.calibration import Calibration, apply, calibrate
from annotate.prelabel.folds import but, document, folds
from annotate.prelabel.learned.engine import LearnedEngine
from annotate.prelabel.learned.examples import examples
from annotate.prelabel.learned.learn import learn
from annotate.prelabel.learned.model import Facts, Figure, Model, hashes, reading_hash, schema_hash
from annotate.schema.model import Schema
from annotate.scoring import Level, score

_FEWEST = 2  # documents: one to learn from, one to measure on

Done = Callable[[int], None]
"""Is told how many more rounds of training are done."""


@dataclass(frozen=True)
class Trained:
    """A model, and the raw readings (not calibrated) of its training articles by models that had not seen them."""

    model: Model
    unseen: tuple[Annotation, ...]


def check(readings: Sequence[Annotation], schema: Schema) -> None:
    """AnnotateError where there is too little to learn from: fewer than two documents, or no event of the schema."""
    documents = len({document(each) for each in readings})
    if documents < _FEWEST:
        raise AnnotateError(
            f"too little to learn from: {len(readings)} reviewed readings of {documents} documents; two are needed to "
            "measure on one what is learned from the other, some dozens to be of use"
        )
    if not any(event.type in schema.events for each in readings for event in each.events):
        raise AnnotateError(
            f"too little to learn from: no event of schema {schema.id} in {len(readings)} reviewed readings"
        )


def train(readings: Sequence[Annotation], schema: Schema, seed: int = 0) -> Trained:
    """The model of all `readings`; the same readings and seed give the same bytes, in whatever order they come."""
    given = examples(readings, schema)
    learned = learn(given, schema, seed)
    gold = [each.reading for each in given]
    calibration = _calibrated(learned.unseen, gold, schema)
    known = {
        "languages": Counter(each.language or "unknown" for each in gold),
        "events": Counter(event.type for each in gold for event in each.events if event.type in schema.events),
        "mentions": Counter(one.type for each in gold for one in each.mentions if one.type in schema.entities),
    }
    facts = Facts(
        schema_id=schema.id,
        schema_hash=schema_hash(schema),
        seed=seed,
        readings=tuple(sorted(reading_hash(each) for each in gold)),
        parts=hashes(learned.parts),
        calibration=calibration,
        **{name: dict(sorted(counts.items())) for name, counts in known.items()},
    )
    return Trained(Model(learned.parts, facts), learned.unseen)


def _calibrated(unseen: Sequence[Annotation], gold: Sequence[Annotation], schema: Schema) -> Calibration:
    if not unseen:
        return Calibration(schema_id=schema.id, engine="learned")
    return calibrate(unseen, gold, schema).model_copy(update={"engine": "learned"})


@dataclass(frozen=True)
class Round:
    """One fold: what is held out, what was learned from, and the model of that."""

    held: Sequence[Annotation]
    rest: Sequence[Annotation]
    trained: Trained


def rounds(readings: Sequence[Annotation], schema: Schema, number: int, seed: int, done: Done) -> list[Round]:
    """A model for each fold, trained on the others."""
    parts = folds(readings, number, seed)
    found = []
    for at, held in enumerate(parts):
        rest = but(parts, at)
        found.append(Round(held, rest, train(rest, schema, seed)))
        done(1)
    return found


def held_out(each: Round, schema: Schema) -> list[Annotation]:
    """What a round's model reads in the articles that were held out."""
    engine = LearnedEngine(each.trained.model)
    return list(engine.prelabel((one.article for one in each.held), schema))


def seen_through(each: Round) -> list[Annotation]:
    """A round's training articles as its model would have read them had it not seen them, calibrated."""
    return [apply(each.trained.model.facts.calibration, one) for one in each.trained.unseen]


def figures(predicted: Sequence[Annotation], gold: Sequence[Annotation], schema: Schema) -> dict[str, Figure]:
    """F1 at each level with its 95 % interval, over all types of the schema."""
    return {name: _figure(level) for name, level in score(predicted, gold, types=tuple(schema.events)).levels.items()}


def _figure(level: Level) -> Figure:
    values = {"f1": level.f1, "low": level.low, "high": level.high}
    more = {"precision": level.precision, "recall": level.recall}
    return Figure(**{name: round(value, 4) for name, value in {**values, **more}.items()})


def with_figures(model: Model, known: Mapping[str, Mapping[str, Figure]], number: int) -> Model:
    """The model with what its cross-validation measured over so many folds."""
    update = {"figures": {name: dict(each) for name, each in known.items()}, "folds": number}
    return Model(model.parts, model.facts.model_copy(update=update))
