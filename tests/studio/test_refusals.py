"""What is refused: one clear line that names the place and the remedy, exit code 1, nothing lost."""

import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jwt
import pytest

from annotate.cli import run
from annotate.studio.client import Client
from annotate.studio.server import Server
from tests.studio.articles import write_prelabels

LEGACY = "0123456789abcdef0123456789abcdef01234567"


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    """Runs a command that must fail with 1, and gives what it said."""
    capsys.readouterr()
    assert run(arguments) == 1
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.err.strip()


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server on this machine that gives one answer to everything."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


def http(status: str, body: str, kind: str = "application/json", length: int | None = None) -> bytes:
    fields = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {length or len(body)}",
        "Connection: close",
    ]
    return ("\r\n".join(fields) + "\r\n\r\n" + body).encode()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (http("200 OK", "<html>hello</html>", "text/html"), "a page came, not data"),
        (http("500 Server Error", '{"detail": "database is locked"}'), "status 500: database is locked"),
        (http("502 Bad Gateway", "<html>bad gateway</html>", "text/html"), "a page came, not data (status 502)"),
        (http("200 OK", '{"results": [', length=5000), "the answer broke off"),
        (http("200 OK", '{"results": ['), "not data"),
    ],
    ids=["html", "500", "502", "half", "cut json"],
)
def test_a_server_that_does_not_answer_as_label_studio_does(
    workspace: Path, capsys: pytest.CaptureFixture[str], answer: bytes, said: str
) -> None:
    """HTML, 500 or half an answer: the address, what came, and the token nowhere."""
    with answering(answer) as url:
        line = refused(capsys, ["pull", "--url", url, "--token", LEGACY])
    assert line.startswith(url)
    assert said in line
    assert LEGACY not in line
    assert len(line.splitlines()) == 1


def test_no_server_at_the_url(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused connection says how to start a server."""
    line = refused(capsys, ["pull", "--url", "http://127.0.0.1:9", "--token", LEGACY])
    assert line == (
        "http://127.0.0.1:9: no server answers; start one with `annotate studio start`, or give another --url"
    )


def test_an_address_that_is_none(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A url without a scheme says what one looks like."""
    assert "not an address" in refused(capsys, ["pull", "--url", "localhost:8080", "--token", LEGACY])


def test_no_token(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing token names the variable to set."""
    assert "set LABEL_STUDIO_API_KEY" in refused(capsys, ["pull", "--url", "http://127.0.0.1:9"])


@pytest.mark.studio
@pytest.mark.parametrize("kind", ["wrong", "expired", "foreign", "not a token"])
def test_a_token_that_is_not_good(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """A wrong, expired or malformed token is refused in one line that never holds it."""
    token = {
        "wrong": LEGACY,
        "expired": jwt.encode({"token_type": "refresh", "exp": 1}, "k" * 32),
        "foreign": jwt.encode({"token_type": "refresh", "exp": 4102444800, "user_id": 1}, "k" * 32),
        "not a token": "टोकन",
    }[kind]
    line = refused(capsys, ["pull", "--url", server.url, "--token", token])
    assert "token" in line
    assert token not in line
    assert len(line.splitlines()) == 1


@pytest.mark.studio
def test_a_project_whose_screen_is_not_ours(
    server: Server, client: Client, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A project with another labelling config is left alone by push and by pull."""
    choices = '<Choices name="c" toName="text"><Choice value="a"/></Choices>'
    config = f'<View><Text name="text" value="$text"/>{choices}</View>'
    client.make_project("theirs", "", config)
    write_prelabels(workspace / "p.jsonl", 1)
    for arguments in (["push", "p.jsonl"], ["pull"]):
        line = refused(capsys, [*arguments, "--url", server.url, "--token", server.token, "--project", "theirs"])
        assert "not ours" in line
    project = client.project("theirs")
    assert project is not None
    assert (project.tasks, project.config) == (0, config)


@pytest.mark.studio
def test_two_projects_of_one_title(
    server: Server, client: Client, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which of two is meant is not guessed."""
    from annotate.schema import load_schema
    from annotate.studio.config import to_config

    for _ in range(2):
        client.make_project("double", "", to_config(load_schema("diplomacy")))
    line = refused(capsys, ["pull", "--url", server.url, "--token", server.token, "--project", "double"])
    assert "rename all but one" in line


@pytest.mark.studio
def test_a_pull_before_any_push(server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A project that is not there names the two remedies."""
    line = refused(capsys, ["pull", "--url", server.url, "--token", server.token, "--project", "nowhere"])
    assert "push first, or give another --project" in line


def test_a_prediction_that_no_longer_fits_its_text(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed text is found before any server is asked: file, line, span, and what stands there now."""
    path = write_prelabels(workspace / "p.jsonl", 2)
    path.write_text(path.read_text(encoding="utf-8").replace("खबर 1", "खबर अब 1"), encoding="utf-8")
    line = refused(capsys, ["push", "p.jsonl", "--url", "http://127.0.0.1:9", "--token", LEGACY])
    assert line.startswith("p.jsonl:2: m1: text 'अना कोवाच' is not at")


def test_a_prediction_beyond_its_schema(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A role the schema lacks would be lost on the screen, so it is refused, with what is known."""
    path = write_prelabels(workspace / "p.jsonl", 1)
    path.write_text(path.read_text(encoding="utf-8").replace('"visitor"', '"visiter"'), encoding="utf-8")
    with answering(http("200 OK", '{"count":0,"next":null,"previous":null,"results":[]}')) as url:
        line = refused(capsys, ["push", "p.jsonl", "--url", url, "--token", LEGACY])
    assert "unknown role 'visiter'" in line
    assert "did you mean 'visitor'?" in line


def test_a_schema_with_faults(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All faults at once, each with file, line, column and path."""
    schema = workspace / "schemas/diplomacy.yaml"
    text = schema.read_text(encoding="utf-8").replace("fillers: [armed_force]", "fillers: [armed_fore]")
    schema.write_text(text.replace("default: positive", "default: postive"), encoding="utf-8")
    lines = refused(capsys, ["prelabel"]).splitlines()
    assert [("armed_force" in line, "positive" in line) for line in lines] == [(False, True), (True, False)]
    assert all(":" in line.removeprefix(str(schema)) for line in lines)


def test_articles_that_cannot_be_stored(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lone surrogate, NUL and an empty text are a line each; the good article is labelled all the same."""
    texts = [r"half \ud800 pair", r"nul \u0000 here", "  ", "A minister visited Oslo."]
    (workspace / "a.jsonl").write_text("".join(f'{{"text": "{text}"}}\n' for text in texts), encoding="utf-8")
    lines = refused(capsys, ["prelabel", "a.jsonl", "--output", "p.jsonl"]).splitlines()
    assert [any(f"a.jsonl:{number}" in line for line in lines) for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert (workspace / "p.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_a_folder_with_someone_elses_files(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An export never replaces what no export wrote."""
    (workspace / "exports/diplomacy").mkdir()
    (workspace / "exports/diplomacy/thesis.docx").write_text("mine", encoding="utf-8")
    write_prelabels(workspace / "p.jsonl", 1)
    line = refused(capsys, ["export", "p.jsonl"])
    assert "thesis.docx" in line
    assert (workspace / "exports/diplomacy/thesis.docx").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A place where no file can be made is named, with the reason."""
    write_prelabels(workspace / "p.jsonl", 1)
    for arguments in (["export", "p.jsonl", "--output", "/proc/nothing"], ["prelabel", "--output", "/proc/nothing/p"]):
        line = refused(capsys, arguments)
        assert "/proc/nothing" in line
        assert "cannot be written" in line


@pytest.mark.parametrize("arguments", [["export", "p.jsonl"], ["prelabel", "--output", "exports/diplomacy.jsonl"]])
def test_a_full_disk_loses_nothing(workspace: Path, arguments: list[str]) -> None:
    """When no byte more can be written, the line says so and what was there before is there still.

    Only the beginning of a new file may stand beside it, for the next run goes on after that.
    """
    write_prelabels(workspace / "p.jsonl", 3)
    assert run(arguments) == 0
    before = {path: path.read_bytes() for path in (workspace / "exports").rglob("*") if path.is_file()}

    def fill() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))

    command = [sys.executable, "-B", "-m", "annotate", *arguments]
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, preexec_fn=fill, check=False)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    after = {path: path.read_bytes() for path in (workspace / "exports").rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() - before.keys()} <= {"diplomacy.jsonl.part"}
    assert {path: after.get(path) for path in before} == before
