"""Stored results replaced one by one, there and back: only what is as it was, and never what somebody changed since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotate.schema.touch import Touch
from annotate.studio.client import Client, Project
from annotate.studio.config import labels_of
from annotate.studio.journal import Journal
from annotate.studio.remap import Remap, Remapped
from annotate.studio.snapshot import Key, Snapshot, Task, name_of
from annotate.studio.task import Json

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Way:
    """From what a project held before, by a remap of its results, to the labels of the config that it is to have."""

    remap: Remap
    before: Snapshot
    config: str

    def wanted(self, task: Task) -> dict[Key, list[Json]]:
        """Every stored result of a task as it is to be."""
        return {key: found.result for key, found in self._remapped[task.id].items()}

    def touches(self) -> Iterator[tuple[Task, Key, Touch]]:
        """Everything that is done to anything."""
        for task in self.before.tasks:
            for key, found in self._remapped[task.id].items():
                for touch in found.moved.touches:
                    yield task, key, touch

    @cached_property
    def _remapped(self) -> Mapping[int, Mapping[Key, Remapped]]:
        """What becomes of every stored result, worked out once."""
        return {
            task.id: {key: self.remap.move(task.result(key), task.text) for key in task.stored}
            for task in self.before.tasks
        }

    @cached_property
    def old_labels(self) -> Mapping[str, frozenset[str]]:
        """What the screen before could say."""
        return labels_of(self.before.config)

    @cached_property
    def new_labels(self) -> Mapping[str, frozenset[str]]:
        """What the screen to come can say."""
        return labels_of(self.config)


def forwards(client: Client, project: Project, journal: Journal, way: Way, progress: Progress) -> list[str]:
    """Replaces what is as it was and notes it; returns what somebody brought in meanwhile that the new screen lacks."""
    done, strange = journal.moved(), list[str]()
    there = {held.task for held in client.held(project)}
    for task in (each for each in way.before.tasks if each.id in there):  # a person may have deleted some
        wanted = {key: result for key, result in way.wanted(task).items() if result != task.result(key)}
        if any(name_of(key) not in done for key in wanted):
            now = Task.of(client.task(task.id))
            for key in (each for each in wanted if each in now.stored):
                if name_of(key) not in done and now.result(key) == task.result(key):
                    put(client, now, key, wanted[key])
                    journal.note(name_of(key))
                elif now.result(key) != wanted[key]:  # if it is, it was replaced just before a kill
                    strange += _strange(task, now, [key], way.new_labels)
            strange += _strange(task, now, now.stored.keys() - task.stored.keys(), way.new_labels)
        progress(1)
    return strange


def put(client: Client, now: Task, key: Key, result: list[Json]) -> None:
    """Replaces a stored result; drafts of an annotation stand aside, for the server deletes them when it changes."""
    drafts = [draft for draft, annotation in _attached(now).items() if ("annotations", annotation) == key]
    for draft in drafts:
        _attach(client, draft, None)
    client.put_result(*key, result)
    for draft in drafts:
        _attach(client, draft, key[1])


def attach_again(client: Client, before: Snapshot, now: Iterable[Task]) -> None:
    """Gives annotations their drafts back, which a kill left standing aside."""
    owners = {draft: annotation for task in before.tasks for draft, annotation in _attached(task).items()}
    for task in now:
        for draft in (number for kind, number in task.stored if kind == "drafts"):
            there = draft in owners and ("annotations", owners[draft]) in task.stored
            if there and draft not in _attached(task):
                _attach(client, draft, owners[draft])


def _attach(client: Client, draft: int, annotation: int | None) -> None:
    """Makes a draft one of an annotation, or of its task alone."""
    client.call("PATCH", f"api/drafts/{draft}/", {"annotation": annotation})


def _attached(task: Task) -> dict[int, int]:
    """The annotation of each draft that is one of an annotation."""
    drafts = {number: each for (kind, number), each in task.stored.items() if kind == "drafts"}
    return {number: each["annotation"] for number, each in drafts.items() if each.get("annotation")}


def backwards(way: Way, now: Iterable[Task]) -> tuple[list[tuple[Key, list[Json]]], list[str]]:
    """What is to be put back, and what somebody brought in since that the old screen lacks."""
    there = {task.id: task for task in now}
    back: list[tuple[Key, list[Json]]] = []
    strange: list[str] = []
    for task in way.before.tasks:
        if task.id in there:
            current = there[task.id]
            wanted = way.wanted(task)
            for key in (each for each in wanted if each in current.stored):
                if current.result(key) == wanted[key] != task.result(key):
                    back.append((key, task.result(key)))
                elif current.result(key) != task.result(key):
                    strange += _strange(task, current, [key], way.old_labels)
            strange += _strange(task, current, current.stored.keys() - task.stored.keys(), way.old_labels)
    known = {task.id for task in way.before.tasks}
    for task in there.values():
        strange += _strange(task, task, task.stored if task.id not in known else (), way.old_labels)
    return back, strange


def unmoved(way: Way, now: Iterable[Task]) -> Iterator[str]:
    """What is not as it is to be, and not what a person said with the new labels either."""
    known = {task.id: task for task in way.before.tasks}
    for task in now:
        wanted = way.wanted(known[task.id]) if task.id in known else {}
        others = [key for key in task.stored if task.result(key) != wanted.get(key)]
        yield from _strange(task, task, others, way.new_labels)


def _strange(task: Task, now: Task, keys: Iterable[Key], labels: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Of the results under `keys`, those that say something which a screen with these labels lacks."""
    for key in keys:
        lacking = sorted({word for item in now.result(key) for word in _lacking(item, labels)})
        if lacking:
            yield f"task {task.id}: {name_of(key)} has {', '.join(lacking)}"


def _lacking(item: Json, labels: Mapping[str, frozenset[str]]) -> Iterator[str]:
    value: Any = item.get("value") if isinstance(item.get("value"), dict) else {}
    control = "relation" if item.get("type") == "relation" else str(item.get("from_name"))
    said = item.get("labels") if control == "relation" else value.get("labels") or value.get("choices")
    for word in said if isinstance(said, list) else ():
        if word not in labels.get(control, frozenset()):
            yield str(word)
