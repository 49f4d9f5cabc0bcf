"""Lines of bounded width: a text is cut between words, where few arcs are cut with it, and seldom within a box."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from annotate.drawing.neighbourhood import neighbourhoods
from annotate.drawing.picture import Arc, Box, Picture
from annotate.drawing.width import columns
from annotate.span import is_grapheme_edge

NEWLINE = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_PLACE = regex.compile(
    r"""(?<=[\s--[\u00a0\u2007\u202f]])(?=\S) | (?<=[\p{LB=ZW}\p{LB=HY}\p{LB=B2}])(?=\p{L})
      | (?<=[\p{LB=ID}\p{LB=CL}\p{LB=EX}\p{LB=NS}])(?=\p{LB=ID}) | (?<=\p{LB=ID})(?=[\p{LB=AL}\p{LB=NU}\p{LB=OP}])
      | (?<=[\p{LB=AL}\p{LB=NU}])(?=\p{LB=ID})""",
    regex.VERBOSE | regex.VERSION1,
)
_INK = regex.compile(r"\P{White_Space}")
_GRAPHEME = regex.compile(r"\X")
_LONG, _WITHIN_BOX, _CROSSED = 4.0, 2.0, 0.05
"""The price of a line that is too long, of a box cut and of an arc cut, that of an empty line being one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the picture, offsets of its text; whether the text before or after it is left out."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


def break_lines(picture: Picture, width: int, context: int) -> tuple[Line, ...]:
    """The lines of a picture, `width` columns (half an em each) wide at most where words and boxes allow.

    Text further than `context` code points from any box is left out. A line break of the text ends a line; a line of
    white space alone is left out unless a box marks it.
    """
    text, lines = picture.text, list[Line]()
    prices = _Prices(picture)
    for start, end in neighbourhoods(text, picture.boxes, context):
        for first, last in _paragraphs(text, start, end):
            cuts = _best_cuts(text, _places(text, first, last, width), width, prices)
            for one, two in pairwise(cuts):
                if _INK.search(text, one, two) or prices.marked(one, two):
                    lines.append(Line(one, two, one == start > 0, two == end < len(text)))
    return tuple(lines)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in NEWLINE.finditer(text, start, end):
        yield start, found.end()
        start = found.end()
    if start < end:
        yield start, end


def _places(text: str, start: int, end: int, width: int) -> list[int]:
    """Where a line may end, with both ends; within a word that is longer than a line, between any two graphemes."""
    found = (place.start() for place in _PLACE.finditer(text, start, end))
    words = [start, *(at for at in found if start < at < end and is_grapheme_edge(text, at)), end]
    places = [start]
    for one, two in pairwise(words):
        if columns(text[one:two]) > width:
            places += [each.end() for each in _GRAPHEME.finditer(text, one, two)]
        else:
            places.append(two)
    return places


class _Prices:
    """What it costs to end a line at an offset."""

    def __init__(self, picture: Picture) -> None:
        by_id = {box.id: box for box in picture.boxes}
        self._boxes = _Intervals([(box.start, box.end) for box in picture.boxes])
        self._arcs = _Intervals([_reach(arc, by_id) for arc in picture.arcs])

    def cut(self, at: int) -> float:
        return _WITHIN_BOX * self._boxes.across(at) + _CROSSED * self._arcs.across(at)

    def marked(self, start: int, end: int) -> bool:
        return self._boxes.touching(start, end) > 0


class _Intervals:
    """Counts of intervals around an offset, each count in the time of a search."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        self._starts = sorted(start for start, _ in pairs)
        self._ends = sorted(end for _, end in pairs)

    def across(self, at: int) -> int:
        return bisect_left(self._starts, at) - bisect_right(self._ends, at)

    def touching(self, start: int, end: int) -> int:
        return bisect_left(self._starts, end) - bisect_right(self._ends, start)


def _reach(arc: Arc, boxes: dict[str, Box]) -> tuple[int, int]:
    ends = boxes[arc.source], boxes[arc.target]
    return min(box.start for box in ends), max(box.end for box in ends)


def _best_cuts(text: str, places: Sequence[int], width: int, prices: _Prices) -> list[int]:
    """The places that make lines of even width at the least price; by the shortest path from place to place."""
    widths = [columns(text[one:two]) for one, two in pairwise(places)]
    cutting = [prices.cut(place) for place in places[:-1]] + [0.0]
    best = [(0.0, 0)] + [(float("inf"), 0)] * len(widths)
    for first in range(len(widths)):
        long, last = 0.0, first
        while last < len(widths) and (last == first or long + widths[last] <= width):
            long, last = long + widths[last], last + 1
            price = best[first][0] + _line_price(long / width) + cutting[last]
            best[last] = min(best[last], (price, first))
    cuts = [len(widths)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [places[index] for index in reversed(cuts)]


def _line_price(filled: float) -> float:
    return _LONG if filled > 1 else (1 - filled) ** 2
