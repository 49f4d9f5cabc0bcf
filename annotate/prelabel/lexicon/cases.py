"""Which grammatical cases a noun phrase can stand in, by the endings of its words, in a language that has cases."""

from collections.abc import Sequence
from functools import cache, lru_cache

from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.gazetteer import names
from annotate.prelabel.lexicon.language import Language, read_language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found
from annotate.prelabel.lexicon.senses import KEPT

Cases = frozenset[str]

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
"""The cases that a cue can ask for."""

_ANY = frozenset(CASES)
_COUNTING = ("number", "numbers", "scales", "approximators", "determiners", "particles")


def phrase_cases(pieces: Sequence[Piece], members: Sequence[Found], language: Language) -> Cases:
    """The cases that all coordinated `members` can stand in; all of them where no ending tells."""
    able = _ANY
    for one in members:
        able = able & _cases(pieces, one, language) or able
    return able


def _cases(pieces: Sequence[Piece], one: Found, language: Language) -> Cases:
    """The cases of a mention: of what stands first in its phrase, and of its own words where these agree with it."""
    first = next((at for at in range(one.left, one.first) if _declines(pieces[at])), one.first)
    able = _word_cases(pieces[first], language) if first < one.first or one.kind != "person" else _ANY
    if one.kind == "person":
        able = able & _person_cases(pieces[one.first : one.last], language) or able
    elif first < one.first and not pieces[first].has("organs", "titles"):
        able = able & _word_cases(pieces[one.first], language) or able
    counted = any(pieces[at].has("number", "numbers", "scales") for at in range(one.left, one.first))
    return able | {"nominative", "accusative"} if counted and "genitive" in able else able


def _declines(piece: Piece) -> bool:
    return piece.is_word and not piece.has(*_COUNTING)


def _word_cases(piece: Piece, language: Language) -> Cases:
    word = piece.text.split(" ")[0]
    known = _known_cases(language.language).get(word)
    if known and ("titles" in piece.classes or (piece.senses.names and word == piece.text)):
        return known
    return _by_ending(word, "cases", language.language)


def _person_cases(pieces: Sequence[Piece], language: Language) -> Cases:
    """What the parts of a name agree in; a woman's that ends in a consonant has no cases: *Камилы* Рохас."""
    able = _ANY
    for piece in reversed(pieces):
        if piece.is_word and len(piece.text) > 1 and not piece.has("name_particles", "indeclinables"):
            told = _by_ending(piece.text, "name_cases", language.language)
            able = told & able or told
    return able


@lru_cache(KEPT)
def _by_ending(word: str, table: str, code: str) -> Cases:
    patterns = read_language(code).case_patterns[table]
    return frozenset(name for name, pattern in patterns.items() if pattern.search(word)) or _ANY


@cache
def _known_cases(code: str) -> dict[str, Cases]:
    """The cases of each form of a known name or title, by which other forms of it are known."""
    language = read_language(code)
    known = frozenset(name.text for name in names(code) if name.kind != "demonym")
    titles = frozenset(language.words.get("titles", ()))
    found: dict[str, Cases] = {}
    for forms in (known, titles):
        for form in forms:
            cases = _told_by_forms(form, forms, language)
            cases = _of_persons(cases) if forms is titles else cases
            found[fold_word(form)] = found.get(fold_word(form), frozenset()) | cases
    return found


def _told_by_forms(form: str, known: frozenset[str], language: Language) -> Cases:
    """`Киева` is a genitive because `Киев` is a name, `Украина` a nominative because `Украин` is none."""
    for rule in language.forms:
        stem = form.removesuffix(rule.ending)
        if form.endswith(rule.ending) and (not rule.beside or any(stem + other in known for other in rule.beside)):
            return frozenset(rule.cases)
    return _ANY


def _of_persons(cases: Cases) -> Cases:
    """The accusative of who lives is like the genitive, not like the nominative."""
    if cases == {"nominative", "accusative"}:
        return cases - {"accusative"}
    return cases | {"accusative"} if cases == {"genitive"} else cases


def with_possessors(pieces: Sequence[Piece], found: Sequence[Found], language: Language) -> list[Found]:
    """The mentions, with the genitives that follow a noun inside its phrase: войска *США, Франции и Турции*."""
    done: list[Found] = []
    for one in sorted(found, key=lambda one: (one.first, one.last), reverse=True):
        owners = _owners(pieces, one, done, language) if one.kind in ("noun", "title") else []
        state = owners[0] if owners and owners[0].kind in ("country", "capital") else None
        if state is not None and "organization" in one.types and "organs" in pieces[one.last - 1].classes:
            done[done.index(state)] = state.within(one.left, state.right)
        else:
            done.append(one.within(one.left, owners[-1].right) if owners else one)
    return done


def _owners(pieces: Sequence[Piece], one: Found, later: Sequence[Found], language: Language) -> list[Found]:
    """The coordinated genitives right after a noun."""
    owners: list[Found] = []
    for other in sorted(later, key=lambda other: (other.left, -other.last)):
        end = owners[-1].right if owners else one.right
        beside = other.left == end if not owners else _joins(pieces, end, other.left)
        if beside and other.kind not in ("date", "quantity") and "genitive" in _cases(pieces, other, language):
            owners.append(other)
    return owners


def _joins(pieces: Sequence[Piece], end: int, start: int) -> bool:
    return start == end + 1 and ("conjunctions" in pieces[end].classes or pieces[end].text == ",")
