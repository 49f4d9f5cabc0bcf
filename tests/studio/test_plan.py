"""What a push would send: what the server lacks or has only in an older form, and nothing else."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from annotate.annotation import Annotation
from annotate.article import text_id
from annotate.errors import AnnotateError, Faults
from annotate.schema import Schema, load_schema
from annotate.studio.client import Client, Held, Project
from annotate.studio.config import to_config
from annotate.studio.ledger import Ledger
from annotate.studio.push import BATCH, check_config, plan, push, refuse_misfits, version
from tests.studio.articles import prelabel

SCHEMA = load_schema("diplomacy")


def held(task: int, given: Annotation, *versions: str, sha: str | None = None) -> Held:
    """The task `task` with the article of `given`, and predictions of these versions."""
    return Held(task, given.id, sha or text_id(given.text), frozenset(versions))


def test_what_is_missing_is_created() -> None:
    """An article that no task holds becomes one; tasks of other articles do not matter."""
    planned = plan([prelabel(1), prelabel(2)], [held(7, prelabel(2), "test-1"), held(8, prelabel(3), "test-1")])
    assert (planned.create, planned.refresh, planned.current, planned.faults) == ((prelabel(1),), (), 1, ())


def test_what_is_there_is_not_sent() -> None:
    """A task with a prediction of the same version needs nothing, even where it has older ones too."""
    planned = plan([prelabel(1)], [held(7, prelabel(1), "test-0", "test-1")])
    assert (planned.create, planned.refresh, planned.current) == ((), (), 1)


def test_what_is_stale_gets_a_newer_prediction_in_its_task() -> None:
    """A task with only another version is refreshed by its number, never created again."""
    newer = prelabel(1, version="test-2")
    planned = plan([newer], [held(7, prelabel(1), "test-1")])
    assert (planned.create, planned.refresh, planned.current) == ((), ((7, newer),), 0)


def test_a_task_without_predictions_is_refreshed() -> None:
    """A task whose prediction someone deleted gets it again."""
    assert plan([prelabel(1)], [held(7, prelabel(1))]).refresh == ((7, prelabel(1)),)


def test_another_text_under_the_same_id_is_refused() -> None:
    """Offsets refer to the text, so that a changed one is neither created nor refreshed, and said."""
    planned = plan([prelabel(1)], [held(7, prelabel(1), "test-1", sha="0" * 16)])
    assert (planned.create, planned.refresh, planned.current) == ((), (), 0)
    assert planned.faults == (f"{prelabel(1).id}: task 7 holds another text; give the article a new id",)


def test_two_tasks_of_one_article_are_told() -> None:
    """Doubles that someone made are named, and no third is added."""
    planned = plan([prelabel(1)], [held(7, prelabel(1), "test-1"), held(9, prelabel(1), "test-1")])
    assert planned.create == ()
    assert planned.faults == (f"{prelabel(1).id}: 2 tasks hold it (7, 9); delete all but the annotated one",)


def test_nothing_to_push_plans_nothing() -> None:
    """Without pre-labels the tasks that are there stay as they are."""
    planned = plan([], [held(7, prelabel(1), "test-1")])
    assert (planned.create, planned.refresh, planned.current, planned.faults) == ((), (), 0, ())


def test_planning_what_was_sent_leaves_nothing() -> None:
    """Planning again what was planned, once the server has it, leaves nothing."""
    wanted = [prelabel(1), prelabel(2, version="test-2")]
    first = plan(wanted, [held(7, prelabel(2), "test-1")])
    after = [held(7, prelabel(2), "test-1", "test-2"), held(8, prelabel(1), "test-1")]
    assert (len(first.create), len(first.refresh), first.current) == (1, 1, 0)
    again = plan(wanted, after)
    assert (again.create, again.refresh, again.current) == ((), (), 2)


def test_a_prelabel_without_a_fingerprint_is_known_by_what_it_says() -> None:
    """The same content has the same version, another content another."""
    plain = prelabel(1).model_copy(update={"fingerprint": None})
    scored = plain.model_copy(update={"note": "changed"})
    assert version(prelabel(1)) == "test-1"
    assert version(plain) == version(plain.model_copy())
    assert version(plain).startswith("test-")
    assert version(plain) != version(scored)


def test_misfits_are_refused_all_at_once() -> None:
    """Two pre-labels of an article, and types that the schema lacks, are a line each."""
    odd = prelabel(2)
    odd = odd.model_copy(update={"events": (odd.events[0].model_copy(update={"type": "meting"}),)})
    with pytest.raises(Faults) as caught:
        refuse_misfits([prelabel(1), odd, prelabel(1)], SCHEMA)
    assert [line for line in caught.value.faults if "did you mean 'meeting'?" in line] == [caught.value.faults[0]]
    assert caught.value.faults[1:] == (f"{prelabel(1).id}: 2 pre-labels; keep one",)


class Studio:
    """A server in memory with one project: what it holds, and what it was asked to change."""

    def __init__(self, config: str = "") -> None:
        self.project: dict[str, Any] | None = None
        self.tasks: list[dict[str, Any]] = []
        self.changes: list[str] = []
        if config:
            self._make({"title": "events", "label_config": config})

    def client(self) -> Client:
        return Client("http://studio.example", "t" * 40, transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path, page = request.url.path.rstrip("/"), int(request.url.params.get("page", 1))
        sent = json.loads(request.content or b"null")
        if request.method != "GET":
            self.changes.append(f"{request.method} {path}")
            return httpx.Response(201, json=self._change(path, sent))
        if path.startswith("/api/projects/"):
            return httpx.Response(200, json={**(self.project or {}), "task_number": len(self.tasks)})
        found = [self.project] if self.project and page == 1 else []
        if path == "/api/projects":
            return httpx.Response(200, json={"count": len(found), "next": None, "previous": None, "results": found})
        return httpx.Response(200, json={"total": 0, "tasks": self.tasks[(page - 1) * 100 : page * 100]})

    def _change(self, path: str, sent: Any) -> Any:
        if path == "/api/projects":
            return self._make(sent)
        if path == "/api/projects/1":
            return self._update(sent)
        if path == "/api/predictions":
            self._predict(self.tasks[sent["task"] - 1], sent["model_version"])
            return {"id": 1}
        return {"task_ids": [self._store(task) for task in sent]}

    def _make(self, sent: dict[str, Any]) -> dict[str, Any]:
        self.project = {"id": 1, "model_version": "", **sent}
        return self.project

    def _update(self, sent: dict[str, Any]) -> dict[str, Any]:
        self.project = {**(self.project or {}), **sent}
        return self.project

    def _store(self, task: dict[str, Any]) -> int:
        stored = {"id": len(self.tasks) + 1, "data": task["data"], "predictions_model_versions": ""}
        self.tasks.append(stored)
        for prediction in task["predictions"]:
            self._predict(stored, prediction["model_version"])
        return len(self.tasks)

    def _predict(self, task: dict[str, Any], name: str) -> None:
        task["predictions_model_versions"] = f"{task['predictions_model_versions']},{name}".strip(",")


def pushed(studio: Studio, folder: Path, prelabels: list[Annotation]) -> list[str]:
    """Pushes, and gives what the server was asked to change."""
    studio.changes.clear()
    push(studio.client(), SCHEMA, prelabels, "events", Ledger(folder, "http://studio.example", "events"))
    return list(studio.changes)


def test_a_push_repeated_asks_for_no_change(tmp_path: Path) -> None:
    """The first push makes the project and its tasks; the second finds all there and only reads."""
    studio = Studio()
    prelabels = [prelabel(number) for number in range(BATCH + 1)]
    assert pushed(studio, tmp_path, prelabels) == [
        "POST /api/projects",
        "POST /api/projects/1/import",
        "POST /api/projects/1/import",
        "PATCH /api/projects/1",
    ]
    assert len(studio.tasks) == BATCH + 1
    assert pushed(studio, tmp_path, prelabels) == []


def test_a_newer_prelabel_touches_nothing_but_predictions(tmp_path: Path) -> None:
    """A stale task, annotated or not, gets a prediction beside the old one; no task or annotation is changed."""
    studio = Studio()
    pushed(studio, tmp_path, [prelabel(1), prelabel(2)])
    before = [task["data"] for task in studio.tasks]
    studio.tasks[0]["annotations"] = [{"id": 5, "result": []}]
    newer = [prelabel(1, version="test-2"), prelabel(2, version="test-2")]
    assert pushed(studio, tmp_path, newer) == ["POST /api/predictions"] * 2 + ["PATCH /api/projects/1"]
    assert [task["data"] for task in studio.tasks] == before
    assert studio.tasks[0]["annotations"] == [{"id": 5, "result": []}]
    assert [task["predictions_model_versions"] for task in studio.tasks] == ["test-1,test-2"] * 2


def test_a_changed_text_stops_nothing_else(tmp_path: Path) -> None:
    """Where one article's text has changed the others are sent, and the fault is raised at the end."""
    studio = Studio()
    pushed(studio, tmp_path, [prelabel(1)])
    studio.tasks[0]["data"]["sha"] = "0" * 16
    with pytest.raises(Faults, match="task 1 holds another text"):
        pushed(studio, tmp_path, [prelabel(1), prelabel(2)])
    assert [task["data"]["article"] for task in studio.tasks] == [prelabel(1).id, prelabel(2).id]


def test_a_push_cut_off_is_completed(tmp_path: Path) -> None:
    """Articles whose batch had arrived before the push stopped are not sent again."""
    studio = Studio()
    pushed(studio, tmp_path, [prelabel(1)])
    Ledger(tmp_path, "http://studio.example", "events").sending([prelabel(1).id])
    pushed(studio, tmp_path, [prelabel(1), prelabel(2)])
    assert [task["data"]["article"] for task in studio.tasks] == [prelabel(1).id, prelabel(2).id]
    assert Ledger(tmp_path, "http://studio.example", "events").in_flight() == []


def test_misfits_are_refused_before_the_server_is_asked(tmp_path: Path) -> None:
    """Where a pre-label breaks the schema no project is made."""
    studio = Studio()
    with pytest.raises(Faults, match="2 pre-labels; keep one"):
        pushed(studio, tmp_path, [prelabel(1), prelabel(1)])
    assert studio.project is None


def grown(*events: str) -> Schema:
    """The diplomacy schema with further event types."""
    more = dict.fromkeys(events, SCHEMA.events["meeting"])
    return SCHEMA.model_copy(update={"events": {**SCHEMA.events, **more}})


def test_a_screen_grows_with_its_schema(tmp_path: Path) -> None:
    """A project made with fewer types gets the new ones; one that has more than the schema is left alone."""
    studio = Studio(to_config(SCHEMA))
    ledger = Ledger(tmp_path, "http://studio.example", "events")
    push(studio.client(), grown("summit"), [prelabel(1)], "events", ledger)
    assert studio.changes[0] == "PATCH /api/projects/1"
    assert studio.project is not None
    assert studio.project["label_config"] == to_config(grown("summit"))
    with pytest.raises(AnnotateError, match=r"offers trigger summit, which diplomacy@1\.0\.0 lacks"):
        pushed(studio, tmp_path, [prelabel(2)])
    assert len(studio.tasks) == 1


def test_a_screen_of_someone_else_is_refused() -> None:
    """A project whose controls are others is named with its address."""
    project = Project(id=4, title="events", config="<View/>", tasks=0, version="")
    with pytest.raises(AnnotateError, match="/projects/4: project 'events' has a labelling config that is not ours"):
        check_config(Studio().client(), project, SCHEMA)
