"""Pictures as HTML: the browser lays out the text, in a grid with rows for arcs above it and for labels below."""

from functools import cache
from itertools import groupby
from pathlib import Path

from lxml import html

from annotate.drawing.extent import extent
from annotate.drawing.layout import Layout, lay_out
from annotate.drawing.line import break_lines
from annotate.drawing.part import arcs_of, boxes_of, labels_of, texts_of
from annotate.drawing.picture import Picture
from annotate.drawing.sign import css, printable


@cache
def style() -> str:
    """The CSS that every page with drawings needs once, to be put into a `<style>` element."""
    return Path(__file__).with_name("drawing.css").read_text(encoding="utf-8")


def draw(picture: Picture, *, width: int = 72, context: int = 120) -> str:
    """An HTML fragment, one `<figure>`: the text in lines, its boxes marked, arcs above each line, labels below.

    `width` is the length of a line in columns, half an em each, about a Latin letter; on a narrower page the letters
    shrink. Text further than `context` code points from any box is left out, which `…` shows.
    """
    figure = html.Element("figure", {"class": "drawing", "dir": picture.direction})
    if picture.language:
        figure.set("lang", printable(picture.language))
    layouts = list(lay_out(picture, break_lines(picture, width, context)))
    figure.set("style", css([("--ems", f"{1 + max((extent(each, picture.text) for each in layouts), default=0):.1f}")]))
    figure.extend(_line(picture, layout) for layout in layouts)
    return str(html.tostring(figure, encoding="unicode"))


def _line(picture: Picture, layout: Layout) -> html.HtmlElement:
    """The rows: one for each level of arcs, the text, one for each level of labels."""
    row = 2 + max((each.place.level for each in layout.arcs), default=-1)
    declared = [("--columns", _tracks(layout.columns.tracks)), ("--arcs", row - 1)]
    name = "drawing-line" + ("" if layout.arcs else " no-arcs") + ("" if layout.boxes else " no-boxes")
    line = html.Element("div", {"class": name, "style": css(declared)})
    line.extend(boxes_of(layout, row))
    line.extend(texts_of(layout, picture.text, row))
    line.extend(labels_of(layout, picture.text, row + 1))
    line.extend(arcs_of(layout, picture, row))
    return line


def _tracks(tracks: tuple[str, ...]) -> str:
    runs = [(size, len(list(run))) for size, run in groupby(tracks)]
    return " ".join(size if count == 1 else f"repeat({count},{size})" for size, count in runs)
