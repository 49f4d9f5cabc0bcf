"""An article cut into overlapping pieces at the edges of sentences."""

from bisect import bisect_left
from collections.abc import Iterator

import regex

from annotate.article import Article, Range
from annotate.prelabel.lexicon.sentences import sentences
from annotate.span import grapheme_hull

_SPACES = regex.compile(r"\s+")


def cut(article: Article, length: int, overlap: int) -> list[Range]:
    """The pieces of an article, start and end in code points, each of at most `length`.

    The next one repeats whole sentences of the one before, `overlap` at most, and has one that is new. What is
    boilerplate is in none; an article of nothing else has no piece.
    """
    pieces: list[Range] = []
    for body in _bodies(article):
        pieces += _overlapping(list(_sentences(article.text, body, length)), length, overlap)
    return pieces


def sentence_at(text: str, at: int) -> Range:
    """The sentence that holds the code point `at`."""
    return next(place for place in sentences(text, ()) if at < place[1])


def _bodies(article: Article) -> Iterator[Range]:
    """The ranges between boilerplate."""
    at = 0
    for start, end in sorted(article.boilerplate):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < len(article.text):
        yield at, len(article.text)


def _sentences(text: str, body: Range, length: int) -> Iterator[Range]:
    """The sentences of a range without the space around them, in parts where they are too long."""
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


def _overlapping(places: list[Range], length: int, overlap: int) -> Iterator[Range]:
    first = 0
    while first < len(places):
        last = first + 1
        while last < len(places) and places[last][1] - places[first][0] <= length:
            last += 1
        yield places[first][0], places[last - 1][1]
        if last == len(places):
            return
        least = max(places[last - 1][1] - overlap, places[last][1] - length)
        first = max(first + 1, min(last, bisect_left(places, least, key=lambda place: place[0])))
