"""`annotate studio`: a local Label Studio for people who have none."""

from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli.console import print_json, result, say
from annotate.cli.options import AsJson, workspace

if TYPE_CHECKING:
    from annotate.studio.install import StudioHome
    from annotate.studio.server import Server

app = typer.Typer(no_args_is_help=True, help="Run a local Label Studio: own environment, data kept, 127.0.0.1 only.")


def _home() -> "StudioHome":
    from annotate.studio.install import StudioHome

    return StudioHome.at(workspace().private / "studio")


@app.command()
def start(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Default: the last one, else 8080, else a free one.")
    ] = None,
    database: Annotated[
        str,
        typer.Option(
            envvar="ANNOTATE_STUDIO_DATABASE",
            metavar="URL",
            help="For a larger team: data in postgresql://USER:PASSWORD@HOST:PORT/NAME, remembered. Default: SQLite. "
            "The variable keeps a password out of the list of processes.",
            show_default=False,
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Start it, installed first where it is not; a running one is left as it is."""
    from annotate.studio.server import start as starting

    _show(starting(_home(), port, say, database), as_json)


@app.command()
def stop(as_json: AsJson = False) -> None:
    """Stop it; its data stay."""
    from annotate.studio.server import stop as stopping

    stopped = stopping(_home())
    if as_json:
        print_json({"stopped": stopped})
    else:
        result("stopped" if stopped else "it was not running")


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say whether it runs, and where."""
    from annotate.studio.server import status as running

    _show(running(_home()), as_json)


def _show(server: "Server | None", as_json: bool) -> None:
    credentials = str(_home().folder / "credentials.json")
    if as_json:
        found = {"url": server.url, "port": server.port, "pid": server.pid, "user": server.user} if server else {}
        print_json({"running": server is not None, **found, "credentials": credentials})
    elif server is None:
        result("not running; `annotate studio start` starts it")
    else:
        result(f"running at {server.url}; user {server.user}, password in {credentials}")
