"""Sends articles with their pre-labels to a project: only what is missing or stale, however often it runs."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotate.annotation import Annotation, to_json
from annotate.article import text_id
from annotate.errors import AnnotateError, Faults
from annotate.review.violations import violations
from annotate.schema import Schema
from annotate.studio.client import Client, Held, Project
from annotate.studio.config import is_ours, labels_of, language_of, to_config
from annotate.studio.ledger import Ledger
from annotate.studio.screen import Screen
from annotate.studio.task import to_data, to_prediction

BATCH = 100
_SETTLE = 20.0  # seconds to wait for a batch that a killed push may have left with the server


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would do: articles to create, tasks to give a newer pre-label, and how many need nothing."""

    create: tuple[Annotation, ...] = ()
    refresh: tuple[tuple[int, Annotation], ...] = ()
    current: int = 0
    faults: tuple[str, ...] = field(default=())


def push(
    client: Client,
    schema: Schema,
    prelabels: Sequence[Annotation],
    title: str,
    ledger: Ledger,
    *,
    language: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Project, Plan]:
    """Makes or finds the project, then sends what it lacks; returns the project and what was done.

    The screen is in `language`: that of the project as it is, English for a new one, unless another is given.
    Raises `Faults` before anything is sent where a pre-label breaks the schema, and after all else is sent where the
    server holds another text under an article's id. Tasks and annotations that are there are never changed.
    """
    refuse_misfits(prelabels, schema)
    with ledger.held():
        project = ready_project(client, schema, title, language)
        _settle(client, project, ledger)
        planned = plan(prelabels, client.held(project))
        _send(client, project, planned, Screen(schema, language_of(project.config)), ledger, progress)
        _show_newest(client, project, prelabels)
    if planned.faults:
        raise Faults(planned.faults)
    return project, planned


def refuse_misfits(prelabels: Sequence[Annotation], schema: Schema) -> None:
    """Raises `Faults` where an article has two pre-labels, or one is more than the labelling screen can hold."""
    faults = [str(each) for prelabel in prelabels for each in violations(prelabel, schema) if each.grade == "error"]
    times = Counter(prelabel.id for prelabel in prelabels)
    faults += [f"{article}: {times[article]} pre-labels; keep one" for article in times if times[article] > 1]
    if faults:
        raise Faults(faults)


def preview(
    client: Client, schema: Schema, prelabels: Sequence[Annotation], title: str, language: str | None = None
) -> tuple[Project | None, Plan]:
    """What `push` would do, without doing it."""
    refuse_misfits(prelabels, schema)
    project = client.project(title)
    if project is not None:
        check_config(client, project, schema, language)
    return project, plan(prelabels, client.held(project) if project else [])


def ready_project(client: Client, schema: Schema, title: str, language: str | None) -> Project:
    """The project with the title, made where there is none, its screen grown where the schema has grown."""
    project = client.project(title)
    if project is None:
        return client.make_project(title, f"Events by {schema.id}", to_config(schema, language or "en"))
    config = check_config(client, project, schema, language)
    if project.config != config:
        client.update_project(project, label_config=config)
    return replace(project, config=config)


def check_config(client: Client, project: Project, schema: Schema, language: str | None = None) -> str:
    """The config that the project should have, in its own language unless another is given.

    AnnotateError where its screen is not ours, or has labels that the new one would lack: Label Studio would drop them
    from the annotations that have them.
    """
    place = f"{client.url}/projects/{project.id}: project {project.title!r}"
    if not is_ours(project.config):
        raise AnnotateError(f"{place} has a labelling config that is not ours; give another --project")
    config = to_config(schema, language or language_of(project.config))
    new = labels_of(config)
    for control, labels in labels_of(project.config).items():
        gone = labels - new.get(control, frozenset())
        if gone:
            names = ", ".join(sorted(gone))
            lacking = f"{schema.id} in {language}" if language else schema.id
            raise AnnotateError(f"{place} offers {control} {names}, which {lacking} lacks; give another --project")
    return config


def plan(prelabels: Sequence[Annotation], held: Sequence[Held]) -> Plan:
    """Compares the pre-labels with the tasks that the server holds."""
    there = {task.article: task for task in held}
    create: list[Annotation] = []
    refresh: list[tuple[int, Annotation]] = []
    current = 0
    faults = list(_doubles(held))
    for prelabel in prelabels:
        task = there.get(prelabel.id)
        if task is None:
            create.append(prelabel)
        elif task.sha != text_id(prelabel.text):
            faults.append(f"{prelabel.id}: task {task.task} holds another text; give the article a new id")
        elif version(prelabel) not in task.versions:
            refresh.append((task.task, prelabel))
        else:
            current += 1
    return Plan(tuple(create), tuple(refresh), current, tuple(faults))


def _doubles(held: Sequence[Held]) -> Iterator[str]:
    tasks: dict[str, list[int]] = {}
    for task in held:
        tasks.setdefault(task.article, []).append(task.task)
    for article, ids in tasks.items():
        if len(ids) > 1:
            yield f"{article}: {len(ids)} tasks hold it ({', '.join(map(str, ids))}); delete all but the annotated one"


def version(prelabel: Annotation) -> str:
    """By what a pre-label is known on the server: its fingerprint, else the hash of what it says."""
    if prelabel.fingerprint:
        return prelabel.fingerprint
    return f"{prelabel.engine or 'file'}-{hashlib.sha256(to_json(prelabel).encode()).hexdigest()[:12]}"


def _send(
    client: Client,
    project: Project,
    planned: Plan,
    screen: Screen,
    ledger: Ledger,
    progress: Callable[[int], None],
) -> None:
    for start in range(0, len(planned.create), BATCH):
        batch = planned.create[start : start + BATCH]
        ledger.sending([prelabel.id for prelabel in batch])
        client.import_tasks(project, [_task(prelabel, screen) for prelabel in batch])
        ledger.sending([])
        progress(len(batch))
    for task, prelabel in planned.refresh:
        client.add_prediction(task, to_prediction(prelabel, version(prelabel), screen))
        progress(1)


def _task(prelabel: Annotation, screen: Screen) -> dict[str, object]:
    return {"data": to_data(prelabel.article), "predictions": [to_prediction(prelabel, version(prelabel), screen)]}


def _settle(client: Client, project: Project, ledger: Ledger) -> None:
    """Waits for a batch that a killed push left with the server, which may still be storing it."""
    sent = set(ledger.in_flight())
    deadline = time.monotonic() + _SETTLE
    while sent and time.monotonic() < deadline:
        if sent <= {task.article for task in client.held(project)}:
            break
        time.sleep(1)
    ledger.sending([])


def _show_newest(client: Client, project: Project, prelabels: Sequence[Annotation]) -> None:
    """The screen opens a task with the pre-labels of the project's `model_version`."""
    if prelabels and version(prelabels[-1]) != project.version:
        client.update_project(project, model_version=version(prelabels[-1]))
