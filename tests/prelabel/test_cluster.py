"""A Dask cluster on this machine: the same readings in the same order, also where a worker is killed."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate.article import Article
from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.prelabel import cluster, load_engine
from annotate.prelabel.cluster import check_versions, prelabel
from annotate.schema import load_schema

WORKERS = 2
OTHER = """
import os
from annotate.annotation import reading

class Engine:
    name = "other"

    def fingerprint(self, schema):
        return f"other {os.getpid()}"

    def prelabel(self, articles, schema):
        yield from (reading(article) for article in articles)

class Failing(Engine):
    def fingerprint(self, schema):
        return "failing"

    def prelabel(self, articles, schema):
        raise TimeoutError("no answer from the model")

class Deadly(Failing):
    def prelabel(self, articles, schema):
        os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workers find engines of one's own."""
    made = tmp_path_factory.mktemp("engines")
    (made / "other_engine.py").write_text(OTHER, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def local(folder: Path) -> Iterator[Any]:
    """A scheduler and two worker processes on 127.0.0.1, in the folder of the engines."""
    from distributed import LocalCluster

    before = Path.cwd()
    os.chdir(folder)
    made: Any = LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    )  # type: ignore[no-untyped-call]
    with made:
        yield made
    os.chdir(before)


def articles(number: int) -> Iterator[Article]:
    text = "President Helena Duarte arrived in Nairobi on {} May."
    return (Article(text=text.format(at), language="en") for at in range(number))


def test_a_killed_worker_costs_nothing_but_time(local: Any) -> None:
    """Every article once, in order, as one process reads them; its chunks are read again by another worker."""
    schema = load_schema("diplomacy")
    taken = []
    pids = [worker.pid for worker in local.workers.values()]
    for reading in prelabel("lexicon", articles(1500), schema, local.scheduler_address):
        taken.append(reading)
        if len(taken) == 300:
            os.kill(pids[0], signal.SIGKILL)
    assert taken == list(load_engine("lexicon").prelabel(articles(1500), schema))
    assert list(prelabel("lexicon", [], schema, local.scheduler_address)) == []


def test_few_chunks_are_read_ahead(local: Any) -> None:
    """However many articles there are: memory is flat, here and at the cluster."""
    read = []

    def counted() -> Iterator[Article]:
        for article in articles(100_000):
            read.append(article.id)
            yield article

    made = prelabel("lexicon", counted(), load_schema("diplomacy"), local.scheduler_address)
    assert next(made).text.endswith("on 0 May.")
    assert len(read) <= 32 * (4 * WORKERS + 1)
    made.close()  # type: ignore[attr-defined]


def test_the_command_writes_the_same_file_and_goes_on(
    local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--dask` changes where it is done and nothing else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "{each.text}"}}\n' for each in articles(99)))
    options = ["a.jsonl", "--schema", "diplomacy", "--language", "en"]
    assert run(["prelabel", *options, "-o", "one.jsonl"]) == 0
    lines = (tmp_path / "one.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "two.jsonl.part").write_bytes(b"".join(lines[:40]))
    capsys.readouterr()
    assert run(["prelabel", *options, "-o", "two.jsonl", "--dask", local.scheduler_address]) == 0
    assert capsys.readouterr().err.splitlines()[0] == "going on after 40 articles"
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("other_engine:Engine", r"a worker's engine 'other_engine:Engine' is another \(other \d+, here other \d+\)"),
        ("other_engine:Deadly", r"4 workers died over the same articles, perhaps for want of memory; give"),
    ],
)
def test_what_workers_do_wrong_is_told(
    name: str, said: str, local: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readings of another engine are not taken, and an article that kills every worker ends the run."""
    monkeypatch.chdir(folder)
    with pytest.raises(AnnotateError, match=said):
        list(prelabel(name, articles(40), load_schema("diplomacy"), local.scheduler_address))


def test_an_engines_own_fault_comes_through(local: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not taken for a time that ran out at the cluster."""
    monkeypatch.chdir(folder)
    with pytest.raises(TimeoutError, match="no answer from the model"):
        list(prelabel("other_engine:Failing", articles(3), load_schema("diplomacy"), local.scheduler_address))


def test_an_engine_that_a_worker_does_not_have_is_told(
    local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module that is only here: the line names it."""
    (tmp_path / "only_here.py").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AnnotateError, match="engine 'only_here:Failing': cannot be loaded: ModuleNotFoundError"):
        list(prelabel("only_here:Failing", articles(3), load_schema("diplomacy"), local.scheduler_address))


@pytest.mark.parametrize(
    ("package", "version", "said"),
    [
        ("event-annotate", "1", "event-annotate 1, here is 2"),
        ("event-annotate", None, "no event-annotate, here is 2"),
        ("distributed", "0", "distributed 0, here is 1"),
    ],
)
def test_another_version_at_the_cluster_is_told(package: str, version: str | None, said: str) -> None:
    """With the place and both versions, in the form in which Dask tells them."""
    here: dict[str, str | None] = {"event-annotate": "2", "distributed": "1"}
    there = {**here, package: version}
    told = {"client": {"packages": here}, "scheduler": {"packages": here}, "workers": {"tcp://w": {"packages": there}}}
    with pytest.raises(AnnotateError, match=rf"^tcp://w: has {said}; install that there$"):
        check_versions(told, "tcp://s")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("address", ["nonsense", "foo://127.0.0.1:1", "tcp://127.0.0.1:PORT"])
def test_an_address_without_a_scheduler_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with what to do, whatever is wrong with it."""
    monkeypatch.setattr(cluster, "_ANSWER", 1)
    with pytest.raises(AnnotateError, match=r": no Dask scheduler: .+; start one \(dask scheduler\), or mend") as told:
        list(prelabel("lexicon", articles(1), load_schema("diplomacy"), address.replace("PORT", str(free_port()))))
    assert "\n" not in str(told.value)


def test_dask_with_workers_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cluster has workers of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("They met.")
    options = ["--schema", "diplomacy", "--dask", "tcp://127.0.0.1:1", "--workers", "2", "-o", "o.jsonl"]
    assert run(["prelabel", "a.txt", *options]) == 2
    assert "of a cluster are its own" in capsys.readouterr().err
