"""The segments of a line: its text cut where a box begins or ends, in the order in which they are seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from annotate.drawing.line import NEWLINE, Line
from annotate.drawing.picture import Box

_STRONG = {"ltr": r"\p{Bidi_Class=L}", "rtl": r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]"}
_FOREIGN = {
    here: regex.compile(rf"{_STRONG[there]}(?:(?:(?!{_STRONG[here]}).)*(?:{_STRONG[there]}|\d))?")
    for here, there in (("ltr", "rtl"), ("rtl", "ltr"))
}
_JOINED = regex.compile(r"[\p{jt=D}\p{jt=C}\p{jt=L}]\p{jt=T}*[\p{jt=D}\p{jt=R}\p{jt=C}]")
_MARKS = 4
"""How many vowel signs may stand on an Arabic letter before the next."""
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line: its offsets, the ids of the boxes over it, and whether its letters join those beside it.

    `is_foreign` is whether it runs against the direction of the text, as a Latin name does in Arabic.
    """

    start: int
    end: int
    boxes: frozenset[str] = frozenset()
    joins_before: bool = False
    joins_after: bool = False
    is_foreign: bool = False


def segments(text: str, line: Line, boxes: Sequence[Box], direction: str) -> tuple[Segment, ...]:
    """The segments of a line, from the side where its direction begins; `boxes` are those that touch the line.

    The line break at its end is left out unless a box marks it.
    """
    start, end = line.start, _content_end(text, line, boxes)
    cuts = {start, end, *(max(start, box.start) for box in boxes), *(min(end, box.end) for box in boxes)}
    runs = _cut_runs(text, (start, end), cuts, boxes, direction)
    ordered = sorted(cuts.union(*runs))
    found = [_segment(text, one, two, boxes, runs) for one, two in pairwise(ordered)]
    return tuple(_as_seen(found, runs))


def _content_end(text: str, line: Line, boxes: Sequence[Box]) -> int:
    found = list(NEWLINE.finditer(text, line.start, line.end))
    marked = max((min(box.end, line.end) for box in boxes), default=line.start)
    return max(found[-1].start(), marked) if found else line.end


def _segment(text: str, start: int, end: int, boxes: Sequence[Box], runs: Sequence[Stretch]) -> Segment:
    return Segment(
        start,
        end,
        frozenset(box.id for box in boxes if box.start <= start and end <= box.end),
        joins_before=_joins(text, start),
        joins_after=_joins(text, end),
        is_foreign=any(one <= start and end <= two for one, two in runs),
    )


def _joins(text: str, at: int) -> bool:
    """Whether the letters before and after the offset are written as one, as most of Arabic are."""
    starts = range(max(0, at - 1 - _MARKS), at)
    return any((found := _JOINED.match(text, start)) and found.end() > at for start in starts)


def _cut_runs(text: str, line: Stretch, cuts: set[int], boxes: Sequence[Box], direction: str) -> tuple[Stretch, ...]:
    """The stretches written against the text's direction that are cut in pieces, unless a box reaches over their edge.

    The browser orders the signs within a segment; the order of the segments of such a stretch is ours to turn round.
    """
    runs = [found.span() for found in _FOREIGN[direction].finditer(text, *line)]
    return tuple(
        (one, two)
        for one, two in runs
        if any(one < cut < two for cut in cuts)
        and not any(box.start < edge < box.end for box in boxes for edge in (one, two))
    )


def _as_seen(found: Sequence[Segment], runs: Sequence[Stretch]) -> list[Segment]:
    seen = list(found)
    for one, two in runs:
        within = [index for index, each in enumerate(found) if one <= each.start and each.end <= two]
        seen[within[0] : within[-1] + 1] = found[within[0] : within[-1] + 1][::-1]
    return seen
