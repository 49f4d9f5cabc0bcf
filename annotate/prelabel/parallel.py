"""Pre-labelling on several cores of one machine: the same readings in the same order, memory flat."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import Engine, load_engine
from annotate.schema.model import Schema

_CHUNK = 32  # articles sent at once
_AHEAD = 4  # chunks a worker under way or waiting to be written

_held: dict[str, tuple[Engine, Schema]] = {}
"""In a worker: its engine and schema, loaded once."""


Load = Callable[[str], Engine]
"""What loads an engine by its name; it goes to the workers, and has to be a function of a module (or a partial)."""


def prelabel(
    name: str, articles: Iterable[Article], schema: Schema, workers: int, load: Load = load_engine
) -> Iterator[Annotation]:
    """The readings of the engine that `load` loads by `name`, in the order of the articles, by `workers` processes.

    No more than a few chunks of articles are held at a time. AnnotateError where a worker dies.
    """
    load(name)  # so that a wrong name is told here, not by a worker
    rest = iter(articles)
    waiting: deque[Future[list[Annotation]]] = deque()
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (name, schema, load)) as pool:
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (chunk := list(islice(rest, _CHUNK))):
                    waiting.append(pool.submit(_read, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise AnnotateError(
                f"a worker of engine {name!r} died, perhaps for want of memory; run again with fewer --workers"
            ) from None
        finally:
            for each in waiting:
                each.cancel()


def _start(name: str, schema: Schema, load: Load) -> None:
    _held["engine"] = load(name), schema


def _read(chunk: list[Article]) -> list[Annotation]:
    engine, schema = _held["engine"]
    return list(engine.prelabel(chunk, schema))
