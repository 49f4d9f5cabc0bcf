"""What `annotate doctor` looks at: each check says what it found and, where something is missing, how to mend it."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from annotate.cli.options import connect, workspace
from annotate.cli.starter import free_gigabytes
from annotate.errors import AnnotateError
from annotate.workspace import find_workspace

State = Literal["ok", "missing", "optional"]

_NEEDED = 2.0  # 10^9 bytes: a local Label Studio with its environment, and room to work


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: `missing` keeps a command from working, `optional` is only absent."""

    name: str
    state: State
    message: str


def checks(url: str | None, token: str | None) -> Iterator[Check]:
    """Every check, in the order in which a newcomer meets them."""
    yield Check("python", "ok", f"{sys.version.split()[0]}, event-annotate {metadata.version('event-annotate')}")
    yield _disk()
    settings = _tried("workspace", _workspace)
    yield settings
    if settings.state == "ok":
        yield _tried("schema", _schema)
        yield _tried("articles", _articles)
        yield _tried("server", lambda: _server(url, token))


def _tried(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except AnnotateError as fault:
        return Check(name, "missing", " | ".join(str(fault).split("\n")))


def _disk() -> Check:
    free = free_gigabytes(Path.cwd())
    if free < _NEEDED:
        return Check("disk", "missing", f"{free:.1f} GB free, {_NEEDED} GB needed for a local server; free some space")
    return Check("disk", "ok", f"{free:.0f} GB free")


def _workspace() -> Check:
    found = find_workspace(Path.cwd())
    if found is None:
        return Check("workspace", "missing", "no annotate.toml here or above; `annotate init` makes a workspace")
    return Check("workspace", "ok", str(found.root))


def _schema() -> Check:
    from annotate.schema import load_schema

    place = workspace()
    schema = load_schema(str(place.path(place.schema_name)))
    return Check("schema", "ok", f"{schema.id}: {len(schema.events)} event types, {len(schema.entities)} entity types")


def _articles() -> Check:
    from annotate.articles import read_articles

    place = workspace()
    faults: list[str] = []
    sources = [str(place.path(each)) for each in place.articles]
    number = sum(1 for _ in read_articles(sources, on_fault=faults.append))
    if faults and not number:
        return Check("articles", "missing", faults[0])
    return Check("articles", "ok", f"{number} read, {len(faults)} with a fault")


def _server(url: str | None, token: str | None) -> Check:
    place = workspace()
    from annotate.studio.install import StudioHome
    from annotate.studio.server import status

    if url is None and place.studio.url is None and status(StudioHome.at(place.private / "studio")) is None:
        return Check("server", "optional", "no Label Studio runs here; `annotate studio start` starts one")
    client = connect(url, token)
    return Check("server", "ok", f"{client.url}, as {client.whoami()}")
