"""`annotate init` and `annotate doctor`: a workspace that works, and what keeps one from working."""

from pathlib import Path
from typing import Annotated

import typer

from annotate.cli.console import print_json, result, say
from annotate.cli.options import AsJson, Token, Url


def init(
    folder: Annotated[Path, typer.Argument(help="Where to make the workspace.")] = Path(),
    schema: Annotated[str, typer.Option("--schema", help="The shipped schema to start from.")] = "diplomacy",
    as_json: AsJson = False,
) -> None:
    """Make a workspace that works at once: settings, a schema, an article to try. What is there stays."""
    from annotate.cli.starter import make_workspace

    made, kept = make_workspace(folder, schema)
    if as_json:
        print_json({"made": made, "kept": kept})
        return
    for path in kept:
        say(f"kept as it is: {path}")
    for path in made:
        result(f"made: {path}")
    result("next: annotate prelabel; annotate studio start; annotate push; annotate pull; annotate export")


def doctor(url: Url = None, token: Token = None, as_json: AsJson = False) -> None:
    """Say what is missing here and how to mend it; exit code 1 where something is."""
    from annotate.cli.checks import checks

    found = list(checks(url, token))
    if as_json:
        print_json([{"check": each.name, "state": each.state, "message": each.message} for each in found])
    else:
        for each in found:
            result(f"{each.state:8} {each.name}: {each.message}")
    if any(each.state == "missing" for each in found):
        raise typer.Exit(1)
