"""Several processes: the same readings in the same order, and a death that is told."""

from pathlib import Path

import pytest

from annotate.article import Article
from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.prelabel.parallel import prelabel
from annotate.schema import load_schema

DIES = """
import os, signal

class Engine:
    name = "dies"

    def fingerprint(self, schema):
        return "dies"

    def prelabel(self, articles, schema):
        os.kill(os.getpid(), signal.SIGKILL)
"""


def articles(number: int) -> list[Article]:
    text = "President Helena Duarte arrived in Nairobi on {} May."
    return [Article(text=text.format(at), language="en") for at in range(number)]


def test_two_processes_read_as_one_does() -> None:
    """More chunks than are under way at once, and no article out of its place."""
    schema = load_schema("diplomacy")
    given = articles(300)
    assert list(prelabel("lexicon", given, schema, 2)) == list(load_engine("lexicon").prelabel(given, schema))
    assert list(prelabel("lexicon", [], schema, 2)) == []


def test_a_worker_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing hangs, and no half of a result is taken for the whole."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dying_engine.py").write_text(DIES, encoding="utf-8")
    with pytest.raises(AnnotateError, match=r"a worker of engine 'dying_engine:Engine' died"):
        list(prelabel("dying_engine:Engine", articles(3), load_schema("diplomacy"), 2))


def test_the_command_writes_the_same_file(tmp_path: Path) -> None:
    """`--workers 2` changes the time and nothing else."""
    source = tmp_path / "a.txt"
    source.write_text("President Helena Duarte arrived in Nairobi on Tuesday.", encoding="utf-8")
    for number in ("1", "2"):
        options = ["--schema", "diplomacy", "--workers", number, "-o", str(tmp_path / f"{number}.jsonl")]
        assert run(["prelabel", str(source), *options]) == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
