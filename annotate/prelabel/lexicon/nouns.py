"""Mentions by the schema's own nouns (`troops`, `artillery shells`), with the modifiers that belong to them."""

from collections.abc import Container, Iterator, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.linked import mention_end
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
                limit = language.modifiers.get(name, schema.entities[name].modifiers)
                start = _modified(pieces, at, first, name, limit, language)
                left = phrase_start(pieces, start, first, language, name=False)
                end = _complement(
                    pieces,
                    _quoted_name(pieces, at + 1, last),
                    last,
                    schema.entities[name].complements.get(language.language, ()),
                    language,
                )
                if language.linkers:
                    joiners = schema.entities[name].complements.get(language.language, ())
                    end = mention_end(pieces, at, last, limit, joiners, language)
                    start, end = at, max(end, _quoted_name(pieces, at + 1, last))
                    left = phrase_start(pieces, at, first, language, name=False)
                yield _named(pieces, Found("noun", (name,), start, end, left, end), at, language)
            at = start


def _named(pieces: Sequence[Piece], one: Found, at: int, language: Language) -> Found:
    """A company stands for its quoted name where that follows: концерн «*Нордвапен*»."""
    if not language.possessors_follow or one.types != ("organization",) or one.last < at + 3:
        return one
    if pieces[at + 1].text not in "\"'" or pieces[one.last - 1].text != pieces[at + 1].text:
        return one
    if any(piece.senses.names for piece in pieces[at + 2 : one.last - 1]):
        return Found(one.kind, one.types, one.first, at + 1, one.left, at + 1)
    return Found(one.kind, one.types, at + 2, one.last - 1, one.left, one.right)


def _is_first_half(pieces: Sequence[Piece], at: int, last: int) -> bool:
    """`arms` in `arms-control`, `missile` in `missile launchers`: part of the noun that follows."""
    joined = at + 1 < last and pieces[at + 1].text == "-" and pieces[at + 1].start == pieces[at].end
    return joined and at + 2 < last and pieces[at + 2].start == pieces[at + 1].end


def _modified(pieces: Sequence[Piece], at: int, floor: int, name: str, limit: int, language: Language) -> int:
    """Where the mention starts whose noun is at `at`, with at most `limit` modifiers."""
    opening = _quoted_title(pieces, at, floor) if not language.spaced else None
    if opening is not None:
        return opening
    start, count = at - _compound_width(pieces, at, floor), 0
    while count < limit and start > floor:
        width = _modifier_width(pieces, start, floor, name, language)
        if not width:
            break
        start, count = start - width, count + 1
    if not language.spaced and start > floor and _is_short_name(pieces, start, at):
        return start - 1
    return _designated(pieces, start, floor)


def _is_short_name(pieces: Sequence[Piece], start: int, at: int) -> bool:
    """A state's one letter and a noun of one letter are one word: *美军*."""
    return start == at and len(pieces[at].text) == 1 == len(pieces[at - 1].text) and bool(pieces[at - 1].senses.names)


def _quoted_title(pieces: Sequence[Piece], at: int, floor: int) -> int | None:
    """Where the quoted name of a treaty begins that ends with the noun at `at`: 《*渔业补贴*协定》."""
    if at + 1 >= len(pieces) or pieces[at + 1].text != "》":
        return None
    return next((one + 1 for one in range(at - 1, max(floor, at - 15) - 1, -1) if pieces[one].text == "《"), None)


def _designated(pieces: Sequence[Piece], start: int, floor: int) -> int:
    """With the type or number of a unit or weapon in front: *F-16* fighters, *82nd* Airborne."""
    width = _compound_width(pieces, start - 1, floor) + 1 if start > floor else 0
    named = pieces[start - width : start]
    return (
        start - width
        if width > 1 and any("number" in piece.classes for piece in named) and any(piece.is_word for piece in named)
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
        return piece.is_word or "number" in piece.classes
    if not language.spaced and piece.is_verbal and name != "agreement":
        return False
    if piece.has("classifiers", "year"):
        return True
    if language.possessors_follow and piece.senses.entities:
        return False
    if name in piece.senses.entities or (piece.senses.entities and not piece.senses.triggers):
        return True
    verbal = (
        pattern is not None and pattern.search(piece.text)
        for pattern in (language.verb_pattern, language.adverb_pattern)
    )
    agrees = language.modifier_pattern is None or language.modifier_pattern.search(piece.text) is not None
    return piece.is_unknown and agrees and not any(verbal)


def _complement(pieces: Sequence[Piece], at: int, last: int, joiners: Container[str], language: Language) -> int:
    """The end of what a joining word adds to a noun: `convention` *on lithium exports*."""
    if at >= last or pieces[at].text not in joiners:
        return at
    end = at + 1
    while end < last and end - at < 5 and _completes(pieces[end], language):
        end += 1
    return end if end > at + 1 else at


def _completes(piece: Piece, language: Language) -> bool:
    if language.possessors_follow and (piece.is_verbal or _is_adverbial(piece, language)):
        return False
    return piece.is_word and not piece.senses.names and piece.senses.classes <= {"classifiers", "loose"}


def _is_adverbial(piece: Piece, language: Language) -> bool:
    patterns = (language.verb_pattern, language.adverb_pattern)
    return any(pattern is not None and pattern.search(piece.text) for pattern in patterns)


def _quoted_name(pieces: Sequence[Piece], at: int, last: int) -> int:
    """The end of a ship's or unit's quoted name right after its noun: विध्वंसक *'सान मार्को'*."""
    if at >= last or pieces[at].text not in "\"'":
        return at
    close = next((index for index in range(at + 1, min(at + 6, last)) if pieces[index].text == pieces[at].text), None)
    return close + 1 if close is not None and close > at + 1 else at
