"""How wide a line will be, in ems, rather too much than too little: a page that is narrower shrinks its letters."""

from annotate.drawing.column import Place
from annotate.drawing.layout import DrawnArc, Layout
from annotate.drawing.width import columns

SMALL = 0.72
"""The size of labels, the text's being 1, as in the style sheet."""
_EM = 0.55
_EDGES, _CORNERS, _APART = 0.6, 1.75, 0.55
"""The room that a box's two edges take, that an arc's corners take beside its label, between two arc ends."""


def ems(text: str) -> float:
    """About the width of a text in ems."""
    return _EM * columns(text)


def room(layout: Layout, place: Place) -> float:
    """The least width at which the ends of arcs on a segment stand apart, and labels of arcs within it have room."""
    inner = [each for each in layout.arcs if place.first < each.place.first and each.place.last < place.last]
    return _APART * (place.last - place.first - 1) + sum(_needed(each) for each in inner)


def extent(layout: Layout, text: str) -> float:
    """The width of a line: its texts, stretched for labels that are longer, and the labels beside it."""
    widths = _segment_widths(layout, text)
    stretched = sum(max(0, _needed(each) - _over(each.place, widths)) for each in layout.arcs if not each.place.level)
    notes: dict[str | None, float] = {}
    for each in layout.arcs:
        if each.note:
            notes[each.leaves] = max(notes.get(each.leaves, 0), _needed(each))
    return sum(widths.values()) + len(layout.columns.left_out) + stretched + sum(notes.values())


def _segment_widths(layout: Layout, text: str) -> dict[Place, float]:
    widths = {place: ems(text[piece.start : piece.end]) for piece, place in layout.columns.segments}
    for each in layout.boxes:
        wanted = SMALL * ems(each.box.label) + _EDGES
        for place in [place for place in widths if (place.first, place.last) == (each.place.first, each.place.last)]:
            widths[place] = max(widths[place] + _EDGES, wanted, room(layout, place))
    return widths


def _needed(arc: DrawnArc) -> float:
    return SMALL * ems(arc.arc.label + arc.far) + _CORNERS


def _over(arc: Place, widths: dict[Place, float]) -> float:
    """How much text an arc stands over."""
    shares = {each: min(arc.last, each.last) - max(arc.first, each.first) for each in widths}
    return sum(widths[each] * share / (each.last - each.first) for each, share in shares.items() if share > 0)
