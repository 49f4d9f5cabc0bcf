"""Work on an event loop of its own thread, several items at once, the results in the order of the items."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A running loop; what still runs on it when the block ends is cancelled, also by an interruption."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="annotate-llm", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def in_order(
    loop: asyncio.AbstractEventLoop, items: Iterable[T], work: Callable[[T], Coroutine[Any, Any, R]], ahead: int
) -> Iterator[tuple[T, Future[R]]]:
    """Each item with what `work` makes of it, done; no more than `ahead` items are held at a time."""
    rest = iter(items)
    waiting: deque[tuple[T, Future[R]]] = deque()
    for item in rest:
        waiting.append((item, asyncio.run_coroutine_threadsafe(work(item), loop)))
        if len(waiting) >= ahead:
            yield _first(waiting)
    while waiting:
        yield _first(waiting)


def _first(waiting: "deque[tuple[T, Future[R]]]") -> "tuple[T, Future[R]]":
    item, future = waiting.popleft()
    future.exception()  # waits
    return item, future
