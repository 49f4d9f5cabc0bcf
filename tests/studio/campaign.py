"""A project that people are at work in: several annotators, drafts, skipped tasks, and a schema about to change."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading
from annotate.article import Article
from annotate.schema import Schema, parse_schema
from annotate.studio import migrate
from annotate.studio.client import Client, Project
from annotate.studio.ledger import Ledger
from annotate.studio.login import personal_token
from annotate.studio.push import push
from annotate.studio.screen import Screen
from annotate.studio.server import Server
from annotate.studio.snapshot import Snapshot
from annotate.studio.task import to_result
from tests.studio.articles import span

OLD = """\
name: moves
version: 1.0.0
entities:
  person: {labels: {en: Person}}
  body: {labels: {en: Body}}
  place: {labels: {en: Place}}
attributes:
  modality: {values: {asserted: {}, planned: {}}, default: asserted}
  sure: {flag: true}
events:
  visit:
    labels: {en: Visit}
    roles:
      visitor: {fillers: [person, body], labels: {en: Who}}
      where: {fillers: [place], labels: {en: Where}}
  meeting: {labels: {en: Meeting}, roles: {participant: {fillers: [person, body], labels: {en: Participant}}}}
  call: {labels: {en: Call}, roles: {participant: {fillers: [person, body], labels: {en: Participant}}}}
relations: {same_entity: {ends: {from: [person, body]}, symmetric: true}}
"""

NEW = """\
name: moves
version: 2.0.0
entities:
  person: {labels: {en: Person}}
  body: {labels: {en: Body}}
  site: {labels: {en: Site}, formerly: place}
attributes:
  mode: {formerly: modality, values: {actual: {formerly: asserted}, planned: {}}, default: actual}
events:
  trip:
    labels: {en: Trip}
    formerly: visit
    roles:
      visitor: {fillers: [person], labels: {en: Visitor}}
      goal: {formerly: where, fillers: [site], labels: {en: Goal}}
  plan:
    labels: {en: Plan}
    formerly: {name: meeting, attributes: {modality: planned}}
    roles: {participant: {fillers: [person, body], labels: {en: Participant}}}
  talk:
    labels: {en: Talk}
    formerly: [meeting, call]
    roles: {participant: {fillers: [person, body], labels: {en: Participant}}}
relations: {same_entity: {ends: {from: [person, body]}, symmetric: true}}
"""
"""A rename (visit), a split by a rule (meeting), a merge (meeting and call), a role renamed and one with narrower
fillers, an attribute and a value renamed, an attribute gone, an entity type renamed."""


def old_schema() -> Schema:
    return parse_schema(OLD, "old.yaml")


def new_schema() -> Schema:
    return parse_schema(NEW, "new.yaml")


def article(number: int) -> Article:
    return Article(text=f"Item {number}: Ana Kovač visited Oslo, met the council 🤝 and called Ráo. मंत्री ओस्लो गए।")


def prelabel(number: int) -> Annotation:
    """What an engine said: a visit with a person and a place."""
    text = article(number).text
    return reading(
        article(number),
        engine="test",
        fingerprint="test-1",
        mentions=(_mention("m1", "person", "Ana Kovač", text), _mention("m2", "place", "Oslo", text)),
        events=(_event("e1", "visit", "visited", text, {"visitor": "m1", "where": "m2"}, {"modality": "asserted"}),),
    )


def review(number: int, who: int) -> Annotation:
    """What a person made of it; every third meeting is planned, every fourth visitor is a body."""
    text = article(number).text
    visitor = "m3" if number % 4 == who else "m1"
    planned = "planned" if (number + who) % 3 == 0 else "asserted"
    return reading(
        article(number),
        mentions=(
            _mention("m1", "person", "Ana Kovač", text),
            _mention("m2", "place", "Oslo", text),
            _mention("m3", "body", "the council", text),
            _mention("m4", "person", "Ráo", text),
        ),
        events=(
            _event("e1", "visit", "visited", text, {"visitor": visitor, "where": "m2"}, {"sure": "yes"}),
            _event("e2", "meeting", "met", text, {"participant": "m3"}, {"modality": planned}),
            _event("e3", "call", "called", text, {"participant": "m4"}, {"modality": "asserted"}),
        ),
        relations=(Relation(type="same_entity", source="m1", target="m4"),),
        note=f"by {who}",
    )


def _mention(name: str, kind: str, surface: str, text: str) -> Mention:
    return Mention(id=name, type=kind, **span(surface, text).model_dump(exclude={"tidied"}))


def _event(name: str, kind: str, surface: str, text: str, roles: dict[str, str], attributes: dict[str, str]) -> Event:
    arguments = tuple(Argument(role=role, filler=filler) for role, filler in roles.items())
    return Event(id=name, type=kind, trigger=span(surface, text), arguments=arguments, attributes=attributes)


def second_annotator(server: Server, user: str = "second@localhost.invalid") -> Client:
    """A client of another user of the server, who is signed up by an invitation if need be."""
    password = "a long password for tests"
    first = Client(server.url, server.token)
    invitation = str(first.call("GET", "api/invite")["invite_url"])
    with httpx.Client(base_url=server.url, trust_env=False) as web:
        web.get(invitation)
        form = {"email": user, "password": password, "allow_newsletters": "false", "how_find_us": ""}
        web.post(
            invitation, data={**form, "csrfmiddlewaretoken": web.cookies["csrftoken"]}, headers={"Referer": server.url}
        )
    return Client(server.url, personal_token(server.url, user, password))


def at_work(client: Client, other: Client, title: str, number: int, folder: Path) -> Project:
    """A project of `number` tasks: all annotated, each third by two, each fifth with a draft, each seventh skipped."""
    screen = Screen(old_schema())
    prelabels = [prelabel(each) for each in range(number)]
    project, _ = push(client, old_schema(), prelabels, title, Ledger(folder, client.url, title))
    tasks = {held.article: held.task for held in client.held(project)}
    for each in range(number):
        task = tasks[article(each).id]
        skipped = {"was_cancelled": True} if each % 7 == 6 else {}
        client.annotate(task, to_result(review(each, 0), screen), lead_time=3.0, **skipped)
        if each % 3 == 0:
            other.annotate(task, to_result(review(each, 1), screen), lead_time=4.0)
        if each % 5 == 0:
            other.call(
                "POST", f"api/tasks/{task}/drafts", {"result": to_result(review(each, 2), screen), "lead_time": 1}
            )
    return project


class Killed(BaseException):
    """The process is no more."""


class Mortal(Client):
    """A client that is killed before it writes for the `lives`-th time, of what is `counted`."""

    lives = 0
    counted = frozenset({"projects", "annotations", "predictions", "drafts", "owners of drafts"})

    def _live(self, what: str) -> None:
        self.lives -= what in self.counted
        if self.lives < 0:
            raise Killed

    def update_project(self, project: Project, **changes: Any) -> None:
        self._live("projects")
        super().update_project(project, **changes)

    def put_result(self, kind: Any, item: int, result: list[dict[str, Any]]) -> None:
        self._live(kind)
        super().put_result(kind, item, result)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        if body and "annotation" in body:
            self._live("owners of drafts")
        return super().call(method, path, body)


def silent(_number: int) -> None:
    """No progress is shown."""


def killed(server: Server, title: str, root: Path, lives: int, counted: frozenset[str] = Mortal.counted) -> None:
    """Applies the plan, and dies after so many changes of the server, of what is `counted`."""
    mortal = Mortal(server.url, server.token)
    mortal.lives, mortal.counted = lives, counted
    with pytest.raises(Killed):
        migrate.apply(mortal, old_schema(), new_schema(), title, root, silent, accept_loss=True)


def kept(shot: Snapshot) -> dict[Any, Any]:
    """What must not change of an annotation: who made it, when, how long, from what, and whether it was skipped."""
    names = ("completed_by", "created_at", "lead_time", "was_cancelled", "ground_truth", "parent_prediction")
    return {
        (task.id, key): {name: each.get(name) for name in names}
        for task in shot.tasks
        for key, each in task.stored.items()
        if key[0] == "annotations"
    }


def tabs(client: Client, title: str) -> list[str]:
    """The titles of a project's tabs."""
    project = client.project(title)
    assert project is not None
    return [tab["data"].get("title", "") for tab in client.call("GET", f"api/dm/views/?project={project.id}")]
