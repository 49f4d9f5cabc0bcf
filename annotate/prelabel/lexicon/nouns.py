"""Mentions by the schema's own nouns (`troops`, `artillery shells`), with the modifiers that belong to them."""

from collections.abc import Container, Iterator, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found, phrase_start
from annotate.schema.model import Schema


def noun_mentions(
    pieces: Sequence[Piece], first: int, last: int, taken: Container[int], schema: Schema, language: Language
) -> Iterator[Found]:
    """The mentions by nouns of the schema among the pieces `first` to `last`, except at the pieces already `taken`."""
    at = last
    while at > first:
        at -= 1
        if pieces[at].senses.entities and at not in taken and not _is_first_half(pieces, at, last):
            for name in sorted(pieces[at].senses.entities):
                start = _modified(pieces, at, first, name, schema.entities[name].modifiers, language)
                left = phrase_start(pieces, start, first, language, name=False)
                end = _complement(
                    pieces,
                    _quoted_name(pieces, at + 1, last),
                    last,
                    schema.entities[name].complements.get(language.language, ()),
                )
                yield Found("noun", (name,), start, end, left, end)
            at = start


def _is_first_half(pieces: Sequence[Piece], at: int, last: int) -> bool:
    """`arms` in `arms-control`, `missile` in `missile launchers`: part of the noun that follows."""
    joined = at + 1 < last and pieces[at + 1].text == "-" and pieces[at + 1].start == pieces[at].end
    return joined and at + 2 < last and pieces[at + 2].start == pieces[at + 1].end


def _modified(pieces: Sequence[Piece], at: int, floor: int, name: str, limit: int, language: Language) -> int:
    """Where the mention starts whose noun is at `at`, with at most `limit` modifiers."""
    start, count = at - _compound_width(pieces, at, floor), 0
    while count < limit and start > floor:
        width = _modifier_width(pieces, start, floor, name, language)
        if not width:
            break
        start, count = start - width, count + 1
    return _designated(pieces, start, floor)


def _designated(pieces: Sequence[Piece], start: int, floor: int) -> int:
    """With the type or number of a unit or weapon in front: *F-16* fighters, *82nd* Airborne."""
    width = _compound_width(pieces, start - 1, floor) + 1 if start > floor else 0
    named = pieces[start - width : start]
    return (
        start - width
        if width > 1 and any(piece.has("number") for piece in named) and any(piece.is_word for piece in named)
        else start
    )


def _modifier_width(pieces: Sequence[Piece], start: int, floor: int, name: str, language: Language) -> int:
    """How many pieces the modifier right before `start` has: one, or three and more with hyphens (`self-propelled`)."""
    if not _modifies(pieces[start - 1], name, language, in_compound=False):
        in_compound = (
            start - 3 >= floor and pieces[start - 2].text == "-" and pieces[start - 2].end == pieces[start - 1].start
        )
        if not in_compound or not _modifies(pieces[start - 1], name, language, in_compound=True):
            return 0
    return _compound_width(pieces, start - 1, floor) + 1


def _compound_width(pieces: Sequence[Piece], start: int, floor: int) -> int:
    """How many pieces are joined with hyphens in front of the piece `start`: two for `free-` in `free-trade`."""
    width = 0
    while (
        start - width - 2 >= floor
        and pieces[start - width - 1].text == "-"
        and _touch(pieces, start - width - 2, start - width)
    ):
        width += 2
    return width


def _touch(pieces: Sequence[Piece], first: int, last: int) -> bool:
    return all(pieces[at].end == pieces[at + 1].start for at in range(first, last))


def _modifies(piece: Piece, name: str, language: Language, *, in_compound: bool) -> bool:
    if in_compound:
        return piece.is_word or piece.has("number")
    if name in piece.senses.entities or piece.has("classifiers", "year"):
        return True
    if piece.senses.entities and not piece.senses.triggers:
        return True
    verbal = (
        pattern is not None and pattern.search(piece.text)
        for pattern in (language.verb_pattern, language.adverb_pattern)
    )
    return piece.is_unknown and not any(verbal)


def _complement(pieces: Sequence[Piece], at: int, last: int, joiners: Container[str]) -> int:
    """The end of what a joining word adds to a noun: `convention` *on lithium exports*."""
    if at >= last or pieces[at].text not in joiners:
        return at
    end = at + 1
    while end < last and end - at < 5 and _completes(pieces[end]):
        end += 1
    return end if end > at + 1 else at


def _completes(piece: Piece) -> bool:
    return piece.is_word and not piece.senses.names and piece.senses.classes <= {"classifiers", "loose"}


def _quoted_name(pieces: Sequence[Piece], at: int, last: int) -> int:
    """The end of a ship's or unit's quoted name right after its noun: विध्वंसक *'सान मार्को'*."""
    if at >= last or pieces[at].text not in "\"'":
        return at
    close = next((index for index in range(at + 1, min(at + 6, last)) if pieces[index].text == pieces[at].text), None)
    return close + 1 if close is not None and close > at + 1 else at
