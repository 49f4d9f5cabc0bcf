"""A person at Label Studio's labelling screen, played by Chromium, who counts clicks and keys.

All is done with the mouse and the keyboard; the editor's own store is read only to see what is there. Offsets are code
points of the task's text, end exclusive. Seen working with Label Studio 1.23.2.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from playwright.sync_api import Locator, Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-quic"]
_FLAGS += ["--disable-background-networking", "--disable-component-update"]
_SETTLE = 250  # ms the editor needs to redraw after a key or a click; it shows no other sign
_ROWS = ".lsf-relations__item"
_SCRIPT = Path(__file__).with_name("screen.js")


@dataclass
class Screen:
    """One browser tab, and what was spent in it: mouse clicks and drags, and key presses (Alt+R is one)."""

    page: Page
    base: str
    clicks: int = 0
    keys: int = 0


@dataclass(frozen=True)
class Region:
    """A labelled span as the editor holds it; `label` joins several labels with commas."""

    id: str
    label: str
    text: str
    start: int
    end: int
    selected: bool


@dataclass(frozen=True)
class Relation:
    """An arc between two region ids, with the roles written on it."""

    source: str
    target: str
    roles: tuple[str, ...]


@contextmanager
def open_screen(base: str, email: str, password: str, executable: str = CHROMIUM) -> Iterator[Screen]:
    """Give a screen logged in to the server at `base` (no slash at its end); the browser ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, headless=True, args=_FLAGS)
        try:
            screen = Screen(browser.new_page(viewport={"width": 1750, "height": 1000}), base)
            log_in(screen, email, password)
            yield screen
        finally:
            browser.close()


def log_in(screen: Screen, email: str, password: str) -> None:
    """Log in through the form; these are not counted as an annotator's clicks."""
    screen.page.goto(f"{screen.base}/user/login/")
    screen.page.fill("input[name=email]", email)
    screen.page.fill("input[name=password]", password)
    screen.page.click("button[type=submit]")
    screen.page.wait_for_url(lambda url: "/user/login" not in url)


def open_task(screen: Screen, project: int, task: int) -> None:
    """Open one task of a project, with its pre-label, and wait until all of it is drawn."""
    screen.page.goto(f"{screen.base}/projects/{project}/data?task={task}")
    wait_until_drawn(screen)


def open_stream(screen: Screen, project: int) -> None:
    """Open the project's next task as "Label All Tasks" does; only here can a task be skipped."""
    screen.page.goto(f"{screen.base}/projects/{project}/data?labeling=1")
    wait_until_drawn(screen)


def wait_until_drawn(screen: Screen, seconds: float = 30) -> None:
    """Wait until every region is painted in the text, every relation has its arc, and nothing more comes."""
    before, until = "", monotonic() + seconds
    while not before or before != _ask(screen, "painted"):
        if monotonic() > until:
            said = screen.page.locator(".lsf-errors").all_inner_texts()
            raise TimeoutError(f"not all regions and arcs are drawn after {seconds} s at {screen.page.url} {said}")
        before = _ask(screen, "painted")
        screen.page.wait_for_timeout(2 * _SETTLE)


def _ask(screen: Screen, question: str, *values: int | str) -> Any:
    return screen.page.evaluate(f"values => {_SCRIPT.read_text()}.{question}(...values)", list(values))


def regions(screen: Screen) -> list[Region]:
    """Give the regions of the annotation on screen, in the order they were made."""
    return [Region(**found) for found in _ask(screen, "regions")]


def relations(screen: Screen) -> list[Relation]:
    """Give the relations of the annotation on screen, in the order of the Relations panel."""
    found: list[dict[str, Any]] = _ask(screen, "relations")
    return [Relation(one["source"], one["target"], tuple(one["roles"])) for one in found]


def arcs(screen: Screen) -> list[str]:
    """Give what is written on each arc that is painted; an arc without a role gives an empty string."""
    return screen.page.locator("svg[class*=relations-overlay] g[id]").all_text_contents()


def region(screen: Screen, text: str, label: str = "") -> Region:
    """Give the first region with this text (and label); a LookupError lists what there is."""
    there = regions(screen)
    for one in there:
        if one.text == text and label in ("", one.label):
            return one
    raise LookupError(f"no region {label} {text!r} on screen (there are: {[(one.label, one.text) for one in there]})")


def press(screen: Screen, key: str) -> None:
    """Press one key or chord, such as `1`, `Alt+r` or `Backspace`."""
    screen.page.keyboard.press(key)
    screen.keys += 1
    screen.page.wait_for_timeout(_SETTLE)


def write(screen: Screen, text: str) -> None:
    """Type a text where the cursor is, one key a code point."""
    screen.page.keyboard.type(text)
    screen.keys += len(text)
    screen.page.wait_for_timeout(_SETTLE)


def click(screen: Screen, place: Locator) -> None:
    """Click on one thing on the screen, once it is there."""
    place.click()
    screen.clicks += 1
    screen.page.wait_for_timeout(_SETTLE)


def pixel(screen: Screen, offset: int, *, ending: bool = False) -> tuple[float, float]:
    """Give the point where the caret stands at a code point, scrolled into view; a LookupError where none does.

    Where right-to-left writing meets left-to-right an offset has two such points: `ending` takes the one at the end of
    what stands before it.
    """
    for _ in range(3):
        found = _ask(screen, "pixel", offset, ending)
        if found is None:
            raise LookupError(f"no pixel puts the caret at code point {offset}: inside a grapheme or past the end")
        if found != "scrolled":
            return found[0], found[1]
    raise LookupError(f"code point {offset} cannot be scrolled into view")


def drag(screen: Screen, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag the mouse from one point to another; it counts as one click."""
    mouse = screen.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=3)
    mouse.move(*end, steps=3)
    mouse.up()
    screen.clicks += 1
    screen.page.wait_for_timeout(_SETTLE)


def mark(screen: Screen, start: int, end: int) -> None:
    """Drag over the text from code point `start` to `end`; with a label chosen this makes a region.

    What the region covers is the editor's decision (granularity): read it back with `regions`.
    """
    pixel(screen, end, ending=True)
    first = pixel(screen, start)
    drag(screen, first, pixel(screen, end, ending=True))


def double_click(screen: Screen, offset: int) -> None:
    """Double-click just inside the character at a code point; counted as two clicks."""
    screen.page.mouse.dblclick(*pixel(screen, offset))
    screen.clicks += 2
    screen.page.wait_for_timeout(_SETTLE)


def choose_label(screen: Screen, label: str) -> None:
    """Click on a label; with a region selected this gives the region that label."""
    click(screen, screen.page.locator(".lsf-label:visible").filter(has=screen.page.get_by_text(label, exact=True)))


def filter_labels(screen: Screen, words: str, placeholder: str) -> None:
    """Type into the label filter that shows this placeholder, so that only matching labels remain."""
    click(screen, screen.page.get_by_placeholder(placeholder))
    write(screen, words)


def select_region(screen: Screen, one: Region) -> None:
    """Click on a region, in the text or, where another one covers it, in the Regions panel; not if it is selected."""
    for _ in range(2):  # the editor swallows the first click after a region was drawn over another
        if one.id in [other.id for other in regions(screen) if other.selected]:
            return
        _click_region(screen, one)


def _click_region(screen: Screen, one: Region) -> None:
    place = screen.page.locator(f"[class*='htx-highlight-{one.id}-']").first
    place.evaluate("span => span.scrollIntoView({block: 'center'})")  # at the edge the buttons would cover it
    point = _ask(screen, "clickable", one.id)
    if point is None:
        _click_row(screen, one)
    else:
        screen.page.mouse.click(*point)
        screen.clicks += 1
        screen.page.wait_for_timeout(_SETTLE)


def _click_row(screen: Screen, one: Region) -> None:
    rows = screen.page.locator(".lsf-outliner-item")
    if not rows.first.is_visible():
        click(screen, screen.page.locator("#Regions-draggable"))
    click(screen, rows.nth([other.id for other in regions(screen)].index(one.id)))


def stretch_region(screen: Screen, one: Region, start: int, end: int) -> None:
    """Select a region and drag its edges until it covers the code points `start` to `end`; it keeps its relations.

    Chromium 156 hides the edges unless a Style says `.htx-highlight area {display: inline-block !important}`.
    """
    select_region(screen, one)
    if end != one.end:
        _drag_edge(screen, one, "right", pixel(screen, end, ending=True))
    if start != one.start:
        _drag_edge(screen, one, "left", pixel(screen, start))


def _drag_edge(screen: Screen, one: Region, side: str, to: tuple[float, float]) -> None:
    edge = screen.page.locator(f"[class*='htx-highlight-{one.id}-'] area.__resize_{side}").bounding_box()
    if edge is None:
        raise LookupError(f"the region {one.text!r} shows no {side} edge to drag")
    drag(screen, (edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2), to)


def delete_region(screen: Screen, one: Region) -> None:
    """Select a region and press Backspace; its relations go with it."""
    select_region(screen, one)
    press(screen, "Backspace")


def set_choice(screen: Screen, value: str, nth: int = 0) -> None:
    """Click on a choice that can be seen (of the selected region or of the document); `nth` where two share a name."""
    click(screen, screen.page.locator(f".lsf-choice:visible label:has(input[name='{value}'])").nth(nth))


def write_note(screen: Screen, name: str, text: str) -> None:
    """Write into the TextArea of this name and add it with Shift+Enter."""
    click(screen, screen.page.locator(f"textarea[name='{name}']:visible"))
    write(screen, text)
    press(screen, "Shift+Enter")
    screen.page.evaluate("document.activeElement.blur()")  # or the next hotkey is typed into the note


def relate(screen: Screen, source: Region, target: Region, role: str) -> None:
    """Draw a relation from one region to another (Alt+R) and choose its role."""
    select_region(screen, source)
    press(screen, "Alt+r")
    before = len(relations(screen))
    _click_region(screen, target)
    if len(relations(screen)) == before:
        _click_region(screen, target)
    choose_role(screen, source, target, role)


def choose_role(screen: Screen, source: Region, target: Region, role: str) -> None:
    """Switch a role of a relation on or off in the Relations panel, where a relation may have several."""
    row = _relation_row(screen, source, target)
    if not row.locator(".lsf-relation-meta").count():
        click(screen, row.get_by_label("Show Relation Labels"))
    click(screen, row.locator(".lsf-relation-meta button").first)
    click(screen, screen.page.get_by_test_id(f"select-option-{role}"))
    if screen.page.get_by_test_id("select-popup").is_visible():
        press(screen, "Escape")


def change_role(screen: Screen, source: Region, target: Region, role: str) -> None:
    """Leave a relation with this role alone."""
    if role not in _roles(screen, source, target):
        choose_role(screen, source, target, role)
    for old in _roles(screen, source, target):  # none is left where the config allows a single role
        if old != role:
            choose_role(screen, source, target, old)


def _roles(screen: Screen, source: Region, target: Region) -> tuple[str, ...]:
    return next(one.roles for one in relations(screen) if (one.source, one.target) == (source.id, target.id))


def remove_relation(screen: Screen, source: Region, target: Region) -> None:
    """Delete a relation in the Relations panel."""
    click(screen, _relation_row(screen, source, target).get_by_label("Delete Relation"))


def _relation_row(screen: Screen, source: Region, target: Region) -> Locator:
    if not screen.page.locator(_ROWS).first.is_visible():
        click(screen, screen.page.locator("#Relations-draggable"))
    pairs = [(one.source, one.target) for one in relations(screen)]
    row = screen.page.locator(_ROWS).nth(pairs.index((source.id, target.id)))
    row.hover()
    return row


def submit(screen: Screen) -> None:
    """Submit the annotation, or update one submitted before; a RuntimeError says what the server answered."""
    button = screen.page.locator("[data-testid=bottombar-submit-button], [data-testid=bottombar-update-button]")
    _send(screen, lambda: click(screen, button.first))


def skip(screen: Screen) -> None:
    """Skip the task on screen (in a stream)."""
    _send(screen, lambda: click(screen, screen.page.get_by_test_id("bottombar-skip-button")))


def _send(screen: Screen, act: Callable[[], None]) -> None:
    def stored(response: Response) -> bool:
        return "/annotations" in response.url and response.request.method in ("POST", "PATCH")

    with screen.page.expect_response(stored) as caught:
        act()
    if not caught.value.ok:
        raise RuntimeError(f"the server refused the annotation: {caught.value.status} {caught.value.text()[:200]}")


def screenshot(screen: Screen, path: Path) -> None:
    """Write the window as a PNG."""
    screen.page.screenshot(path=path)
