"""How much more reviews would help: the figures of models that learned from a part of the documents."""

import hashlib
from collections.abc import Sequence

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.prelabel.folds import document
from annotate.prelabel.learned.model import Figure
from annotate.prelabel.learned.train import Done, Round, check, figures, held_out, train
from annotate.schema.model import Schema

SHARES = (0.25, 0.5, 0.75, 1.0)


def learning_curve(every: Sequence[Round], schema: Schema, seed: int, done: Done) -> dict[float, dict[str, Figure]]:
    """By the share of each fold's training documents, the figures on all that is held out.

    The documents of a smaller share are among those of a larger one; the seed decides which.
    """
    gold = [one for each in every for one in each.held]
    return {
        share: figures([one for each in every for one in _read(each, share, schema, seed, done)], gold, schema)
        for share in SHARES
    }


def _read(each: Round, share: float, schema: Schema, seed: int, done: Done) -> list[Annotation]:
    if share == 1:
        return held_out(each, schema)
    some = part(each.rest, share, seed)
    done(1)
    try:
        check(some, schema)
    except AnnotateError:
        return []  # too little to learn from finds nothing
    return held_out(Round(each.held, some, train(some, schema, seed)), schema)


def part(readings: Sequence[Annotation], share: float, seed: int) -> list[Annotation]:
    """The readings of a share of the documents."""
    names = sorted({document(one) for one in readings}, key=lambda name: _order(name, seed))
    chosen = set(names[: round(len(names) * share)])
    return [one for one in readings if document(one) in chosen]


def _order(name: str, seed: int) -> str:
    return hashlib.sha256(f"{seed} part {name}".encode()).hexdigest()
