"""What was found among tokens, written as an annotation: whole graphemes, offsets in code points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from annotate.annotation import Annotation, Argument, Event, Mention, reading
from annotate.article import Article
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.spans import Marked
from annotate.schema.model import Carrier
from annotate.span import Span


@dataclass(frozen=True, slots=True)
class Filled:
    """A role that something fills, and how likely."""

    role: str
    filler: Marked
    score: float


class Attributes(Protocol):
    """Says what is likeliest of a span: the values of its attributes by name."""

    def __call__(self, page: Page, carrier: Carrier, marked: Marked, kind: str, role: str = "") -> dict[str, str]:
        """The attributes of a `carrier` of the type `kind` (an argument: of its event's)."""


def written(
    article: Article, page: Page, found: Mapping[Marked, Sequence[Filled]], attributes: Attributes
) -> Annotation:
    """Mentions m1, m2, ... and events e1, e2, ... in text order; only mentions that fill a role."""
    events = {trigger: f"e{number}" for number, trigger in enumerate(sorted(found), start=1)}
    fillers = {filled.filler for each in found.values() for filled in each} - set(events)
    mentions = {filler: f"m{number}" for number, filler in enumerate(sorted(fillers), start=1)}
    return reading(
        article,
        mentions=[_mention(page, each, name, attributes) for each, name in mentions.items()],
        events=[_event(page, each, found[each], {**mentions, **events}, attributes) for each in events],
    )


def _span(page: Page, marked: Marked) -> Span:
    return Span.of(page.text, *page.range(marked.first, marked.last))


def _mention(page: Page, marked: Marked, name: str, attributes: Attributes) -> Mention:
    span = _span(page, marked)
    said = attributes(page, "mention", marked, marked.label)
    score = round(marked.score, 3)
    return Mention(
        id=name, type=marked.label, start=span.start, end=span.end, text=span.text, attributes=said, score=score
    )


def _event(
    page: Page, trigger: Marked, filled: Sequence[Filled], ids: Mapping[Marked, str], attributes: Attributes
) -> Event:
    return Event(
        id=ids[trigger],
        type=trigger.label,
        trigger=_span(page, trigger),
        arguments=tuple(
            Argument(
                role=one.role,
                filler=ids[one.filler],
                score=round(one.score, 3),
                attributes=attributes(page, "argument", one.filler, trigger.label, one.role),
            )
            for one in filled
        ),
        attributes=attributes(page, "event", trigger, trigger.label),
        score=round(trigger.score, 3),
    )
