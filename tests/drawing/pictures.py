"""Pictures for tests: a hand's sentences in six languages, random boxes and arcs, and what a drawn figure holds."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from hypothesis import strategies as st
from lxml import html

from annotate.drawing import Arc, Box, Picture, draw
from annotate.schema.example import parse_example
from tests.strategies import spans, texts

COLOURS = ("#b3261e", "#2f6db3", "#2e8b57", "#8a5fb0", "#ffe94d")
MARKED = {
    "en": "[Norway]{sender} *sent* [300]{quantity} [soldiers]{force} to [Mali]{recipient} on [Tuesday]{date}.",
    "hi": "विदेश मंत्री [अना कोवाच]{visitor} [मंगलवार]{date} को [नैरोबी]{destination} *पहुंचीं*।",
    "ar": "وصلت [آنا كوفاتش]{visitor} في *زيارة* رسمية ل[لنرويج]{destination} يوم [الثلاثاء]{date}.",
    "es": "El presidente de [Kenia]{sender} *envió* [600]{quantity} [cascos azules]{force} a [Somalia]{recipient}.",
    "ru": "[Норвегия]{sender} *направила* [300]{quantity} [военнослужащих]{force} в [Мали]{recipient}.",
    "zh": "[安娜·科瓦奇]{visitor}于[星期二]{date}*抵达*[内罗毕]{destination}，与肯尼亚总统就渔业协定举行会谈。",
}


def sentence(language: str) -> Picture:
    """The example of a language, its trigger `t`, its mentions `m0`, `m1`, ... named by their roles."""
    example = parse_example(MARKED[language])
    trigger = Box("t", example.triggers[0].start, example.triggers[0].end, "Event", "#b3261e", "trigger")
    mentions = [
        Box(f"m{at}", mark.span.start, mark.span.end, str(mark.role), COLOURS[1 + at % 4])
        for at, mark in enumerate(example.marks)
    ]
    arcs = tuple(Arc("t", f"m{at}", str(mark.role)) for at, mark in enumerate(example.marks))
    direction: Literal["ltr", "rtl"] = "rtl" if language == "ar" else "ltr"
    return Picture(example.text, (trigger, *mentions), arcs, direction, language)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """A text with up to eight boxes, nested, crossing and alike, and up to twelve arcs between any of them."""
    text = draw(texts())
    places = draw(st.lists(spans(text), max_size=8))
    kinds: st.SearchStrategy[Literal["trigger", "mention"]] = st.sampled_from(("trigger", "mention"))
    boxes = tuple(
        Box(f"b{at}", place.start, place.end, draw(_labels()), draw(st.sampled_from(COLOURS)), draw(kinds))
        for at, place in enumerate(places)
    )
    names = st.sampled_from([box.id for box in boxes] or [""])
    arcs = draw(st.lists(st.builds(Arc, names, names, _labels()), max_size=12 if boxes else 0))
    return Picture(text, boxes, tuple(arcs), draw(st.sampled_from(("ltr", "rtl"))))


def _labels() -> st.SearchStrategy[str]:
    return st.sampled_from(("Person", "<b>&\"'", "व्यक्ति", "الزائر", "来访者", "x", "Troop deployment 👩‍🚀"))


@dataclass(frozen=True)
class Cell:
    """A cell of a line's grid: its classes, its rows and columns (last exclusive), its own element."""

    classes: frozenset[str]
    top: int
    first: int
    bottom: int
    last: int
    element: html.HtmlElement

    @property
    def text(self) -> str:
        return str(self.element.text_content())


class Figure:
    """A drawn picture, as its cells line by line."""

    def __init__(self, picture: Picture, width: int = 72, context: int = 120) -> None:
        self.source = draw(picture, width=width, context=context)
        self.root = html.fragment_fromstring(self.source)
        self.lines = [[_cell(element) for element in line] for line in self.root]

    def cells(self, name: str) -> list[Cell]:
        return [cell for line in self.lines for cell in line if name in cell.classes]

    def surface(self, box: str) -> str:
        """The text within the columns of a box, all its lines together, in the order of the text."""
        return "".join(_within(line, cell) for line in self.lines for cell in line if _is_tint(cell, box))

    def labels(self, box: str) -> list[str]:
        return [cell.text for cell in self.cells("drawing-label") if cell.element.get("data-box") == box]


def _cell(element: html.HtmlElement) -> Cell:
    area = re.search(r"grid-area:(\d+)/(\d+)/(\d+)/(\d+)", element.get("style", ""))
    assert area
    top, first, bottom, last = map(int, area.groups())
    return Cell(frozenset(element.get("class", "").split()), top, first, bottom, last, element)


def _is_tint(cell: Cell, box: str) -> bool:
    return "drawing-box" in cell.classes and cell.element.get("data-box") == box


def _within(line: list[Cell], tint: Cell) -> str:
    """The pieces in a box; those of a foreign run stand in the grid from its end to its beginning."""
    pieces = [cell for cell in line if "drawing-text" in cell.classes]
    inside = sorted((cell for cell in pieces if tint.first <= cell.first and cell.last <= tint.last), key=_first)
    found = ""
    for foreign, run in groupby(inside, key=lambda cell: cell.element.get("dir") is not None):
        found += "".join(cell.text for cell in (reversed(list(run)) if foreign else run))
    return found


def _first(cell: Cell) -> int:
    return cell.first
