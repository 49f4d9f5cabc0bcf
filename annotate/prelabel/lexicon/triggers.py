"""Trigger words in a sentence that stand in the company their schema asks for, with what they need nearby."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from annotate.prelabel.lexicon.clauses import clause_numbers
from annotate.prelabel.lexicon.lexicon import Entry, Lexicon, Plan
from annotate.prelabel.lexicon.matcher import Piece
from annotate.schema.model import Trigger

_REACH = 12  # pieces within which a particle belongs to its verb
_OF_NAMES = {"capital": ("place", "country"), "demonym": ("country",)}
_ANYWHERE = ("date", "quantity")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that may trigger an event of a type, and the entry of the schema that says so."""

    at: int
    event: str
    trigger: Trigger
    plans: tuple[Plan, ...]
    needs: tuple[frozenset[str], ...]

    def finds_needs(self, types: Set[str]) -> bool:
        """Whether mentions of these entity types could fill each role that it needs."""
        return not any(need.isdisjoint(types) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Prospect:
    """A sentence that may tell of an event: its pieces, the clause of each, its trigger pieces and their readings."""

    pieces: Sequence[Piece]
    clauses: dict[int, int]
    triggers: tuple[int, ...]
    candidates: tuple[Candidate, ...]


def prospect(pieces: Sequence[Piece], lexicon: Lexicon) -> Prospect | None:
    """What a sentence may tell of; None where no trigger has the company and the kinds of words that it needs."""
    triggers = _trigger_pieces(pieces, lexicon)
    types = _possible_types(pieces, lexicon) if triggers else frozenset()
    able = [one for one in _readings(pieces, triggers, lexicon) if one[0].finds_needs(types)]
    if not able:
        return None
    clauses = clause_numbers(pieces, 0, len(pieces), lexicon.language)
    found = tuple(candidate for candidate, entry in able if _in_company(pieces, clauses, candidate.at, entry))
    return Prospect(pieces, clauses, tuple(triggers), found) if found else None


def _trigger_pieces(pieces: Sequence[Piece], lexicon: Lexicon) -> list[int]:
    """The pieces with a trigger word; none where a word of the sentence forbids every event of the schema."""
    found = [at for at, piece in enumerate(pieces) if piece.senses.triggers and not _is_no_word(pieces, at)]
    return [] if found and any(piece.text in lexicon.vetoes for piece in pieces) else found


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
    if not pieces[at].has("vectors") or not at:
        return False
    return pieces[at - 1].is_verbal or pieces[at - 1].has("verbs", "vectors")


def _possible_types(pieces: Sequence[Piece], lexicon: Lexicon) -> set[str]:
    """Every entity type that some piece could be a mention of, if all went well."""
    kinds = {kind for piece in pieces for kind, _ in piece.senses.names}
    found = {entity for piece in pieces for entity in piece.senses.entities}
    able = {name for kind in kinds for name in _OF_NAMES.get(kind, (kind,))}.union(_ANYWHERE)
    if any(_may_be_name(piece, lexicon) for piece in pieces):
        able |= {"person", "place"}
    return found | {lexicon.types[name] for name in able if name in lexicon.types}


def _may_be_name(piece: Piece, lexicon: Lexicon) -> bool:
    unknown = piece.is_unknown and (piece.capital or not lexicon.language.capitals)
    return unknown or piece.has("titles", "given_names", "name_particles")


def _readings(pieces: Sequence[Piece], triggers: Sequence[int], lexicon: Lexicon) -> Iterator[tuple[Candidate, Entry]]:
    for at in triggers:
        for key in pieces[at].senses.triggers:
            entry = lexicon.entries[key]
            yield Candidate(at, key[0], entry.trigger, entry.plans, entry.needs), entry


def _in_company(pieces: Sequence[Piece], clauses: Mapping[int, int], at: int, entry: Entry) -> bool:
    if not entry.beside and not entry.unless:
        return True
    reach = range(max(0, at - _REACH), min(len(pieces), at + _REACH + 1))
    around = {pieces[one].text for one in reach if one != at and clauses[one] == clauses[at]}
    return (not entry.beside or not around.isdisjoint(entry.beside)) and around.isdisjoint(entry.unless)
