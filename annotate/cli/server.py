"""`annotate push`, `pull` and `status`: the commands that talk to a Label Studio server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli.console import print_json, progress, result, say, say_all
from annotate.cli.options import (
    AsJson,
    DryRun,
    ProjectTitle,
    SchemaName,
    Token,
    Url,
    chosen_schema,
    chosen_title,
    connect,
    workspace,
)

if TYPE_CHECKING:
    from annotate.studio.client import Project
    from annotate.studio.push import Plan


def push(
    prelabels: Annotated[
        list[Path] | None, typer.Argument(help="Annotation files to push. Default: those of `annotate prelabel`.")
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Option("--prelabels", help="Anyone's predictions, an annotation file. Repeatable.")
    ] = None,
    schema: SchemaName = None,
    project: ProjectTitle = None,
    url: Url = None,
    token: Token = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the screen. Default: the project's own; en for a new one.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send articles with their pre-labels to a project: what is there already is not sent again."""
    from annotate.annotation import read_annotations
    from annotate.studio import push as pushing
    from annotate.studio.ledger import Ledger

    place, known = workspace(), chosen_schema(schema)
    files = [*(prelabels or []), *(more or [])]
    readings = read_annotations(*(files or [place.prelabels(known.name)]))
    client, title = connect(url, token), chosen_title(project, known)
    if dry_run:
        found, planned = pushing.preview(client, known, readings, title, language)
    else:
        ledger = Ledger(place.private / "ledger", client.url, title)
        with progress("tasks", len(readings)) as done:
            found, planned = pushing.push(client, known, readings, title, ledger, language=language, progress=done)
    _report(client.url, found, planned, dry_run, as_json)


def _report(url: str, project: "Project | None", planned: "Plan", dry_run: bool, as_json: bool) -> None:
    link = f"{url}/projects/{project.id}/data" if project else None
    counts = {"created": len(planned.create), "refreshed": len(planned.refresh), "current": planned.current}
    if as_json:
        print_json(
            {
                **counts,
                "dry_run": dry_run,
                "project": project.id if project else None,
                "link": link,
                "faults": list(planned.faults),
            }
        )
        return
    would = "would be " if dry_run else ""
    say_all(planned.faults)
    result(
        f"{counts['created']} tasks {would}created, {counts['refreshed']} {would}given newer pre-labels, "
        f"{counts['current']} are current: {link or 'the project would be made'}"
    )


def pull(
    schema: SchemaName = None,
    project: ProjectTitle = None,
    url: Url = None,
    token: Token = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write. Default: the reviews of annotate.toml.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring the reviews back, each checked against its text and its schema."""
    from annotate.studio.merge import merge_into
    from annotate.studio.pull import pull as pulling

    place, known = workspace(), chosen_schema(schema)
    client, title = connect(url, token), chosen_title(project, known)
    with progress("tasks") as done:
        pulled = pulling(client, known, title, progress=done)
    target = output or place.review(known.name)
    gone = merge_into(target, pulled, client.url)
    summary: dict[str, Any] = {"readings": len(pulled.readings), "states": pulled.states, "output": str(target)}
    if as_json:
        print_json({**summary, "violations": [vars_of(each) for each in pulled.violations], "gone": gone})
        return
    say_all(str(each) for each in pulled.violations)
    say_all(f"no longer on the server, kept in {target.stem}.gone.jsonl: {each}" for each in gone)
    states = ", ".join(f"{number} {state}" for state, number in pulled.states.items()) or "no reviews yet"
    result(f"{states}; {len(pulled.violations)} violations -> {target}")


def vars_of(value: Any) -> dict[str, Any]:
    """The fields of a frozen value."""
    import dataclasses

    return dataclasses.asdict(value)


def status(
    schema: SchemaName = None,
    project: ProjectTitle = None,
    url: Url = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Say how far a project is: tasks, reviews by state, and what lies here."""
    from annotate.studio.progress import progress_of

    known = chosen_schema(schema)
    client, title = connect(url, token), chosen_title(project, known)
    found = progress_of(client, title)
    if as_json:
        print_json(vars_of(found))
        return
    say(f"{client.url}: project {title!r}")
    result(
        f"{found.tasks} tasks: {found.reviewed} reviewed, {found.skipped} skipped, {found.drafts} with a draft, "
        f"{found.open} open; {found.link}"
    )
