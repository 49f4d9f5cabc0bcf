"""Pre-labelling: engines that read articles with a schema, by name."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError, suggest
from annotate.schema.model import Schema


class Engine(Protocol):
    """Anything that reads articles into annotations."""

    @property
    def name(self) -> str:
        """The name it is loaded by; annotations carry it as `engine` and `engine:NAME`."""

    def fingerprint(self, schema: Schema) -> str:
        """What it would do with `schema`: two equal fingerprints promise equal annotations of equal articles."""

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation for each article, in order, as a stream."""


def _lexicon() -> Engine:
    from annotate.prelabel.lexicon import LexiconEngine

    return LexiconEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"lexicon": _lexicon}
"""Every engine by name, each with the function that loads it."""


def load_engine(name: str) -> Engine:
    """The engine called `name`; raises `AnnotateError` where there is none."""
    if name not in ENGINES:
        raise AnnotateError(f"unknown engine {name!r} {suggest(name, ENGINES)}")
    return ENGINES[name]()
