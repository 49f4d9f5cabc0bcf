"""A Label Studio on this machine, for people who have none: started, found again, stopped.

It listens on 127.0.0.1 only, calls nothing outside, and belongs to one folder. A running server holds a lock on a file
of that folder for as long as it lives, so whether it runs is never guessed from a process id.
"""

import fcntl
import json
import os
import re
import secrets
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from annotate.errors import AnnotateError
from annotate.studio.credentials import Credentials, read_credentials, write_credentials, write_private
from annotate.studio.database import same_database, variables_of
from annotate.studio.install import Say, StudioHome, install, locked
from annotate.studio.login import personal_token, token_works
from annotate.studio.port import choose_port

HOST = "127.0.0.1"
SQLITE = "label_studio.sqlite3"
USER = "annotate@localhost.invalid"
START_DEADLINE = 180.0  # seconds until /health must answer
STOP_DEADLINE = 10.0  # seconds between asking a server to end and ending it

# Label Studio also reads variables with everyday names (HOST, PORT, DEBUG, USERNAME): it is given these, no others.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ")
NOWHERE = f"http://{HOST}:9"  # the discard port: whatever would leave the machine is refused here
SETTINGS = {
    "COLLECT_ANALYTICS": "false",
    "LATEST_VERSION_CHECK": "false",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
    # Its start page fetches tips from the web whatever the settings above say.
    "HTTP_PROXY": NOWHERE,
    "HTTPS_PROXY": NOWHERE,
    "NO_PROXY": f"{HOST},localhost",
    "LABEL_STUDIO_ALLOWED_HOSTS": f"{HOST},localhost",
    "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
    # A pre-labelling backend on this machine may be connected.
    "ML_BLOCK_LOCAL_IP": "false",
}


@dataclass(frozen=True)
class Server:
    """A running Label Studio; `token` is a personal access token of `user`, empty while the first start goes on."""

    url: str
    pid: int
    port: int
    user: str
    token: str = field(repr=False)
    home: StudioHome


def start(home: StudioHome, port: int | None = None, say: Say = print, database: str = "") -> Server:
    """The Label Studio of `home`, installed and started when it is not; a running one is returned as it is.

    Without `port`: the last one used, else 8080, else any free one. `say` receives lines of progress. `database` is the
    URL of the PostgreSQL that is to hold the data, remembered from the first start on; without it they are in SQLite.
    Raises AnnotateError when it cannot be installed, does not answer within 180 seconds, refuses its credentials, or
    has its data elsewhere.
    """
    with locked(home.folder / "start.lock"):
        _settle_database(home, database)
        if _running(home):
            _await_health(home)
            say("Label Studio runs already")
        else:
            install(home, say)
            _launch(home, port, say, database)
        return _with_token(home)


def status(home: StudioHome) -> Server | None:
    """The running Label Studio of `home`, or None."""
    return _server(home) if _running(home) else None


def stop(home: StudioHome) -> bool:
    """End the Label Studio of `home` and whatever it started; its data stay. False when none was running."""
    if not home.folder.is_dir():
        return False
    with locked(home.folder / "start.lock"):
        was_running = _running(home)
        if was_running:
            _end(home)
        home.record.unlink(missing_ok=True)
        return was_running


def _settle_database(home: StudioHome, database: str) -> None:
    """Keep the URL of the database with the account where none is kept that was ever used, or the password is another.

    Raises AnnotateError where the data are elsewhere.
    """
    variables_of(database)
    kept = read_credentials(home.credentials) if home.credentials.exists() else None
    in_sqlite = (home.data / SQLITE).exists()
    if kept is None and home.data.exists() and not in_sqlite and not database:
        raise AnnotateError(f"{home.credentials}: missing, and the data are not in SQLite; name their --database again")
    if not database or (kept is not None and kept.database == database):
        return
    if in_sqlite or (kept is not None and kept.token and not same_database(kept.database, database)):
        raise AnnotateError(
            f"{home.folder}: its data are in another database, or in SQLite, and stay there; "
            "start it without --database, or in another workspace"
        )
    if kept is not None:
        write_credentials(home.credentials, replace(kept, database=database))


def _launch(home: StudioHome, port: int | None, say: Say, database: str) -> None:
    """Start a server and wait until it answers; a start that fails or is interrupted leaves none behind."""
    _make_credentials(home, database)
    chosen = choose_port(HOST, port, httpx.URL(read_credentials(home.credentials).url).port)
    say(f"Starting Label Studio: {'some seconds' if home.data.exists() else 'the first time, about a minute'}")
    home.data.mkdir(mode=0o700, exist_ok=True)
    home.record.unlink(missing_ok=True)
    _write_record(home, _spawn(home, chosen), chosen)
    try:
        _await_health(home)
    except BaseException:
        _end(home)
        home.record.unlink(missing_ok=True)
        raise


def _spawn(home: StudioHome, port: int) -> int:
    """Start the server in a session of its own, holding the life lock of `home`; its process id."""
    options = ["--no-browser", "--internal-host", HOST, "--port", str(port)]
    command = [str(home.python), "-I", "-u", "-m", "label_studio.server", "start", *options]
    with _life(home).open("a") as life, home.log.open("wb") as log:
        fcntl.flock(life, fcntl.LOCK_EX)
        process = subprocess.Popen(
            command,
            cwd=home.folder,
            env=_environment(home, read_credentials(home.credentials)),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[life.fileno()],
        )
    # Collects the server's exit, should it end before this process does.
    threading.Thread(target=process.wait, daemon=True).start()
    return process.pid


def _environment(home: StudioHome, account: Credentials) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
        **SETTINGS,
        **variables_of(account.database),
        "LABEL_STUDIO_BASE_DATA_DIR": str(home.data),
        "LABEL_STUDIO_USERNAME": account.user,
        # Not an argument: those are shown to every user of the machine.
        "LABEL_STUDIO_PASSWORD": account.password,
    }


def _life(home: StudioHome) -> Path:
    return home.folder / "server.lock"


def _running(home: StudioHome) -> bool:
    """Whether a server holds the life lock of `home`."""
    if not _life(home).exists():
        return False
    with _life(home).open() as life:
        try:
            fcntl.flock(life, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _await_health(home: StudioHome) -> None:
    deadline = time.monotonic() + START_DEADLINE
    while time.monotonic() < deadline:
        if not _running(home):
            raise AnnotateError(f"Label Studio ended while starting; the end of {home.log}:\n{_tail(home.log)}")
        if (port := _served_port(home)) and _healthy(port):
            if port != _record(home)["port"]:
                _write_record(home, _record(home)["pid"], port)
            return
        time.sleep(0.2)
    late = f"Label Studio did not answer within {START_DEADLINE:.0f} seconds"
    raise AnnotateError(f"{late}; the end of {home.log}:\n{_tail(home.log)}")


def _served_port(home: StudioHome) -> int | None:
    """The port that the server says it took: another than asked for when that was taken in the meantime."""
    match = re.search(rf"server at http://{re.escape(HOST)}:(\d+)", home.log.read_text(errors="replace"))
    return int(match[1]) if match else None


def _healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://{HOST}:{port}/health", trust_env=False, timeout=10).is_success
    except httpx.HTTPError:
        return False


def _tail(log: Path, lines: int = 12) -> str:
    return "\n".join(f"  {line}" for line in log.read_text(errors="replace").splitlines()[-lines:])


def _end(home: StudioHome) -> None:
    """TERM to the server's process group, KILL when it still lives after ten seconds."""
    pid = _record(home)["pid"]
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + STOP_DEADLINE
        while _running(home) and time.monotonic() < deadline:
            _signal(pid, number)
            time.sleep(0.1)


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def _record(home: StudioHome) -> dict[str, Any]:
    try:
        return dict(json.loads(home.record.read_text()))
    except FileNotFoundError:
        raise AnnotateError(
            f"{home.record}: missing, though a Label Studio of that folder still runs; end it by its process id"
        ) from None


def _write_record(home: StudioHome, pid: int, port: int) -> None:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"pid": pid, "port": port, "url": f"http://{HOST}:{port}", "started": started}
    write_private(home.record, record)


def _make_credentials(home: StudioHome, database: str) -> None:
    """A user name and a random password, unless they are there; data without them get the new password."""
    if home.credentials.exists():
        return
    fresh = Credentials(USER, secrets.token_urlsafe(18), database=database)
    if home.data.exists():
        _reset_password(home, fresh)
    write_credentials(home.credentials, fresh)


def _reset_password(home: StudioHome, fresh: Credentials) -> None:
    command = [str(home.python), "-I", "-m", "label_studio.server", "reset_password", "--username", fresh.user]
    done = subprocess.run(
        command,
        env=_environment(home, fresh),
        input=f"{fresh.password}\n",
        text=True,
        capture_output=True,
        # Without a terminal the new password is read from standard input.
        start_new_session=True,
        check=False,
    )
    if done.returncode:
        raise AnnotateError(
            f"{home.credentials}: missing, and no new password could be set for the data in {home.data}"
        )


def _server(home: StudioHome) -> Server:
    record, account = _record(home), read_credentials(home.credentials)
    return Server(record["url"], record["pid"], record["port"], account.user, account.token, home)


def _with_token(home: StudioHome) -> Server:
    """The running server, with a token that it takes."""
    url, kept = _record(home)["url"], read_credentials(home.credentials)
    now = replace(kept, url=url, token=_token(home, url, kept))
    if now != kept:
        write_credentials(home.credentials, now)
    return _server(home)


def _token(home: StudioHome, url: str, kept: Credentials) -> str:
    if kept.token and token_works(url, kept.token):
        return kept.token
    try:
        return personal_token(url, kept.user, kept.password)
    except AnnotateError as error:
        raise AnnotateError(f"{error}; user and password are read from {home.credentials}") from None
