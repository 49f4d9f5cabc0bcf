"""What `annotate doctor` looks at: each check says what it found and, where something is missing, how to mend it."""

import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotate.cli.options import connect, workspace
from annotate.cli.starter import free_gigabytes
from annotate.errors import AnnotateError
from annotate.workspace import find_workspace

if TYPE_CHECKING:
    from annotate.schema import Schema

State = Literal["ok", "missing", "optional"]

_NEEDED = 2.0  # 10^9 bytes: a local Label Studio with its environment, and room to work
_HAN = frozenset({"zh", "yue", "ja", "ko"})  # languages whose letters fonts-noto-core lacks
_BROWSER = "what counts is the computer of each annotator, whose browser draws the screen"


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
        schema = _tried("schema", _schema)
        yield schema
        if schema.state == "ok":
            yield _fonts()
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
    schema = _own_schema()
    return Check("schema", "ok", f"{schema.id}: {len(schema.events)} event types, {len(schema.entities)} entity types")


def _own_schema() -> "Schema":
    from annotate.schema import load_schema

    place = workspace()
    return load_schema(str(place.path(place.schema_name)))


def _fonts() -> Check:
    """Whether fonts are installed here for the languages in which the schema has labels."""
    scripts = _scripts(_own_schema())
    if shutil.which("fc-list") is None:
        advice = "for want of fc-list (Debian package fontconfig)"
        return Check("fonts", "optional", f"{', '.join(scripts)}: not checked, {advice}; {_BROWSER}")
    lacking = [language for language in scripts if not _has_font(language)]
    if not lacking:
        return Check("fonts", "ok", f"there is one for {', '.join(scripts)} here; {_BROWSER}")
    names = ", ".join(f"{scripts[language]} ({language})" for language in lacking)
    return Check("fonts", "optional", f"none here for {names}; install {_packages(lacking)}; {_BROWSER}")


def _scripts(schema: "Schema") -> Mapping[str, str]:
    """The languages of the screen, sorted, each with the script that it is written in; English stands in for others."""
    parts = [schema, *schema.types.values(), *schema.attributes.values(), *schema.relations.values()]
    languages = sorted({"en", *(language for part in parts for language in part.labels)})
    return {language: _script("".join(part.labels.get(language, "") for part in parts)) for language in languages}


def _script(text: str) -> str:
    """The script of most letters, by the first word of their Unicode names: `Latin`, `Devanagari`, `Cjk` for Han."""
    names = Counter(unicodedata.name(char, "unknown").split()[0].capitalize() for char in text if char.isalpha())
    return max(names, key=names.__getitem__, default="Latin").replace("Cjk", "Han")


def _has_font(language: str) -> bool:
    primary = language.partition("-")[0].lower()
    found = subprocess.run(["fc-list", f":lang={primary}", "family"], capture_output=True, timeout=30, check=False)
    return bool(found.stdout.strip())


def _packages(languages: Iterable[str]) -> str:
    """The Debian packages that hold fonts for these languages."""
    needed = {"fonts-noto-cjk" if each.partition("-")[0] in _HAN else "fonts-noto-core" for each in languages}
    return " and ".join(sorted(needed))


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
