"""An engine of one's own around a `transformers` token classifier that lies in a folder of this machine.

The labels of the model are the names of the schema: those of event types are triggers, those of entity types mentions
(`B-`/`I-` before them or not); others are passed over. A mention fills the first role that takes its type, of the
nearest trigger in its line. Named `own_engine:Tagger`, with the folder in the environment variable TAGGER_MODEL.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from annotate.annotation import Annotation, Argument, Event, Mention, reading
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.schema import Schema
from annotate.span import Span, tidy

VERSION = 1  # raised when this file finds something else with the same model
OVERLAP = 32  # tokens that two windows of a long article share
VARIABLE = "TAGGER_MODEL"


class Found(NamedTuple):
    """A stretch of the text with a label of the model; offsets in code points, `score` from 0 to 1."""

    label: str
    span: Span
    score: float


class Tagger:
    """Reads articles with the model in `folder`, without network and, on the same machine, without chance."""

    name = "tagger"

    def __init__(self, folder: str | None = None) -> None:
        self._folder = Path(folder or os.environ.get(VARIABLE, ""))
        if not (self._folder / "config.json").is_file():
            raise AnnotateError(f"{VARIABLE}: no model in {self._folder}; name the folder of its config.json")
        from transformers import pipeline

        self._tag = pipeline(
            "token-classification", model=str(self._folder), aggregation_strategy="simple", stride=OVERLAP
        )
        self._digest = _digest(self._folder)

    def fingerprint(self, schema: Schema) -> str:
        """This file's version, the schema, and a hash over its content and every file of the model."""
        content = hashlib.sha256(schema.model_dump_json().encode() + self._digest).hexdigest()
        return f"{self.name}/{VERSION} {schema.id} {content[:16]}"

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation an article, in order."""
        fingerprint = self.fingerprint(schema)
        for article in articles:
            mentions, events = _read(article.text, list(self._found(article.text)), schema)
            yield reading(
                article, mentions=mentions, events=events, engine=self.name, annotator=f"engine:{self.name}",
                state="prelabel", fingerprint=fingerprint, schema_id=schema.id,
            )  # fmt: skip

    def _found(self, text: str) -> Iterator[Found]:
        """Without outer blanks and halves of graphemes, which tokens know nothing of."""
        for group in self._tag(text):
            span = Span.of(text, *tidy(text, group["start"], group["end"]))
            yield Found(group["entity_group"], span, round(float(group["score"]), 3))


def _digest(folder: Path) -> bytes:
    content = hashlib.sha256()
    for path in sorted(each for each in folder.iterdir() if each.is_file()):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.digest()


def _read(text: str, found: Sequence[Found], schema: Schema) -> tuple[list[Mention], list[Event]]:
    named = [each for each in found if each.label in schema.entities]
    mentions = [
        Mention(id=f"m{number}", type=each.label, score=each.score, **each.span.model_dump(exclude={"tidied"}))
        for number, each in enumerate(named, start=1)
    ]
    triggers = [each for each in found if each.label in schema.events]
    events = [
        Event(id=f"e{number}", type=each.label, trigger=each.span, score=each.score)
        for number, each in enumerate(triggers, start=1)
    ]
    return mentions, [_filled(event, events, mentions, text, schema) for event in events]


def _filled(event: Event, events: Sequence[Event], mentions: Iterable[Mention], text: str, schema: Schema) -> Event:
    """The event with those mentions of its line that are nearer to it than to any other; each role is filled once."""
    filled: dict[str, Argument] = {}
    for mention in sorted(mentions, key=lambda one: _distance(one, event)):
        roles = schema.roles_for(event.type, mention.type)
        low, high = sorted((mention.start, event.trigger.start))
        if roles and "\n" not in text[low:high] and _nearest(mention, events) is event:
            filled.setdefault(roles[0], Argument(role=roles[0], filler=mention.id, score=mention.score))
    return event.model_copy(update={"arguments": tuple(filled.values())})


def _nearest(mention: Mention, events: Sequence[Event]) -> Event:
    return min(events, key=lambda event: _distance(mention, event))


def _distance(mention: Mention, event: Event) -> int:
    return abs(mention.start - event.trigger.start)
