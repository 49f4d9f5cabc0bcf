"""`annotate schema diff` and `annotate schema migrate`: what a new version of a schema changes, and doing it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli.console import print_json, progress, result, say, say_all
from annotate.cli.options import AsJson, ProjectTitle, Token, Url, chosen_title, connect, workspace
from annotate.errors import AnnotateError, Faults

if TYPE_CHECKING:
    from annotate.schema import Schema
    from annotate.schema.diff import Change
    from annotate.studio.migrate import Plan

Old = Annotated[str, typer.Argument(help="The schema that annotations were made with.", show_default=False)]
New = Annotated[str, typer.Argument(help="The schema that they are to have.", show_default=False)]


def diff(old: Old, new: New, as_json: AsJson = False) -> None:
    """List what changed between two schemas, and what each change does to annotations: safe, decision, loss."""
    from annotate.schema import load_schema
    from annotate.schema.diff import changes

    before, after = load_schema(old), load_schema(new)
    found = changes(before, after)
    if as_json:
        print_json({"old": before.id, "new": after.id, "changes": [_change(each) for each in found]})
        return
    for each in found:
        result(str(each))
    counts = Counter(each.effect for each in found)
    told = ", ".join(f"{number} {effect}" for effect, number in sorted(counts.items()))
    result(f"{before.id} -> {after.id}: {told or 'no change'}")


def _change(change: "Change") -> dict[str, Any]:
    return {"path": change.path, "kind": change.kind, "effect": change.effect, "message": change.message}


def migrate(
    old: Old,
    new: New,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Annotation files to migrate, in place of a project on a server.")
    ] = None,
    project: ProjectTitle = None,
    url: Url = None,
    token: Token = None,
    apply: Annotated[bool, typer.Option("--apply", help="Carry out the plan, or go on with it.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last migration of the project back.")] = False,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Also take the steps that lose what people said.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Move a project or files to a new version of their schema, after a backup; without --apply only plan it."""
    from annotate.schema import load_schema

    if apply and undo:
        raise typer.BadParameter("--apply goes on, --undo goes back; give one of them", param_hint="--undo")
    if files and (undo or project):
        raise typer.BadParameter("files have a copy to go back to, and no project", param_hint="FILES")
    before, after = load_schema(old), load_schema(new)
    if before.id == after.id:
        raise AnnotateError(f"both schemas are {before.id}; give the new one a version of its own")
    if files:
        _migrate_files(before, after, files, apply, accept_loss, as_json)
        return
    place = workspace()
    client, title = connect(url, token), chosen_title(project, before)

    from annotate.studio import migrate as migrating
    from annotate.studio.journal import migrations
    from annotate.studio.ledger import Ledger

    root = migrations(place.private, client.url)
    with Ledger(place.private / "ledger", client.url, title).held(), progress("tasks") as done:
        if undo:
            _report_undone(migrating.undo(client, before, after, title, root, done), as_json)
        elif apply:
            planned = migrating.apply(client, before, after, title, root, done, accept_loss=accept_loss)
            _report(planned, before, after, as_json, applied=True)
        else:
            _report(migrating.plan(client, before, after, title, root, done), before, after, as_json, applied=False)


def _report_undone(restored: int, as_json: bool) -> None:
    if as_json:
        print_json({"restored": restored})
    else:
        result(f"{restored} stored results are as they were before")


def _report(planned: "Plan", before: "Schema", after: "Schema", as_json: bool, *, applied: bool) -> None:
    if as_json:
        steps = [{**_change(each.change), "things": each.things, "results": each.results} for each in planned.steps]
        document: dict[str, Any] = {"old": before.id, "new": after.id, "applied": applied, "steps": steps}
        print_json({**document, "tasks": planned.tasks, "results": planned.results, "recheck": planned.doubts})
        return
    for step in planned.steps:
        result(f"{step.change} [{step.things} in {step.results} results]")
    say_all(f"task {task}: {line}" for task, lines in planned.doubts.items() for line in lines)
    would = "" if applied else "would be "
    result(
        f"{before.id} -> {after.id}: {planned.results} stored results of {planned.tasks} tasks {would}replaced, "
        f"{len(planned.doubts)} tasks {would}put back to be looked at"
    )
    if not applied:
        say("nothing was changed; --apply does it")


def _migrate_files(
    before: "Schema", after: "Schema", files: list[Path], apply: bool, accept_loss: bool, as_json: bool
) -> None:
    from annotate.annotation import read_annotations
    from annotate.schema.diff import changes
    from annotate.schema.migration import Migration

    migration = Migration(before, after)
    given = {path: read_annotations(path) for path in files}
    moved = {path: [migration.move(each) for each in readings] for path, readings in given.items()}
    every = [each for readings in moved.values() for each in readings]
    touched = Counter(key for each in every for key, _ in {(touch.key, touch.what) for touch in each.touches})
    found = changes(before, after)
    losses = [str(each) for each in found if each.effect == "loss" and touched[each.key]]
    if apply and losses and not accept_loss:
        raise Faults([*losses, "these steps lose what people said (a copy keeps it); accept it with --accept-loss"])
    if apply:
        from annotate.review.versions import replace

        whole = {path: [each.annotation for each in readings] for path, readings in moved.items()}
        left = [path for path in whole if whole[path] != given[path]]  # others were moved before a kill
        for path in left or whole:
            replace(path, whole[path], before)
    doubts: dict[str, list[str]] = {}
    for each in every:  # several people may have read one article
        lines = doubts.setdefault(each.annotation.id, [])
        lines += [line for line in each.doubts if line not in lines]
    _report_files(before, after, [(each, touched[each.key]) for each in found], doubts, len(every), apply, as_json)


def _report_files(
    before: "Schema",
    after: "Schema",
    steps: list[tuple["Change", int]],
    doubts: dict[str, list[str]],
    readings: int,
    applied: bool,
    as_json: bool,
) -> None:
    if as_json:
        listed = [{**_change(each), "things": number} for each, number in steps]
        recheck = {article: lines for article, lines in doubts.items() if lines}
        print_json({"old": before.id, "new": after.id, "applied": applied, "steps": listed, "recheck": recheck})
        return
    for each, number in steps:
        result(f"{each} [{number}]")
    say_all(f"{article}: {line}" for article, lines in doubts.items() for line in lines)
    result(f"{before.id} -> {after.id}: {readings} readings {'moved' if applied else 'would be moved'}")
    say("exports are made anew by `annotate export`" if applied else "nothing was changed; --apply does it")
