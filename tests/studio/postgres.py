"""Runs a command of tests whose Label Studio has its data in PostgreSQL: `python -m tests.studio.postgres COMMAND...`.

The PostgreSQL is new, listens on 127.0.0.1 only, and ends with the command.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotate.studio.server import HOST
from tests.studio.server_fixture import POSTGRES, TEMPLATES, free_port

_DEADLINE = 60.0  # seconds until it must answer
_DEBIAN = Path("/usr/lib/postgresql")
_USER = "studio"
# Nothing in it outlives the tests, so nothing need be safe on the disk.
_SETTINGS = {
    "listen_addresses": HOST, "unix_socket_directories": "", "fsync": "off", "full_page_writes": "off",
    "max_connections": "300",
}  # fmt: skip


def main(command: list[str]) -> int:
    """Runs the command and gives its exit code."""
    with TemporaryDirectory(prefix="annotate-postgres-") as folder:
        programs = _programs()
        with _running(programs, Path(folder)) as url:
            path = f"{programs}{os.pathsep}{os.environ['PATH']}"
            given = {"PATH": path, POSTGRES: url, TEMPLATES: str(Path(folder, "templates"))}
            return subprocess.run(command, env={**os.environ, **given}, check=False).returncode


def _programs() -> Path:
    """The folder of the newest PostgreSQL of this machine: Debian puts none of its programs on the path."""
    known = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    if found := known[-1] if known else shutil.which("initdb"):
        return Path(found).parent
    raise SystemExit("no PostgreSQL here: install the package postgresql")


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[str]:
    """A new PostgreSQL in the folder: its URL, without the name of a database."""
    owner = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    if owner:
        shutil.chown(folder, owner)
    data, port = folder / "data", free_port()
    make = ["initdb", "--pgdata", str(data), "--username", _USER, "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
    subprocess.run(
        [programs / make[0], *make[1:], "--locale", "C.UTF-8"],
        user=owner,
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    settings = [part for name, value in {**_SETTINGS, "port": str(port)}.items() for part in ("-c", f"{name}={value}")]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [programs / "postgres", "-D", data, *settings], user=owner, cwd=folder, stdout=log, stderr=log
        ) as process,
    ):
        try:
            _await(programs, port, process)
            yield f"postgresql://{_USER}@{HOST}:{port}"
        finally:
            process.send_signal(signal.SIGINT)  # ends the connections that are left, too


def _await(programs: Path, port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _DEADLINE
    while subprocess.run([programs / "pg_isready", "-q", "-h", HOST, "-p", str(port)], check=False).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("PostgreSQL did not start")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
