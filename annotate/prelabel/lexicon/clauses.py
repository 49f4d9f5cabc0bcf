"""The clauses of a sentence: where each begins, by conjunctions, commas and verbs."""

from collections.abc import Sequence

from annotate.prelabel.lexicon.construct import clauses_of
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece

_TURNS = frozenset({"subordinators", "conjunctions", "clause_links", "reports"})
_ENDS = frozenset(";:—؛；")
_MARKS = _ENDS | {","}
"""A clause begins at one of these words or marks, or right after one of the words."""
_PARTING = _MARKS | set("\"'()")
_LONGEST_SOURCE = 8  # pieces up to the verb that says it
_DATING = ("adpositions", "weekdays", "months", "days", "units", "shifts", "year", "determiners", "adverbs")


def clause_numbers(pieces: Sequence[Piece], first: int, last: int, language: Language) -> dict[int, int]:
    """The number of the clause that each piece of a sentence belongs to."""
    if language.verb_first:
        return clauses_of(pieces, first, last, language)
    number, found, turned = 0, {}, False
    for at in range(first, last):
        turns = not _TURNS.isdisjoint(pieces[at].senses.classes)
        if at > first and (turned or turns or pieces[at].text in _MARKS):
            after_saying = not language.postpositions and "reports" in pieces[at - 1].classes
            number += after_saying or _opens_clause(pieces, at, first, last, language)
        found[at], turned = number, turns
    return found


def _opens_clause(pieces: Sequence[Piece], at: int, first: int, last: int, language: Language) -> bool:
    """Whether a clause begins at a piece."""
    piece = pieces[at]
    if language.clause_commas and piece.text == ",":
        return not _lists(pieces, at, last)
    if "subordinators" in piece.classes or piece.text in _ENDS or _follows_infinitive(pieces, at, first, language):
        return True
    if (
        language.linkers
        and "clause_links" in piece.classes
        and at + 1 < last
        and _is_infinite(pieces[at + 1], language)
    ):
        return True
    joins = "conjunctions" in piece.classes or piece.text == ","
    return joins and not _ends_aside(pieces, at, first, language) and _joins_clauses(pieces, at, first, last, language)


def _follows_infinitive(pieces: Sequence[Piece], at: int, first: int, language: Language) -> bool:
    """Whether the words before, where verbs stand last, make a clause of their own: *कराने के* बदले में."""
    linked = language.postpositions and at - 2 >= first and "clause_links" in pieces[at - 1].classes
    return linked and _is_infinitive(pieces[at - 2])


def _joins_clauses(pieces: Sequence[Piece], at: int, first: int, last: int, language: Language) -> bool:
    """Whether a verb stands behind a conjunction, or before one where verbs stand last."""
    if language.postpositions and at > first and ("auxiliaries" in pieces[at - 1].classes or pieces[at - 1].is_verbal):
        return True
    if at + 1 >= last:
        return False
    after = pieces[at + 1]
    if language.linkers and after.is_verbal and _is_infinite(after, language):
        return False
    says = bool(language.linkers) and "reports" in after.classes
    if pieces[at].text == "," and tells_source(pieces, at + 1, last):
        return True
    return says or after.is_verbal or after.has("auxiliaries", "pronouns", "passives")


def tells_source(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether who said it is all that follows: ..., *Kyiv said on Monday*."""
    for at in range(first, min(first + _LONGEST_SOURCE, last)):
        if "reports" in pieces[at].classes:
            return at > first and not any(piece.is_word and not piece.has(*_DATING) for piece in pieces[at + 1 : last])
        if pieces[at].is_verbal or "subordinators" in pieces[at].classes or pieces[at].text in _PARTING:
            return False
    return False


def _is_infinite(piece: Piece, language: Language) -> bool:
    """`podría viajar a Omán y *reunirse* con ...`: a second infinitive depends on the same verb as the first."""
    return piece.text.endswith(language.infinitives or ("\0",))


def _ends_aside(pieces: Sequence[Piece], at: int, first: int, language: Language) -> bool:
    """Whether a comma is the second around a word that belongs to no clause: `, возможно,`."""
    commas = at - 2 >= first and pieces[at].text == pieces[at - 2].text == ","
    return bool(language.cases) and commas and "adverbs" in pieces[at - 1].classes


def _lists(pieces: Sequence[Piece], at: int, last: int) -> bool:
    """Whether a comma stands between names."""
    return bool(pieces[at - 1].senses.names) and at + 1 < last and bool(pieces[at + 1].senses.names)


def _is_infinitive(piece: Piece) -> bool:
    """`कराने के बदले में ...`: an oblique infinitive with its postposition is a clause of its own."""
    return piece.text.endswith("ने") and (piece.has("verbs", "vectors", "common", "auxiliaries") or piece.is_verbal)
