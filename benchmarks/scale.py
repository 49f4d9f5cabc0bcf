"""Pre-labelling at scale: memory by number of articles, several processes and a Dask cluster, time by size of a text.

Every run is the command itself, `annotate prelabel`, in a process of its own. The articles are tiles of news in
six languages, each with a serial number at its head, so that no two are alike.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from annotate.errors import AnnotateError
from benchmarks.corpora import ROOT, read_corpora
from benchmarks.machine import describe_machine
from benchmarks.report import table

WORKERS = 2

_ROUNDS = 3
_LIMIT = 120  # seconds after which a run over one large article is stopped, and larger ones are not tried
_TELLING = 0.5  # seconds that a time must have for a ratio to it to say something
_MEGABYTES = (0.6, 1.2, 2.5, 5.0)
_TRIGGERS = (12_500, 25_000, 50_000, 100_000)
_LIBRARIES = ("event-annotate", "distributed", "ahocorasick-rs", "regex", "pydantic")
_COMMAND = """
import sys
from annotate.cli import run
from benchmarks.machine import peak_of_memory
code = run(sys.argv[1:])
print(peak_of_memory())
sys.exit(code)
"""
_NEWS = "Norway sent {} soldiers to Latvia on Tuesday, officials in Oslo said. "
_UNENDING = "officials in the coastal town said that talks about the harbour had gone on for hours while others waited "


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the command over `size` articles, megabytes or triggers: seconds of wall time, peak of memory in MB.

    `times` compares it with another row, as the head of its table says. None is for what was not measured or stopped.
    """

    what: str
    size: float
    seconds: float | None
    peak: float | None
    times: float | None
    remark: str = ""


Report = dict[str, list[Run]]


def measure_scale(sizes: Sequence[int], compared: int) -> Report:
    """Runs everything once, over `sizes` articles, and serial, processes and Dask in turn over `compared` articles."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ways = _ways(compared, place)
        large = [run for series in _series() for run in _by_size(*series, place)]
        return {"memory": _memory(sizes, place), "ways": ways, "sizes": large}


def _memory(sizes: Sequence[int], folder: Path) -> list[Run]:
    found: list[Run] = []
    for size in sorted(sizes):
        seconds, peak = _timed(folder / "out.jsonl", size)
        found.append(Run("one process", size, seconds, peak, peak / (found[0].peak or peak) if found else 1.0))
    return found


def _ways(size: int, folder: Path) -> list[Run]:
    """Serial, processes, Dask, and Dask with a worker killed: the median of the rounds, and whether the bytes agree."""
    outputs = {name: folder / f"{name}.jsonl" for name in _TOLD}
    articles = folder / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as file:
        file.writelines(_lines(size))
    taken: dict[str, list[float]] = {name: [] for name in outputs}
    with _cluster() as (address, pids):
        ways: dict[str, Callable[[], tuple[float, float]]] = {
            "serial": partial(_command, outputs["serial"], articles),
            "processes": partial(_command, outputs["processes"], articles, ("--workers", str(WORKERS))),
            "dask": partial(_command, outputs["dask"], articles, ("--dask", address)),
            "killed": partial(_timed_with_a_kill, outputs["killed"], articles, size, address, pids),
        }
        for _ in range(_ROUNDS):
            for name, way in ways.items():
                taken[name].append(way()[0])
    serial = outputs["serial"].read_bytes()
    return [
        Run(
            _TOLD[name], size, median(taken[name]), None, median(taken["serial"]) / median(taken[name]),
            "same bytes" if path.read_bytes() == serial else "OTHER BYTES",
        )
        for name, path in outputs.items()
    ]  # fmt: skip


_TOLD = {
    "serial": "one process",
    "processes": f"--workers {WORKERS}",
    "dask": f"--dask, {WORKERS} workers",
    "killed": f"--dask, {WORKERS} workers, one killed in the middle",
}


@contextmanager
def _cluster() -> Iterator[tuple[str, Callable[[], list[int]]]]:
    """A Dask cluster on this machine: its address, and the ids of its worker processes as they are now."""
    from distributed import LocalCluster

    made: Any = LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    )  # type: ignore[no-untyped-call]
    with made:
        yield made.scheduler_address, lambda: [nanny.pid for nanny in made.workers.values()]


def _timed_with_a_kill(
    output: Path, articles: Path, size: int, address: str, pids: Callable[[], list[int]]
) -> tuple[float, float]:
    """One worker is killed when the file is a third as long as that of one process."""
    part, third = output.with_name(f"{output.name}.part"), output.with_name("serial.jsonl").stat().st_size // 3

    def kill() -> None:
        while not part.exists() or part.stat().st_size < third:
            time.sleep(0.05)
        os.kill(pids()[0], signal.SIGKILL)

    killer = Thread(target=kill, daemon=True)
    killer.start()
    taken = _command(output, articles, ("--dask", address))
    killer.join(1)
    if killer.is_alive():
        raise AnnotateError(f"{size} articles were done before a worker could be killed; give more")
    return taken


def _timed(output: Path, size: int) -> tuple[float, float]:
    """Seconds and peak of memory (MB) of the command over `size` articles, from the pipe they come by to the file."""
    return _command(output, _lines(size))


def _lines(size: int) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in tiles(size))


def tiles(number: int) -> Iterator[dict[str, str]]:
    """So many rows of news with serial numbers."""
    news = [article for corpus in read_corpora() for article in corpus.articles]
    for serial, article in enumerate(islice(cycle(news), number), start=1):
        yield {"id": f"n{serial}", "language": article.language or "en", "text": f"No. {serial}\n\n{article.text}"}


def _command(
    output: Path, articles: Path | Iterator[str], options: Sequence[str] = (), limit: float | None = None
) -> tuple[float, float]:
    """Seconds and peak of memory (MB) over a file of articles, or over lines that a pipe gives.

    TimeoutExpired where it takes longer than `limit` seconds.
    """
    lines, place = (iter(()), str(articles)) if isinstance(articles, Path) else (articles, "-")
    arguments = [
        "prelabel",
        place,
        "--format",
        "jsonl",
        "--schema",
        "diplomacy",
        "--fresh",
        "-o",
        str(output),
        *options,
    ]
    command = [sys.executable, "-c", _COMMAND, *arguments]
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as going:
        try:
            if going.stdin:
                going.stdin.writelines(lines)
                going.stdin.close()
            going.wait(limit)
        except subprocess.TimeoutExpired:
            going.kill()
            raise
        said = going.stdout.read() if going.stdout else ""
    if going.returncode:
        raise subprocess.CalledProcessError(going.returncode, command)
    return time.perf_counter() - start, float(said) / 1e6


def _series() -> Iterator[tuple[str, str, Sequence[float], Callable[[float], str]]]:
    """Each kind of large article: what it is, its unit, its sizes, and its text at a size."""
    yield "one line of news", "MB", _MEGABYTES, lambda size: _cut(_NEWS.format(300), size)
    yield "one line without a full stop", "MB", _MEGABYTES, lambda size: _cut(_UNENDING, size)
    yield (
        "triggers, each in its sentence",
        "",
        _TRIGGERS,
        lambda size: "".join(map(_NEWS.format, range(1, int(size) + 1))),
    )
    yield "triggers without a full stop", "", _TRIGGERS, lambda size: "sent " * int(size)


def _cut(text: str, megabytes: float) -> str:
    size = int(megabytes * 1e6)
    return (text * (size // len(text) + 1))[:size]


def _by_size(what: str, unit: str, sizes: Sequence[float], text: Callable[[float], str], folder: Path) -> Iterator[Run]:
    """One article of each size, until one takes too long; the start of the command is taken off."""
    start, _ = _command(folder / "out.jsonl", iter([_row("Norway sent 300 soldiers to Latvia.")]), (), None)
    before: float | None = None
    for size in sizes:
        name = f"{what}, {size:,g} {unit}".strip()
        try:
            taken, peak = _command(folder / "out.jsonl", iter([_row(text(size))]), (), _LIMIT)
        except subprocess.TimeoutExpired:
            yield Run(name, size, None, None, None, f"stopped after {_LIMIT} s")
            return
        seconds = max(0.0, taken - start)
        yield Run(name, size, seconds, peak, seconds / before if before and before > _TELLING else None)
        before = seconds


def _row(text: str) -> str:
    return json.dumps({"id": "large", "language": "en", "text": text}) + "\n"


def scale_json(report: Report) -> dict[str, Any]:
    """Every run, with its seconds, megabytes and ratio."""
    return {name: [asdict(run) for run in runs] for name, runs in report.items()}


def scale_markdown(report: Report) -> str:
    """Three tables, with the machine above them."""
    machine = ", ".join(f"{name} {value}" for name, value in describe_machine(_LIBRARIES).items())
    heads = {
        "memory": ("articles", "s", "articles/s", "peak of memory, MB", "times the first"),
        "ways": ("way", "s", "articles/s", "times as fast as one process", "result"),
        "sizes": ("one article", "s", "peak of memory, MB", "times the one before", ""),
    }
    tables = [table([heads[name], *(_cells(name, run) for run in runs)]) for name, runs in report.items()]
    return "\n\n".join([f"Measured on: {machine}.", *tables]) + "\n"


def _cells(name: str, run: Run) -> Sequence[str]:
    seconds, peak, times = _figure(run.seconds, 1), _figure(run.peak, 0), _figure(run.times, 2)
    rate = _figure(run.size / run.seconds if run.seconds else None, 0)
    if name == "memory":
        return f"{run.size:,.0f}", seconds, rate, peak, times
    if name == "ways":
        return f"{run.what} ({run.size:,.0f} articles)", seconds, rate, times, run.remark
    return run.what, seconds, peak, times, run.remark


def _figure(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"
