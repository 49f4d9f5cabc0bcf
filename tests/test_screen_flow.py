"""A person's correction in a real browser, all the way into a dataset."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotate.annotation import Event, read_annotations
from annotate.cli import run
from annotate.studio.client import Client
from annotate.studio.server import Server
from tests import screen as ui

pytestmark = [pytest.mark.studio, pytest.mark.screen]

SEED = Path(__file__).parent.parent / "seeds" / "000_d6ec90d6c357df13.txt"
TITLE = "in the browser"


@dataclass(frozen=True)
class Task:
    """The seed's task on the server, and its text."""

    project: int
    id: int
    text: str


@pytest.fixture
def task(server: Server, client: Client, workspace: Path) -> Task:
    """The seed article, pre-labelled and pushed."""
    assert run(["prelabel", str(SEED), "--output", "p.jsonl"]) == 0
    where = ["--url", server.url, "--token", server.token, "--project", TITLE]
    assert run(["push", "p.jsonl", *where]) == 0
    project = client.project(TITLE)
    assert project is not None
    held = client.held(project)[0]
    return Task(project.id, held.task, read_annotations(workspace / "p.jsonl")[0].text)


def test_a_correction_in_the_browser_reaches_the_dataset(server: Server, task: Task, workspace: Path) -> None:
    """The pre-label is drawn with its arcs; an event is added, one is corrected, one deleted; all of it is exported."""
    prelabel = read_annotations(workspace / "p.jsonl")[0]
    password = json.loads(server.home.credentials.read_text())["password"]
    with ui.open_screen(server.url, server.user, password) as screen:
        ui.open_task(screen, task.project, task.id)
        assert len(ui.regions(screen)) == len(prelabel.mentions) + len(prelabel.events)
        pairs = {(event.id, argument.filler) for event in prelabel.events for argument in event.arguments}
        assert len(ui.arcs(screen)) == len(pairs)
        costs = [add_talks(screen, task), correct_modality(screen), delete_event(screen)]
        ui.set_choice(screen, "done")
        ui.write_note(screen, "note", "ठीक")
        ui.submit(screen)
    print("clicks and keys: added, corrected, deleted:", costs)
    where = ["--url", server.url, "--token", server.token, "--project", TITLE]
    assert run(["pull", *where, "--output", "r.jsonl"]) == 0
    check_review(workspace, prelabel.events)
    assert run(["export", "r.jsonl", "--output", "out"]) == 0
    check_dataset(workspace)


def spent(screen: ui.Screen) -> tuple[int, int]:
    """Clicks and keys since the last time, and the counters set back."""
    cost = screen.clicks, screen.keys
    screen.clicks = screen.keys = 0
    return cost


def add_talks(screen: ui.Screen, task: Task) -> tuple[int, int]:
    """Marks the talks between the two countries, which name no participant by name, with their participant."""
    spent(screen)
    trigger, filler = task.text.index("चर्चा"), task.text.index("देशों के बीच")
    ui.press(screen, "2")
    ui.mark(screen, trigger, trigger + len("चर्चा"))
    ui.press(screen, "w")
    ui.mark(screen, filler, filler + len("देशों"))
    ui.relate(screen, ui.region(screen, "चर्चा"), ui.region(screen, "देशों"), "participant")
    ui.select_region(screen, ui.region(screen, "चर्चा"))
    ui.set_choice(screen, "planned")
    ui.set_choice(screen, "positive")
    return spent(screen)


def correct_modality(screen: ui.Screen) -> tuple[int, int]:
    """Says of the arrival in Pyongyang that it did not happen: one choice of the selected trigger."""
    ui.select_region(screen, ui.region(screen, "आगमन"))
    ui.set_choice(screen, "negative")
    return spent(screen)


def delete_event(screen: ui.Screen) -> tuple[int, int]:
    """Deletes the treaty with its arcs."""
    ui.delete_region(screen, ui.region(screen, "हस्ताक्षर"))
    return spent(screen)


def check_review(workspace: Path, before: tuple[Event, ...]) -> None:
    review = read_annotations(workspace / "r.jsonl")[0]
    assert (review.state, review.status, review.note) == ("submitted", "done", "ठीक")
    assert review.parent is not None
    assert review.lead_time is not None
    events = {event.trigger.text: event for event in review.events}
    talks = events["चर्चा"]
    filler = review.mention(talks.arguments[0].filler)
    assert filler is not None
    assert (talks.type, talks.arguments[0].role, filler.text) == ("meeting", "participant", "देशों")
    assert (talks.attributes, talks.origin) == ({"modality": "planned", "polarity": "positive"}, "manual")
    assert events["आगमन"].attributes["polarity"] == "negative"
    assert "हस्ताक्षर" not in events
    untouched = {event.id: event for event in review.events}
    for event in before:
        if event.trigger.text not in ("आगमन", "हस्ताक्षर"):
            assert (untouched[event.id].model_extra or {})["why"] == (event.model_extra or {})["why"]
            assert untouched[event.id].arguments == tuple(
                each.model_copy(update={"score": None}) for each in bare(event).arguments
            )


def bare(event: Event) -> Event:
    """An event with its arguments as the screen holds them: role and filler."""
    arguments = tuple(type(each)(role=each.role, filler=each.filler) for each in event.arguments)
    return event.model_copy(update={"arguments": arguments})


def check_dataset(workspace: Path) -> None:
    from datasets import load_dataset

    rows = load_dataset(str(workspace / "out"), split="train", cache_dir=str(workspace / "cache"))
    features = rows.features["events"].feature
    found = [event for event in rows[0]["events"] if event["trigger"]["text"] == "चर्चा"]
    assert [features["type"].int2str(event["type"]) for event in found] == ["meeting"]
    assert rows[0]["text"][found[0]["arguments"][0]["start"] : found[0]["arguments"][0]["end"]] == "देशों"
    assert (rows[0]["status"], rows[0]["note"]) == ("done", "ठीक")
