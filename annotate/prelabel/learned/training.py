"""The whole course of `annotate train`: cross-validation, the model of everything, the challenge, and who stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.prelabel.calibration import Calibration
from annotate.prelabel.learned.beside import held_out_together
from annotate.prelabel.learned.card import card
from annotate.prelabel.learned.challenge import Challenge, challenge, is_for
from annotate.prelabel.learned.learning_curve import learning_curve
from annotate.prelabel.learned.model import FILE, Figure, Model, read_model, write_model
from annotate.prelabel.learned.train import Done, Trained, figures, held_out, rounds, train, with_figures
from annotate.prelabel.weigh import weighed
from annotate.schema.model import Schema

CALIBRATION = "calibration.json"
"""The file in a model's folder with the weights and thresholds for the engine it was measured beside."""


@dataclass(frozen=True)
class Course:
    """What training gave: the model, the readings of every article by models that had not seen it, and the figures.

    `alone` is what the engine beside it reads, `beside` what both read together, unseen too. `challenge` compares the
    model with the one that is there; `obstacle` says why they cannot be compared.
    """

    trained: Trained
    gold: Sequence[Annotation]
    schema: Schema
    unseen: Sequence[Annotation]
    alone: Sequence[Annotation] = ()
    beside: Sequence[Annotation] = ()
    curve: Mapping[float, Mapping[str, Figure]] = field(default_factory=dict)
    old: Model | None = None
    challenge: Challenge | None = None
    obstacle: str = ""
    together: Calibration | None = None

    @property
    def is_same(self) -> bool:
        """Whether the model is the one that is there already."""
        return self.old is not None and not self.obstacle and _is_same(self.old, self.trained)

    def settle(self, folder: Path, *, replace: bool) -> bool:
        """Writes the model unless a better one is in its place; returns whether it did."""
        better = self.challenge is None or self.challenge.is_better
        if not (replace or self.is_same or (better and not self.obstacle)):
            return False
        more = card(self.trained, self.gold, self.schema)
        if self.together is not None:
            more |= {CALIBRATION: self.together.model_dump_json(indent=1) + "\n"}
        write_model(folder, self.trained.model, more)
        return True

    def verdict(self, folder: Path, *, written: bool) -> str:
        """What became of the model, in one line."""
        if not written and self.obstacle:
            return f"{folder}: kept as it is: {self.obstacle}; --replace puts the new one in its place"
        if not written:
            return f"{folder}: the old model is kept, the new one is not better; --replace puts it there all the same"
        if self.is_same:
            return f"{folder}: the same model as before"
        return f"-> {folder}; use it with `annotate prelabel --engine learned@{folder}`"


def pursue(
    readings: Sequence[Annotation],
    schema: Schema,
    folder: Path,
    *,
    number: int = 5,
    seed: int = 0,
    engine: str | None = None,
    curve: bool = False,
    done: Done = lambda _: None,
) -> Course:
    """Cross-validates, trains on everything, and compares with the model in `folder` if there is one.

    `readings` are reviewed, one an article, enough of them (`train.check`); `engine` is measured beside the new model.
    """
    other = load_engine(engine) if engine else None
    old, obstacle = _old(folder, schema)
    every = rounds(readings, schema, number, seed, done)
    gold = sorted(readings, key=lambda one: one.id)
    unseen = _by_id(one for each in every for one in held_out(each, schema))
    alone = list(other.prelabel((one.article for one in gold), schema)) if other else []
    beside = _by_id(one for each in every for one in held_out_together(each, other, schema)) if other else []
    made = train(readings, schema, seed)
    done(1)
    sides = {"learned": unseen} | ({other.name: alone, f"{other.name},learned": beside} if other else {})
    known = {name: figures(side, gold, schema) for name, side in sides.items()}
    is_rival = old is not None and not obstacle and not _is_same(old, made)
    return Course(
        Trained(with_figures(made.model, known, len(every)), made.unseen),
        gold,
        schema,
        unseen,
        alone,
        beside,
        curve=learning_curve(every, schema, seed, done) if curve else {},
        old=old,
        challenge=challenge(old, every, schema, seed, done) if old and is_rival else None,
        obstacle=obstacle,
        together=weighed([alone, unseen], gold, schema) if other else None,
    )


def _by_id(readings: Iterable[Annotation]) -> list[Annotation]:
    return sorted(readings, key=lambda one: one.id)


def _is_same(old: Model, made: Trained) -> bool:
    return old.facts.parts == made.model.facts.parts


def _old(folder: Path, schema: Schema) -> tuple[Model | None, str]:
    """The model that is there, and what keeps it from being compared."""
    if not (folder / FILE).exists():
        return None, ""
    try:
        old = read_model(folder)
    except AnnotateError as fault:
        return None, f"it cannot be compared ({fault})"
    return (old, "") if is_for(old, schema) else (old, f"it is for schema {old.facts.schema_id} as that was then")
