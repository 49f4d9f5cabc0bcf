"""Brings the reviews back, each checked against its text and its schema. Nothing on the server is changed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.annotation import Annotation, State, reading
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel.values import with_values
from annotate.review.violations import Violation, violations
from annotate.schema import Schema
from annotate.span import Span
from annotate.studio.client import Client, Project
from annotate.studio.config import language_of
from annotate.studio.drawn import Reading, collapsed, from_result
from annotate.studio.mend import mended
from annotate.studio.push import check_config
from annotate.studio.screen import Screen
from annotate.studio.task import KEPT


@dataclass(frozen=True, slots=True)
class Pulled:
    """The readings of a project in the order of their articles, and where they break the schema."""

    project: Project
    readings: tuple[Annotation, ...]
    violations: tuple[Violation, ...]

    @property
    def states(self) -> dict[str, int]:
        """How many readings are in each state."""
        return dict(sorted(Counter(str(reading.state) for reading in self.readings).items()))


def pull(client: Client, schema: Schema, title: str, *, progress: Callable[[int], None] = lambda _: None) -> Pulled:
    """Every annotation of every task of ours, drafts and skipped ones too; the same server gives the same bytes."""
    project = client.project(title)
    if project is None:
        raise AnnotateError(f"{client.url}: no project is called {title!r}; push first, or give another --project")
    check_config(client, project, schema)
    screen = Screen(schema, language_of(project.config))
    read = [each for task in client.tasks(project, progress) for each in readings(task, screen, client.url)]
    ordered = tuple(sorted(read, key=order))
    found = tuple(violation for each in ordered for violation in violations(each, schema))
    return Pulled(project, ordered, found)


def order(each: Annotation) -> tuple[str, str, int, bool, int]:
    """By article, then server and task, then drafts after submissions: their ids are counted apart."""
    task = each.task or {}
    return each.id, str(task.get("server", "")), task.get("task", 0), each.state == "draft", task.get("annotation", 0)


@dataclass(frozen=True, slots=True)
class _Task:
    """A task of ours: its article, where it stands, and the fingerprints of its predictions by their ids."""

    article: Article
    place: dict[str, Any]
    versions: dict[int, str]
    screen: Screen


def readings(task: Mapping[str, Any], screen: Screen, url: str) -> Iterator[Annotation]:
    """The readings in one task as the server gives it; none of a task that is not ours."""
    data = task.get("data") or {}
    if not data.get("article") or not data.get("text"):
        return
    article = Article(id=data["article"], text=data["text"], **{key: data[key] for key in KEPT if key in data})
    place = {"server": url, "project": task.get("project"), "task": task["id"], "sha": data.get("sha")}
    versions = {each["id"]: str(each.get("model_version") or "") for each in _dicts(task.get("predictions"))}
    ours = _Task(article, place, versions, screen)
    yield from (_reading(ours, given, _state(given)) for given in _dicts(task.get("annotations")))
    drafts = [given for given in _dicts(task.get("drafts")) if not given.get("annotation")]
    yield from (_reading(ours, given, "draft") for given in drafts)


def _dicts(items: Any) -> list[dict[str, Any]]:
    return [item for item in items or () if isinstance(item, dict)]


def _state(given: Mapping[str, Any]) -> State:
    if given.get("was_cancelled"):
        return "skipped"
    return "gold" if given.get("ground_truth") else "submitted"


def _reading(task: _Task, given: Mapping[str, Any], state: State) -> Annotation:
    drawn = from_result(given.get("result") or (), task.article.text, task.screen)
    person = given.get("completed_by") or given.get("user")
    who = person.get("id") if isinstance(person, dict) else person
    said = reading(
        task.article,
        mentions=drawn.mentions,
        events=drawn.events,
        relations=drawn.relations,
        attributes=drawn.attributes,
        annotator=f"annotator-{who}",
        state=state,
        status=drawn.status,
        note=drawn.note,
        created=given.get("created_at"),
        updated=given.get("updated_at"),
        lead_time=given.get("lead_time"),
        parent=task.versions.get(given.get("parent_prediction") or 0) or None,
        schema_id=task.screen.schema.id,
        task={**task.place, "annotation": given["id"]},
        **_kept_aside(drawn),
    )
    return with_values(mended(said, task.screen.schema), task.screen.schema)  # the screen keeps no values


def _kept_aside(drawn: Reading) -> dict[str, Any]:
    """What no mention or event can hold, and where Label Studio's own text of a region differs from the article's."""
    differ = [f"region {name} ({span.text!r})" for name, span, surface in drawn.surfaces if _differs(span, surface)]
    kept = {"unmapped": list(drawn.unmapped), "surface_differs": differ}
    return {key: value for key, value in kept.items() if value}


def _differs(span: Span, surface: Any) -> bool:
    return isinstance(surface, str) and surface not in (span.text, collapsed(span.text))
