"""Normalised values of mentions: dates as ISO ranges, quantities as bounds, countries as ISO codes; docs/values.md.

They stand beside the span and never in its place; what is not known for sure has none.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from annotate.annotation import Annotation, Mention
from annotate.prelabel.lexicon import gazetteer
from annotate.prelabel.lexicon.tables import digest_of
from annotate.prelabel.values.calendar import published_on
from annotate.prelabel.values.countries import country_value
from annotate.prelabel.values.dates import date_value
from annotate.prelabel.values.quantities import quantity_value
from annotate.prelabel.values.tense import Tense, tenses
from annotate.prelabel.values.vocabulary import Json
from annotate.schema.model import Schema

VERSION = 1
"""Raised whenever the code gives another value to the same text with the same words."""

KINDS = frozenset({"date", "quantity", "country"})
"""The kinds of an entity type (see `EntityType.kinds`) whose mentions get values."""


def with_values(reading: Annotation, schema: Schema) -> Annotation:
    """The reading with a `value` on each mention that has none yet and whose normalised form is known."""
    kinds, told = kinds_by_type(schema), tenses(reading)
    given = [
        (mention, _value(mention, reading, kinds.get(mention.type, frozenset()), told.get(mention.id, "untold")))
        for mention in reading.mentions
    ]
    if all(value is None for _, value in given):
        return reading
    mentions = tuple(mention.model_copy(update={"value": value}) if value else mention for mention, value in given)
    return reading.model_copy(update={"mentions": mentions})


def kinds_by_type(schema: Schema) -> dict[str, frozenset[str]]:
    """What the mentions of each entity type are: its `kinds`, else the kind that is called like it."""
    return {name: frozenset(entity.kinds or (name,)) for name, entity in schema.entities.items()}


def has_values(schema: Schema) -> bool:
    """Whether any entity type of the schema has mentions with values."""
    return any(kinds & KINDS for kinds in kinds_by_type(schema).values())


@cache
def fingerprint() -> str:
    """`values/VERSION HASH`, the hash over every table of words and names."""
    tables = digest_of([files(__package__) / "words", files(gazetteer)])
    return f"values/{VERSION} {tables.hex()[:8]}"


def _value(mention: Mention, reading: Annotation, kinds: Iterable[str], tense: Tense) -> Json | None:
    """The value of a mention of these kinds; of several kinds that give one, the first by name."""
    if mention.value is not None:
        return None
    for kind in sorted(KINDS.intersection(kinds)):
        if value := _value_as(kind, mention, reading, tense, "place" in kinds):
            return value
    return None


def _value_as(kind: str, mention: Mention, reading: Annotation, tense: Tense, place: bool) -> Json | None:
    language = reading.language or ""
    if kind == "country":
        return country_value(mention.text, language, capitals=not place)
    if kind == "quantity":
        return quantity_value(mention.text, language)
    return date_value(mention.text, language, published_on(reading.published), tense)


__all__ = ["Tense", "country_value", "date_value", "quantity_value", "with_values"]
