"""Pre-labelling on several machines: the same readings in the same order, from the workers of a Dask cluster.

Each chunk of articles is a task of its own, a pure function of the engine's name, the schema and the chunk: where a
worker dies the scheduler has its tasks done again by another, and nothing is doubled.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from logging import CRITICAL, getLogger
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import Engine, load_engine
from annotate.prelabel.window import AHEAD, Load, in_order
from annotate.schema.model import Schema

PACKAGE = "event-annotate"

_ANSWER = 10  # seconds that a scheduler has to answer
_PATIENCE = 120  # seconds without any worker after which nobody is waited for
_KEPT = 2  # engines, each with its schema, in the memory of a worker
_LOOK = 5  # seconds between two looks at whether there is a worker still


def prelabel(
    name: str, articles: Iterable[Article], schema: Schema, address: str, load: Load = load_engine
) -> Iterator[Annotation]:
    """The readings of the engine that `load` loads by `name`, in the order of the articles, from a Dask cluster.

    A few chunks a worker are held at a time; workers may come and go. AnnotateError where there is no Dask, no
    scheduler, no worker or another version of this package, and where an engine fails.
    """
    fingerprint = load(name).fingerprint(schema)
    packed = zlib.compress(schema.model_dump_json(exclude_defaults=True).encode())
    with _connected(address) as client, _told(address):
        _await_workers(client, address)
        check_versions(client.get_versions(packages=[PACKAGE]), address)

        def submit(chunk: list[Article]) -> _Partition:
            future = client.submit(_read, name, packed, fingerprint, load, chunk, pure=False)
            return _Partition(future, client, address)

        yield from in_order(articles, submit, lambda: AHEAD * max(1, _workers(client)))


@dataclass(frozen=True, slots=True)
class _Partition:
    """A chunk at the cluster."""

    future: Any
    client: Any
    address: str

    def result(self) -> list[Annotation]:
        self._wait()
        found: list[Annotation] = self.future.result()
        return found

    def cancel(self) -> None:
        self.future.cancel()

    def _wait(self) -> None:
        """Until it is done; AnnotateError where no worker has been there for long, for it would never be."""
        seen = monotonic()
        while not self.future.done():
            with suppress(TimeoutError):
                self.future.exception(timeout=_LOOK)
            if _workers(self.client):
                seen = monotonic()
            elif monotonic() - seen > _PATIENCE:
                raise AnnotateError(f"{self.address}: no worker is left; start some (dask worker), and run again")


def _workers(client: Any) -> int:
    """How many there are now."""
    return len(client.nthreads())


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A Dask client (its library has no types) of the scheduler at `address`; AnnotateError where there is none."""
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise AnnotateError("--dask: Dask is not installed; pip install 'event-annotate[dask]'") from None
    getLogger("distributed.client").setLevel(CRITICAL)  # what goes wrong is told once, by an AnnotateError
    try:
        client = dask.Client(address, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as fault:
        reason = " ".join(str(fault).split()) or type(fault).__name__
        raise AnnotateError(
            f"{address}: no Dask scheduler: {reason}; start one (dask scheduler), or mend the address"
        ) from None
    with client:
        yield client


def _await_workers(client: Any, address: str) -> None:
    """AnnotateError where there is no worker for long."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise AnnotateError(f"{address}: the scheduler has no workers; start some (dask worker {address})") from None


def check_versions(told: Mapping[str, Any], address: str) -> None:
    """AnnotateError where what Dask tells of client, scheduler and workers differs in this package or in Dask."""
    here = told["client"]["packages"]
    for place, found in {f"scheduler {address}": told["scheduler"], **told["workers"]}.items():
        for package in (PACKAGE, "distributed"):
            there = found["packages"].get(package)
            if there != here[package]:
                has = f"{package} {there}" if there else f"no {package}"
                raise AnnotateError(f"{place}: has {has}, here is {here[package]}; install that there")


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What only a cluster can do wrong, in one line."""
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        yield
    except KilledWorker as fault:
        raise AnnotateError(
            f"{address}: {fault.allowed_failures + 1} workers died over the same articles, perhaps for want of memory; "
            "give workers more (--memory-limit), and run again"
        ) from None
    except ImportError as fault:
        raise AnnotateError(f"{address}: a worker cannot load {PACKAGE}: {fault}; install it there") from None
    except (CancelledError, CommClosedError):
        raise AnnotateError(f"{address}: the scheduler is gone; start it again, and run again") from None


class _Loaded(NamedTuple):
    """In a worker: an engine and its schema; the lock is for engines that no threads may share."""

    engine: Engine
    schema: Schema
    lock: Lock


_held: dict[tuple[str, bytes, str], _Loaded] = {}
"""In a worker: what it loaded, by name, schema and fingerprint, the oldest first."""

_loading = Lock()


def _read(name: str, packed: bytes, fingerprint: str, load: Load, chunk: list[Article]) -> list[Annotation]:
    """One partition, in a worker; AnnotateError where its engine would read otherwise than the one that sent it."""
    key = name, packed, fingerprint
    with _loading:
        held = _held[key] = _held.pop(key) if key in _held else _load(name, packed, fingerprint, load)
        for old in list(_held)[:-_KEPT]:
            del _held[old]
    with held.lock:
        return list(held.engine.prelabel(chunk, held.schema))


def _load(name: str, packed: bytes, fingerprint: str, load: Load) -> _Loaded:
    engine, schema = load(name), Schema.model_validate_json(zlib.decompress(packed))
    found = engine.fingerprint(schema)
    if found != fingerprint:
        raise AnnotateError(
            f"a worker's engine {name!r} is another ({found}, here {fingerprint}); install the same there"
        )
    return _Loaded(engine, schema, Lock())
