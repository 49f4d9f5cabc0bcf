"""A Label Studio for tests: a copy of a template, because a first start takes ten times as long as a later one.

Its data are in SQLite, or in the PostgreSQL of `tests.studio.postgres`, where the command of the tests is run by that.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from annotate.studio.credentials import read_credentials, write_credentials
from annotate.studio.install import REQUIREMENTS, SHARED_ENVIRONMENT, StudioHome, install, locked
from annotate.studio.port import any_port
from annotate.studio.server import HOST, Server, start, stop

PRIVATE = Path(__file__).parents[2] / ".annotate"
POSTGRES = "ANNOTATE_TEST_POSTGRES"
"""The variable with the URL of a PostgreSQL whose databases tests may make, without the name of one."""
TEMPLATES = "ANNOTATE_TEST_TEMPLATES"
"""The variable with the folder of templates, where it is another than the usual one."""


@contextmanager
def running_server(tmp_root: Path) -> Iterator[Server]:
    """A server of its own under `tmp_root`, on a free port, stopped at the end."""
    home = copied_home(tmp_root)
    try:
        yield start(home, free_port(), say=_silent)
    finally:
        stop(home)


def copied_home(tmp_root: Path) -> StudioHome:
    """A home under `tmp_root` with an account and an empty database, no server running."""
    template = _template(_environment())
    home = StudioHome(tmp_root / "studio", template.shared)
    home.folder.mkdir(mode=0o700, parents=True)
    shutil.copytree(template.data, home.data)
    account = read_credentials(template.credentials)
    write_credentials(home.credentials, replace(account, database=_copied_database(account.database)))
    return home


def _copied_database(template: str) -> str:
    """A database with all that is in the template's; none for SQLite, which is a file of the data folder."""
    if not template:
        return ""
    server, _, name = template.rpartition("/")
    copy = f"{name}_{uuid4().hex}"
    subprocess.run(["createdb", "--maintenance-db", f"{server}/postgres", "--template", name, copy], check=True)
    return f"{server}/{copy}"


def free_port() -> int:
    """A port that nobody listens on: workers that all took the usual one would meet there."""
    return any_port(HOST)


def _environment() -> Path:
    """The one environment that tests and demo share."""
    if shared := os.environ.get(SHARED_ENVIRONMENT):
        return Path(shared).absolute()
    home = StudioHome(PRIVATE / "studio")
    install(home, _silent)
    return home.env


def _template(shared: Path) -> StudioHome:
    """A home that was started and stopped once, made by the first worker that asks."""
    templates = Path(os.environ.get(TEMPLATES, PRIVATE / "test-studio"))
    version = hashlib.sha256(REQUIREMENTS.read_bytes() + bytes(shared)).hexdigest()[:12]
    made = StudioHome(templates / f"template-{version}", shared)
    draft = StudioHome(templates / "draft", shared)
    with locked(templates / "template.lock"):
        if not made.folder.exists():
            stop(draft)
            shutil.rmtree(draft.folder, ignore_errors=True)
            start(draft, free_port(), _silent, _template_database())
            stop(draft)
            draft.folder.rename(made.folder)
    return made


def _template_database() -> str:
    """A new database of the PostgreSQL that tests were given; none where they were given none."""
    server = os.environ.get(POSTGRES)
    if not server:
        return ""
    name = "template_studio"
    postgres = f"{server}/postgres"
    subprocess.run(["dropdb", "--maintenance-db", postgres, "--if-exists", name], check=True)
    subprocess.run(["createdb", "--maintenance-db", postgres, name], check=True)
    return f"{server}/{name}"


def _silent(_line: str) -> None:
    pass
