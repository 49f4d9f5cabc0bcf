"""A live project moved to another schema on a real server: there, killed and resumed, and back."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from annotate.annotation import reading
from annotate.article import Article
from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.studio import migrate as migrating
from annotate.studio.carry import Way
from annotate.studio.client import Client
from annotate.studio.config import labels_of, to_config
from annotate.studio.journal import Journal
from annotate.studio.ledger import Ledger
from annotate.studio.pull import pull
from annotate.studio.push import push
from annotate.studio.remap import Remap
from annotate.studio.screen import Screen
from annotate.studio.server import Server
from annotate.studio.snapshot import Snapshot, take
from annotate.studio.task import to_result
from tests.conftest import FULL
from tests.studio.campaign import (
    NEW,
    OLD,
    article,
    at_work,
    kept,
    killed,
    new_schema,
    old_schema,
    prelabel,
    review,
    second_annotator,
    silent,
    tabs,
)

pytestmark = pytest.mark.studio

TASKS, KILLS, LONGEST = (300, 20, 7.0) if FULL else (30, 4, 3.0)  # LONGEST: seconds of moving before a kill
Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def other(server: Server) -> Client:
    return second_annotator(server)


@pytest.fixture
def schemas(workspace: Path) -> Path:
    (workspace / "old.yaml").write_text(OLD, encoding="utf-8")
    (workspace / "new.yaml").write_text(NEW, encoding="utf-8")
    return workspace


def migrate(server: Server, title: str, *options: str) -> list[str]:
    where = ["--url", server.url, "--token", server.token, "--project", title]
    return ["schema", "migrate", "old.yaml", "new.yaml", *where, *options]


def snapshot(client: Client, title: str) -> Snapshot:
    project = client.project(title)
    assert project is not None
    return take(client, project)


def said(shot: Snapshot) -> dict[Any, Any]:
    """Every stored result by task, kind and id."""
    return {(task.id, key): task.result(key) for task in shot.tasks for key in task.stored}


def expected(before: Snapshot) -> dict[Any, Any]:
    way = Way(Remap(Screen(old_schema()), Screen(new_schema())), before, "")
    return {(task.id, key): result for task in before.tasks for key, result in way.wanted(task).items()}


def test_a_project_moves_there_and_back(
    server: Server, client: Client, other: Client, schemas: Path, capsys: Told
) -> None:
    """Killed at many points and resumed, all is as the plan said and nothing else changed; undone, all is as before."""
    at_work(client, other, "moving", TASKS, schemas / "ledger")
    before = snapshot(client, "moving")
    assert len({key for task in before.tasks for key in task.stored if key[0] == "drafts"}) == -(-TASKS // 5)
    capsys.readouterr()
    assert run(migrate(server, "moving", "--json")) == 0
    planned = json.loads(capsys.readouterr().out)
    assert snapshot(client, "moving").sums() == before.sums()
    steps = {(step["path"], step["kind"]): (step["effect"], step["things"]) for step in planned["steps"]}
    assert steps["events.visit", "renamed"][0] == "safe"
    assert steps["events.call", "merged"] == ("loss", reviews(before))
    assert steps["attributes.sure", "removed"] == ("loss", reviews(before))
    assert planned["results"] == len(said(before))
    assert kill_and_resume(server, schemas, "moving") >= KILLS // 2
    assert run(migrate(server, "moving", "--apply", "--accept-loss")) == 0
    after = snapshot(client, "moving")
    assert said(after) == expected(before)
    assert kept(after) == kept(before)
    assert labels_of(after.config) == labels_of(to_config(new_schema()))
    rechecked = {task.id: task.data["recheck"] for task in after.tasks if "recheck" in task.data}
    assert rechecked.keys() == {int(task) for task in planned["recheck"]}
    assert all("visitor no longer takes body" in note for note in rechecked.values())
    assert [tab for tab in tabs(client, "moving") if tab == "Recheck for moves@2.0.0"] == ["Recheck for moves@2.0.0"]
    assert_pulls(client, "moving")
    assert run(migrate(server, "moving", "--undo")) == 0
    back = snapshot(client, "moving")
    assert said(back) == said(before)
    assert (back.config, [task.data for task in back.tasks]) == (before.config, [task.data for task in before.tasks])


def reviews(shot: Snapshot) -> int:
    """Annotations and drafts: each has one call, and one visit that is sure."""
    return len([key for task in shot.tasks for key in task.stored if key[0] != "predictions"])


def kill_and_resume(server: Server, workspace: Path, title: str) -> int:
    """Kills the migration again and again, first while it prepares, then amid the moving; returns how often amid it."""
    chance = random.Random(7)
    amid = 0
    for number in range(KILLS):
        command = [sys.executable, "-m", "annotate", *migrate(server, title, "--apply", "--accept-loss")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            if number:
                wait_until_moving(process, workspace)
            time.sleep(chance.uniform(0.2, LONGEST))
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                amid += state(workspace) == "moving"
    return amid


def wait_until_moving(process: "subprocess.Popen[bytes]", workspace: Path) -> None:
    """Until the plan has become a migration and the process has begun to replace what is left."""
    done = moved(workspace)
    while process.poll() is None and (state(workspace) != "moving" or moved(workspace) == done):
        time.sleep(0.05)


def state(workspace: Path) -> str:
    [journal] = (workspace / ".annotate" / "migrations").glob("*/*/journal.json")
    return str(json.loads(journal.read_text(encoding="utf-8"))["state"])


def moved(workspace: Path) -> int:
    """How many stored results have been replaced."""
    return sum(len(path.read_text().splitlines()) for path in (workspace / ".annotate").glob("migrations/*/*/moved"))


def assert_pulls(client: Client, title: str) -> None:
    """The new schema pulls the project, and finds nothing that it does not know."""
    pulled = pull(client, new_schema(), title)
    assert [str(each) for each in pulled.violations if "unknown" in each.message] == []
    assert {event.type for reading in pulled.readings for event in reading.events} == {"trip", "plan", "talk"}
    assert all(reading.schema_id == "moves@2.0.0" for reading in pulled.readings)


def test_a_plan_that_is_old_is_refused(
    server: Server, client: Client, other: Client, schemas: Path, capsys: Told
) -> None:
    """A draft that is newer than the plan stops it before anything is changed, and is named."""
    at_work(client, other, "late", 4, schemas / "ledger")
    assert run(migrate(server, "late")) == 0
    task = snapshot(client, "late").tasks[1]
    draft = other.call("POST", f"api/tasks/{task.id}/drafts", {"result": [], "lead_time": 1})
    before = snapshot(client, "late")
    capsys.readouterr()
    assert run(migrate(server, "late", "--apply", "--accept-loss")) == 1
    told = capsys.readouterr().err
    assert "changed since the plan; when nobody is at work, plan again" in told
    assert f"task {task.id}: draft {draft['id']} is new" in told
    assert snapshot(client, "late").sums() == before.sums()


def test_a_loss_must_be_accepted(server: Server, client: Client, other: Client, schemas: Path, capsys: Told) -> None:
    """Without --accept-loss nothing is changed, and each step that loses something is named."""
    at_work(client, other, "loss", 2, schemas / "ledger")
    assert run(migrate(server, "loss")) == 0
    before = snapshot(client, "loss")
    capsys.readouterr()
    assert run(migrate(server, "loss", "--apply")) == 1
    told = capsys.readouterr().err
    assert "loss: events.call: merged: into talk" in told
    assert "accept it with --accept-loss" in told
    assert snapshot(client, "loss").sums() == before.sums()


def test_what_is_edited_afterwards_is_not_undone(
    server: Server, client: Client, other: Client, schemas: Path, capsys: Told
) -> None:
    """An annotation with the new labels cannot go back: the way back refuses before it changes anything."""
    at_work(client, other, "edited", 3, schemas / "ledger")
    assert run(migrate(server, "edited")) == 0
    assert run(migrate(server, "edited", "--apply", "--accept-loss")) == 0
    task = snapshot(client, "edited").tasks[0]
    key = next(key for key in task.stored if key[0] == "annotations")
    client.put_result("annotations", key[1], task.result(key)[:2])
    before = snapshot(client, "edited")
    capsys.readouterr()
    assert run(migrate(server, "edited", "--undo")) == 1
    assert f"task {task.id}: annotation {key[1]} has" in capsys.readouterr().err
    assert snapshot(client, "edited").sums() == before.sums()


def test_other_schemas_than_planned_are_refused(
    server: Server, client: Client, other: Client, schemas: Path, capsys: Told
) -> None:
    """What is applied is what was planned, to the last word of the files."""
    at_work(client, other, "swapped", 2, schemas / "ledger")
    assert run(migrate(server, "swapped", "--apply")) == 1
    assert "nothing is planned" in capsys.readouterr().err
    assert run(migrate(server, "swapped")) == 0
    (schemas / "new.yaml").write_text(NEW.replace("{en: Plan}", "{en: Scheme}"), encoding="utf-8")
    capsys.readouterr()
    assert run(migrate(server, "swapped", "--apply", "--accept-loss")) == 1
    assert "give the files that were planned with" in capsys.readouterr().err
    (schemas / "new.yaml").write_text(OLD, encoding="utf-8")
    assert run(migrate(server, "swapped")) == 1
    assert "give the new one a version of its own" in capsys.readouterr().err


def test_tasks_that_are_deleted_meanwhile_are_no_hindrance(
    server: Server, client: Client, other: Client, tmp_path: Path
) -> None:
    """Both ways end with the tasks that are left, and what somebody wrote into a task's data meanwhile stays."""
    project = at_work(client, other, "deleted", 6, tmp_path / "ledger")
    way = client, old_schema(), new_schema(), "deleted", tmp_path / "migrations", silent
    first, *_, last = [task.id for task in snapshot(client, "deleted").tasks]
    migrating.plan(*way)
    killed(server, "deleted", way[4], 6)
    client.call("DELETE", f"api/tasks/{first}/")
    assert first in migrating.apply(*way, accept_loss=True).doubts
    marked = next(task for task in snapshot(client, "deleted").tasks if migrating.RECHECK in task.data)
    client.put_data(marked.id, {**marked.data, "desk": "3"})
    client.call("DELETE", f"api/tasks/{last}/")
    migrating.undo(*way)
    data = {task.id: task.data for task in snapshot(client, "deleted").tasks}
    assert data.keys().isdisjoint({first, last})
    assert (data[marked.id]["desk"], migrating.RECHECK in data[marked.id]) == ("3", False)
    assert Journal.done(way[4], project.id) is None


def test_drafts_of_annotations_come_along(server: Server, client: Client, tmp_path: Path) -> None:
    """The server deletes the drafts of an annotation that changes: they stand aside, and after a kill come back."""
    strange = reading(Article(text="Ana visited\u2028Oslo\u0085 today."), engine="test", fingerprint="test-1")
    push(client, old_schema(), [prelabel(0), strange], "drafts", Ledger(tmp_path / "ledger", client.url, "drafts"))
    held = client.held(migrating._project(client, "drafts"))
    task = next(each.task for each in held if each.article == article(0).id)
    made = client.annotate(task, to_result(review(0, 0), Screen(old_schema())), lead_time=1.0)
    body = {"result": to_result(review(0, 1), Screen(old_schema())), "lead_time": 1}
    draft = client.call("POST", f"api/tasks/{task}/annotations/{made}/drafts", body)["id"]
    before = snapshot(client, "drafts")
    way = client, old_schema(), new_schema(), "drafts", tmp_path / "migrations", silent
    migrating.plan(*way)
    killed(server, "drafts", way[4], 0, frozenset({"annotations"}))
    assert client.drafts(task)[0]["annotation"] is None
    migrating.apply(*way, accept_loss=True)
    after = snapshot(client, "drafts")
    assert said(after) == expected(before)
    assert client.drafts(task)[0]["annotation"] == made
    migrating.undo(*way)
    assert said(snapshot(client, "drafts")) == said(before)
    assert [(each["id"], each["annotation"]) for each in client.drafts(task)] == [(draft, made)]


def test_what_is_annotated_while_it_is_killed_is_found(
    server: Server, client: Client, other: Client, tmp_path: Path
) -> None:
    """An annotation with old labels at a task that was done already stops it, by name; so does half a backup."""
    project = at_work(client, other, "meanwhile", 3, tmp_path / "ledger")
    way = client, old_schema(), new_schema(), "meanwhile", tmp_path / "migrations", silent
    migrating.plan(*way)
    killed(server, "meanwhile", way[4], 6)
    task = snapshot(client, "meanwhile").tasks[0].id
    made = other.annotate(task, to_result(review(0, 1), Screen(old_schema())), lead_time=1.0)
    with pytest.raises(AnnotateError, match=f"task {task}: annotation {made} has .*call"):
        migrating.apply(*way, accept_loss=True)
    journal = Journal.done(way[4], project.id)
    assert journal is not None
    whole = journal.backup.read_text(encoding="utf-8")
    journal.backup.write_text("".join(whole.splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(AnnotateError, match=r"the backup is damaged \(task \d+: .* is gone\); restore the file"):
        migrating.undo(*way)
