"""Moves a live project from one schema to another: screen, annotations, drafts and predictions, with a way back.

A plan changes nothing. Applying it writes a backup and verifies it, shows both schemas on the screen while stored
results are replaced one by one, and the new one alone at the end; killed anywhere, it goes on where it was. Whatever
somebody changed meanwhile is found and left alone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotate.errors import AnnotateError, Faults
from annotate.schema import Schema
from annotate.schema.diff import Change, changes
from annotate.studio.carry import Progress, Way, attach_again, backwards, forwards, put, unmoved
from annotate.studio.client import Client, Project
from annotate.studio.config import language_of, to_config
from annotate.studio.journal import UNDER_WAY, Journal
from annotate.studio.push import check_config
from annotate.studio.remap import Remap
from annotate.studio.screen import Screen
from annotate.studio.snapshot import Key, Snapshot, differences, read_backup, take, write_backup
from annotate.studio.task import Json
from annotate.studio.unite import united

RECHECK = "recheck"
"""The field of a task's data that says what a person is to look at after a migration."""

_NAMED = 20  # differences that are named before the rest is counted


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the schema, and how many things in how many stored results it touches."""

    change: Change
    things: int
    results: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a migration does: each change, the stored results it replaces, and what people must look at by task."""

    project: Project
    steps: tuple[Step, ...]
    tasks: int
    results: int
    doubts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def losses(self) -> tuple[str, ...]:
        """The steps that lose something somebody said."""
        return tuple(str(step.change) for step in self.steps if step.change.effect == "loss" and step.things)


def plan(client: Client, old: Schema, new: Schema, title: str, root: Path, progress: Progress) -> Plan:
    """What moving the project to `new` would do; writes it down under `root`, where `apply` looks for it.

    AnnotateError where the project's screen is not that of `old`, both schemas have one version, or another migration
    is under way.
    """
    project = _project(client, title)
    last = Journal.done(root, project.id)
    if last and last.state in UNDER_WAY:
        ways = "--undo goes on" if last.state == "undoing" else "--apply goes on, --undo goes back"
        raise AnnotateError(f"{_place(client, project)}: a migration is under way ({last.state}); {ways}")
    if old.id == new.id:
        raise AnnotateError(f"both schemas are {old.id}; give the new one a version of its own: annotations name it")
    check_config(client, project, old)
    snapshot = take(client, project, progress)
    config = to_config(new, language_of(project.config))
    journal = Journal.start(root, project.id, _sum(old), _sum(new), snapshot.sums(), config)
    return _planned(project, _way(old, new, snapshot, journal))


def apply(
    client: Client, old: Schema, new: Schema, title: str, root: Path, progress: Progress, *, accept_loss: bool = False
) -> Plan:
    """Does what was planned, or goes on with it; returns the plan that was carried out.

    AnnotateError where nothing was planned, the project changed since, or something would be lost that was not
    accepted; `Faults` where somebody worked there while it ran, with what stayed as it is.
    """
    project = _project(client, title)
    journal = Journal.latest(root, project.id)
    last = Journal.done(root, project.id)
    if last and last.state == "undoing":
        raise AnnotateError(f"{_place(client, project)}: a migration is being taken back; --undo goes on")
    if journal is None or journal.state not in ("planned", "moving"):
        raise AnnotateError(f"{_place(client, project)}: nothing is planned; run the command without --apply first")
    _refuse_others(client, project, journal, old, new)
    if journal.state == "planned":
        journal = _begin(client, project, journal, _way(old, new, take(client, project), journal), accept_loss)
    way = _way(old, new, _backed_up(journal), journal)
    planned = _planned(project, way)
    _show(client, project, united(way.before.config, journal.config))
    strange = forwards(client, project, journal, way, progress)
    now = take(client, project)
    attach_again(client, way.before, now.tasks)
    strange = strange or list(unmoved(way, now.tasks))
    if strange:
        told = "somebody worked here while the migration ran, and has labels that are no more: have these chosen anew"
        raise Faults(_some([f"{told} on the screen and run this again, or go back with --undo", *strange]))
    _mark(client, project, planned.doubts, new)
    client.recount(project)
    _show(client, project, journal.config)
    journal.to("moved")
    return planned


def undo(client: Client, old: Schema, new: Schema, title: str, root: Path, progress: Progress) -> int:
    """Takes a migration back from its backup; returns how many stored results were restored.

    `Faults`, before anything is changed, where somebody said something since that the old schema cannot hold.
    """
    project = _project(client, title)
    journal = Journal.done(root, project.id)
    if journal is None:
        raise AnnotateError(f"{_place(client, project)}: no migration is there to be undone")
    _refuse_others(client, project, journal, old, new)
    way = _way(old, new, _backed_up(journal), journal)
    doubts, now = _planned(project, way).doubts, take(client, project)
    back, strange = backwards(way, now.tasks)
    if strange:
        told = "somebody worked here since, and has labels that the old schema lacks; nothing was taken back"
        raise Faults(_some([told, *strange]))
    journal = journal.to("undoing")
    _show(client, project, united(journal.config, way.before.config))
    held = {key: task for task in now.tasks for key in task.stored}
    for key, result in back:
        put(client, held[key], key, result)
        progress(1)
    attach_again(client, way.before, now.tasks)
    before = {task.id: task.data for task in way.before.tasks if task.id in doubts}
    for task in now.tasks:
        data = _unmarked(task.data, before.get(task.id, task.data))
        if data != task.data:
            client.put_data(task.id, data)
    client.recount(project)
    _show(client, project, way.before.config)
    journal.to("undone")
    return len(back)


def _project(client: Client, title: str) -> Project:
    project = client.project(title)
    if project is None:
        raise AnnotateError(f"{client.url}: no project is called {title!r}; give another --project")
    return project


def _place(client: Client, project: Project) -> str:
    return f"{client.url}/projects/{project.id}: project {project.title!r}"


def _sum(schema: Schema) -> str:
    """A schema by its id and content, so that a migration goes on with the files that it began with."""
    return f"{schema.id} {hashlib.sha256(schema.model_dump_json(by_alias=True).encode()).hexdigest()[:16]}"


def _way(old: Schema, new: Schema, before: Snapshot, journal: Journal) -> Way:
    language = language_of(before.config)
    return Way(Remap(Screen(old, language), Screen(new, language)), before, journal.config)


def _planned(project: Project, way: Way) -> Plan:
    things: dict[tuple[str, str], set[tuple[Key, str]]] = {}
    doubts: dict[int, dict[str, None]] = {}
    for task, key, touch in way.touches():
        things.setdefault(touch.key, set()).add((key, touch.what))
        if touch.doubt and key[0] == "annotations":
            doubts.setdefault(task.id, {})[touch.doubt] = None
    steps = [
        Step(change, len(found), len({key for key, _ in found}))
        for change in changes(way.remap.old.schema, way.remap.new.schema)
        for found in [things.get(change.key, set())]
    ]
    replaced = [
        task.id for task in way.before.tasks for key, result in way.wanted(task).items() if result != task.result(key)
    ]
    listed = {task: tuple(lines) for task, lines in doubts.items()}
    return Plan(project, tuple(steps), len(set(replaced)), len(replaced), listed)


def _refuse_others(client: Client, project: Project, journal: Journal, old: Schema, new: Schema) -> None:
    given = (_sum(old), _sum(new))
    if (journal.old, journal.new) != given:
        planned = f"planned was {journal.old} to {journal.new}, given is {' to '.join(given)}"
        raise AnnotateError(f"{_place(client, project)}: {planned}; give the files that were planned with")


def _begin(client: Client, project: Project, journal: Journal, way: Way, accept_loss: bool) -> Journal:
    """Checks that everything is as it was planned, and writes the backup."""
    changed = list(differences(journal.sums, way.before.sums()))
    if changed:
        told = f"{_place(client, project)}: changed since the plan; when nobody is at work, plan again"
        raise Faults(_some([told, *changed]))
    losses = _planned(project, way).losses
    if losses and not accept_loss:
        raise Faults([*losses, "these steps lose what people said (the backup has it); accept it with --accept-loss"])
    write_backup(journal.backup, way.before)
    return journal.to("moving")


def _backed_up(journal: Journal) -> Snapshot:
    """The project before the migration; AnnotateError where the backup is not whole any more."""
    before = read_backup(journal.backup)
    changed = next(differences(journal.sums, before.sums()), None)
    if changed:
        raise AnnotateError(f"{journal.backup}: the backup is damaged ({changed}); restore the file")
    return before


def _some(lines: list[str]) -> Iterable[str]:
    yield from lines[: _NAMED + 1]
    if len(lines) > _NAMED + 1:
        yield f"... and {len(lines) - _NAMED - 1} more"


def _show(client: Client, project: Project, config: str) -> None:
    if _project(client, project.title).config != config:
        client.update_project(project, label_config=config)


def _mark(client: Client, project: Project, doubts: Mapping[int, tuple[str, ...]], new: Schema) -> None:
    """Puts tasks back into a queue: a note in their data, and a tab of the project that lists them."""
    there = {held.task for held in client.held(project)} if doubts else set()
    for task in doubts.keys() & there:
        data, note = client.task(task)["data"], "; ".join(doubts[task])
        if data.get(RECHECK) != note:
            about = str(data.get("about", "")).removeprefix(_sign(data))
            client.put_data(task, {**data, RECHECK: note, "about": f"{_sign({RECHECK: note})}{about}"})
    if doubts:
        client.make_tab(project, f"Recheck for {new.id}", RECHECK)


def _sign(data: Mapping[str, Any]) -> str:
    """What a note puts before the line above the text."""
    return f"⟳ {data[RECHECK]} · " if RECHECK in data else ""


def _unmarked(now: Json, before: Json) -> Json:
    """A task's data without the note of this migration; whatever else changed since stays."""
    if now.get(RECHECK) == before.get(RECHECK):
        return now
    kept = {key: value for key, value in now.items() if key != RECHECK}
    about = {"about": before["about"]} if "about" in before else {}
    note = {RECHECK: before[RECHECK]} if RECHECK in before else {}
    return {**kept, **about, **note}
