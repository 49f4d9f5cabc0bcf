"""Noun phrases that begin with their noun and go on with possessors and adjectives right after it, unlinked.

وزير *الخارجية الروسي*, قوات *حفظ السلام*, رئيس وزراء *اليابان*: a noun without article or suffix may own what follows;
an adjective has an article where its noun is definite.
"""

from collections.abc import Sequence

from annotate.prelabel.lexicon.clitics import SUFFIXED
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece

_COUNTS = ("number", "numbers", "scales", "approximators", "determiners")
_NUMBERS = ("number", "numbers", "scales")
_TIMES = ("months", "weekdays", "days", "shifts", "auxiliaries", "negations", "pronouns", "adverbs", "subordinators")
_NOUNS = ("titles", "organs", "locatives", "common")
_MANY = ("ا", "ي", "ين", "ان", "ون", "و", "اء", "قادة", "وزراء", "ات")


def is_verb(piece: Piece, language: Language) -> bool:
    """Whether a word is a verb with a subject: a trigger by its form, or a listed verb."""
    if piece.has("verbs", "reports", "auxiliaries") or (piece.is_unknown and language.ends_as_verb(piece.text)):
        return True
    return bool(piece.senses.triggers) and not piece.senses.entities and language.is_finite(piece.text)


def clauses_of(pieces: Sequence[Piece], first: int, last: int, language: Language) -> dict[int, int]:
    """The number of the clause that each piece of a sentence belongs to: a verb after و or a comma opens one."""
    number, found = 0, {}
    for at in range(first, last):
        if at > first and _opens_clause(pieces, at, last, language):
            number += 1
        found[at] = number
    return found


def _opens_clause(pieces: Sequence[Piece], at: int, last: int, language: Language) -> bool:
    piece = pieces[at]
    if "relatives" in piece.classes and at + 1 < last and "vectors" in pieces[at + 1].classes:
        return False
    if "subordinators" in piece.classes or piece.text in (";", ":", "—", "؛"):
        return True
    if not ("conjunctions" in piece.classes or piece.text == ","):
        return False
    after = at + 1
    while after < last and pieces[after].has("conjunctions", "negations"):
        after += 1
    return after < last and (is_verb(pieces[after], language) or "pronouns" in pieces[after].classes)


def is_definite(piece: Piece, language: Language) -> bool:
    """Whether a word is definite by itself: by its article, a suffix, or as the name of a state or place."""
    named = any(kind != "demonym" for kind, _ in piece.senses.names)
    article = (
        any(part.startswith(language.article) for part in piece.text.split(" "))
        or "uncontracted" in piece.senses.classes
    )
    return article or named or SUFFIXED in piece.classes


def is_demonym(piece: Piece) -> bool:
    """Whether a word is a people's name or adjective and nothing nearer."""
    kinds = {kind for kind, _ in piece.senses.names}
    return kinds == {"demonym"} or ("demonym" in kinds and piece.text.endswith("ية"))


def is_adjective(piece: Piece, language: Language, *, definite: bool) -> bool:
    """Whether a word after a noun describes it; its article must agree where no list has the word."""
    if not piece.is_word or "adpositions" in piece.classes:
        return False
    article = piece.text.startswith(language.article)
    if is_demonym(piece) or piece.has("loose", "classifiers", "ordinals"):
        return article == definite or "units" in piece.classes
    pattern = language.adjective_pattern
    fits = pattern is not None and pattern.search(piece.text) is not None
    return piece.is_unknown and fits and article == definite and not language.is_finite(piece.text)


def may_own(piece: Piece, language: Language) -> bool:
    """Whether what follows a noun may be its possessor."""
    return not is_definite(piece, language) or (
        " " in piece.text and not piece.text.split(" ")[-1].startswith(language.article)
    )


def _is_noun(piece: Piece, language: Language) -> bool:
    verbal = piece.has("verbs", "reports") and "common" not in piece.classes
    if not piece.is_word or piece.has("adpositions", *_TIMES) or verbal:
        return False
    if piece.senses.names or piece.senses.entities or piece.has(*_NOUNS):
        return not piece.senses.triggers or not language.is_finite(piece.text)
    return piece.is_unknown and piece.text.startswith(language.article)


def phrase_end(pieces: Sequence[Piece], head: int, last: int, language: Language, *, names: bool = True) -> int:
    """Where the phrase of the noun at the piece `head` ends: its possessors, then adjectives."""
    definite, owns = is_definite(pieces[head], language), may_own(pieces[head], language)
    many = pieces[head].text.split(" ")[0].endswith(_MANY)
    at = head + 1
    while at < last:
        piece = pieces[at]
        if "units" in piece.classes and at + 1 < last and "year" in pieces[at + 1].classes:
            break  # a date: عام 1992
        if is_adjective(
            piece,
            language,
            definite=definite or (owns and is_definite(piece, language) and at == head + 1 and is_demonym(piece)),
        ):
            owns = False
            at += 1
        elif owns and _is_noun(piece, language) and not _happens(pieces, head, at, last):
            if piece.senses.names and not names and not is_demonym(piece):
                return at
            definite, owns = is_definite(piece, language), may_own(piece, language)
            at = _shared(pieces, at + 1, last) if many and piece.senses.names else at + 1
        elif (
            piece.text == '"'
            and at > head + 1
            and at + 1 < last
            and is_demonym(pieces[at + 1])
            and is_adjective(pieces[at + 1], language, definite=definite)
        ) or (
            "conjunctions" in piece.classes
            and at > head + 1
            and _joins_adjectives(pieces, at, last, language, definite=definite)
        ):
            at += 2
        else:
            break
    return at


def _happens(pieces: Sequence[Piece], head: int, at: int, last: int) -> bool:
    """Whether a verbal noun is an event of its own and no part of a name: not معاهدة *تسليم* المجرمين."""
    piece = pieces[at]
    if not piece.senses.triggers or piece.senses.entities:
        return False
    goods = at + 1 < last and not {"weapon", "armed_force"}.isdisjoint(pieces[at + 1].senses.entities)
    return "agreement" not in pieces[head].senses.entities or goods


def _joins_adjectives(pieces: Sequence[Piece], at: int, last: int, language: Language, *, definite: bool) -> bool:
    """`قوات أمريكية *و*فرنسية`."""
    return at + 1 < last and all(is_adjective(pieces[one], language, definite=definite) for one in (at - 1, at + 1))


def _shared(pieces: Sequence[Piece], at: int, last: int) -> int:
    """The end of several states that a plural belongs to: وزيرا خارجية روسيا *وتركيا*."""
    while at + 1 < last and ("conjunctions" in pieces[at].classes or pieces[at].text in ",،"):
        if not pieces[at + 1].senses.names or is_demonym(pieces[at + 1]):
            break
        at += 2
    return at


def phrase_left(pieces: Sequence[Piece], first: int, floor: int) -> int:
    """Where a phrase starts whose noun is at `first`: with numbers and what counts before it."""
    at = first
    while at > floor and (pieces[at - 1].is_word or "number" in pieces[at - 1].classes):
        piece = pieces[at - 1]
        counted = at - 2 >= floor and pieces[at - 2].has("number", "numbers", "scales") and "of" in piece.classes
        joined = (
            at - 2 >= floor
            and "conjunctions" in piece.classes
            and all(pieces[one].has("number", "numbers", "scales") for one in (at, at - 2))
        )
        counts = piece.has(*_COUNTS) and (
            "adpositions" not in piece.classes or pieces[at].has("number", "numbers", "scales")
        )
        if not (counts or counted or joined):
            break
        at -= 1
    return at
