"""An article cut into numbered sentences, and these into overlapping pieces that fit into one prompt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.article import Article, Range
from annotate.prelabel.lexicon.sentences import sentences
from annotate.span import grapheme_hull


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its number in the article, from 1, and its place in it (code points)."""

    number: int
    start: int
    end: int


Piece = tuple[Sentence, ...]
"""Neighbouring sentences that are asked about in one call."""


def cut(article: Article, length: int, overlap: int) -> list[Piece]:
    """The pieces of an article, each of at most `length` code points, the next beginning up to `overlap` before that.

    What is boilerplate is in none; an article of nothing else has no piece. Each piece holds a sentence that is new.
    """
    every = numbered(article, length)
    pieces: list[Piece] = []
    first = 0
    while first < len(every):
        last = _fill(every, first, length)
        pieces.append(tuple(every[first:last]))
        if last == len(every):
            break
        first = _step_back(every, first, last, min(overlap, length - (every[last].end - every[last - 1].end)))
    return pieces


def halves(piece: Piece) -> list[Piece]:
    """A piece in two, for an answer that was cut off; nothing where it is one sentence."""
    middle = len(piece) // 2
    return [piece[:middle], piece[middle:]] if middle else []


def numbered(article: Article, length: int) -> list[Sentence]:
    """The sentences of an article's body that hold a word; one longer than `length` is cut at grapheme edges."""
    ranges = (part for whole in sentences(article.text, ()) for part in _parts(article.text, whole, length))
    body = [place for place in ranges if not _is_boilerplate(place, article.boilerplate)]
    return [Sentence(number, *place) for number, place in enumerate(body, start=1)]


def _parts(text: str, whole: Range, length: int) -> Iterator[Range]:
    """A sentence without the space around it, in parts where it is too long; none of one that is only space."""
    start, end = whole
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > length:
        stop = max(grapheme_hull(text, start, start + length)[1], start + 1)
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _is_boilerplate(place: Range, boilerplate: Sequence[Range]) -> bool:
    return any(start <= place[0] < end for start, end in boilerplate)


def _fill(every: Sequence[Sentence], first: int, length: int) -> int:
    """The sentence before which a piece that begins with `first` must end."""
    last = first + 1
    while last < len(every) and every[last].end - every[first].start <= length:
        last += 1
    return last


def _step_back(every: Sequence[Sentence], first: int, last: int, overlap: int) -> int:
    """The sentence with which the next piece begins: so far back that it repeats no more than `overlap` allows."""
    end, again = every[last - 1].end, last
    while again - 1 > first and end - every[again - 1].start <= overlap:
        again -= 1
    return again
