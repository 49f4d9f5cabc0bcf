"""The ends of arcs on a line, in an order in which their legs cross as little as they can."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from annotate.drawing.picture import Picture
from annotate.drawing.sign import printable, shortened

BEFORE, AFTER = -1, 1 << 30
"""Where the other end of an arc is, if it is on an earlier or a later line."""
_NAME = 24
"""The graphemes that an arc to another line shows of the text at its other end."""
Home = tuple[int, int]
"""Where the arcs of a box end: the number of its line, the number of the segment on it."""


@dataclass(frozen=True, slots=True)
class End:
    """An end of an arc: the arc's number, the segment it stands on, the segment of its other end."""

    arc: int
    segment: int
    other: int
    is_source: bool

    def order(self) -> tuple[int, int, int]:
        """Its rank among the ends of one segment.

        Arcs to the left come first, the nearest leftmost; then those within the segment; those to the right last, the
        farthest of them leftmost. Two arcs between the same segments are nested.
        """
        if self.other == self.segment:
            return 0, self.arc, int(not self.is_source)
        return (-1, -self.other, -self.arc) if self.other < self.segment else (1, -self.other, self.arc)


def ends_on(line: int, picture: Picture, homes: Mapping[str, Home]) -> dict[int, list[End]]:
    """The ends that stand on a line, by segment, each segment's in their order; `homes` are those of the boxes."""
    found: dict[int, list[End]] = defaultdict(list)
    for number, arc in enumerate(picture.arcs):
        for name, far, is_source in ((arc.source, arc.target, True), (arc.target, arc.source, False)):
            if homes[name][0] == line:
                segment = homes[name][1]
                found[segment].append(End(number, segment, _seen_from(line, homes[far]), is_source))
    return {segment: sorted(ends, key=End.order) for segment, ends in found.items()}


def _seen_from(line: int, home: Home) -> int:
    return home[1] if home[0] == line else BEFORE if home[0] < line else AFTER


def far_text(end: End, picture: Picture) -> str:
    """The text of the box at the other end of an arc, as its label in another line shows it."""
    arc = picture.arcs[end.arc]
    name = arc.target if end.is_source else arc.source
    box = next(box for box in picture.boxes if box.id == name)
    return printable(shortened(picture.text[box.start : box.end], _NAME))
