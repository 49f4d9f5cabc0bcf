"""Trigger words in a sentence that stand in the company their schema asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.lexicon import Lexicon, Plan
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.scene import Scene
from annotate.schema.model import Trigger

_REACH = 12  # pieces within which a particle belongs to its verb


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that may trigger an event of a type, and the entry of the schema that says so."""

    at: int
    event: str
    trigger: Trigger
    plans: tuple[Plan, ...]


def trigger_pieces(pieces: Sequence[Piece], first: int, last: int, lexicon: Lexicon) -> list[int]:
    """The pieces with a trigger word; none where a word of the sentence forbids every event of the schema."""
    found = [at for at in range(first, last) if pieces[at].senses.triggers and not _is_no_word(pieces, at, first, last)]
    if found and any(pieces[at].text in lexicon.vetoes for at in range(first, last)):
        return []
    return found


def _is_no_word(pieces: Sequence[Piece], at: int, first: int, last: int) -> bool:
    """Half of a compound (`deal-maker`, `Russian-backed`), or an auxiliary after another verb (`तैनात कर *दिए गए*`)."""
    if (
        at + 2 < last
        and pieces[at + 1].text == "-"
        and pieces[at].end == pieces[at + 1].start == pieces[at + 2].start - 1
    ):
        return True
    if (
        at - 1 > first
        and pieces[at - 1].text == "-"
        and pieces[at - 1].end == pieces[at].start
        and not pieces[at].senses.entities
    ):
        return True
    return pieces[at].has("vectors") and at > first and _is_verb(pieces[at - 1])


def _is_verb(piece: Piece) -> bool:
    return piece.has("verbs", "vectors") or (bool(piece.senses.triggers) and not piece.senses.entities)


def candidates(scene: Scene, lexicon: Lexicon) -> Iterator[Candidate]:
    """Every reading of every trigger piece whose company is right."""
    for at in scene.triggers:
        for key in scene.pieces[at].senses.triggers:
            trigger = lexicon.triggers[key]
            if _in_company(scene, at, trigger):
                yield Candidate(at, key[0], trigger, lexicon.plans[key])


def _in_company(scene: Scene, at: int, trigger: Trigger) -> bool:
    if not trigger.beside and not trigger.unless:
        return True
    around = {scene.pieces[one].text for one in range(max(scene.first, at - _REACH), min(scene.last, at + _REACH + 1))
              if one != at and scene.clauses[one] == scene.clauses[at]}  # fmt: skip
    wanted = not trigger.beside or not around.isdisjoint(map(fold_word, trigger.beside))
    return wanted and around.isdisjoint(map(fold_word, trigger.unless))
