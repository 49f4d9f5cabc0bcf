import os
import signal
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from annotate.errors import AnnotateError
from annotate.studio.credentials import Credentials, read_credentials, write_credentials
from annotate.studio.database import variables_of
from annotate.studio.install import REQUIREMENTS, StudioHome, install
from annotate.studio.login import on_this_machine, personal_token, token_works
from annotate.studio.server import Server, start, status, stop
from tests.studio.server_fixture import POSTGRES, copied_home, free_port

LOOPBACK = "0100007F"  # 127.0.0.1 as /proc/net/tcp writes it


def quiet(_line: str) -> None:
    pass


@pytest.fixture
def home(tmp_path: Path) -> Iterator[StudioHome]:
    """A home whose server a test may end as it likes."""
    made = copied_home(tmp_path)
    yield made
    stop(made)


def authorised(server: Server, path: str) -> httpx.Response:
    """GET `path` with an access token made from the server's personal token."""
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        access = client.post("/api/token/refresh", json={"refresh": server.token}).json()["access"]
        return client.get(path, headers={"Authorization": f"Bearer {access}"})


def listening(pid: int) -> set[str]:
    """The addresses, of either family, on which the process accepts connections."""
    sockets = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink()}
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path("/proc/net", name).read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


def processes_of(home: StudioHome) -> list[str]:
    """Processes that were given the data folder of `home`."""
    return [each.parent.name for each in Path("/proc").glob("[0-9]*/environ") if str(home.data) in content(each)]


def content(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


@pytest.mark.studio
def test_a_second_start_returns_the_running_server(server: Server) -> None:
    """Starting twice gives one server, whatever port the second start asks for."""
    said: list[str] = []
    assert start(server.home, port=free_port(), say=said.append) == server
    assert said == ["Label Studio runs already"]


@pytest.mark.studio
def test_it_listens_on_loopback_only(server: Server) -> None:
    """No other machine can reach the server."""
    assert listening(server.pid) == {LOOPBACK}


@pytest.mark.studio
def test_another_host_name_is_refused(server: Server) -> None:
    """A web page cannot reach the server under a name of its own."""
    answer = httpx.get(f"{server.url}/user/login/", headers={"Host": "elsewhere.example"}, trust_env=False)
    assert answer.status_code == httpx.codes.BAD_REQUEST


@pytest.mark.studio
def test_nobody_else_can_sign_up(server: Server) -> None:
    """The page that makes accounts makes none."""
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        client.get("/user/signup/")
        form = {
            "email": "b@example.org",
            "password": "a-long-password",
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }
        assert client.post("/user/signup/", data=form).status_code == httpx.codes.FORBIDDEN


@pytest.mark.studio
def test_its_page_fetches_nothing_from_the_web(server: Server) -> None:
    """The one page that asks a web site whenever it is opened finds nobody there, at once."""
    asked = time.monotonic()
    assert httpx.get(f"{server.url}/heidi-tips", trust_env=False).status_code == httpx.codes.NOT_FOUND
    assert time.monotonic() - asked < 2


@pytest.mark.studio
def test_credentials_are_for_their_owner_only(server: Server) -> None:
    """The file with password and token has mode 0600, and so has the record of the server."""
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (server.home.credentials, server.home.record)]
    assert modes == [0o600, 0o600]


@pytest.mark.studio
def test_the_token_authorises(server: Server) -> None:
    """The personal access token opens the API."""
    assert authorised(server, "/api/projects").json()["count"] >= 0


@pytest.mark.studio
def test_the_password_is_in_no_command_line(server: Server) -> None:
    """The process list shows the server, and neither password nor token."""
    kept = read_credentials(server.home.credentials)
    lines = [content(each) for each in Path("/proc").glob("[0-9]*/cmdline")]
    assert any("label_studio.server" in line and str(server.port) in line for line in lines)
    assert not any(secret in line for line in lines for secret in (kept.password, kept.token))


@pytest.mark.studio
def test_secrets_are_in_no_representation(server: Server) -> None:
    """Printing a server or its credentials shows no secret."""
    kept = read_credentials(server.home.credentials)
    shown = repr(server) + repr(kept) + server.home.log.read_text()
    assert server.url in shown
    assert kept.password not in shown
    assert kept.token not in shown


@pytest.mark.studio
def test_a_wrong_password_is_one_line_without_it(server: Server) -> None:
    """A refused sign-in names the step and the user, not the password."""
    with pytest.raises(AnnotateError) as caught:
        personal_token(server.url, server.user, "not-the-password")
    assert str(caught.value) == (
        f"{server.url}: could not sign in: user '{server.user}' or the password was refused (answer 200)"
    )


@pytest.mark.studio
def test_a_killed_server_is_seen_and_started_again_with_its_data(home: StudioHome) -> None:
    """After kill -9 there is no server, whoever has its process id now; the next start has the account and the port."""
    before = start(home, free_port(), quiet)
    os.kill(before.pid, signal.SIGKILL)
    time.sleep(0.5)
    assert home.record.exists()
    assert status(home) is None
    again = start(home, say=quiet)
    assert (again.port, again.token) == (before.port, before.token)
    assert authorised(again, "/api/current-user/whoami").json()["email"] == before.user


@pytest.mark.studio
def test_two_starts_at_once_make_one_server_and_stop_ends_it(home: StudioHome) -> None:
    """Both starts return the same server; after stop no process of it is left, and a second stop has nothing to do."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda port: start(home, port, quiet), (free_port(), free_port()))
    assert first == second
    assert processes_of(home) == [str(first.pid)]
    assert stop(home)
    time.sleep(0.5)
    assert processes_of(home) == []
    assert status(home) is None
    assert not home.record.exists()
    assert not stop(home)


@pytest.mark.studio
def test_a_token_that_was_revoked_is_made_again(home: StudioHome) -> None:
    """Making a token revokes the one before; a start finds its own refused and makes another."""
    before = start(home, free_port(), quiet)
    personal_token(before.url, before.user, read_credentials(home.credentials).password)
    assert not token_works(before.url, before.token)
    again = start(home, say=quiet)
    assert again.pid == before.pid
    assert token_works(again.url, again.token)


@pytest.mark.studio
def test_lost_credentials_are_made_again(home: StudioHome) -> None:
    """Without its credentials file the account gets a new password, and the data stay."""
    lost = read_credentials(home.credentials)
    home.credentials.unlink()
    server = start(home, free_port(), quiet, lost.database)
    assert read_credentials(home.credentials).password != lost.password
    assert authorised(server, "/api/current-user/whoami").json()["id"] == 1


@pytest.mark.studio
def test_a_port_in_use_is_refused(home: StudioHome, server: Server) -> None:
    """A port that was asked for is taken or refused, never exchanged for another."""
    with pytest.raises(AnnotateError, match=f"port {server.port} is in use"):
        start(home, server.port, quiet)


@pytest.mark.studio
def test_a_server_that_dies_while_starting_shows_its_log(home: StudioHome) -> None:
    """A database that is none ends the start with the end of the log, and no server is left."""
    account = read_credentials(home.credentials)
    if account.database:
        write_credentials(home.credentials, replace(account, database=f"{account.database}_gone"))
        fault = "does not exist"
    else:
        next(home.data.glob("*.sqlite3")).write_bytes(b"not a database" * 1000)
        fault = "file is not a database"
    with pytest.raises(AnnotateError, match=rf"ended while starting(?s:.*){fault}"):
        start(home, free_port(), quiet)
    assert status(home) is None


def test_an_unreachable_server_is_one_line() -> None:
    """Where nobody answers, the message names the address without what stands before the @, and the step."""
    port = free_port()
    with pytest.raises(AnnotateError) as caught:
        personal_token(f"http://me:secret@127.0.0.1:{port}", "me", "other-secret")
    assert str(caught.value) == f"http://127.0.0.1:{port}: could not open the login page: no answer (ConnectError)"
    assert caught.value.__context__ is None


def test_another_web_site_is_told_apart() -> None:
    """A server without Label Studio's login page is refused before any password is sent."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        return httpx.Response(200, text="hello")

    with pytest.raises(AnnotateError, match="is this a Label Studio"):
        personal_token("https://example.org/ls", "me", "secret", transport=httpx.MockTransport(answer))
    assert asked == ["GET /ls/user/login/"]


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://[::1]:1/", True),
        ("https://example.org", False),
    ],
)
def test_this_machine_is_known_by_its_loopback_names(url: str, here: bool) -> None:
    """No proxy is asked for what is on this machine."""
    assert on_this_machine(url) == here


def test_credentials_survive_a_round_trip(tmp_path: Path) -> None:
    """What is written is read back, and a damaged file is named without its content."""
    path = tmp_path / "credentials.json"
    write_credentials(path, replace(read_credentials(sample(path)), token="t2"))
    assert read_credentials(path).token == "t2"
    path.write_text('{"user": "u", "password": "secret"')
    with pytest.raises(AnnotateError, match=r"credentials.json: not readable") as caught:
        read_credentials(path)
    assert "secret" not in str(caught.value)


def sample(path: Path) -> Path:
    path.write_text('{"user": "u", "password": "p", "url": "", "token": "t1"}')
    return path


DATABASE = "postgresql://lead:s%40crat@db.example:5433/news"


def test_a_postgresql_is_told_to_label_studio_by_its_own_variables() -> None:
    """What is quoted in the URL is meant; a port that is not named is the usual one."""
    assert variables_of(DATABASE) == {
        "DJANGO_DB": "postgresql",
        "POSTGRE_USER": "lead",
        "POSTGRE_PASSWORD": "s@crat",
        "POSTGRE_HOST": "db.example",
        "POSTGRE_PORT": "5433",
        "POSTGRE_NAME": "news",
    }
    assert variables_of("postgres://lead@db.example/news")["POSTGRE_PORT"] == "5432"
    assert variables_of("") == {}


@pytest.mark.parametrize(
    "database",
    [
        "mysql://lead:s%40crat@db.example/news",
        "lead:s%40crat@db.example/news",
        "postgresql://db.example/news",
        "postgresql://lead:s%40crat@db.example",
        "postgresql://lead:s%40crat@db.example:many/news",
        "postgresql://lead:s%40crat@db.example:0/news",
        "postgresql://lead:s%40crat@db.example/news/more",
        "postgresql://lead:s%40crat@db.example/news?sslmode=require",
    ],
)
def test_another_database_is_refused_without_showing_its_password(database: str, tmp_path: Path) -> None:
    """The form of the URL is given, and nothing is installed or kept."""
    with pytest.raises(AnnotateError, match=r"postgresql://USER:PASSWORD@HOST:PORT/NAME") as caught:
        start(StudioHome(tmp_path / "home"), say=quiet, database=database)
    assert "s%40crat" not in str(caught.value)
    assert not (tmp_path / "home" / "credentials.json").exists()


@pytest.mark.parametrize("used", ["token", "sqlite", "lost"])
def test_data_are_not_left_behind_in_another_database(used: str, tmp_path: Path) -> None:
    """A folder whose data are elsewhere starts on no PostgreSQL, where they would seem to be lost."""
    home = StudioHome(tmp_path)
    if used != "lost":
        sample(home.credentials)
        if used == "sqlite":
            write_credentials(home.credentials, replace(read_credentials(home.credentials), token=""))
    if used != "token":
        home.data.mkdir()
        (home.data / "label_studio.sqlite3").touch()
    with pytest.raises(AnnotateError, match="its data are in another database, or in SQLite"):
        start(home, say=quiet, database=DATABASE)
    assert used == "lost" or not read_credentials(home.credentials).database


def test_data_in_a_database_are_not_looked_for_in_sqlite(tmp_path: Path) -> None:
    """With the credentials the URL is lost: a start asks for it, and makes no empty database in its place."""
    home = StudioHome(tmp_path)
    home.data.mkdir()
    with pytest.raises(AnnotateError, match="missing, and the data are not in SQLite; name their --database again"):
        start(home, say=quiet)


@pytest.mark.parametrize(
    ("kept", "token", "given"),
    [
        ("postgresql://lead:old@db.example/news", "t1", "postgres://lead:new@db.example:5432/news"),
        ("postgresql://lead:p@mistyped.example/news", "", "postgresql://lead:p@db.example/news"),
    ],
)
def test_a_database_may_be_named_anew(kept: str, token: str, given: str, tmp_path: Path) -> None:
    """Its password changes, and a URL that no start ever got to was perhaps mistyped."""
    home = StudioHome(tmp_path, shared=tmp_path)
    write_credentials(home.credentials, Credentials("u", "p", token=token, database=kept))
    with pytest.raises(AnnotateError, match="no bin/label-studio there"):
        start(home, say=quiet, database=given)
    assert read_credentials(home.credentials).database == given


@pytest.mark.studio
def test_its_data_are_in_the_database_that_was_named(server: Server) -> None:
    """With a PostgreSQL there is no SQLite file."""
    assert (server.home.data / "label_studio.sqlite3").exists() == (POSTGRES not in os.environ)


def test_a_shared_environment_must_hold_label_studio(tmp_path: Path) -> None:
    """An environment named by the variable is used as it is, or refused."""
    with pytest.raises(AnnotateError, match=r"ANNOTATE_STUDIO_ENV=.*: no bin/label-studio there"):
        install(StudioHome(tmp_path / "home", shared=tmp_path), quiet)


def test_a_failed_install_shows_pips_last_lines_and_is_not_taken_for_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any package index the install fails with pip's words, and the next one begins again."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    said: list[str] = []
    for _ in range(2):
        with pytest.raises(
            AnnotateError, match=r"not installed: pip install failed .*\n(?s:.*)No matching distribution"
        ):
            install(StudioHome(tmp_path), said.append)
    assert len(said) == 2


def test_requirements_are_pinned_hashed_and_name_no_index() -> None:
    """Every package is one version, with hashes, from whatever index the user has."""
    text = REQUIREMENTS.read_text()
    entries = [line for line in text.splitlines() if not line.startswith(" ")]
    assert "label-studio==1.23.2 \\" in entries
    assert all("==" in entry and entry.endswith("\\") for entry in entries)
    assert "://" not in text
