"""Drawn pictures in a real browser, measured in pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page, sync_playwright

from annotate.drawing import Picture, draw, style
from tests.drawing.pictures import MARKED, pictures, sentence
from tests.screen import CHROMIUM

pytestmark = pytest.mark.screen
_SLACK = 1.0
"""Pixels by which rounding may move an edge."""


@dataclass(frozen=True)
class Rectangle:
    """Where an element is seen: its text, and its edges in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Rectangle") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > _SLACK and min(self.bottom, other.bottom) - max(self.top, other.top) > _SLACK


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tab of a browser that loads nothing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


def _show(page: Page, picture: Picture, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(f"<!doctype html><style>body {{margin: 0}} {style()}</style>{draw(picture)}")


def _rectangles(page: Page, selector: str) -> list[Rectangle]:
    found = page.eval_on_selector_all(
        selector,
        "all => all.map(each => [each.textContent, each.getBoundingClientRect()])"
        ".map(([text, box]) => [text, box.left, box.top, box.right, box.bottom])",
    )
    return [Rectangle(*each) for each in found]


@pytest.mark.parametrize("width", [360, 720, 1200])
@pytest.mark.parametrize("language", MARKED)
def test_a_sentence_fits_a_page_of_any_width(page: Page, language: str, width: int) -> None:
    """The letters shrink where the page is narrow; nothing has to be scrolled to."""
    _show(page, sentence(language), width)
    assert page.eval_on_selector(".drawing", "each => each.scrollWidth - each.clientWidth") <= 1


@given(picture=pictures())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_labels_overlap_neither_the_text_nor_each_other(page: Page, picture: Picture) -> None:
    """Where everything is seen, every label can be read."""
    _show(page, picture, 1200)
    labels = _rectangles(page, ".drawing-role") + _rectangles(page, ".drawing-label")
    for one, two in combinations(labels, 2):
        assert not one.overlaps(two)
    for text in _rectangles(page, ".drawing-text"):
        assert not any(label.overlaps(text) for label in labels)


@given(picture=pictures())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ends_of_arcs_can_be_told_apart(page: Page, picture: Picture) -> None:
    """Two arcs end some pixels from each other."""
    _show(page, picture, 1200)
    feet = sorted(
        (each.bottom, foot)
        for side, edge in (("start", "left"), ("end", "right"))
        for each in _rectangles(page, f".drawing-arc:not(.leaves-{side})")
        for foot in [getattr(each, edge if picture.direction == "ltr" else {"left": "right", "right": "left"}[edge])]
    )
    for (line, foot), (next_line, next_foot) in pairwise(feet):
        assert line != next_line or next_foot - foot > 2


def test_arabic_is_seen_from_right_to_left(page: Page) -> None:
    """The first word of the text is the rightmost, the last the leftmost."""
    _show(page, sentence("ar"), 1200)
    seen = sorted(_rectangles(page, ".drawing-text"), key=lambda each: -each.right)
    assert (seen[0].text, seen[-1].text) == ("وصلت ", ".")


def test_letters_that_a_box_cuts_touch(page: Page) -> None:
    """There is no gap between the pieces of an Arabic word."""
    _show(page, sentence("ar"), 1200)
    pieces = {each.text: each for each in _rectangles(page, ".drawing-text")}
    assert abs(pieces[" رسمية ل"].left - pieces["لنرويج"].right) < _SLACK


def test_all_is_seen_on_paper(page: Page) -> None:
    """Colours are printed as they are, and a line is not cut by the end of a page."""
    page.emulate_media(media="print")
    _show(page, sentence("en"), 720)
    assert page.eval_on_selector(".drawing", "each => getComputedStyle(each).printColorAdjust") == "exact"
    assert page.eval_on_selector(".drawing-line", "each => getComputedStyle(each).breakInside") == "avoid"
    page.emulate_media(media="screen")
