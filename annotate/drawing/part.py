"""The cells of a line's grid: tints of boxes, pieces of text, labels, arcs."""

from collections.abc import Iterator

from lxml import html

from annotate.drawing.colour import ink, tint
from annotate.drawing.column import Place
from annotate.drawing.extent import SMALL, ems, room
from annotate.drawing.layout import DrawnArc, DrawnBox, Layout
from annotate.drawing.picture import Picture
from annotate.drawing.segment import Segment
from annotate.drawing.sign import css, printable

_TINTS = {"mention": 0.16, "trigger": 0.34}
Declaration = tuple[str, object]


def boxes_of(layout: Layout, row: int) -> Iterator[html.HtmlElement]:
    """The tints, outer ones first, so that inner ones lie over them."""
    for each in sorted(layout.boxes, key=lambda each: each.around):
        box, (deep, start, end) = each.box, each.around
        inset = _nonzero(("--deep", deep), ("--start", start), ("--end", end))
        colours = [("--tint", tint(box.colour, _TINTS[box.kind])), ("--line", box.colour)]
        cell = _cell(f"drawing-box {box.kind}{_open_sides(each)}", each.place, row, row + 1, *colours, *inset)
        cell.set("data-box", printable(box.id))
        yield cell


def texts_of(layout: Layout, text: str, row: int) -> Iterator[html.HtmlElement]:
    """The text, in the order in which it is seen; `…` where some is left out."""
    cells = [(place, _piece(layout, text, piece, place, row)) for piece, place in layout.columns.segments]
    yield from (cell for _, place in layout.columns.segments for cell in _spacers(layout, place, row))
    for place in layout.columns.left_out:
        cell = _cell("drawing-left-out", place, row, row + 1)
        cell.text = "…"
        cells.append((place, cell))
    yield from (cell for _, cell in sorted(cells, key=lambda pair: pair[0].first))


def labels_of(layout: Layout, text: str, row: int) -> Iterator[html.HtmlElement]:
    """The label of each box, under it."""
    for each in layout.boxes:
        at, box = row + each.place.level, each.box
        name = f"drawing-label {box.kind}{_open_sides(each)}"
        if _is_wide(box.label, text[box.start : box.end]):
            name += " wraps"
        cell = _cell(name, each.place, at, at + 1, ("--line", box.colour), ("--ink", ink(box.colour)))
        cell.set("data-box", printable(box.id))
        cell.append(_isolated(box.label if each.begins else f"… {box.label}"))
        yield cell


def arcs_of(layout: Layout, picture: Picture, row: int) -> Iterator[html.HtmlElement]:
    """The arcs, from the rows above the text down to it, each with its label."""
    colours = {box.id: box.colour for box in picture.boxes}
    for each in layout.arcs:
        top, colour = row - 1 - each.place.level, colours[each.arc.source]
        declared: tuple[Declaration, ...] = ("--line", colour), ("--ink", ink(colour))
        cell = _cell(_arc_class(each), each.place, top, row, *declared)
        cell.attrib.update({"data-source": printable(each.arc.source), "data-target": printable(each.arc.target)})
        yield cell
        if each.note is None:
            cell.append(_role(each))
        else:
            note = _cell(f"drawing-note {each.leaves}", each.note, top, top + 1, *declared)
            note.append(_role(each))
            yield note


def _piece(layout: Layout, text: str, piece: Segment, place: Place, row: int) -> html.HtmlElement:
    here = [each.box for each in layout.boxes if each.box.id in piece.boxes]
    joints = ("joins-before", piece.joins_before), ("joins-after", piece.joins_after)
    names = ["drawing-text", *sorted({box.kind for box in here}), *(name for name, joins in joints if joins)]
    before = 0 if piece.joins_before else sum(box.start >= piece.start for box in here)
    after = 0 if piece.joins_after else sum(box.end <= piece.end for box in here)
    declared = _nonzero(
        ("--before", before), ("--after", after), ("--room", round(room(layout, place), 2) if here else 0)
    )
    cell = _cell(" ".join(names), place, row, row + 1, *declared)
    cell.text = printable(text[piece.start : piece.end])
    if piece.is_foreign:
        cell.set("dir", "auto")
    return cell


def _spacers(layout: Layout, place: Place, row: int) -> Iterator[html.HtmlElement]:
    """Around arcs that begin and end on one segment, what keeps their labels from taking all of its width."""
    if any(place.first < each.place.first and each.place.last < place.last for each in layout.arcs):
        for column in range(place.first, place.last):
            yield _cell("drawing-spacer", Place(column, column + 1), row, row + 1)


def _is_wide(label: str, surface: str) -> bool:
    """Whether a label would stretch what it stands under, so that it is rather broken between its words."""
    return SMALL * ems(label) > 1.2 * ems(surface[: 2 * len(label)]) + 0.5


def _role(each: DrawnArc) -> html.HtmlElement:
    """The label of an arc, with the text at its other end where that is on another line."""
    role = _isolated(each.arc.label, "drawing-role")
    if each.leaves:
        role.text = f"{role.text} · "
        role.append(_isolated(each.far, "drawing-far"))
    return role


def _cell(name: str, place: Place, top: int, bottom: int, *declared: Declaration) -> html.HtmlElement:
    area = ("grid-area", f"{top}/{place.first}/{bottom}/{place.last}")
    return html.Element("span", {"class": name, "style": css([area, *declared])})


def _isolated(text: str, name: str | None = None) -> html.HtmlElement:
    """A text whose direction is its own, as a label's may differ from the sentence's."""
    element = html.Element("bdi", {"class": name} if name else {})
    element.text = printable(text)
    return element


def _nonzero(*declared: tuple[str, float]) -> list[Declaration]:
    return [pair for pair in declared if pair[1]]


def _open_sides(each: DrawnBox) -> str:
    return ("" if each.begins else " goes-on-before") + ("" if each.ends else " goes-on-after")


def _arc_class(each: DrawnArc) -> str:
    head = f" head-{each.head}" if each.head else ""
    return f"drawing-arc{head}" + (f" leaves-{each.leaves}" if each.leaves else "")
