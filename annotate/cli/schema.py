"""`annotate schema`: what there is to do with a schema alone."""

from typing import Annotated

import typer

from annotate.cli.console import print_json, result
from annotate.cli.options import AsJson
from annotate.errors import AnnotateError, Faults

app = typer.Typer(no_args_is_help=True, help="Check event schemas.")


@app.callback()
def schema() -> None:
    """Check event schemas."""


@app.command()
def check(
    files: Annotated[list[str], typer.Argument(help="Schema files, or names of shipped ones.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Read each schema and list all its faults, with file, line and path."""
    from annotate.schema import load_schema

    good: list[str] = []
    faults: list[str] = []
    for name in files:
        try:
            good.append(load_schema(name).id)
        except AnnotateError as fault:
            faults += str(fault).split("\n")
    if as_json:
        print_json({"schemas": good, "faults": faults})
    else:
        for each in good:
            result(f"{each}: no fault")
    if faults:
        raise Faults(faults)
