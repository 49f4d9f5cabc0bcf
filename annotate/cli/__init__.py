"""The command line: parse, call one function, print. Nothing heavy is imported before a command runs."""

import sys
from typing import Annotated

import typer

from annotate.cli import evaluate, labels, prelabel, schema, server, studio, train, workspace
from annotate.errors import AnnotateError

app = typer.Typer(
    name="annotate",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
    help="Event annotation from schema to dataset.",
)
app.command()(workspace.init)
app.add_typer(studio.app, name="studio")
app.add_typer(schema.app, name="schema")
app.command()(prelabel.prelabel)
app.command()(server.push)
app.command()(server.pull)
app.command()(server.status)
app.command()(train.train)
app.command()(train.calibrate)
app.command()(evaluate.evaluate)
app.command()(labels.export)
app.command()(workspace.doctor)

INTERRUPTED = 130


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Event annotation from schema to dataset."""
    if version:
        from importlib import metadata

        typer.echo(metadata.version("event-annotate"))
        raise typer.Exit


def main() -> None:
    """Runs a command. Exit codes: 0 done, 1 input or environment at fault, 2 wrong usage, 130 interrupted."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs a command and returns its exit code; faults go to standard error, one line each."""
    try:
        app(arguments)
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else int(done.code is not None)
    except AnnotateError as fault:
        typer.echo(str(fault), err=True)
        code = 1
    except OSError as fault:
        typer.echo(f"{fault.filename or 'standard output'}: {fault.strerror or fault}; free space or mend it", err=True)
        code = 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        typer.echo("interrupted; what was done is kept, run the command again to go on", err=True)
    return code
