"""The columns of a line's grid: segments, the arc ends on them, and room beside the text for arcs that leave the line.

Columns are numbered as the lines of a CSS grid, from 1, `last` exclusive; how wide they are only the browser knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.drawing.end import AFTER, BEFORE, End, far_text
from annotate.drawing.line import Line
from annotate.drawing.picture import Picture
from annotate.drawing.segment import Segment
from annotate.drawing.width import columns

_MARKED, _FREE, _NOTHING = "minmax(max-content,0)", "auto", "0"
"""Of a marked segment, as wide as its text; of any other, which gives what room a long label needs; an empty one."""
Ends = Mapping[int, Sequence[End]]


@dataclass(frozen=True, slots=True)
class Place:
    """From one grid line to another, at a level; level 0 is nearest to the text."""

    first: int
    last: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns in CSS; the places of the segments, and of text left out; whether labels have a column at a side."""

    tracks: tuple[str, ...]
    segments: tuple[tuple[Segment, Place], ...]
    left_out: tuple[Place, ...]
    before: bool
    after: bool


def columns_of(line: Line, pieces: Sequence[Segment], ends: Ends, picture: Picture) -> Columns:
    """The columns of a line.

    A marked segment has a column more than arc ends, which stand between them. Any other has as many columns as the
    widest marked one, all but one of them empty: a browser gives room to what spans few columns first, so texts come
    before arcs. Such columns stand between two marked ones too; within a word none of them can widen.
    """
    before, after = _needs_room_before(pieces, ends, picture), any(end.other == AFTER for end in _all(ends))
    free = [_NOTHING] * max((len(each) for each in ends.values()), default=0) + [_FREE]
    tracks: list[str] = [_FREE] if before else []
    places: list[tuple[Segment, Place]] = []
    left_out: list[Place] = []
    if line.cut_before:
        left_out.append(_add(tracks, [_FREE]))
    for index, piece in enumerate(pieces):
        if piece.boxes and index and pieces[index - 1].boxes:
            tracks += [_NOTHING] * len(free) if piece.joins_before else free
        own = [_MARKED] * (1 + len(ends.get(index, ()))) if piece.boxes else free
        places.append((piece, _add(tracks, own)))
    if line.cut_after:
        left_out.append(_add(tracks, [_FREE]))
    tracks += [_FREE] * after
    return Columns(tuple(tracks), tuple(places), tuple(left_out), before, after)


def _add(tracks: list[str], own: Sequence[str]) -> Place:
    tracks += own
    return Place(len(tracks) - len(own) + 1, len(tracks) + 1)


def _all(ends: Ends) -> Iterator[End]:
    for each in ends.values():
        yield from each


def _needs_room_before(pieces: Sequence[Segment], ends: Ends, picture: Picture) -> bool:
    """Whether the label of an arc from an earlier line is wider than the text that it would stand over."""
    widths = [columns(picture.text[piece.start : piece.end]) for piece in pieces]
    return any(
        sum(widths[: end.segment]) < columns(picture.arcs[end.arc].label + far_text(end, picture))
        for end in _all(ends)
        if end.other == BEFORE
    )
