"""Reviewed readings as the models learn from them: pages with their spans among the tokens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotate.annotation import Annotation, Event, Mention
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.spans import Marked
from annotate.prelabel.learned.vocabulary import Vocabulary
from annotate.schema.model import Schema


@dataclass(frozen=True, eq=False)
class Example:
    """One reading with its page; `events` and `mentions` are those whose spans hold a token, by id."""

    reading: Annotation
    page: Page
    events: Mapping[str, Marked]
    mentions: Mapping[str, Marked]

    @property
    def fillers(self) -> dict[str, Marked]:
        """Everything that can fill a role, by id."""
        return {**self.mentions, **self.events}


class Vocabularies:
    """The vocabulary of each language under one schema, made when it is first asked for."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made: dict[str, Vocabulary] = {}

    def __getitem__(self, language: str) -> Vocabulary:
        if language not in self._made:
            self._made[language] = Vocabulary(self._schema, language)
        return self._made[language]


def examples(readings: Iterable[Annotation], schema: Schema) -> list[Example]:
    """The readings as examples, sorted by id; what is of no type of the schema is left out."""
    vocabularies = Vocabularies(schema)
    return [_example(each, schema, vocabularies) for each in sorted(readings, key=lambda each: each.id)]


def _example(reading: Annotation, schema: Schema, vocabularies: Vocabularies) -> Example:
    page = Page.of(reading.article, vocabularies[reading.language or ""])
    events = [each for each in reading.events if each.type in schema.events]
    mentions = [each for each in reading.mentions if each.type in schema.entities]
    return Example(reading, page, _placed(page, events), _placed(page, mentions))


def _placed(page: Page, items: Sequence[Event | Mention]) -> dict[str, Marked]:
    found: dict[str, Marked] = {}
    for each in items:
        span = each.trigger if isinstance(each, Event) else each
        place = page.place(span.start, span.end)
        if place is not None:
            found[each.id] = Marked(*place, each.type)
    return found
