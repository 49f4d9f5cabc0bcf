"""Pre-labels for tests of the server, made here."""

from collections.abc import Iterator
from pathlib import Path

from annotate.annotation import Annotation, Argument, Event, Mention, reading, to_lines
from annotate.article import Article
from annotate.files import write_lines
from annotate.span import Span

TEXT = "खबर {number}: विदेश मंत्री अना कोवाच मंगलवार को नैरोबी पहुंचीं। वह बुधवार को लौटेंगी।"


def prelabel(number: int, *, version: str = "test-1") -> Annotation:
    """A reading of a short Hindi article with one visit."""
    article = Article(text=TEXT.format(number=number), language="hi", source="test", published="2026-03-01")
    return reading(
        article,
        engine="test",
        annotator="engine:test",
        state="prelabel",
        fingerprint=version,
        mentions=(_mention("m1", "person", "अना कोवाच", article.text), _mention("m2", "place", "नैरोबी", article.text)),
        events=(
            Event(
                id="e1",
                type="diplomatic_visit",
                trigger=span("पहुंचीं", article.text),
                score=0.75,
                arguments=(Argument(role="visitor", filler="m1"), Argument(role="destination", filler="m2")),
                attributes={"modality": "asserted", "polarity": "positive"},
            ),
        ),
    )


def span(surface: str, text: str) -> Span:
    """The first occurrence of `surface` in `text`."""
    start = text.index(surface)
    return Span.of(text, start, start + len(surface))


def _mention(name: str, kind: str, surface: str, text: str) -> Mention:
    return Mention(id=name, type=kind, **span(surface, text).model_dump(exclude={"tidied"}))


def write_prelabels(path: Path, number: int, *, version: str = "test-1") -> Path:
    """Writes `number` different pre-labels."""
    write_lines(path, to_lines(_prelabels(number, version)))
    return path


def _prelabels(number: int, version: str) -> Iterator[Annotation]:
    return (prelabel(each, version=version) for each in range(number))
