"""An interrupted pre-labelling goes on where it stopped, and ends with the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from annotate.annotation import to_json
from annotate.article import Article
from annotate.cli import run
from annotate.prelabel import load_engine
from annotate.prelabel.resume import going_on
from annotate.schema import load_schema
from tests.conftest import FULL

SLOW = """
import os, time
from annotate.annotation import reading

class Engine:
    name = "slow"

    def fingerprint(self, schema):
        return f"slow {os.environ.get('SLOW_VERSION', '1')}"

    def prelabel(self, articles, schema):
        for article in articles:
            time.sleep(float(os.environ.get("SLOW_SECONDS", "0")))
            yield reading(article, engine=self.name, fingerprint=self.fingerprint(schema))
"""
ARTICLES = 400
KILLS = 12 if FULL else 4
Told = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slow_engine.py").write_text(SLOW, encoding="utf-8")
    write_articles(tmp_path, range(ARTICLES))
    return tmp_path


def write_articles(folder: Path, numbers: range, said: str = "They met on {} May.") -> None:
    """One article a line, with a line in the middle that is none."""
    lines = [json.dumps({"id": f"a{at}", "text": said.format(at), "language": "en"}) for at in numbers]
    lines.insert(len(lines) // 2, "no JSON")
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def arguments(*more: str, output: str = "out.jsonl") -> list[str]:
    engine = ["--schema", "diplomacy", "--engine", "slow_engine:Engine"]
    return ["prelabel", "articles.jsonl", *engine, "--output", output, *more]


def finished(capsys: Told, *more: str, output: str = "out.jsonl") -> list[str]:
    """What a run says that gets to its end; the bad line makes its exit code 1."""
    capsys.readouterr()
    assert run(arguments(*more, output=output)) == 1
    assert not Path(f"{output}.part").exists()
    return capsys.readouterr().err.splitlines()


def interrupted(folder: Path, lines: int, *more: str, sign: int = signal.SIGKILL) -> int:
    """Runs the command until its file holds `lines` lines, or is done, and ends it by a signal; its exit code."""
    slow = {**os.environ, "SLOW_SECONDS": "0.002", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "annotate", *arguments(*more)]
    with subprocess.Popen(command, cwd=folder, env=slow, stderr=subprocess.DEVNULL) as going:
        while going.poll() is None and len(kept(folder)) < lines:
            time.sleep(0.01)
        going.send_signal(sign)
    return going.returncode


def kept(folder: Path) -> list[bytes]:
    part = folder / "out.jsonl.part"
    return part.read_bytes().splitlines() if part.exists() else []


@pytest.mark.parametrize("more", [(), ("--workers", "2")], ids=["one", "workers"])
def test_killed_at_several_points_it_ends_with_the_same_bytes(
    more: tuple[str, ...], folder: Path, capsys: Told
) -> None:
    """Each run goes on after the one before; the earlier file stays until the new one is whole."""
    finished(capsys, output="whole.jsonl")
    (folder / "out.jsonl").write_text("earlier\n", encoding="utf-8")
    for at in range(KILLS):
        *whole, _torn = kept(folder) or [b""]
        assert interrupted(folder, (at + 1) * ARTICLES // (KILLS + 2), *more) == -signal.SIGKILL
        assert kept(folder)[: len(whole)] == whole
        assert (folder / "out.jsonl").read_text(encoding="utf-8") == "earlier\n"
    going, total, _fault = finished(capsys, *more)
    assert going.startswith("going on after ")
    assert total == f"{ARTICLES} articles, 0 events -> out.jsonl"
    assert (folder / "out.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


def test_after_ctrl_c_too(folder: Path, capsys: Told) -> None:
    """Exit code 130, and the next run goes on."""
    finished(capsys, output="whole.jsonl")
    assert interrupted(folder, 50, "--workers", "2", sign=signal.SIGINT) == 130
    assert finished(capsys)[0].startswith("going on after ")
    assert (folder / "out.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


def part_of(folder: Path, capsys: Told, lines: int) -> None:
    """A file that a run left after so many articles and a half."""
    finished(capsys)
    whole = (folder / "out.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "out.jsonl").unlink()
    (folder / "out.jsonl.part").write_bytes(b"".join(whole[:lines]) + whole[lines][:30])


def test_fresh_begins_anew(folder: Path, capsys: Told) -> None:
    """Nothing is kept where nothing shall be."""
    part_of(folder, capsys, 7)
    assert not any("going on" in line for line in finished(capsys, "--fresh"))
    assert len((folder / "out.jsonl").read_bytes().splitlines()) == ARTICLES


def test_another_engine_begins_anew(folder: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """The readings of one file are of one engine, and it is said that the others go."""
    part_of(folder, capsys, 7)
    monkeypatch.setenv("SLOW_VERSION", "2")
    said = finished(capsys)
    assert said[0] == "out.jsonl.part: of other articles, another schema or another engine; beginning anew"
    (found,) = {json.loads(line)["fingerprint"] for line in (folder / "out.jsonl").read_bytes().splitlines()}
    assert found.startswith("slow 2")


def test_the_first_article_that_changed_is_where_it_begins(folder: Path, capsys: Told) -> None:
    """What comes before it is kept, what comes after is of no use."""
    part_of(folder, capsys, 60)
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    changed = [line.replace("They met on 40 May", "They met on 40 June") for line in lines]
    (folder / "articles.jsonl").write_text("\n".join(changed), encoding="utf-8")
    assert finished(capsys)[0] == "going on after 40 articles"
    texts = [json.loads(line)["text"] for line in (folder / "out.jsonl").read_bytes().splitlines()]
    assert texts[39:42] == ["They met on 39 May.", "They met on 40 June.", "They met on 41 May."]
    assert len(texts) == ARTICLES


def test_articles_that_are_gone_leave_no_readings(folder: Path, capsys: Told) -> None:
    """Fewer articles than the file has lines: those at the end are cut off."""
    part_of(folder, capsys, 60)
    write_articles(folder, range(20))
    finished(capsys)
    assert len((folder / "out.jsonl").read_bytes().splitlines()) == 20


def test_a_misspelt_name_costs_nothing_of_what_was_done(folder: Path, capsys: Told) -> None:
    """Where there are only faults neither the earlier file nor the part of a new one gives way."""
    part_of(folder, capsys, 60)
    before = (folder / "out.jsonl.part").read_bytes()
    assert run(["prelabel", "artikles.jsonl", *arguments()[2:]]) == 1
    assert (folder / "out.jsonl.part").read_bytes() == before
    assert finished(capsys)[0] == "going on after 60 articles"


def test_two_runs_do_not_write_one_file(folder: Path, capsys: Told) -> None:
    """The second is told, and the first comes to its end."""
    slow = {**os.environ, "SLOW_SECONDS": "0.01", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "annotate", *arguments()]
    with subprocess.Popen(command, cwd=folder, env=slow, stderr=subprocess.DEVNULL):
        while not kept(folder):
            time.sleep(0.01)
        capsys.readouterr()
        assert run(arguments()) == 1
    said = "out.jsonl.part: another run is writing it; wait until it is done, or name another --output"
    assert capsys.readouterr().err.splitlines() == [said]
    assert len((folder / "out.jsonl").read_bytes().splitlines()) == ARTICLES


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_a_killed_run_leaves_no_workers(folder: Path) -> None:
    """They end with the process that started them."""
    slow = {**os.environ, "SLOW_SECONDS": "0.01", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "annotate", *arguments("--workers", "2")]
    with subprocess.Popen(command, cwd=folder, env=slow, stderr=subprocess.DEVNULL) as going:
        while not kept(folder):
            time.sleep(0.01)
        children = Path(f"/proc/{going.pid}/task/{going.pid}/children").read_text(encoding="utf-8").split()
        going.kill()
    assert len(children) >= 2
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and any(alive(int(each)) for each in children):
        time.sleep(0.05)
    assert not [each for each in children if alive(int(each))]


def given() -> Iterator[Article]:
    return (Article(id=f"a{at}", text=f"They met on {at} May.", language="en", title="May") for at in range(3))


@pytest.mark.parametrize(
    "spoilt",
    [b'{"id": "a1"}\n', b"[]\n", b"\0\0\0\n", b"\n", b"\xff\n", b'{"id": "a1"', b""],
)
def test_a_spoilt_line_ends_what_is_kept(spoilt: bytes) -> None:
    """After a power cut a file may hold anything."""
    engine, schema = load_engine("lexicon"), load_schema("diplomacy")
    first, *_ = lines = [to_json(each).encode() + b"\n" for each in engine.prelabel(given(), schema)]
    kept, rest = going_on(BytesIO(first + spoilt + b"".join(lines[2:])), given(), engine.fingerprint(schema))
    assert (kept.articles, kept.size) == (1, len(first))
    assert [article.id for article in rest] == ["a1", "a2"]


def test_every_field_of_the_article_counts() -> None:
    """Another title, the same text: the reading would carry the old one."""
    engine, schema = load_engine("lexicon"), load_schema("diplomacy")
    file = BytesIO("".join(to_json(each) + "\n" for each in engine.prelabel(given(), schema)).encode())
    other = [article.model_copy(update={"title": "June"}) for article in given()]
    kept, rest = going_on(file, other, engine.fingerprint(schema))
    assert (kept.articles, len(list(rest))) == (0, 3)
