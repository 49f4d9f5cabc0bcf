"""Push and pull on a real Label Studio server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotate.annotation import read_annotations
from annotate.cli import run
from annotate.schema import load_schema
from annotate.studio.client import Client, Project
from annotate.studio.config import to_config
from annotate.studio.screen import Screen
from annotate.studio.server import Server
from annotate.studio.task import to_result
from tests.conftest import FULL
from tests.studio.articles import prelabel, span, write_prelabels

pytestmark = pytest.mark.studio

POINTS = 20 if FULL else 10


def at(server: Server, *arguments: str, project: str) -> list[str]:
    """A command with the options that name the server."""
    return [*arguments, "--url", server.url, "--token", server.token, "--project", project]


def found(client: Client, title: str) -> Project:
    project = client.project(title)
    assert project is not None
    return project


def tasks_by_article(client: Client, title: str) -> Counter[str]:
    return Counter(held.article for held in client.held(found(client, title)))


def the_task(client: Client, title: str) -> dict[str, Any]:
    return next(iter(client.tasks(found(client, title), lambda _: None)))


def test_pushing_twice_gives_one_task_an_article(server: Server, client: Client, workspace: Path) -> None:
    """A second push finds everything there, and sends nothing."""
    write_prelabels(workspace / "p.jsonl", 7)
    for _ in range(2):
        assert run(at(server, "push", "p.jsonl", project="twice")) == 0
    assert found(client, "twice").config == to_config(load_schema("diplomacy"))  # so that no push changes it again
    assert set(tasks_by_article(client, "twice").values()) == {1}
    assert len(tasks_by_article(client, "twice")) == 7


def test_a_dry_run_changes_nothing(
    server: Server, client: Client, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run says what would be created, and not even the project is made."""
    write_prelabels(workspace / "p.jsonl", 3)
    capsys.readouterr()
    assert run([*at(server, "push", "p.jsonl", project="dry"), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["created"] == 3
    assert client.project("dry") is None


def test_a_newer_prelabel_joins_the_task_that_is_there(server: Server, client: Client, workspace: Path) -> None:
    """A pre-label of another fingerprint is added, shown first, and the older one stays."""
    write_prelabels(workspace / "p.jsonl", 2)
    assert run(at(server, "push", "p.jsonl", project="newer")) == 0
    write_prelabels(workspace / "p.jsonl", 2, version="test-2")
    assert run(at(server, "push", "p.jsonl", project="newer")) == 0
    assert all(held.versions == {"test-1", "test-2"} for held in client.held(found(client, "newer")))
    assert found(client, "newer").version == "test-2"


def test_another_text_under_the_same_id_is_refused(
    server: Server, client: Client, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The task that is there stays as it is, and the line names both."""
    path = write_prelabels(workspace / "p.jsonl", 1)
    assert run(at(server, "push", "p.jsonl", project="same id")) == 0
    line = json.loads(path.read_text(encoding="utf-8"))
    other = {"id": line["id"], "text": "कुछ और", "mentions": [], "events": [], "fingerprint": "test-1"}
    path.write_text(json.dumps(other) + "\n", encoding="utf-8")
    assert run(at(server, "push", "p.jsonl", project="same id")) == 1
    assert f"{line['id']}: task" in capsys.readouterr().err
    assert the_task(client, "same id")["data"]["text"] == line["text"]


def test_a_push_killed_anywhere_and_run_again_gives_one_task_an_article(
    server: Server, client: Client, workspace: Path
) -> None:
    """SIGKILL at points over the whole of a push: after the next push each article has its one task."""
    write_prelabels(workspace / "p.jsonl", 350)
    whole = time.monotonic()
    secret = {**os.environ, "LABEL_STUDIO_API_KEY": server.token}
    subprocess.run(command(server, "whole"), cwd=workspace, env=secret, check=True, capture_output=True)
    whole = time.monotonic() - whole
    stages = []
    for point in range(POINTS):
        title = f"killed {point}"
        pushing = subprocess.Popen(command(server, title), cwd=workspace, env=secret, stdout=subprocess.DEVNULL)
        time.sleep(whole * (0.3 + 0.7 * point / POINTS))
        pushing.send_signal(signal.SIGKILL)
        pushing.wait()
        stages.append(found(client, title).tasks if client.project(title) else -1)
        subprocess.run(command(server, title), cwd=workspace, env=secret, check=True, capture_output=True)
        assert Counter(tasks_by_article(client, title).values()) == {1: 350}, f"killed at point {point}"
    print("tasks on the server when the push was killed:", stages)


def command(server: Server, title: str) -> list[str]:
    """A push as a process of its own; the token goes by the environment, where no process list shows it."""
    return [sys.executable, "-m", "annotate", "push", "p.jsonl", "--url", server.url, "--project", title]


def test_ctrl_c_in_a_push_is_130_and_the_next_push_goes_on(server: Server, client: Client, workspace: Path) -> None:
    """An interrupted push says so, and loses and doubles nothing."""
    write_prelabels(workspace / "p.jsonl", 350)
    secret = {**os.environ, "LABEL_STUDIO_API_KEY": server.token}
    pushing = subprocess.Popen(
        command(server, "interrupted"), cwd=workspace, env=secret, stderr=subprocess.PIPE, text=True
    )
    while (project := client.project("interrupted")) is None or not project.tasks:
        time.sleep(0.05)
    pushing.send_signal(signal.SIGINT)
    _, said = pushing.communicate()
    assert (pushing.returncode, "Traceback" in said) == (130, False)
    assert run(at(server, "push", "p.jsonl", project="interrupted")) == 0
    assert Counter(tasks_by_article(client, "interrupted").values()) == {1: 350}


def test_a_second_push_at_the_same_time_is_refused(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two pushes from one workspace to one project do not run side by side."""
    from annotate.studio.ledger import Ledger

    write_prelabels(workspace / "p.jsonl", 1)
    with Ledger(workspace / ".annotate" / "ledger", server.url, "both").held():
        assert run(at(server, "push", "p.jsonl", project="both")) == 1
    assert "another push to this project is running" in capsys.readouterr().err


def test_pulling_twice_gives_the_same_bytes(server: Server, client: Client, workspace: Path) -> None:
    """Pull depends on the server alone, not on how often it ran."""
    write_prelabels(workspace / "p.jsonl", 5)
    assert run(at(server, "push", "p.jsonl", project="bytes")) == 0
    for task in list(client.tasks(found(client, "bytes"), lambda _: None)):
        client.annotate(task["id"], task["predictions"][0]["result"], lead_time=4.0)
    assert run(at(server, "pull", "--output", "r.jsonl", project="bytes")) == 0
    first = (workspace / "r.jsonl").read_bytes()
    assert run(at(server, "pull", "--output", "r.jsonl", project="bytes")) == 0
    assert run(at(server, "pull", "--output", "s.jsonl", project="bytes")) == 0
    assert (workspace / "r.jsonl").read_bytes() == (workspace / "s.jsonl").read_bytes() == first
    assert len(read_annotations(workspace / "r.jsonl")) == 5


def test_a_review_comes_back_with_who_when_and_state(server: Server, client: Client, workspace: Path) -> None:
    """Mentions, events, arguments, attributes, status and note survive the server; so do time and parent."""
    write_prelabels(workspace / "p.jsonl", 1)
    assert run(at(server, "push", "p.jsonl", project="back")) == 0
    given = prelabel(0).model_copy(update={"status": "unsure", "note": "दो पंक्तियाँ\nहैं"})
    task = the_task(client, "back")
    parent = task["predictions"][0]["id"]
    client.annotate(
        task["id"],
        to_result(given, Screen(load_schema("diplomacy"))),
        lead_time=12.5,
        parent_prediction=parent,
        ground_truth=True,
    )
    assert run(at(server, "pull", "--output", "r.jsonl", project="back")) == 0
    back = read_annotations(workspace / "r.jsonl")[0]
    assert (back.events, back.mentions) == (given.events, given.mentions)
    assert (back.state, back.status, back.note) == ("gold", "unsure", "दो पंक्तियाँ\nहैं")
    assert (back.lead_time, back.parent, back.schema_id) == (12.5, "test-1", "diplomacy@1.0.0")
    assert back.created is not None
    assert back.created.endswith("Z")
    assert back.annotator is not None
    assert back.annotator.startswith("annotator-")


def test_an_empty_submission_is_not_a_skipped_one(server: Server, client: Client, workspace: Path) -> None:
    """No regions, submitted: no events. Cancelled: skipped, and not exported."""
    write_prelabels(workspace / "p.jsonl", 2)
    assert run(at(server, "push", "p.jsonl", project="empty")) == 0
    empty, skipped = (task["id"] for task in client.tasks(found(client, "empty"), lambda _: None))
    client.annotate(empty, [], lead_time=1.0)
    client.annotate(skipped, [], lead_time=1.0, was_cancelled=True)
    assert run(at(server, "pull", project="empty")) == 0
    states = Counter(each.state for each in read_annotations(workspace / "seeds/reviews/diplomacy.jsonl"))
    assert states == {"submitted": 1, "skipped": 1}


def test_slips_of_the_hand_are_mended_and_listed(
    server: Server, client: Client, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drawn backwards, without a role, with a danda: mended where one reading is possible, with a link to the task."""
    write_prelabels(workspace / "p.jsonl", 1)
    assert run(at(server, "push", "p.jsonl", project="slips")) == 0
    text = prelabel(0).text
    wide, end = span("पहुंचीं।", text), span("बुधवार", text)
    drawn = [
        region("t", "trigger", "diplomatic_visit", wide.start, wide.end),
        region("d", "mention", "date", end.start, end.end),
        region("p", "mention", "person", *bounds("अना कोवाच", text)),
        {"from_id": "t", "to_id": "d", "type": "relation", "direction": "right"},
        {"from_id": "p", "to_id": "t", "type": "relation", "direction": "right", "labels": ["visitor"]},
    ]
    client.annotate(the_task(client, "slips")["id"], drawn, lead_time=2.0)
    capsys.readouterr()
    assert run(at(server, "pull", "--output", "r.jsonl", project="slips")) == 0
    event = read_annotations(workspace / "r.jsonl")[0].events[0]
    assert {(each.role, each.origin) for each in event.arguments} == {("date", "inferred"), ("visitor", "inferred")}
    assert event.trigger.text == "पहुंचीं।"
    assert event.trigger.tidied is not None
    assert event.trigger.tidied.text == "पहुंचीं"
    said = capsys.readouterr().err
    assert "warning" in said
    assert f"<{server.url}/projects/" in said


def region(name: str, control: str, label: str, start: int, end: int) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label]}
    return {"id": name, "from_name": control, "to_name": "text", "type": "labels", "value": value}


def bounds(surface: str, text: str) -> tuple[int, int]:
    place = span(surface, text)
    return place.start, place.end


def test_status_counts_tasks_by_how_far_they_are(
    server: Server, client: Client, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reviewed, skipped and open tasks are told apart."""
    write_prelabels(workspace / "p.jsonl", 3)
    assert run(at(server, "push", "p.jsonl", project="status")) == 0
    first, second, _ = (task["id"] for task in client.tasks(found(client, "status"), lambda _: None))
    client.annotate(first, [], lead_time=1.0)
    client.annotate(second, [], lead_time=1.0, was_cancelled=True)
    capsys.readouterr()
    assert run([*at(server, "status", project="status"), "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert [counts[key] for key in ("tasks", "reviewed", "skipped", "open")] == [3, 1, 1, 1]


def test_a_pulled_review_that_vanished_from_the_server_is_kept_aside(
    server: Server, client: Client, workspace: Path
) -> None:
    """What a person annotated is not lost when somebody deletes the annotation on the server."""
    write_prelabels(workspace / "p.jsonl", 1)
    assert run(at(server, "push", "p.jsonl", project="gone")) == 0
    made = client.annotate(the_task(client, "gone")["id"], [], lead_time=1.0)
    assert run(at(server, "pull", "--output", "r.jsonl", project="gone")) == 0
    client._sdk.annotations.delete(id=made)
    assert run(at(server, "pull", "--output", "r.jsonl", project="gone")) == 0
    assert read_annotations(workspace / "r.jsonl") == []
    assert len(read_annotations(workspace / "r.gone.jsonl")) == 1
