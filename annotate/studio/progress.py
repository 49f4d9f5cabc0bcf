"""How far a project is."""

from dataclasses import dataclass

from annotate.errors import AnnotateError
from annotate.studio.client import Client


@dataclass(frozen=True, slots=True)
class Progress:
    """Tasks of a project: those with a submitted annotation, those only skipped, those with a draft, and the rest."""

    tasks: int
    reviewed: int
    skipped: int
    drafts: int
    open: int
    link: str


def progress_of(client: Client, title: str) -> Progress:
    """Counts the tasks of a project on the server by how far they are."""
    project = client.project(title)
    if project is None:
        raise AnnotateError(f"{client.url}: no project is called {title!r}; push first, or give another --project")
    states = [_state(task) for task in client.tasks(project, lambda _: None)]
    counts = {state: states.count(state) for state in ("reviewed", "skipped", "drafts", "open")}
    return Progress(tasks=len(states), **counts, link=f"{client.url}/projects/{project.id}/data")


def _state(task: dict[str, object]) -> str:
    annotations = task.get("annotations")
    given = [each for each in annotations if isinstance(each, dict)] if isinstance(annotations, list) else []
    if any(not each.get("was_cancelled") for each in given):
        return "reviewed"
    if given:
        return "skipped"
    return "drafts" if task.get("drafts") else "open"
