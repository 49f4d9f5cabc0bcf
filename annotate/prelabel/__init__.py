"""Pre-labelling: engines that read articles with a schema, by name."""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
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


def _lexicon(model: str) -> Engine:
    from annotate.prelabel.lexicon import LexiconEngine

    if model:
        raise AnnotateError(f"engine 'lexicon@{model}': it has no models, its words are in the schema; say 'lexicon'")
    return LexiconEngine()


def _llm(model: str) -> Engine:
    from annotate.prelabel.llm import LlmEngine

    return LlmEngine(model)


def _learned(model: str) -> Engine:
    from annotate.prelabel.learned import load_learned

    return load_learned(model)


def _gliner(model: str) -> Engine:
    from annotate.prelabel.gliner import GlinerEngine

    return GlinerEngine(model)


ENGINES: dict[str, Callable[[str], Engine]] = {
    "lexicon": _lexicon, "learned": _learned, "llm": _llm, "gliner": _gliner,
}  # fmt: skip
"""Every engine by name, each with the function that loads it with a model ("" where none is named)."""


def load_engine(name: str) -> Engine:
    """The engine called `NAME` or `NAME@MODEL`, or your own as `package.module:Name`; else AnnotateError.

    Names with commas between make one engine of several; `calibration@FILE` among them calibrates what it says.
    """
    if "," in name:
        return _combined(name)
    kind, _, model = name.partition("@")
    if kind in ENGINES:
        return ENGINES[kind](model)
    if ":" in kind:
        return _own(name)
    raise AnnotateError(f"unknown engine {kind!r} {suggest(kind, ENGINES)}")


def _combined(name: str) -> Engine:
    from annotate.prelabel.combined import CombinedEngine, split

    names, calibration = split(name)
    return CombinedEngine([load_engine(each) for each in names], calibration)


def _own(name: str) -> Engine:
    """An engine of somebody's own: a class, a function that makes one, or one ready made; found from here too."""
    module, _, attribute = name.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    try:
        found = getattr(importlib.import_module(module), attribute)
        engine = found() if isinstance(found, type) or not hasattr(found, "prelabel") else found
    except Exception as fault:
        raise AnnotateError(f"engine {name!r}: cannot be loaded: {type(fault).__name__}: {fault}") from fault
    finally:
        sys.path.pop(0)
    lacking = [part for part in ("name", "fingerprint", "prelabel") if not hasattr(engine, part)]
    if lacking:
        raise AnnotateError(f"engine {name!r}: has no {' and no '.join(lacking)}; see annotate.prelabel.Engine")
    own: Engine = engine
    return own
