"""Trigger words in a sentence that stand in the company their schema asks for, with what they need nearby."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from annotate.prelabel.lexicon.clauses import clause_numbers
from annotate.prelabel.lexicon.lexicon import Entry, Lexicon, Plan
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.outlook import Outlook
from annotate.schema.model import Trigger

_REACH = 12  # pieces within which a particle belongs to its verb


class Candidate:
    """`at` is a piece that may trigger an event of a type, `entry` what of the schema says so.

    `trigger` is what the schema says, `plans` are how its roles are filled.
    """

    __slots__ = ("at", "entry", "event", "plans", "trigger")

    def __init__(self, at: int, event: str, entry: Entry) -> None:
        self.at = at
        self.event = event
        self.entry = entry
        self.trigger: Trigger = entry.trigger
        self.plans: tuple[Plan, ...] = entry.plans


@dataclass(frozen=True, slots=True)
class Prospect:
    """A sentence that may tell of an event: its pieces, the clause of each, its trigger pieces and their readings.

    `number` is its place in the article.
    """

    number: int
    pieces: Sequence[Piece]
    clauses: dict[int, int]
    triggers: tuple[int, ...]
    candidates: tuple[Candidate, ...]


def prospect(
    number: int,
    pieces: Sequence[Piece],
    lexicon: Lexicon,
    outlook: Outlook,
    given: Mapping[str, Set[str]] = MappingProxyType({}),
) -> Prospect | None:
    """What a sentence may tell of; None where no trigger has the company and the kinds of words that it needs.

    `given` are entity types that another sentence names for events of a type.
    """
    triggers = [at for at, piece in enumerate(pieces) if piece.senses.triggers and not _is_no_word(pieces, at)]
    words = {piece.text for piece in pieces} if triggers else frozenset()
    if not triggers or not lexicon.vetoes.isdisjoint(words):
        return None
    readings = [one for one in _readings(pieces, triggers, lexicon) if one.entry.may_stand_among(words)]
    types = outlook.types(outlook.marks_among(pieces)) if readings else frozenset()
    able = [one for one in readings if one.entry.finds_needs(types | given.get(one.event, frozenset()))]
    if not able:
        return None
    clauses = clause_numbers(pieces, 0, len(pieces), lexicon.language)
    found = tuple(one for one in able if _in_company(pieces, clauses, one.at, one.entry))
    return Prospect(number, pieces, clauses, tuple(triggers), found) if found else None


def _is_no_word(pieces: Sequence[Piece], at: int) -> bool:
    """Half of a compound (`deal-maker`, `Russian-backed`), or an auxiliary after another verb (`तैनात कर *दिए गए*`)."""
    if (
        at + 2 < len(pieces)
        and pieces[at + 1].text == "-"
        and pieces[at].end == pieces[at + 1].start == pieces[at + 2].start - 1
    ):
        return True
    if (
        at - 1 > 0
        and pieces[at - 1].text == "-"
        and pieces[at - 1].end == pieces[at].start
        and not pieces[at].senses.entities
    ):
        return True
    if "vectors" not in pieces[at].classes or not at:
        return False
    return pieces[at - 1].is_verbal or pieces[at - 1].has("verbs", "vectors", "auxiliaries")


def _readings(pieces: Sequence[Piece], triggers: Sequence[int], lexicon: Lexicon) -> Iterator[Candidate]:
    for at in triggers:
        for key in pieces[at].senses.triggers:
            yield Candidate(at, key[0], lexicon.entries[key])


def _in_company(pieces: Sequence[Piece], clauses: Mapping[int, int], at: int, entry: Entry) -> bool:
    if not entry.beside and not entry.unless:
        return True
    reach = range(max(0, at - _REACH), min(len(pieces), at + _REACH + 1))
    around = {pieces[one].text for one in reach if one != at and clauses[one] == clauses[at]}
    return (not entry.beside or not around.isdisjoint(entry.beside)) and around.isdisjoint(entry.unless)
