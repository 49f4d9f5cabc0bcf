"""Cuts a folded text into pieces: known words and phrases (the longest wins), other words, numbers, punctuation."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from annotate.prelabel.lexicon.clitics import split_clitics
from annotate.prelabel.lexicon.cover import best_cover, short_names
from annotate.prelabel.lexicon.folding import Folded
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.lexicon import UNKNOWN, Lexicon, Senses, Word

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


def cut(text: str, folded: Folded, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a text in order; `folded` is its folded form."""
    pattern = _TOKEN if lexicon.language.spaced else _UNSPACED
    tokens = [match.span() for match in pattern.finditer(folded.text)]
    origins = folded.origins
    capitals = lexicon.language.capitals
    if lexicon.language.article:
        apart = split_clitics(folded.text, tokens, lexicon)
        written = ((start, end, folded.text[start:end], senses) for start, end, senses in apart)
        return [Piece(start, end, word, senses or _plain_senses(word), False) for start, end, word, senses in written]
    hits = _hits(text, folded, lexicon, tokens)
    if lexicon.language.spaced:
        kept = _longest(hits)
    else:
        kept = best_cover(folded.text, tokens, [*hits, *short_names(folded.text, lexicon.language)], lexicon.language)
    return [
        Piece(start, end, folded.text[start:end], senses or _plain_senses(folded.text[start:end]),
              capitals and text[origins[start] if origins else start].isupper())
        for start, end, senses in _merge(tokens, kept)
    ]  # fmt: skip


def _hits(text: str, folded: Folded, lexicon: Lexicon, tokens: list[tuple[int, int]]) -> list[Hit]:
    """Every known word that stands between word edges, with the senses it has in its case."""
    starts, ends = _edges(folded.text, tokens, lexicon.language)
    origins, words, capitals = folded.origins, lexicon.words, lexicon.language.capitals
    found: list[Hit] = []
    for index, start, end in lexicon.automaton.find_matches_as_indexes(folded.text, overlapping=True):
        if starts[start] and ends[end]:
            capital = capitals and text[origins[start] if origins else start].isupper()
            senses = _senses(words[index], capital)
            if senses is not None:
                found.append((start, end, senses))
    return found


def _senses(word: Word, capital: bool) -> Senses | None:
    """What a word means in its case; None if it means something only in the other."""
    if not capital:
        return word.plain if word.plain is not UNKNOWN or word.proper is UNKNOWN else None
    return word.proper | word.plain if word.proper is not UNKNOWN else word.plain


def _edges(text: str, tokens: list[tuple[int, int]], language: Language) -> tuple[bytearray, bytearray]:
    """Where words may start and where they may end: 1 at each such offset."""
    if not language.spaced:
        return bytearray(b"\1") * (len(text) + 1), bytearray(b"\1") * (len(text) + 1)
    starts, ends = bytearray(len(text) + 1), bytearray(len(text) + 1)
    for start, end in tokens:
        starts[start] = ends[end] = 1
        if language.proclitics or language.suffixes:
            _inner_edges(text, start, end, language, starts, ends)
    return starts, ends


def _inner_edges(text: str, start: int, end: int, language: Language, starts: bytearray, ends: bytearray) -> None:
    """Edges after up to two proclitics and before a suffix."""
    for _ in range(2):
        clitic = next(
            (one for one in language.proclitics if text.startswith(one, start) and start + len(one) < end), ""
        )
        start += len(clitic)
        starts[start] = 1
    for suffix in language.suffixes:
        if text.endswith(suffix, start, end) and end - len(suffix) > start:
            ends[end - len(suffix)] = 1


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
