"""Noun phrases that go on after their noun, with adjectives and linked possessors: tropas *rusas*, *de* Rusia."""

from collections.abc import Container, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import STATES, Found, phrase_start

_TIMES = ("months", "weekdays", "units", "days", "year", "shifts", "eras")
_COUNTS = ("determiners", "number", "numbers", "loose", "ordinals", "scales", "approximators")
_NOUNS = ("titles", "organs", "locatives", "common", "classifiers")
_NAMED_BY_PHRASE = 3  # modifiers from which on an entity type has names of many words (treaties)
_REACH = 12  # pieces between a title and the name it belongs to


def is_link(piece: Piece, language: Language) -> bool:
    """Whether a piece links a noun with what follows it: `de`, `del`."""
    return language.plain_form(piece.text) in language.linkers


def phrase_end(
    pieces: Sequence[Piece], at: int, last: int, language: Language, *, shared: bool = True, owned_once: bool = False
) -> int:
    """Where the phrase ends whose noun ends before `at`; `shared` if it may have several possessors.

    With `owned_once` a demonym is its only possessor: las tropas rusas | de Siria.
    """
    while at < last:
        quoted = at + 1 < last and pieces[at].text == '"' and is_link(pieces[at + 1], language)
        at += quoted
        end = _adjective_end(pieces, at, last, language)
        owned = owned_once and any(kind == "demonym" for kind, _ in pieces[at - 1].senses.names)
        end = end if end > at or owned else _possessor_end(pieces, at, last, language, shared=shared)
        if end == at:
            break
        at = end
    return at


def is_adjective(piece: Piece, language: Language) -> bool:
    """Whether a word after a noun describes it: a demonym, a listed adjective, a word with the ending of one."""
    if not piece.is_word or piece.capital:
        return False
    if any(kind == "demonym" for kind, _ in piece.senses.names) or piece.has("classifiers", "loose"):
        return True
    pattern = language.adjective_pattern
    return piece.is_unknown and pattern is not None and pattern.search(piece.text) is not None


def _adjective_end(pieces: Sequence[Piece], at: int, last: int, language: Language) -> int:
    end = at
    while end < last and is_adjective(pieces[end], language):
        end += 1
        end += end + 1 < last and _joins_adjectives(pieces, end, language)
    return end


def _joins_adjectives(pieces: Sequence[Piece], at: int, language: Language) -> bool:
    """Whether a piece stands between two adjectives: kurdas *y* árabes, ruso*-*ucraniano."""
    if pieces[at].text == "-":
        return pieces[at + 1].is_word
    return "conjunctions" in pieces[at].classes and is_adjective(pieces[at + 1], language)


def _possessor_end(pieces: Sequence[Piece], at: int, last: int, language: Language, *, shared: bool) -> int:
    """The end of `de los tres países bálticos`, of `de Rusia y Turquía` at `at`; `at` where nothing is linked."""
    if not is_link(pieces[at], language):
        return at
    head = at + 1
    while head < last and pieces[head].has(*_COUNTS) and not pieces[head].has("titles", "organs"):
        head += 1
    if head >= last or pieces[head].has(*_TIMES):
        return at
    end = _head_end(pieces, head, last)
    if end == head:
        return at
    return _shared_end(pieces, end, last, language) if shared and pieces[head].senses.names else end


def _head_end(pieces: Sequence[Piece], head: int, last: int) -> int:
    piece = pieces[head]
    if piece.capital and "common" in piece.classes:
        head += 1
        while head < last and pieces[head].capital and "titles" not in pieces[head].classes:
            head += 1
        return head
    if piece.senses.names or piece.senses.entities or piece.has(*_NOUNS):
        return head + 1
    end = head
    while end < last and pieces[end].is_unknown and pieces[end].capital:
        end += 1
    return head + 1 if end == head and piece.is_unknown else end


def _shared_end(pieces: Sequence[Piece], end: int, last: int, language: Language) -> int:
    """The end of the last of several states that are linked at once; after commas only where a conjunction follows."""
    done = at = end
    while at + 1 < last and ("conjunctions" in pieces[at].classes or pieces[at].text == ","):
        joined = "conjunctions" in pieces[at].classes
        at += 1
        while at < last and (is_link(pieces[at], language) or "determiners" in pieces[at].classes):
            at += 1
        if at >= last or not pieces[at].senses.names or pieces[at].senses.names[0][0] == "demonym":
            break
        at += 1
        done = at if joined else done
    return done


def mention_end(
    pieces: Sequence[Piece], at: int, last: int, limit: int, joiners: Container[str], language: Language
) -> int:
    """Where the mention of the noun at `at` ends, with its type or name and at most `limit` modifiers after it."""
    if pieces[at].capital and limit >= _NAMED_BY_PHRASE and at + 1 < last and pieces[at + 1].is_word:
        named = _titled_end(pieces, at + 1, last, language, joiners)
        if named > at + 1:
            return named
    end = _designation_end(pieces, at + 1, last)
    for _ in range(limit):
        step = _modifier_end(pieces, end, last, joiners, language)
        if step == end:
            break
        end = step
    return _designation_end(pieces, end, last) if limit else end


def _designation_end(pieces: Sequence[Piece], at: int, last: int) -> int:
    """The end of a type or name right after a noun: cazas *F-16*, tanques *Leopard 2*, batallón *Azov*."""
    end = at
    while end < last and _designates(pieces, at, end):
        end += 1
    return end


def _designates(pieces: Sequence[Piece], at: int, end: int) -> bool:
    piece = pieces[end]
    if piece.text == "-":
        return end > at and pieces[end - 1].end == piece.start and pieces[end + 1 : end + 2] != []
    if piece.is_word:
        return piece.capital and (piece.is_unknown or (bool(piece.senses.entities) and not piece.senses.triggers))
    return end > at and "number" in piece.classes and (pieces[end - 1].text == "-" or len(piece.text) < 4)


def _modifier_end(pieces: Sequence[Piece], at: int, last: int, joiners: Container[str], language: Language) -> int:
    """The end of one modifier of a mention: an adjective, or a bare noun that is linked to it, with its adjectives."""
    if at >= last:
        return at
    if _belongs(pieces[at], language):
        return at + 1
    if not is_link(pieces[at], language) and pieces[at].text not in joiners:
        return at
    end = at + 1
    while end < last and "classifiers" in pieces[end].classes:
        end += 1
    if end < last and _is_bare_noun(pieces[end], language):
        end += 1
        while end < last and _belongs(pieces[end], language):
            end += 1
        return end
    return end if end > at + 1 else at


def _belongs(piece: Piece, language: Language) -> bool:
    named = bool(piece.senses.names)
    return (
        is_adjective(piece, language) and not named and ("classifiers" in piece.classes or "loose" not in piece.classes)
    )


def _is_bare_noun(piece: Piece, language: Language) -> bool:
    if not piece.is_word or piece.capital or piece.senses.names or piece.has("determiners", "titles", *_TIMES):
        return False
    verbal = language.ends_as_verb(piece.text)
    return bool(piece.senses.entities) or "common" in piece.classes or (piece.is_unknown and not verbal)


def _titled_end(pieces: Sequence[Piece], at: int, last: int, language: Language, joiners: Container[str]) -> int:
    """The end of a name in capitals: Tratado *de Alta Mar*, Convención *sobre Municiones en Racimo*."""
    end = done = at
    while end < last and end - done < 4 and pieces[end].is_word:
        if pieces[end].capital and not pieces[end].has("months", "weekdays"):
            done = end + 1
        elif not _joins_title(pieces, end, last, language, joiners):
            break
        end += 1
    return done


def _joins_title(pieces: Sequence[Piece], at: int, last: int, language: Language, joiners: Container[str]) -> bool:
    if "conjunctions" in pieces[at].classes:
        return at + 1 < last and pieces[at + 1].capital
    return "articles" in pieces[at].classes or is_link(pieces[at], language) or pieces[at].text in joiners


def linked(pieces: Sequence[Piece], found: Sequence[Found], first: int, last: int, language: Language) -> list[Found]:
    """The mentions of a sentence with the whole of their phrases, without those that are only part of another."""
    spans = [one for one in found if one.kind == "noun" and one.last - one.first > 0]
    kept = [one for one in found if not any(_swallows(other, one) for other in spans) and not _is_verb(pieces, one)]
    wide = [_widened(pieces, one, first, last, language) for one in kept]
    return [one for one in wide if not any(_stands_for(pieces, other, one) for other in wide)]


def _swallows(noun: Found, one: Found) -> bool:
    """Whether a mention is a word of another's name: *Leopard* in tanques Leopard, *París* in Acuerdo de París."""
    inside = noun.first <= one.first and one.last <= noun.last and (one.first, one.last) != (noun.first, noun.last)
    return inside and one.kind not in ("demonym", "date")


def _is_verb(pieces: Sequence[Piece], one: Found) -> bool:
    """Whether a title is a participle here: han *enviado* tropas."""
    return one.kind == "title" and one.first > 0 and pieces[one.first - 1].has("auxiliaries", "passives")


def _widened(pieces: Sequence[Piece], one: Found, first: int, last: int, language: Language) -> Found:
    if one.kind in ("noun", "title"):
        noun = one.kind == "noun"
        shared = noun or pieces[one.last - 1].text.split(" ")[0].endswith("s")
        end = phrase_end(pieces, one.last, last, language, shared=shared, owned_once=noun)
        return one.within(one.left, max(one.right, end))
    if one.kind == "person":
        left = _title_start(pieces, one, first, language)
        return one.within(left, _apposed(pieces, one, last, language))
    if one.kind in STATES or one.kind == "place":
        return _with_organ(pieces, one, first, last, language)
    return one


def _title_start(pieces: Sequence[Piece], one: Found, first: int, language: Language) -> int:
    """Where the title before a name starts: *el presidente de Francia, Emmanuel Macron*."""
    start = one.first
    while start > first and "titles" in pieces[start - 1].classes:
        start -= 1
    ends = (start, start - 1) if start > first and pieces[start - 1].text == "," else (start,)
    for at in range(start - 1, max(first, start - _REACH) - 1, -1):
        if "titles" in pieces[at].classes and phrase_end(pieces, at + 1, start, language) in ends:
            return phrase_start(pieces, at, first, language, name=False)
    return phrase_start(pieces, start, first, language, name=start == one.first) if start < one.first else one.left


def _apposed(pieces: Sequence[Piece], one: Found, last: int, language: Language) -> int:
    """Where the phrase of a person ends, with the title that follows: Macron, *presidente de Francia*."""
    at = one.right + 1
    if at >= last or pieces[one.right].text != ",":
        return one.right
    while at < last and pieces[at].has("determiners", "loose"):
        at += 1
    if at >= last or "titles" not in pieces[at].classes:
        return one.right
    end = phrase_end(pieces, at + 1, last, language)
    return end if end >= last or not pieces[end].is_word or not pieces[end].capital else one.right


def _with_organ(pieces: Sequence[Piece], one: Found, first: int, last: int, language: Language) -> Found:
    """A state with the organ it acts through, a place with what it is: *el Gobierno de* Bolivia, *la base de* Morón."""
    wanted = "locatives" if one.kind == "place" else "organs"
    for at in range(one.first - 1, max(first, one.first - 6) - 1, -1):
        if pieces[at].has(wanted) and one.last <= phrase_end(pieces, at + 1, last, language):
            left = phrase_start(pieces, at, first, language, name=False)
            types = one.types[1:] if one.kind == "capital" and len(one.types) > 1 else one.types
            return Found(one.kind, types, one.first, one.last, left, one.right)
    return one.within(one.first, one.right) if one.kind == "demonym" else one


def _stands_for(pieces: Sequence[Piece], whole: Found, one: Found) -> bool:
    """Whether `one` is the title of a person, the organ of a state or the noun of a place that is named."""
    if whole is one or not (whole.left <= one.first and one.last <= whole.right):
        return False
    if whole.kind == "person":
        return one.kind == "title"
    organ = one.kind == "noun" and "organization" in one.types and "organs" in pieces[one.first].classes
    locative = one.kind == "noun" and "place" in one.types
    return (whole.kind in STATES and organ and one.first < whole.first) or (whole.kind == "place" and locative)
