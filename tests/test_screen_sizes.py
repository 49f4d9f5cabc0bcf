"""The labelling screen in a real browser where it is large, far apart, or in another language or keyboard layout."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from annotate.annotation import Annotation, Argument, Event, Mention, read_annotations, reading, to_lines
from annotate.article import Article
from annotate.cli import run
from annotate.files import write_lines
from annotate.schema import Schema, load_schema, parse_schema
from annotate.studio.client import Client
from annotate.studio.ledger import Ledger
from annotate.studio.pull import pull
from annotate.studio.push import push
from annotate.studio.server import Server
from tests import screen as ui
from tests.studio.articles import prelabel, span

pytestmark = [pytest.mark.studio, pytest.mark.screen]

CHAIN = """\
name: chain
version: 1.0.0
entities: {person: {}, place: {}}
events:
  sale: {roles: {seller: {fillers: [person]}, where: {fillers: [place]}}}
  gift: {roles: {giver: {fillers: [person]}, where: {fillers: [place]}}}
  order: {roles: {giver: {fillers: [person]}, content: {fillers: [sale, gift]}}}
"""
"""A role (content) takes an event."""

LAYOUTS = {
    "Devanagari": [("२", "Digit2", 50), ("ै", "KeyW", 87), ("१", "Digit1", 49), ("ौ", "KeyQ", 81)],
    "Arabic": [("٢", "Digit2", 50), ("ص", "KeyW", 87), ("١", "Digit1", 49), ("ض", "KeyQ", 81)],
    "Cyrillic": [("2", "Digit2", 50), ("ц", "KeyW", 87), ("1", "Digit1", 49), ("й", "KeyQ", 81)],
}
"""What Chromium reports of the keys 2, w, 1 and q under other layouts: key, code and number."""


@pytest.fixture(scope="module")
def screen(server: Server) -> Iterator[ui.Screen]:
    """One browser for all tests here: its start takes longer than most of them."""
    password = json.loads(server.home.credentials.read_text())["password"]
    with ui.open_screen(server.url, server.user, password) as opened:
        yield opened


def sized(events: int) -> Schema:
    """Event types with eight roles each, 12 entity types, and attributes of which one must be chosen."""
    entities = [f"entity_{number}" for number in range(12)]
    roles = [{f"role_{number}_{role}": _part([entities[role]]) for role in range(8)} for number in range(events)]
    attributes = {
        "modality": {"values": {"asserted": {}, "planned": {}}, "default": "asserted"},
        "certainty": {"values": {"certain": {}, "doubtful": {}}},
        "sarcastic": {"flag": True},
        "form": {"on": ["mention"], "values": {"name": {}, "pronoun": {}}, "default": "name"},
    }
    types = {
        f"type_{number}": {"definitions": {"en": f"Event {number}."}, "roles": roles[number]}
        for number in range(events)
    }
    parts = {"entities": {name: {} for name in entities}, "attributes": attributes, "events": types}
    return Schema.model_validate({"name": f"sized{events}", "version": "1.0.0", **parts})


def _part(fillers: list[str]) -> dict[str, object]:
    return {"fillers": fillers, "definitions": {"en": "Who or what it is."}}


def read(text: str, mentions: dict[str, str], events: dict[str, str], **roles: str) -> Annotation:
    """A pre-label whose mentions and events (surface to type) are called by their surfaces; roles are of the first."""
    filled = tuple(Argument(role=role, filler=filler) for role, filler in roles.items())
    return reading(
        Article(text=text, language="en"),
        engine="test",
        fingerprint="test-1",
        mentions=tuple(
            Mention(id=surface, type=kind, **span(surface, text).model_dump(exclude={"tidied"}))
            for surface, kind in mentions.items()
        ),
        events=tuple(
            Event(id=surface, type=kind, trigger=span(surface, text), arguments=() if number else filled)
            for number, (surface, kind) in enumerate(events.items())
        ),
    )


@pytest.fixture
def chain(client: Client, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Client, Schema, str, Path]:
    """A client, the schema CHAIN, a project title of this test's own, and a folder for the ledger."""
    return client, parse_schema(CHAIN, "chain.yaml"), request.node.name, tmp_path


def opened(screen: ui.Screen, client: Client, schema: Schema, prelabel: Annotation, title: str, folder: Path) -> None:
    """Pushes one pre-label to a project of its own and opens its task."""
    project, _ = push(client, schema, [prelabel], title, Ledger(folder, client.url, title))
    ui.open_task(screen, project.id, client.held(project)[0].task)


def drawn(review: Annotation) -> set[tuple[str, str, str, str]]:
    """Event type, trigger, role and filler's surface of each argument."""
    surfaces = {mention.id: mention.text for mention in review.mentions}
    surfaces |= {event.id: event.trigger.text for event in review.events}
    return {
        (event.type, event.trigger.text, argument.role, surfaces[argument.filler])
        for event in review.events
        for argument in event.arguments
    }


def test_thirty_types_can_be_worked_with(screen: ui.Screen, client: Client, tmp_path: Path) -> None:
    """Definitions on hover, the roles of the selected type alone, a filter, and a stop where a choice is missing."""
    schema, text = sized(30), "The council met in Oslo."
    first = read(text, {"Oslo": "entity_2"}, {"met": "type_0"}, role_0_2="Oslo")
    opened(screen, client, schema, first, "thirty", tmp_path)
    ui.select_region(screen, ui.region(screen, "met"))
    side = screen.page.locator("[class^=event-annotate] > div").first
    shown = side.inner_text()
    assert "role_0_7: Who or what it is. (entity_7)" in shown
    assert "role_1_0" not in shown
    assert "certainty *" in shown
    assert "modality *" not in shown
    assert scrolls(side)
    check_label(screen)
    screen.page.get_by_test_id("bottombar-submit-button").click()
    assert "certainty" in screen.page.get_by_role("dialog").inner_text()
    screen.page.get_by_role("dialog").get_by_role("button", name="OK").click()
    ui.set_choice(screen, "doubtful")
    ui.submit(screen)
    review = pull(client, schema, "thirty").readings[0]
    assert [(event.type, event.attributes) for event in review.events] == [("type_29", {"certainty": "doubtful"})]


def check_label(screen: ui.Screen) -> None:
    """The definition of a type is its hint; of thirty types the filter leaves one, which Enter gives to the region."""
    label = screen.page.locator(".lsf-label:visible").first
    label.hover()
    screen.page.get_by_text("Event 0.", exact=True).last.wait_for(state="visible")
    ui.filter_labels(screen, "type_29", "filter event types")
    assert screen.page.locator(".lsf-label:visible").all_inner_texts()[0] == "type_29"
    ui.press(screen, "Enter")
    assert ui.region(screen, "met").label == "type_29"


def scrolls(side: Locator) -> bool:
    return bool(side.evaluate("e => { e.scrollTop = 9999; const far = e.scrollTop; e.scrollTop = 0; return far > 0 }"))


def test_three_events_on_one_trigger(screen: ui.Screen, chain: tuple[Client, Schema, str, Path]) -> None:
    """Two more events are drawn over a trigger that has one, and each keeps its own arguments."""
    client, schema, title, folder = chain
    text = "Ana Kovač swapped the house in Oslo."
    opened(
        screen, client, schema, read(text, {"Oslo": "place", "Ana Kovač": "person"}, {"swapped": "sale"}), title, folder
    )
    at = text.index("swapped")
    for key, kind, target, role in (("2", "gift", "Oslo", "where"), ("3", "order", "Ana Kovač", "giver")):
        ui.press(screen, key)
        ui.mark(screen, at, at + len("swapped"))
        ui.relate(screen, ui.region(screen, "swapped", kind), ui.region(screen, target), role)
    ui.relate(screen, ui.region(screen, "swapped", "sale"), ui.region(screen, "Ana Kovač"), "seller")
    ui.submit(screen)
    review = pull(client, schema, title).readings[0]
    assert [event.trigger.text for event in review.events] == ["swapped"] * 3
    assert drawn(review) == {
        ("sale", "swapped", "seller", "Ana Kovač"),
        ("gift", "swapped", "where", "Oslo"),
        ("order", "swapped", "giver", "Ana Kovač"),
    }


def test_an_event_fills_a_role(screen: ui.Screen, chain: tuple[Client, Schema, str, Path]) -> None:
    """An arc from trigger to trigger is an argument whose filler is an event."""
    client, schema, title, folder = chain
    text = "Ana Kovač ordered the sale."
    first = read(text, {"Ana Kovač": "person"}, {"ordered": "order", "sale": "sale"}, giver="Ana Kovač")
    opened(screen, client, schema, first, title, folder)
    ui.relate(screen, ui.region(screen, "ordered"), ui.region(screen, "sale"), "content")
    ui.submit(screen)
    pulled = pull(client, schema, title)
    assert drawn(pulled.readings[0]) == {
        ("order", "ordered", "giver", "Ana Kovač"),
        ("order", "ordered", "content", "sale"),
    }
    assert [str(each) for each in pulled.violations if each.grade == "error"] == []


def test_an_argument_two_screens_away(screen: ui.Screen, chain: tuple[Client, Schema, str, Path]) -> None:
    """A relation is drawn to a mention that has to be scrolled to; it is painted, and it is pulled."""
    client, schema, title, folder = chain
    text = (
        "The house was sold.\n"
        + "Nothing else was said that day by anybody who was there. " * 90
        + "\nIt stands in Oslo."
    )
    opened(screen, client, schema, read(text, {"Oslo": "place"}, {"sold": "sale"}), title, folder)
    window = screen.page.evaluate("innerHeight")
    ui.relate(screen, ui.region(screen, "sold"), ui.region(screen, "Oslo"), "where")
    top, bottom = (screen.page.locator(f"[class*='htx-highlight-{each}-']").bounding_box() for each in ("sold", "Oslo"))
    assert top is not None
    assert bottom is not None
    assert bottom["y"] - top["y"] > 2 * window
    assert ui.arcs(screen) == ["where"]
    ui.submit(screen)
    assert drawn(pull(client, schema, title).readings[0]) == {("sale", "sold", "where", "Oslo")}


def long_article(blocks: int) -> Annotation:
    """By CHAIN: of each block of 600 code points five regions and six or seven arcs, one to the next block."""
    rest = "Nothing else was said that day by anybody who was there. " * 10 + "\n"
    text = "".join(
        f"Ana-{n}. and Juma-{n}. sold-{n}. it in Oslo-{n}. and gave-{n}. it away. {rest}" for n in range(blocks)
    )
    people, places = (
        [f"{name}-{n}." for n in range(blocks) for name in ("Ana", "Juma")],
        [f"Oslo-{n}." for n in range(blocks)],
    )
    events = {f"{verb}-{n}.": kind for n in range(blocks) for verb, kind in (("sold", "sale"), ("gave", "gift"))}
    bare = read(text, dict.fromkeys(people, "person") | dict.fromkeys(places, "place"), events)
    return bare.model_copy(update={"events": tuple(_in_block(event, blocks) for event in bare.events)})


def _in_block(event: Event, blocks: int) -> Event:
    number, role = int(event.id[5:-1]), {"sale": "seller", "gift": "giver"}[event.type]
    fillers = [(role, f"Ana-{number}."), (role, f"Juma-{number}."), ("where", f"Oslo-{number}.")]
    if event.type == "gift" and number % 3 and number + 1 < blocks:
        fillers.append(("where", f"Oslo-{number + 1}."))
    return event.model_copy(update={"arguments": tuple(Argument(role=name, filler=each) for name, each in fillers)})


def test_a_long_article(screen: ui.Screen, chain: tuple[Client, Schema, str, Path]) -> None:
    """Of 20,000 code points with 150 regions and 199 arcs all are drawn, one more is added, and all are pulled."""
    client, schema, title, folder = chain
    first = long_article(30)
    opened(screen, client, schema, first, title, folder)
    assert (len(ui.regions(screen)), len(ui.arcs(screen))) == (150, 199)
    ui.relate(screen, ui.region(screen, "sold-14."), ui.region(screen, "Oslo-16."), "where")
    ui.submit(screen)
    review = pull(client, schema, title).readings[0]
    assert drawn(review) == drawn(first) | {("sale", "sold-14.", "where", "Oslo-16.")}


@pytest.mark.parametrize("language", ["hi", "ar"])
def test_a_role_chosen_in_any_language_has_its_id(
    screen: ui.Screen, server: Server, client: Client, workspace: Path, language: str
) -> None:
    """The role is changed by its label on a Hindi and on an Arabic screen; both are pulled to the same ids."""
    write_lines(workspace / "p.jsonl", to_lines([prelabel(7)]))
    title = f"roles in {language}"
    where = ["--url", server.url, "--token", server.token, "--project", title]
    assert run(["push", "p.jsonl", *where, "--language", language]) == 0
    project = client.project(title)
    assert project is not None
    ui.open_task(screen, project.id, client.held(project)[0].task)
    roles = load_schema("diplomacy").events["diplomatic_visit"].roles
    host = roles["host"].labels[language]
    ui.change_role(screen, ui.region(screen, "पहुंचीं"), ui.region(screen, "अना कोवाच"), host)
    assert set(ui.arcs(screen)) == {host, roles["destination"].labels[language]}
    ui.submit(screen)
    assert run(["pull", *where, "--output", "r.jsonl"]) == 0
    assert drawn(read_annotations(workspace / "r.jsonl")[0]) == {
        ("diplomatic_visit", "पहुंचीं", "host", "अना कोवाच"),
        ("diplomatic_visit", "पहुंचीं", "destination", "नैरोबी"),
    }


def test_keys_work_under_other_layouts(screen: ui.Screen, client: Client, tmp_path: Path) -> None:
    """Our digits and letters label a region where the keyboard writes Devanagari, Arabic or Cyrillic."""
    opened(screen, client, load_schema("diplomacy"), prelabel(8), "layouts", tmp_path)
    trigger, mention = ui.region(screen, "पहुंचीं"), ui.region(screen, "नैरोबी")
    for keys in LAYOUTS.values():
        labels = []
        for one, key in zip([trigger, mention, trigger, mention], keys, strict=True):
            ui.select_region(screen, one)
            press_as(screen, *key)
            labels.append(ui.region(screen, one.text).label)
        assert labels == ["meeting", "country", "diplomatic_visit", "person"]


def press_as(screen: ui.Screen, key: str, code: str, number: int) -> None:
    """Presses the key that a layout reports so."""
    session = screen.page.context.new_cdp_session(screen.page)
    pressed = {"key": key, "code": code, "windowsVirtualKeyCode": number}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, **pressed})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
    session.detach()
    screen.page.wait_for_timeout(ui._SETTLE)
