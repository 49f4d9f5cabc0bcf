"""Where everything of a line stands in its grid: boxes and arcs in their columns, each on a level of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotate.drawing.column import Columns, Ends, Place, columns_of
from annotate.drawing.end import AFTER, End, Home, ends_on, far_text
from annotate.drawing.level import levels
from annotate.drawing.line import Line
from annotate.drawing.picture import Arc, Box, Picture
from annotate.drawing.segment import Segment, segments

Side = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box, or its part on this line. `around` are the boxes around it: all of them, those with its start, its end."""

    box: Box
    place: Place
    around: tuple[int, int, int]
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class DrawnArc:
    """An arc, or its part on this line, with the side of its arrow head.

    Of one that goes on in another line `leaves` is the side where it leaves this one, `far` the text at its other end,
    `note` the place of its label, None where that stands on the arc.
    """

    arc: Arc
    place: Place
    head: Side | None
    leaves: Side | None = None
    far: str = ""
    note: Place | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A line ready to be drawn."""

    columns: Columns
    boxes: tuple[DrawnBox, ...]
    arcs: tuple[DrawnArc, ...]


def lay_out(picture: Picture, lines: Sequence[Line]) -> Iterator[Layout]:
    """The layouts of a picture's lines."""
    touching = [[box for box in picture.boxes if box.start < line.end and line.start < box.end] for line in lines]
    cut = [segments(picture.text, *each, picture.direction) for each in zip(lines, touching, strict=True)]
    homes = _homes(touching, cut)
    for number, (line, boxes, pieces) in enumerate(zip(lines, touching, cut, strict=True)):
        ends = ends_on(number, picture, homes)
        grid = columns_of(line, pieces, ends, picture)
        yield Layout(grid, _boxes(boxes, grid), _arcs(picture, ends, grid))


def _homes(touching: Sequence[Sequence[Box]], cut: Sequence[Sequence[Segment]]) -> dict[str, Home]:
    """Where the arcs of each box end: on its first line, on the longest segment that as few boxes share as possible."""
    homes: dict[str, Home] = {}
    for number, (boxes, pieces) in enumerate(zip(touching, cut, strict=True)):
        for box in boxes:
            own = [index for index, piece in enumerate(pieces) if box.id in piece.boxes]
            best = min(own, key=lambda at: (len(pieces[at].boxes), pieces[at].start - pieces[at].end))
            homes.setdefault(box.id, (number, best))
    return homes


def _boxes(boxes: Sequence[Box], grid: Columns) -> tuple[DrawnBox, ...]:
    owned = [[each for each in grid.segments if box.id in each[0].boxes] for box in boxes]
    spans = [(min(at.first for _, at in each), max(at.last for _, at in each)) for each in owned]
    return tuple(
        DrawnBox(
            box,
            Place(*spans[at], level),
            _around(spans, at),
            begins=min(piece.start for piece, _ in owned[at]) == box.start,
            ends=max(piece.end for piece, _ in owned[at]) == box.end,
        )
        for at, (box, level) in enumerate(zip(boxes, levels(spans), strict=True))
    )


def _around(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int, int]:
    """How many boxes stand around one, how many of them with its start, how many with its end.

    Of two alike the later stands around the earlier.
    """
    first, last = spans[at]
    larger = [each for each in spans if each[0] <= first and last <= each[1] and each != spans[at]]
    outer = larger + [each for each in spans[at + 1 :] if each == spans[at]]
    return len(outer), sum(each[0] == first for each in outer), sum(each[1] == last for each in outer)


def _arcs(picture: Picture, ends: Ends, grid: Columns) -> tuple[DrawnArc, ...]:
    ports: dict[int, list[tuple[int, End]]] = {}
    for segment, found in ends.items():
        for rank, end in enumerate(found):
            ports.setdefault(end.arc, []).append((grid.segments[segment][1].first + 1 + rank, end))
    drawn = [_arc(found, picture, grid) for _, found in sorted(ports.items())]
    heights = levels([(each.place.first, each.place.last) for each in drawn])
    return tuple(
        replace(each, place=replace(each.place, level=level)) for each, level in zip(drawn, heights, strict=True)
    )


def _arc(ports: Sequence[tuple[int, End]], picture: Picture, grid: Columns) -> DrawnArc:
    """An arc from its ports: two or, where it leaves the line, one."""
    arc = picture.arcs[ports[0][1].arc]
    if len(ports) == 1:
        return _leaving(*ports[0], picture, grid)
    target = next(port for port, end in ports if not end.is_source)
    first, last = sorted(port for port, _ in ports)
    return DrawnArc(arc, Place(first, last), "start" if target == first else "end")


def _leaving(port: int, end: End, picture: Picture, grid: Columns) -> DrawnArc:
    arc, far, width = picture.arcs[end.arc], far_text(end, picture), len(grid.tracks)
    if end.other == AFTER:
        place, note = Place(port, width), Place(width, width + 1)
        return DrawnArc(arc, place, None if end.is_source else "start", "end", far, note)
    place = Place(2 if grid.before else 1, port)
    return DrawnArc(arc, place, None if end.is_source else "end", "start", far, Place(1, 2) if grid.before else None)
