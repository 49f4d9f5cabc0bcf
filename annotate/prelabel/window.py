"""Articles read elsewhere, some chunks ahead: the readings come in the order of the articles, memory stays flat."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.prelabel import Engine

AHEAD = 4
"""Chunks a worker under way or waiting to be written."""

_ARTICLES, _SIZE = 32, 1_000_000  # of a chunk at most: articles, and code points but for the last article


Load = Callable[[str], Engine]
"""What loads an engine by its name; it goes to the workers, and has to be a function of a module (or a partial)."""


class Pending(Protocol):
    """The readings of one chunk, being worked out."""

    def result(self) -> list[Annotation]:
        """Waits for them; raises what went wrong."""

    def cancel(self) -> object:
        """They are not wanted any more."""


def in_order(
    articles: Iterable[Article], submit: Callable[[list[Article]], Pending], ahead: Callable[[], int]
) -> Iterator[Annotation]:
    """The readings of all articles in order; `submit` sends a chunk off, `ahead()` says how many may be under way.

    What is under way is cancelled where the caller stops, or where a chunk fails.
    """
    rest = _chunks(articles)
    waiting: deque[Pending] = deque()
    try:
        while True:
            waiting.extend(map(submit, islice(rest, max(0, ahead() - len(waiting)))))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        for each in waiting:
            each.cancel()


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Few articles where they are long, so that the memory of what is under way has a limit."""
    chunk: list[Article] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += len(article.text)
        if len(chunk) == _ARTICLES or size >= _SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
