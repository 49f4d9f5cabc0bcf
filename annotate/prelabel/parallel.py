"""Pre-labelling on several cores of one machine: the same readings in the same order, memory flat."""

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from threading import Thread

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import Engine, load_engine
from annotate.prelabel.window import AHEAD, Load, in_order
from annotate.schema.model import Schema

_held: dict[str, tuple[Engine, Schema]] = {}
"""In a worker: its engine and schema, loaded once."""


def prelabel(
    name: str, articles: Iterable[Article], schema: Schema, workers: int, load: Load = load_engine
) -> Iterator[Annotation]:
    """The readings of the engine that `load` loads by `name`, in the order of the articles, by `workers` processes.

    No more than a few chunks of articles are held at a time. AnnotateError where a worker dies.
    """
    load(name)  # so that a wrong name is told here, not by a worker
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (name, schema, load)) as pool:
        try:
            yield from in_order(articles, lambda chunk: pool.submit(_read, chunk), lambda: workers * AHEAD)
        except BrokenProcessPool:
            raise AnnotateError(
                f"a worker of engine {name!r} died, perhaps for want of memory; run again with fewer --workers"
            ) from None


def _start(name: str, schema: Schema, load: Load) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches workers too: they end at once and say nothing
    Thread(target=_end_with_parent, daemon=True).start()
    _held["engine"] = load(name), schema


def _end_with_parent() -> None:
    """A parent that is killed cannot end its workers, and they would wait for chunks for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read(chunk: list[Article]) -> list[Annotation]:
    engine, schema = _held["engine"]
    return list(engine.prelabel(chunk, schema))
