"""An interrupted run goes on where it stopped: what its file holds is kept as far as it fits the articles."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from annotate.annotation import SHARED
from annotate.article import Article


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier run wrote and need not be done again: articles, their events, bytes of the file."""

    articles: int = 0
    events: int = 0
    size: int = 0


def going_on(file: BinaryIO, articles: Iterable[Article], fingerprint: str) -> tuple[Kept, Iterator[Article]]:
    """The beginning of `file` that the same run would write again, and the articles that are still to be read.

    A line is kept where it is whole and a reading of the article that comes at its place, every field of it the same,
    by an engine with this fingerprint. The first that is not ends what is kept. `file` is open at its start.
    """
    rest = iter(articles)
    kept = Kept()
    for article in rest:
        line = file.readline()
        reading = _reading(line)
        if reading.get("fingerprint") != fingerprint or not _is_of(reading, article):
            return kept, chain([article], rest)
        kept = Kept(kept.articles + 1, kept.events + len(reading.get("events", ())), kept.size + len(line))
    return kept, rest


def _reading(line: bytes) -> dict[str, Any]:
    """The fields of a whole line; none where it was cut off or spoilt."""
    if not line.endswith(b"\n"):
        return {}
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_of(reading: dict[str, Any], article: Article) -> bool:
    known = article.model_dump(mode="json", include=set(SHARED))
    return {key: reading.get(key) or None for key in known} == {key: value or None for key, value in known.items()}
