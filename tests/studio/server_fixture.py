"""A Label Studio for tests: a copy of a template, because a first start takes ten times as long as a later one."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotate.studio.install import REQUIREMENTS, SHARED_ENVIRONMENT, StudioHome, install, locked
from annotate.studio.port import any_port
from annotate.studio.server import HOST, Server, start, stop

PRIVATE = Path(__file__).parents[2] / ".annotate"
TEMPLATES = PRIVATE / "test-studio"


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
    shutil.copy(template.credentials, home.credentials)
    return home


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
    version = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    made = StudioHome(TEMPLATES / f"template-{version}", shared)
    draft = StudioHome(TEMPLATES / "draft", shared)
    with locked(TEMPLATES / "template.lock"):
        if not made.folder.exists():
            stop(draft)
            shutil.rmtree(draft.folder, ignore_errors=True)
            start(draft, free_port(), say=_silent)
            stop(draft)
            draft.folder.rename(made.folder)
    return made


def _silent(_line: str) -> None:
    pass
