"""An article cut into numbered sentences, and these into overlapping pieces that a model can read at once."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count

import regex

from annotate.article import Article, Range
from annotate.prelabel.lexicon.sentences import sentences
from annotate.span import grapheme_hull

_SPACES = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its number in the article, from 1, and its place in it (code points)."""

    number: int
    start: int
    end: int


Piece = tuple[Sentence, ...]
"""Neighbouring sentences that are asked about in one call."""


def pieces(article: Article, length: int, overlap: int) -> list[Piece]:
    """The sentences of an article in pieces, each of at most `length` code points.

    The next one repeats whole sentences of the one before, `overlap` code points at most, and has one that is new. What
    is boilerplate is in none; an article of nothing else has no piece.
    """
    return list(_overlapping(numbered(article, length), length, overlap))


def stretches(article: Article, length: int, overlap: int) -> list[Range]:
    """The same as ranges of the text, start and end in code points, with no boilerplate inside."""
    parts = (_overlapping(body, length, overlap) for body in _bodies(article, length))
    return [(piece[0].start, piece[-1].end) for piece in chain.from_iterable(parts)]


def halves(piece: Piece) -> list[Piece]:
    """A piece in two, for an answer that was cut off; nothing where it is one sentence."""
    middle = len(piece) // 2
    return [piece[:middle], piece[middle:]] if middle else []


def numbered(article: Article, length: int) -> list[Sentence]:
    """The sentences outside boilerplate, without the space around them; longer ones than `length` are cut.

    They are cut at spaces, where they have none at the edges of grapheme clusters.
    """
    return list(chain.from_iterable(_bodies(article, length)))


def sentence_at(text: str, at: int) -> Range:
    """The sentence that holds the code point `at`."""
    return next(place for place in sentences(text, ()) if at < place[1])


def _bodies(article: Article, length: int) -> Iterator[list[Sentence]]:
    """The sentences of each range between boilerplate, numbered through."""
    numbers = count(1)
    for body in _between(article):
        yield [Sentence(next(numbers), *place) for place in _sentences(article.text, body, length)]


def _between(article: Article) -> Iterator[Range]:
    at = 0
    for start, end in sorted(article.boilerplate):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < len(article.text):
        yield at, len(article.text)


def _sentences(text: str, body: Range, length: int) -> Iterator[Range]:
    for start, end in sentences(text[body[0] : body[1]], ()):
        part = text[body[0] + start : body[0] + end]
        first = body[0] + start + len(part) - len(part.lstrip())
        yield from _parts(text, first, first + len(part.strip()), length)


def _parts(text: str, start: int, end: int, length: int) -> Iterator[Range]:
    """A sentence in parts of at most `length`, at spaces where it has any; a grapheme cluster is never cut."""
    while end - start > length:
        spaces = [space.span() for space in _SPACES.finditer(text, start, start + length)]
        if spaces and spaces[-1][0] > start:
            stop, following = spaces[-1]
        else:
            stop = following = _before(text, start, start + length)
        yield start, stop
        start = following
    if start < end:
        yield start, end


def _before(text: str, start: int, at: int) -> int:
    """The last edge of a grapheme cluster up to `at`; the first one after `start` where there is no other."""
    edge, after = grapheme_hull(text, at, at)
    return edge if edge > start else after


def _overlapping(every: Sequence[Sentence], length: int, overlap: int) -> Iterator[Piece]:
    first = 0
    while first < len(every):
        last = first + 1
        while last < len(every) and every[last].end - every[first].start <= length:
            last += 1
        yield tuple(every[first:last])
        if last == len(every):
            return
        least = max(every[last - 1].end - overlap, every[last].end - length)
        first = max(first + 1, min(last, bisect_left(every, least, key=lambda sentence: sentence.start)))
