"""A schema on a labelling screen in one language: what its arcs are called there, and what such a name means.

An arc can say a role, a relation, or an attribute of an argument. Label Studio stores of a relation's label the text
that the screen shows and nothing else, so that a text in any language of the schema must lead back to one id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotate.schema import Attribute, Schema
from annotate.schema.model import YES, Described


@dataclass(frozen=True)
class Screen:
    """A schema, and the language of the screen that it is shown on."""

    schema: Schema
    language: str = "en"

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each arc id: roles first, then relations, then attributes of arguments."""
        texts: dict[str, str] = {}
        for name, text in _texts(self.schema, self.language):
            texts.setdefault(name, text)
        return texts

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The arc id that a text in any language of the schema stands for; an id stands for itself."""
        ids = {text: name for language in _languages(self.schema) for name, text in _texts(self.schema, language)}
        return {**ids, **{name: name for name in self.texts}, **{text: name for name, text in self.texts.items()}}

    def attribute(self, arc: str) -> tuple[str, str] | None:
        """The attribute of an argument and its value that an arc id says; None for a role or a relation."""
        name, _, value = arc.partition("=")
        attribute = self.schema.attributes.get(name)
        if attribute is None or "argument" not in attribute.on or attribute.flag == bool(value):
            return None
        return name, value or YES


def attribute_arc(name: str, attribute: Attribute, value: str) -> str:
    """The arc id that gives an argument an attribute: its name, and the value unless it is a flag."""
    return name if attribute.flag else f"{name}={value}"


def _texts(schema: Schema, language: str) -> Iterator[tuple[str, str]]:
    for event in schema.events.values():
        yield from ((name, role.label(language, name)) for name, role in event.roles.items())
    yield from ((name, relation.label(language, name)) for name, relation in schema.relations.items())
    for name, attribute in schema.attributes_on("argument").items():
        label = attribute.label(language, name)
        for value, choice in attribute.choices.items():
            said = label if attribute.flag else f"{label}: {choice.label(language, value)}"
            yield attribute_arc(name, attribute, value), said


def _languages(schema: Schema) -> list[str]:
    """The languages of the labels that arcs can have, sorted."""
    roles = [role for event in schema.events.values() for role in event.roles.values()]
    attributes = list(schema.attributes_on("argument").values())
    choices = [choice for each in attributes for choice in each.choices.values()]
    parts: list[Described] = [*roles, *schema.relations.values(), *attributes, *choices]
    return sorted({language for part in parts for language in part.labels})
