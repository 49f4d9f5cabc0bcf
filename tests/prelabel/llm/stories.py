"""What the tests of the LLM engine share: articles, true and false answers about them, an engine for a fake server."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.prelabel.llm import LlmEngine, Settings
from annotate.prelabel.unread import Unread
from annotate.schema import load_schema
from tests.prelabel.llm.server import FakeServer, Json

SCHEMA = load_schema("diplomacy")
VISIT = "Rain fell in the morning. President Helena Duarte arrived in Nairobi on Tuesday."
TREATY = "Norway and Kenya signed a fisheries agreement in Oslo."
VIEWED = {"polarity": "positive", "modality": "asserted"}


def argument(role: str, quote: str, kind: str, sentence: int = 1) -> Json:
    """An argument as a model answers it."""
    return {"role": role, "quote": quote, "sentence": sentence, "type": kind}


def event(kind: str, trigger: str, *arguments: Json, sentence: int = 1, **more: Any) -> Json:
    """An event as a model answers it."""
    given = {"type": kind, "trigger": trigger, "sentence": sentence, "arguments": list(arguments)}
    return {**given, "attributes": VIEWED, "confidence": 0.9, **more}


ARRIVED = event(
    "diplomatic_visit", "arrived",
    argument("visitor", "Helena Duarte", "person", 2), argument("destination", "Nairobi", "place", 2), sentence=2,
)  # fmt: skip
SIGNED = event("treaty", "signed", argument("party", "Norway", "country"), argument("party", "Kenya", "country"))


def engine(server: FakeServer, cache: Path, **settings: Any) -> LlmEngine:
    """An engine that asks a fake server and does not wait long."""
    quick = Settings(url=server.url, cache=cache, timeout=5, retries=2, backoff=0.01, concurrency=1)
    return LlmEngine("fake", replace(quick, **settings))


def article(text: str, name: str = "a", language: str = "en") -> Article:
    """An article with an id."""
    return Article(id=name, text=text, language=language)


def read(asking: LlmEngine, *texts: str) -> list[Annotation]:
    """The readings of texts, which have the ids a0, a1, ..."""
    return list(asking.prelabel([article(text, f"a{at}") for at, text in enumerate(texts)], SCHEMA))


def read_some(asking: LlmEngine, *texts: str) -> tuple[list[Annotation], tuple[str, ...]]:
    """The readings of the texts that could be read, and the lines about the others."""
    found: list[Annotation] = []
    try:
        found += asking.prelabel([article(text, f"a{at}") for at, text in enumerate(texts)], SCHEMA)
    except Unread as fault:
        return found, fault.faults
    return found, ()


def refused(reading: Annotation) -> dict[str, int]:
    """What of a model's answers was not taken, by reason."""
    counts: dict[str, int] = (reading.model_extra or {}).get("refused", {})
    return counts
