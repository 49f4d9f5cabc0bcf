"""0 done, 1 the input or the environment is at fault, 2 wrong usage, 130 interrupted; never a traceback."""

import fcntl
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from annotate.annotation import to_lines
from annotate.cli import run
from annotate.files import write_lines
from annotate.schema import builtin_names
from tests.studio.articles import prelabel

KNOWN = f"(known: {', '.join(builtin_names())})"
LIMIT = 2000  # bytes of a file on the disk that is full
STORY = "President Helena Duarte arrived in Nairobi on Tuesday."


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-B", "-m", "annotate", *arguments]


def fill_disk() -> None:
    """Lets no file of the process grow over `LIMIT`."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, also one that was left half-written."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """The one line of a command that failed by its input or its environment."""
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("nonsense",), ("schema",), ("schema", "check"), ("schema", "nonsense"), ("studio", "nonsense"),
        ("prelabel", "--nonsense"), ("prelabel", "--output"), ("evaluate", "a.jsonl"), ("doctor", "extra"),
        ("evaluate", "a.jsonl", "b.jsonl", "--samples", "0"), ("evaluate", "a.jsonl", "b.jsonl", "--seed", "x"),
        ("studio", "start", "--port", "70000"), ("export", "--json=yes"), ("init", "a", "b"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """Unknown commands and options, missing and superfluous arguments, values out of range: nothing is done."""
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert run(list(arguments)) == 2
    captured = capsys.readouterr()
    assert any(word in captured.out + captured.err for word in ("Usage:", "Error"))
    assert "Traceback" not in captured.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("evaluate", "a.jsonl", "b.jsonl"), "a.jsonl: cannot be read: No such file or directory; check the path"),
        (
            ("schema", "check", "travel"),
            "travel: no such schema file, nor a shipped schema (known: " + ", ".join(builtin_names()) + ")",
        ),
        (
            ("prelabel", "--schema", "travel"),
            "travel: no such schema file, nor a shipped schema (known: " + ", ".join(builtin_names()) + ")",
        ),
        (("export", "a.jsonl"), "a.jsonl: cannot be read: No such file or directory; check the path"),
        (("push", "a.jsonl"), "a.jsonl: cannot be read: No such file or directory; check the path"),
        (("pull",), "no Label Studio: none is running here and no --url was given; try `annotate studio start`"),
        (("status",), "no Label Studio: none is running here and no --url was given; try `annotate studio start`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_fault_of_the_input_is_1(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    """One clear line on standard error, nothing on standard output."""
    capsys.readouterr()
    assert run(list(arguments)) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", said + "\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("prelabel", "--output", "seeds/example.txt/p.jsonl"),
        ("export", "p.jsonl", "--output", "seeds/example.txt/out"),
        ("export", "p.jsonl", "--output", "seeds/example.txt/deep/out"),
        ("init", "seeds/example.txt"),
        ("init", "seeds/example.txt/new"),
    ],
    ids=" ".join,
)
def test_an_output_that_cannot_be_is_1(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """A folder below a file cannot be made: one line with the path, and nothing was changed."""
    write_lines(workspace / "p.jsonl", to_lines([prelabel(1)]))
    before = contents(workspace)
    capsys.readouterr()
    assert run(list(arguments)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("seeds/example.txt")
    assert "cannot be written" in line
    assert contents(workspace) == before


def test_an_output_that_is_a_folder_is_1(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is not replaced by a file, and no half-written file stays beside it."""
    before = contents(workspace)
    capsys.readouterr()
    assert run(["prelabel", "--output", "seeds"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("seeds: cannot be written")
    assert contents(workspace) == before


@pytest.mark.parametrize(
    "said", [["prelabel", "--output", "p.jsonl"], ["export", "p.jsonl", "--output", "out"]], ids=" ".join
)
def test_a_full_disk_is_1_and_the_old_file_is_whole(workspace: Path, said: list[str]) -> None:
    """What was there before is there after, to the byte; beside it only what the next run of prelabel goes on after."""
    write_lines(
        workspace / "seeds" / "more.jsonl", (json.dumps({"id": str(n), "text": STORY}) + "\n" for n in range(99))
    )
    write_lines(workspace / "p.jsonl", to_lines(prelabel(each) for each in range(99)))
    assert run(["export", "p.jsonl", "--output", "out"]) == 0
    before = contents(workspace)
    line = refused(subprocess.run(
        command(*said), cwd=workspace, capture_output=True, text=True, preexec_fn=fill_disk, check=False,
    ))  # fmt: skip
    assert line.startswith(f"{said[-1]}: cannot be written: ")
    after = contents(workspace)
    part = after.pop("p.jsonl.part", b"")
    assert after == before
    assert bool(part) == (said[0] == "prelabel")


@pytest.mark.parametrize(
    "arguments", [("schema", "check", "diplomacy"), ("doctor", "--json"), ("prelabel", "--output", "-")], ids=" ".join
)
def test_a_full_device_behind_standard_output_is_1(workspace: Path, arguments: tuple[str, ...]) -> None:
    """A result that could not be written is no success."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command(*arguments), cwd=workspace, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert refused(done).startswith("standard output: No space left on device")


@pytest.mark.parametrize("arguments", [("schema", "check", "diplomacy"), ("prelabel", "--output", "-")], ids=" ".join)
def test_a_reader_that_has_gone_is_no_fault_to_speak_of(workspace: Path, arguments: tuple[str, ...]) -> None:
    """`annotate ... | head` ends quietly when head has enough."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command(*arguments), cwd=workspace, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


def unread(pipe: IO[Any]) -> int:
    """How many bytes lie in a pipe that the other side has not read."""
    answer = fcntl.ioctl(pipe.fileno(), termios.FIONREAD, struct.pack("i", 0))
    return int(struct.unpack("i", answer)[0])


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Waits for a process that works on its own; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_interruption_is_130_and_the_old_file_is_whole(workspace: Path) -> None:
    """Ctrl-C while more articles are awaited: one line, and the file is as it was before."""
    (workspace / "p.jsonl").write_text("old\n", encoding="utf-8")
    before = contents(workspace)
    started = subprocess.Popen(
        command("prelabel", "-", "--format", "jsonl", "--output", "p.jsonl"), cwd=workspace, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with started as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps({"id": "a", "text": STORY}) + "\n")
        process.stdin.flush()
        pipe = process.stdin
        wait_until(lambda: unread(pipe) == 0 or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err == "interrupted; what was done is kept, run the command again to go on\n"
    assert contents(workspace) == before
