"""Everything that people and engines said in a project, as the server has it: for a backup, and to see what changed."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.errors import AnnotateError
from annotate.files import read_text, write_lines
from annotate.studio.client import Client, Kind, Project
from annotate.studio.task import Json

KINDS: tuple[Kind, ...] = ("annotations", "drafts", "predictions")
Key = tuple[Kind, int]
"""A stored result: what it is, and its id."""


def name_of(key: Key) -> str:
    """A stored result as a person calls it: `annotation 7`."""
    return f"{key[0][:-1]} {key[1]}"


@dataclass(frozen=True, slots=True)
class Task:
    """A task: its data, and every stored result whole as the server gave it."""

    id: int
    data: Json
    stored: Mapping[Key, Json]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Task":
        """A task as the client gives it, with drafts."""
        listed = ((kind, each) for kind in KINDS for each in given.get(kind) or () if isinstance(each, dict))
        stored = {(kind, each["id"]): each for kind, each in listed}
        return cls(int(given["id"]), given.get("data") or {}, stored)

    @property
    def text(self) -> str:
        """The article's text."""
        return str(self.data.get("text") or "")

    def result(self, key: Key) -> list[Json]:
        """What a stored result says."""
        return list(self.stored[key].get("result") or ())

    def sums(self) -> dict[str, str]:
        """A hash of each thing that a migration would change or that others may change under it."""
        found = {f"task {self.id}: {name_of(key)}": _sum(self.result(key)) for key in self.stored}
        return {**found, f"task {self.id}: data": _sum(self.data)}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A project's screen and its tasks."""

    config: str
    tasks: tuple[Task, ...]

    def sums(self) -> dict[str, str]:
        """A hash of every part, by a name that a person understands."""
        found = {"labelling config": _sum(self.config)}
        for task in self.tasks:
            found |= task.sums()
        return found


def take(client: Client, project: Project, progress: Callable[[int], None] = lambda _: None) -> Snapshot:
    """What the server holds now, drafts of everybody included."""
    tasks = []
    for given in client.tasks(project, lambda _: None):
        tasks.append(Task.of({**given, "drafts": client.drafts(given["id"])}))
        progress(1)
    return Snapshot(project.config, tuple(sorted(tasks, key=lambda task: task.id)))


def write_backup(path: Path, snapshot: Snapshot) -> None:
    """Writes a snapshot and reads it again; AnnotateError where it did not come back the same."""
    lines = [{"config": snapshot.config}, *map(_as_json, snapshot.tasks)]
    write_lines(path, (json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    if read_backup(path) != snapshot:
        raise AnnotateError(f"{path}: the backup does not read back as it was written; nothing was changed")


def read_backup(path: Path) -> Snapshot:
    """The snapshot in a backup; AnnotateError where it is damaged."""
    try:
        first, *rest = [json.loads(line) for line in read_text(path).split("\n") if line]  # not at U+2028
        return Snapshot(first["config"], tuple(map(Task.of, rest)))
    except (ValueError, KeyError, TypeError) as fault:
        raise AnnotateError(f"{path}: the backup is damaged ({fault}); restore the file") from None


def _as_json(task: Task) -> Json:
    listed: Json = {kind: [each for (one, _), each in task.stored.items() if one == kind] for kind in KINDS}
    return {"id": task.id, "data": task.data, **listed}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """What is new, gone or changed, a line each."""
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"{name} is gone"
        elif name not in before:
            yield f"{name} is new"
        elif before[name] != after[name]:
            yield f"{name} changed"


def _sum(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()[:16]
