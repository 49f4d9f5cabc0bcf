"""The mentions of a sentence whose nouns stand before what belongs to them: names, titles and nouns."""

from collections.abc import Iterator, Mapping, Sequence

from annotate.prelabel.lexicon.called import name_run, titled_names
from annotate.prelabel.lexicon.clitics import SUFFIXED
from annotate.prelabel.lexicon.construct import (
    is_adjective,
    is_definite,
    is_demonym,
    is_verb,
    may_own,
    phrase_end,
    phrase_left,
)
from annotate.prelabel.lexicon.gazetteer import stands_for
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import STATES, Found
from annotate.schema.model import Schema

_NAMED = ("place", "country", "capital", "organization", "quantity")
_TIMES = ("months", "weekdays", "days", "units", "parts", "eras", "adverbs")
_REACH = 9  # pieces between a title and the name it belongs to


def construct_mentions(
    pieces: Sequence[Piece],
    bound: tuple[int, int],
    persons: Sequence[tuple[int, int]],
    measured: Sequence[Found],
    schema: Schema,
    types: Mapping[str, str],
    language: Language,
) -> list[Found]:
    """Every mention of a sentence with the whole of its phrase."""
    first, last = bound
    found = [_person(pieces, run, first, last, types, language) for run in persons]
    inside = {at for one in found for at in range(one.first, one.last)}
    for at in range(first, last):
        piece = pieces[at]
        if at in inside:
            continue
        if "classifiers" in piece.classes and at > first and _describes(pieces[at - 1], language):
            continue
        if piece.senses.names:
            found += _named(pieces, at, first, last, types, language)
        elif "titles" in piece.classes and _is_title(pieces, at, last, language) and "person" in types:
            end = phrase_end(pieces, at, last, language)
            found.append(Found("title", (types["person"],), at, at + 1, phrase_left(pieces, at, first), end))
    spans = {at for one in found for at in range(one.first, one.last)}
    unknown = [at for at in range(first + 1, last) if at not in spans and _is_place(pieces, at, last, language)]
    found += [Found("place", (types["place"],), at, at + 1, at, at + 1) for at in unknown if "place" in types]
    spans.update(unknown)
    nouns = [
        one for at in range(first, last) if at not in spans and pieces[at].senses.entities
        for one in _nouns(pieces, at, first, last, schema, language)
    ]  # fmt: skip
    covered = {at for one in [*found, *nouns] if one.kind != "title" for at in range(one.first, one.last)}
    measured = [_counting(pieces, one, types) for one in measured]
    counts = [one for one in measured if covered.isdisjoint(range(one.first, one.last))]
    return _settled(pieces, [*found, *nouns, *counts])


def _is_place(pieces: Sequence[Piece], at: int, last: int, language: Language) -> bool:
    """Whether an unknown word looks foreign, stands alone and follows *in* or *to*: في *مونتيفيديو*."""
    pattern, after = language.foreign_pattern, pieces[at + 1] if at + 1 < last else None
    if pattern is None or not pieces[at].is_unknown or "places_before" not in pieces[at - 1].classes:
        return False
    alone = after is None or not after.is_word or after.has("adpositions", "conjunctions", *_TIMES)
    return alone and pattern.search(pieces[at].text) is not None


def _is_title(pieces: Sequence[Piece], at: int, last: int, language: Language) -> bool:
    """Whether a word that may be an adjective too is a title: *رئيسي* روسيا وتركيا, not معبر *رئيسي*."""
    if pieces[at].senses.triggers and language.is_finite(pieces[at].text):
        return False
    return "loose" not in pieces[at].classes or (at + 1 < last and bool(pieces[at + 1].senses.names))


def _counting(pieces: Sequence[Piece], one: Found, types: Mapping[str, str]) -> Found:
    """A number that looks like a year before a noun counts it: نحو *1200* جندي."""
    alone = (
        one.kind == "date" and one.last == one.first + 1 and "year" in pieces[one.first].classes and "quantity" in types
    )
    if not alone or one.last >= len(pieces) or not pieces[one.last].senses.entities:
        return one
    first = one.first - 1 if one.first and "approximators" in pieces[one.first - 1].classes else one.first
    return Found("quantity", (types["quantity"],), first, one.last, first, one.last)


def _person(
    pieces: Sequence[Piece],
    run: tuple[int, int],
    floor: int,
    last: int,
    types: Mapping[str, str],
    language: Language,
) -> Found:
    left = run[0]
    for at in range(run[0] - 1, max(floor, run[0] - _REACH) - 1, -1):
        if "titles" in pieces[at].classes:
            end = next((one for one in _titled_from(pieces, at, language)), at + 1)
            if end == run[0]:
                left = at
        elif (
            pieces[at].has("adpositions", "conjunctions", "verbs", "reports") and pieces[at].text != language.contracts
        ):
            break
    if left == run[0] > floor and is_demonym(pieces[left - 1]) and is_definite(pieces[left - 1], language):
        left -= 1
    right = run[1]
    while right < last and "honorifics" in pieces[right].classes:
        right += 1
    if right + 1 < last and pieces[right].text in ",،" and "titles" in pieces[right + 1].classes:
        end = phrase_end(pieces, right + 1, last, language)
        if end >= last or not pieces[end].is_unknown:
            right = end
    return Found("person", (types["person"],), *run, phrase_left(pieces, left, floor), right)


def _titled_from(pieces: Sequence[Piece], at: int, language: Language) -> Iterator[int]:
    """Where the name after the title at `at` begins."""
    return (end + at for end in titled_names(pieces[at : at + _REACH + 3], language))


def _named(
    pieces: Sequence[Piece], at: int, first: int, last: int, types: Mapping[str, str], language: Language
) -> Iterator[Found]:
    """A name of the gazetteer, with the organ it acts through or the noun for what it is."""
    order = ("country", "capital", "demonym", "organization", "place")
    kind = min((kind for kind, _ in pieces[at].senses.names), key=order.index)
    kind = "demonym" if is_demonym(pieces[at]) else kind
    wanted = stands_for(kind)
    left, right = at, at + 1
    for head in range(at - 1, max(first, at - 5) - 1, -1):
        if pieces[head].text == "في" and head == at - 1 > first and "organs" in pieces[head - 1].classes:
            continue
        if "organs" in pieces[head].classes and kind in STATES and at < _organ_end(pieces, head, last, language):
            left, right, wanted = head, max(right, phrase_end(pieces, head, last, language)), ("country",)
            break
        if (
            "locatives" in pieces[head].classes
            and kind in ("capital", "place")
            and at < phrase_end(pieces, head, last, language)
        ):
            left, wanted = head, ("place",)
            break
        if pieces[head].has("titles", "adpositions", "verbs") or pieces[head].senses.entities:
            break
    yield Found(kind, tuple(types[one] for one in wanted if one in types), at, at + 1, left, right)


def _organ_end(pieces: Sequence[Piece], head: int, last: int, language: Language) -> int:
    """The end of an organ's phrase, over `في` too: مجلس النواب *في اليمن*."""
    end = phrase_end(pieces, head, last, language)
    assembly = "assemblies" in pieces[head].classes
    return end + 2 if assembly and end + 1 < last and pieces[end].text == "في" and pieces[end + 1].senses.names else end


def _nouns(
    pieces: Sequence[Piece], at: int, first: int, last: int, schema: Schema, language: Language
) -> Iterator[Found]:
    """The mentions that the noun at `at` is the head of, one an entity type."""
    if (
        pieces[at].text.startswith(language.article) is False
        and language.is_finite(pieces[at].text)
        and pieces[at].senses.triggers
    ):
        return
    if at > first and "classifiers" in pieces[at].classes and _describes(pieces[at - 1], language):
        return
    end = phrase_end(pieces, at, last, language)
    end = _adjectives_end(pieces, at, _quoted(pieces, end, last), last, language) if end == at + 1 else end
    for name in sorted(pieces[at].senses.entities):
        limit = language.modifiers.get(name, schema.entities[name].modifiers)
        own = _own_end(pieces, at, max(end, at + 1), last, limit, language, place=name == "place")
        joiners = schema.entities[name].complements.get(language.language, ())
        if own < last and pieces[own].text in joiners:
            own = _complement_end(pieces, own, last, language)
        whole = _partitive_end(pieces, max(end, own), last, name, language)
        yield Found("noun", (name,), at, own, phrase_left(pieces, at, first), whole)


def _adjectives_end(pieces: Sequence[Piece], head: int, at: int, last: int, language: Language) -> int:
    """The end of the adjectives behind a quoted name: سفن «الكرامة» *عمانية*."""
    while (
        at > head + 1 and at < last and is_adjective(pieces[at], language, definite=is_definite(pieces[head], language))
    ):
        at += 1
    return at


def _complement_end(pieces: Sequence[Piece], at: int, last: int, language: Language) -> int:
    """The end of what a definite noun behind a joining word adds: اتفاقية *للنقل الجوي*; `at` where none does."""
    noun = pieces[at + 1] if at + 1 < last else None
    if noun is None or noun.senses.names or noun.senses.entities or "titles" in noun.classes:
        return at
    joined = noun.text.startswith(language.article) or noun.text.startswith(language.contracts + language.contracts)
    swallowed = pieces[at].text == language.contracts and noun.text.startswith(language.contracts)
    return phrase_end(pieces, at + 1, last, language) if joined or swallowed else at


def _describes(before: Piece, language: Language) -> bool:
    """Whether a word that may be a noun is an adjective behind this one: وجودها *العسكري*, not 900 *عسكري*."""
    counted = before.has("number", "numbers", "scales", "determiners", "approximators")
    governed = before.has("adpositions", "conjunctions") or is_verb(before, language)
    happens = bool(before.senses.triggers) and SUFFIXED not in before.classes
    return before.is_word and not (counted or governed or happens or "organs" in before.classes)


def _own_end(
    pieces: Sequence[Piece], at: int, end: int, last: int, limit: int, language: Language, *, place: bool
) -> int:
    """Where the mention itself ends: after its name or type, and as many modifiers as its type has."""
    own = at + 1
    if place:
        named = own < end and not is_adjective(pieces[own], language, definite=is_definite(pieces[at], language))
        if named:
            return name_run(pieces, own, language) if pieces[own].is_unknown else own + 1
        return name_run(pieces, own, language) if own < last and pieces[own].is_unknown else own
    own = _quoted(pieces, own, last)
    foreign = own < last and pieces[own].is_unknown and not language.ends_as_verb(pieces[own].text)
    if (
        own == at + 1
        and limit > 2
        and foreign
        and may_own(pieces[at], language)
        and not pieces[at].text.endswith(language.indefinite)
    ):
        own += 1
        named = own < last and pieces[own].is_unknown and not language.ends_as_verb(pieces[own].text)
        own += (
            named and not is_definite(pieces[own - 1], language) and not pieces[own].text.startswith(language.article)
        )
    if own == at + 1 and own < last and pieces[own].is_unknown and limit == 0 and _designates(pieces, own, last):
        return _designation(pieces, own, last)
    while own < end and own - at - 1 < limit:
        piece = pieces[own]
        loose = "loose" in piece.classes and "classifiers" not in piece.classes
        if loose or (limit < 3 and is_demonym(piece)) or (limit >= 3 and "conjunctions" in piece.classes):
            break
        own += 1
    if limit and own == at + 1 and own < last and foreign and limit < 3:
        own = max(own + 1, _designation(pieces, own, last))
    return own


def _designates(pieces: Sequence[Piece], at: int, last: int) -> bool:
    """Whether a type with a number stands at `at`: طائرات *إف-16*."""
    return at + 2 < last and pieces[at + 1].text == "-" and "number" in pieces[at + 2].classes


def _designation(pieces: Sequence[Piece], at: int, last: int) -> int:
    end = at + 1
    while end + 1 < last and pieces[end].text == "-":
        end += 2
    return end


def _quoted(pieces: Sequence[Piece], at: int, last: int) -> int:
    """The end of a name in quotes right after its noun: سفينة *«الكرامة»*."""
    if at >= last or pieces[at].text not in "\"'":
        return at
    close = next((index for index in range(at + 1, min(at + 6, last)) if pieces[index].text in "\"'"), None)
    return close + 1 if close is not None and close > at + 1 else at


def _partitive_end(pieces: Sequence[Piece], end: int, last: int, name: str, language: Language) -> int:
    """With the whole that a unit is part of: كتيبة *من القوات الغانية*."""
    if end + 1 < last and pieces[end].text == "من" and name in pieces[end + 1].senses.entities:
        return phrase_end(pieces, end + 1, last, language)
    return end


def _settled(pieces: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
    """Without titles of named persons, organs of named states, parts of names, and wholes that units are part of."""
    return sorted(
        (one for one in found if not any(_stands_for(pieces, other, one) for other in found)),
        key=lambda one: (one.first, one.last),
    )


def _stands_for(pieces: Sequence[Piece], whole: Found, one: Found) -> bool:
    """Whether `one` says no more than `whole`, in whose phrase it stands."""
    if whole is one or not (whole.left <= one.first and one.last <= whole.right):
        return False
    if whole.kind == "person":
        return one.kind in ("title", "noun")
    if whole.kind == "title":
        return one.kind == "title" or (one.kind == "noun" and one.first == whole.first)
    if whole.kind == "noun":
        named = one.kind in _NAMED and one.last <= whole.last
        return whole.first < one.first and (named or (one.kind == "noun" and one.types == whole.types))
    organ = whole.kind in STATES and "organs" in pieces[one.first].classes
    locative = whole.kind == "place" and "place" in one.types
    return one.kind == "noun" and one.first < whole.first and (organ or locative)
