"""Where a local Label Studio lives, and how it gets there.

Label Studio pins libraries that this package needs in other versions, so it has an environment of its own.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotate.errors import AnnotateError

REQUIREMENTS = Path(__file__).with_name("label-studio.txt")
SHARED_ENVIRONMENT = "ANNOTATE_STUDIO_ENV"

Say = Callable[[str], None]


@dataclass(frozen=True)
class StudioHome:
    """The folder of one local Label Studio; `shared` is an environment made elsewhere, used instead of its own."""

    folder: Path
    shared: Path | None = None

    @classmethod
    def at(cls, folder: Path) -> "StudioHome":
        """The home in `folder`, with the environment that ANNOTATE_STUDIO_ENV names, if it names one."""
        shared = os.environ.get(SHARED_ENVIRONMENT)
        return cls(folder.absolute(), Path(shared).absolute() if shared else None)

    @property
    def env(self) -> Path:
        """The virtual environment that holds bin/label-studio."""
        return self.shared or self.folder / "env"

    @property
    def python(self) -> Path:
        """The interpreter of that environment; unlike the commands beside it, it survives a move of the folder."""
        return self.env / "bin" / "python"

    @property
    def data(self) -> Path:
        """Label Studio's database, uploads and secret key."""
        return self.folder / "data"

    @property
    def credentials(self) -> Path:
        """JSON, mode 0600: `url`, `user`, `password`, `token`."""
        return self.folder / "credentials.json"

    @property
    def record(self) -> Path:
        """JSON, there while a server runs: `pid`, `port`, `url`, `started`."""
        return self.folder / "server.json"

    @property
    def log(self) -> Path:
        """What the server printed since its last start."""
        return self.folder / "server.log"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; the kernel frees it when the holder ends, however it ends."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(home: StudioHome, say: Say = print) -> None:
    """Put Label Studio into `home.env`; nothing to do when it is complete there.

    `say` receives lines of progress. Raises AnnotateError when the environment cannot be made.
    """
    if home.shared:
        _check_shared(home)
        return
    with locked(home.folder / "install.lock"):
        if not _complete(home):
            _make(home, say)


def _check_shared(home: StudioHome) -> None:
    if not ((home.env / "bin" / "label-studio").is_file() and home.python.exists()):
        raise AnnotateError(
            f"{SHARED_ENVIRONMENT}={home.shared}: no bin/label-studio there; "
            f"name an environment that holds Label Studio, or unset {SHARED_ENVIRONMENT} to have one made"
        )


def _complete(home: StudioHome) -> bool:
    """Whether an install ended, of these requirements, with a Python that is still there."""
    marker = _marker(home)
    return marker.is_file() and marker.read_text() == _digest() and home.python.exists()


def _marker(home: StudioHome) -> Path:
    return home.env / "installed"


def _digest() -> str:
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()


def _make(home: StudioHome, say: Say) -> None:
    say(f"Installing Label Studio into {home.env}: once, about 1 GB, about two minutes")
    _run([sys.executable, "-m", "venv", "--clear", str(home.env)], _silent, "python -m venv")
    tools = home.env / "build-tools.txt"
    tools.write_text(_build_tools())
    _pip(home, tools, _silent)
    _pip(home, REQUIREMENTS, _pip_progress(say))
    # Written last: an install that was killed has no marker and is made again.
    _marker(home).write_text(_digest())


def _build_tools() -> str:
    """The pinned tools that build the five packages which come as source only."""
    return "\n".join(
        re.findall(r"^(?:packaging|setuptools|wheel)==.*(?:\n .*)*", REQUIREMENTS.read_text(), re.MULTILINE)
    )


def _pip(home: StudioHome, requirements: Path, watch: Say) -> None:
    # Without isolation nothing is built with tools that pip would fetch unpinned; -I keeps PYTHONPATH out.
    options = ["--require-hashes", "--no-deps", "--no-build-isolation", "--no-input", "--disable-pip-version-check"]
    pip = [str(home.python), "-I", "-m", "pip", "install", *options, "--progress-bar=off"]
    _run([*pip, "-r", str(requirements)], watch, "pip install")


def _run(command: list[str], watch: Say, name: str) -> None:
    """Run `command`, each line of its output to `watch`; AnnotateError with the last lines when it fails."""
    tail: deque[str] = deque(maxlen=6)
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout or ():
            tail.append(line.rstrip())
            watch(line)
    if process.returncode:
        raise AnnotateError(
            f"Label Studio was not installed: {name} failed (exit code {process.returncode}):\n"
            + "".join(f"  {line}\n" for line in tail)
            + "mend that (network, package index, 2 GB of disk, the venv module of this Python) and start again, "
            + f"or set {SHARED_ENVIRONMENT} to an environment that holds label-studio"
        )


def _silent(_line: str) -> None:
    pass


def _pip_progress(say: Say) -> Say:
    """A watcher of pip's output that says every fortieth package and the moment of unpacking."""
    total = sum("==" in line for line in REQUIREMENTS.read_text().splitlines())
    found = 0

    def watch(line: str) -> None:
        nonlocal found
        new = line.startswith(("Collecting ", "Processing "))
        found += new
        if new and found % 40 == 0:
            say(f"  {found} of {total} packages")
        if line.startswith("Installing collected packages"):
            say("  unpacking")

    return watch
