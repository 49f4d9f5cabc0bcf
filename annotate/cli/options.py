"""Options that several commands share, each declared once. Precedence: option, environment, `annotate.toml`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from annotate.schema import Schema
    from annotate.studio.client import Client
    from annotate.workspace import Workspace

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
SchemaName = Annotated[
    str | None, typer.Option("--schema", help="A schema file or the name of a shipped one. Default: annotate.toml.")
]
Url = Annotated[
    str | None,
    typer.Option("--url", envvar="LABEL_STUDIO_URL", help="The server. Default: annotate.toml, else the local one."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="LABEL_STUDIO_API_KEY",
        help="A token of the server; better in the environment.",
        show_envvar=True,
    ),
]
ProjectTitle = Annotated[
    str | None, typer.Option("--project", help="The project's title. Default: annotate.toml, else the schema's name.")
]


def workspace() -> "Workspace":
    """The workspace of the current folder; a default one rooted here where there is none."""
    from annotate.workspace import workspace_around

    return workspace_around(Path.cwd())


def chosen_schema(name: str | None) -> "Schema":
    """The schema of the option, else of the workspace."""
    from annotate.schema import load_schema
    from annotate.workspace import find_workspace

    if name is not None:
        return load_schema(name)
    found = find_workspace(Path.cwd())
    if found is None:
        raise AnnotateError("no --schema was given, and no annotate.toml is here or above; `annotate init` makes one")
    return load_schema(str(found.path(found.schema_name)))


def chosen_title(name: str | None, schema: "Schema") -> str:
    """The title of the project of the option, else of the workspace, else the schema's name."""
    return name or workspace().studio.project or schema.name


def connect(url: str | None, token: str | None) -> "Client":
    """The server of the options, else of the workspace, else the local one of `annotate studio start`."""
    from annotate.studio.client import Client
    from annotate.studio.install import StudioHome
    from annotate.studio.server import status

    place = workspace()
    address = url or place.studio.url
    local = status(StudioHome.at(place.private / "studio"))
    if local and address in (None, local.url):
        return Client(local.url, token or local.token)
    if address is None:
        raise AnnotateError("no Label Studio: none is running here and no --url was given; try `annotate studio start`")
    if not token:
        raise AnnotateError(f"{address}: no token; set LABEL_STUDIO_API_KEY to one from its Account & Settings page")
    return Client(address, token)
