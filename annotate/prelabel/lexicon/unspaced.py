"""Names where neither spaces nor capitals show them: by the letters that write them and by where they stand."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found
from annotate.prelabel.lexicon.senses import Senses, form_of

_WHOLE = 3  # letters that a name has at least that is cut out of an unknown word


def parted(pieces: Sequence[Piece], language: Language) -> list[Piece]:
    """The pieces, with unknown ones cut where a foreign name in them begins or ends, or a name after a title ends."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        bounds = _bounds(pieces, at, language) if piece.is_unknown and len(piece.text) > _WHOLE else ()
        if bounds:
            for low, high in pairwise((0, *bounds, len(piece.text))):
                found.append(Piece(piece.start + low, piece.start + high, form_of(piece.text[low:high], piece.senses)))
        else:
            found.append(piece)
    return found


def counted(pieces: Sequence[Piece], language: Language, types: Collection[str]) -> list[Piece]:
    """The pieces, with unknown nouns that are counted taken for what their last letter names: 六艘*扫雷艇*."""
    return [
        _as_counted(pieces, at, language, types) if piece.is_unknown and at > 1 else piece
        for at, piece in enumerate(pieces)
    ]


def _as_counted(pieces: Sequence[Piece], at: int, language: Language, types: Collection[str]) -> Piece:
    piece = pieces[at]
    if "loose" not in pieces[at - 1].classes or not pieces[at - 2].has(*_NUMBERS):
        return piece
    ends = (name for name, letters in language.counted_heads.items() if piece.text[-1] in letters and name in types)
    named = frozenset(ends) if len(piece.text) > 1 else frozenset()
    return Piece(piece.start, piece.end, form_of(piece.text, _naming(named))) if named else piece


@cache
def _naming(types: frozenset[str]) -> Senses:
    return Senses(entities=types)


_NUMBERS = ("number", "numbers", "scales", "approximators")


def _bounds(pieces: Sequence[Piece], at: int, language: Language) -> list[int]:
    text = pieces[at].text
    if at and "titles" in pieces[at - 1].classes and len(text) > 3 and text[0] in language.surnames:
        run = language.name_pattern.match(text) if language.name_pattern else None
        return [3] if run is None or run.end() <= 3 else [run.end()] if run.end() < len(text) else []
    runs = language.name_pattern.finditer(text) if language.name_pattern else ()
    edges = {edge for run in runs for edge in run.span()} - {0, len(text)}
    return sorted(edges) if len(text) > 4 else []


def is_name_like(piece: Piece, language: Language) -> bool:
    """Whether an unknown word is made of the letters that write foreign names."""
    letters = language.name_letters
    return piece.is_unknown and len(piece.text) >= 2 and all(letter in letters for letter in piece.text)


def acting_runs(pieces: Sequence[Piece], language: Language) -> Iterator[tuple[int, int]]:
    """Names of persons that no title precedes: with a dot, of foreign letters, or with a surname, where one can act."""
    at = 0
    while at < len(pieces):
        end = _dotted_end(pieces, at)
        known = "leaders" in pieces[at].classes
        if end > at + 1 or known or (pieces[at].is_unknown and _stands_as_person(pieces, at, language)):
            yield at, end
        at = max(end, at + 1)


def _dotted_end(pieces: Sequence[Piece], at: int) -> int:
    end = at + 1
    while pieces[at].is_unknown and end + 1 < len(pieces) and pieces[end].text == "·" and pieces[end + 1].is_unknown:
        end += 2
    return end


def _stands_as_person(pieces: Sequence[Piece], at: int, language: Language) -> bool:
    piece = pieces[at]
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None or (before is not None and _accompanies(before, piece, after, language)):
        return after is not None
    foreign = is_name_like(piece, language)
    if not foreign and not (2 <= len(piece.text) <= 4 and piece.text[0] in language.surnames):
        return False
    if after.has("titles", "honorifics"):
        return True
    placed = before is not None and "places_before" in before.classes and "conjunctions" not in before.classes
    if placed or "locatives" in after.classes:
        return False
    if before is not None and before.is_verbal and not after.is_word:
        return True
    return _follows_name(after) and (_precedes_name(before) or (foreign and len(piece.text) > 2))


def _accompanies(before: Piece, piece: Piece, after: Piece, language: Language) -> bool:
    """Whether a short name stands between *with* and a verb: 与*普京*会面."""
    named = len(piece.text) <= 3 and piece.text[0] in language.name_letters
    return named and before.text in language.companions and (after.is_verbal or after.has("adpositions", "verbs"))


_AFTER_NAMES = (
    "auxiliaries", "adverbs", "reports", "adpositions", "conjunctions", "verbs", "genitives", "weekdays", "days",
    "particles", "negations", "passives",
)  # fmt: skip


def _follows_name(after: Piece) -> bool:
    return after.has(*_AFTER_NAMES) or bool(after.senses.triggers) or after.text[0].isdigit()


def _precedes_name(before: Piece | None) -> bool:
    if before is None or not before.is_word or before.has("conjunctions", "adpositions", "days", "ordinals"):
        return True
    return bool(before.senses.triggers or before.senses.names)


def is_place_like(pieces: Sequence[Piece], at: int, first: int, last: int, language: Language) -> bool:
    """Whether a foreign name follows a word that only names of places follow: *抵达* 法利亚."""
    if language.spaced or at == first or not (is_name_like(pieces[at], language) or _stands_as_place(pieces, at, last)):
        return False
    return "places_before" in pieces[at - 1].classes and not (
        at + 1 < last and pieces[at + 1].has("titles", "honorifics")
    )


def _stands_as_place(pieces: Sequence[Piece], at: int, last: int) -> bool:
    """Whether an unknown word right before a trigger is what a word for places governs: 在*戴维营*会见."""
    text, after = pieces[at].text, (pieces[at + 1] if at + 1 < last else None)
    if not pieces[at].is_unknown or not 2 <= len(text) <= 4 or text[-1] in "中上下时内间后前里外际":
        return False
    return after is not None and after.is_verbal


def without_organs(pieces: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
    """The mentions without organs that follow the name of their state, which acts through them: 瑞士*政府*."""
    return [one for one in found if not _is_organ_of_state(pieces, one) and not _is_of_several(pieces, one)]


def _is_of_several(pieces: Sequence[Piece], one: Found) -> bool:
    """A title that two states share, which are named by a letter each: 中俄*外长*."""
    states = pieces[one.first - 2 : one.first] if one.first > 1 else ()
    return one.kind == "title" and bool(states) and all(len(each.text) == 1 and each.senses.names for each in states)


def _is_organ_of_state(pieces: Sequence[Piece], one: Found) -> bool:
    head = pieces[one.last - 1]
    before = pieces[one.first - 1] if one.first else None
    if one.types == ("place",) and "locatives" in head.classes:
        return before is not None and (bool(before.senses.names) or before.is_unknown)
    named = before is not None and any(kind in ("country", "capital", "demonym") for kind, _ in before.senses.names)
    return named and one.types == ("organization",) and "organs" in head.classes


def without_quoted(pieces: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
    """The mentions without those inside the quoted name of another one: 《*联合国*海洋法公约》."""
    quoted = [one for one in found if one.kind == "noun" and one.first and pieces[one.first - 1].text == "《"]
    return [one for one in found if not any(_is_part(one, other) for other in quoted)]


def _is_part(one: Found, other: Found) -> bool:
    return other.first <= one.first and one.last <= other.last and (one.first, one.last) != (other.first, other.last)
