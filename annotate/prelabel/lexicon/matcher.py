"""Cuts a folded text into pieces: known words and phrases (the longest wins), other words, numbers, punctuation."""

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

import regex

from annotate.article import Range
from annotate.prelabel.lexicon.clitics import split_clitics
from annotate.prelabel.lexicon.cover import best_cover, short_names
from annotate.prelabel.lexicon.folding import Folded
from annotate.prelabel.lexicon.lexicon import UNKNOWN, Lexicon, Senses

_TOKEN = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}]*|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*|[^\s\p{L}\p{M}\p{N}]")
_UNSPACED = regex.compile(
    r"[a-z]+-?\d+[a-z]*|\p{N}+(?:[.,]\p{N}+)*|[\u3400-\u9fff〇]+|[\p{L}\p{M}--[\u3400-\u9fff]]+|[^\s\p{L}\p{M}\p{N}]",
    regex.V1,
)
_DIGITS = regex.compile(r"([0-9]+(?:[.,][0-9]+)*)(\p{L}{0,2})")


class Piece(NamedTuple):
    """A word, phrase, number or mark: its range in the folded text, its folded text, what it can be."""

    start: int
    end: int
    text: str
    senses: Senses
    capital: bool

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters, known or not."""
        return self.text[0].isalpha()

    @property
    def is_unknown(self) -> bool:
        """Whether it is a word that no list has."""
        return self.senses is UNKNOWN and self.text[0].isalpha()

    @property
    def is_verbal(self) -> bool:
        """Whether it triggers an event without naming an entity, as verbs and verbal nouns do."""
        return bool(self.senses.triggers) and not self.senses.entities

    def has(self, *classes: str) -> bool:
        """Whether it belongs to one of the word classes."""
        return not self.senses.classes.isdisjoint(classes)


Hit = tuple[int, int, Senses]


def cut(folded: Folded, sentence: Range, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a sentence of a folded text, in order."""
    base, end = sentence
    text, language = folded.text[base:end], lexicon.language
    tokens = [match.span() for match in (_TOKEN if language.spaced else _UNSPACED).finditer(text)]
    if language.article:
        return _as_written(text, base, split_clitics(text, tokens, lexicon, folded))
    capitals = _capitals(folded, base, tokens) if language.capitals else frozenset()
    hits = _hits(text, lexicon, tokens, capitals)
    if language.spaced:
        return _as_written(text, base, _merge(tokens, _longest(hits)), capitals)
    cover = best_cover(text, tokens, [*hits, *short_names(text, language)], language)
    return _as_written(text, base, _merge(tokens, cover))


def _as_written(
    text: str, base: int, found: Iterable[tuple[int, int, Senses | None]], capitals: Container[int] = ()
) -> list[Piece]:
    """The pieces that stand where they were `found` in the text of a sentence that begins at `base`."""
    return [
        Piece(base + start, base + end, word, senses or _plain_senses(word), start in capitals)
        for start, end, senses in found
        for word in (text[start:end],)
    ]


def _capitals(folded: Folded, base: int, tokens: list[tuple[int, int]]) -> frozenset[int]:
    """Where the tokens of a sentence start that are written with a capital."""
    return frozenset(start for start, _ in tokens if folded.is_capital(base + start))


def _hits(text: str, lexicon: Lexicon, tokens: list[tuple[int, int]], capitals: Container[int]) -> list[Hit]:
    """Every known word that stands between word edges, with the senses it has in its case."""
    found = lexicon.automaton.find_matches_as_indexes(text, overlapping=True)
    if lexicon.language.spaced:
        starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
        found = [hit for hit in found if hit[1] in starts and hit[2] in ends]
    senses = ((start, end, lexicon.words[index].senses(capital=start in capitals)) for index, start, end in found)
    return [(start, end, meant) for start, end, meant in senses if meant is not None]


def _longest(hits: list[Hit]) -> list[Hit]:
    """The hits that do not overlap: leftmost first, the longest of those."""
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[Hit] = []
    at = 0
    for hit in hits:
        if hit[0] >= at:
            kept.append(hit)
            at = hit[1]
    return kept


def _merge(tokens: list[tuple[int, int]], hits: list[Hit]) -> Iterator[tuple[int, int, Senses | None]]:
    """Hits, and what of the tokens they leave over."""
    at = 0
    waiting = iter(hits)
    hit = next(waiting, None)
    for start, end in tokens:
        at = max(start, at)
        while hit is not None and hit[0] < end:
            if at < hit[0]:
                yield at, hit[0], None
            yield hit
            at = hit[1]
            hit = next(waiting, None)
        if at < end:
            yield at, end, None
            at = end


NUMBER = Senses(frozenset({"number"}))
DAY = Senses(frozenset({"number", "day"}))
YEAR = Senses(frozenset({"number", "year"}))
ORDINAL = Senses(frozenset({"ordinals"}))
ORDINAL_DAY = Senses(frozenset({"ordinals", "day"}))
MARK = Senses(frozenset({"mark"}))


def _plain_senses(text: str) -> Senses:
    """What a piece that no list has can be."""
    if text[0].isalpha():
        return UNKNOWN
    found = _DIGITS.fullmatch(text)
    if not found:
        return MARK
    is_day = len(found[1]) <= 2 and 1 <= int(found[1]) <= 31
    if found[2]:
        return ORDINAL_DAY if is_day else ORDINAL
    if is_day:
        return DAY
    return YEAR if len(found[1]) == 4 and found[1].isdecimal() and 1000 <= int(found[1]) <= 2100 else NUMBER
