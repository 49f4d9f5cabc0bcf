"""The source of a module of pydantic classes, one a type."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from annotate.schema.count import ANY_NUMBER, Count
from annotate.schema.model import Attribute, Described, RelationType, Schema
from annotate.schema.models.literal import docstring, literal
from annotate.schema.models.naming import Name, class_names, members, names_of

_WIDTH = 120
_FRAME = '''\
BY_TYPE = Discriminator("type")


def ask_for_type(described: dict[str, Any]) -> None:
    """What tells classes apart must be in an answer, though Python fills it in."""
    if "const" in described["properties"].get("type", {}):
        described["required"] = ["type", *described.get("required", [])]


class Part(BaseModel):
    """What every class here is: a key that it does not name is a fault."""

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        protected_namespaces=(),
        json_schema_extra=ask_for_type,
    )


class Span(Part):
    """A stretch of the text; `start` and `end` count Unicode code points, end exclusive, as Python does."""

    text: str = Field(description="The words, letter for letter as they stand in the text.")
    start: int | None = Field(default=None, ge=0, description="Code points before it, if known.")
    end: int | None = Field(default=None, ge=0, description="Code points up to its end, if known.")


class Mention(Span):
    """Words that name something."""

    type: str
    id: str | None = Field(default=None, description="The same wherever the same mention stands, if known.")


class Event(Part):
    """Something that happens, what fills its roles, and how it is spoken of."""

    type: str
    id: str | None = Field(default=None, description="The same wherever the same event stands, if known.")
    trigger: Span = Field(description="The words that say it happens.")


class Relation(Part):
    """What holds between two mentions or events and is no role of either."""

    type: str'''


def to_models(schema: Schema, language: str = "en", *, strict: bool = False) -> str:
    """The source of a module with a class for each type of `schema`, definitions in `language` or else in English.

    Its last parts are `AnyEvent`, which tells events by their `type`, and `Document`. `schema` is one as it is read
    (parents and groups written out); the same schema gives the same source. What is `strict` is said above.
    """
    body = "\n\n\n".join((_FRAME, *_Module(schema, language, strict, class_names(schema)).blocks())) + "\n"
    title = f"The events of {schema.id} as types, made by `annotate schema models`: change the schema, not this file."
    enum = "from enum import StrEnum\n" if "(StrEnum):" in body else ""
    typing = "Annotated, Any, Literal" if "Annotated[" in body else "Any, Literal"
    imports = f"{enum}from typing import {typing}\n\nfrom pydantic import BaseModel, ConfigDict, Discriminator, Field"
    return f"{docstring(title, '')}\n\n{imports}\n\n{body}"


@dataclass(frozen=True, slots=True)
class _Module:
    """What the classes of one module are made from; `classes` are their names by kind and id."""

    schema: Schema
    language: str
    strict: bool
    classes: Mapping[tuple[str, str], str]

    def blocks(self) -> Iterator[str]:
        """The classes and aliases in their order, each without the blank lines around it."""
        schema = self.schema
        yield from (self._choices(name, each) for name, each in schema.attributes.items() if not each.flag)
        yield from (self._entity(name) for name in schema.entities)
        for name, event in schema.events.items():
            yield from (self._argument(name, role) for role in event.roles if self._wrapped(name, role))
            yield self._event(name)
        if late := [*self._late()]:
            yield "\n".join(f"{name}.model_rebuild()" for name in late)
        yield _alias("AnyEvent", [self.classes["Event", name] for name in schema.events])
        yield from (self._relation(name, each) for name, each in schema.relations.items())
        if schema.relations:
            yield _alias("AnyRelation", [self.classes["Relation", name] for name in schema.relations])
        yield self._document()

    def _choices(self, name: str, attribute: Attribute) -> str:
        told = (f"{value}: {self._said(value, each)}" for value, each in attribute.values.items())
        lines = [f"    {member} = {literal(value)}" for value, member in members(attribute).items()]
        text = "\n".join((self._said(name, attribute), "", *told))
        return f"class {self.classes['Value', name]}(StrEnum):\n    {docstring(text)}\n\n" + "\n".join(lines)

    def _entity(self, name: str) -> str:
        asked = self.schema.attributes_of("mention", name)
        lines = [*_typed(name), *self._attributes(asked, names_of("mention", asked))]
        return self._class("Entity", name, "Mention", self.schema.entities[name], lines)

    def _argument(self, event: str, role: str) -> str:
        """What fills a role and what is said of its doing so."""
        part, asked = self.schema.events[event].roles[role], self.schema.attributes_of("argument", event, role)
        kind = _quoted(f"filler: {self._one_of(part.fillers)}", self._ahead(event, part.fillers))
        lines = [f"    {kind}", *self._attributes(asked, names_of("argument", asked))]
        return self._class("Argument", f"{event} {role}", "Part", part, lines)

    def _event(self, name: str) -> str:
        event, asked = self.schema.events[name], self.schema.attributes_of("event", name)
        names = names_of("event", [*event.roles, *asked])
        roles = [self._role(name, role, given) for role, given in zip(event.roles, names, strict=False)]
        lines = [*_typed(name), *roles, *self._attributes(asked, names[len(roles) :])]
        return self._class("Event", name, "Event", event, lines)

    def _role(self, event: str, role: str, name: Name) -> str:
        part = self.schema.events[event].roles[role]
        wrapped = self._wrapped(event, role)
        kind = self.classes["Argument", f"{event} {role}"] if wrapped else self._one_of(part.fillers)
        kind, more = _counted(kind, part.count if self.strict else ANY_NUMBER)
        said = f"{_often(part.count)}{self._said(role, part)}"
        return _field(name, kind, more, said, ahead=not wrapped and self._ahead(event, part.fillers))

    def _attributes(self, asked: Mapping[str, Attribute], names: Iterable[Name]) -> Iterator[str]:
        for (attribute, part), name in zip(asked.items(), names, strict=True):
            if part.flag:
                yield _field(name, "bool", ["default=False"], self._said(attribute, part))
                continue
            kind = self.classes["Value", attribute]
            if part.default is not None:
                yield _field(name, kind, [f"default={kind}.{members(part)[part.default]}"])
            elif part.awaited and self.strict:
                yield _field(name, kind)
            else:
                yield _field(name, f"{kind} | None", ["default=None"])

    def _relation(self, name: str, relation: RelationType) -> str:
        pairs = [(each.source, each.target or each.source) for each in relation.ends]
        pairs += [(target, source) for source, target in pairs] if relation.symmetric else []
        sources, targets = (dict.fromkeys(chain.from_iterable(sides)) for sides in zip(*pairs, strict=True))
        ends = [
            _field(Name("source", "from"), self._one_of(sources)),
            _field(Name("target", "to"), self._one_of(targets)),
        ]
        return self._class("Relation", name, "Relation", relation, [*_typed(name), *ends])

    def _document(self) -> str:
        asked = self.schema.attributes_of("article")
        lines = ['    text: str = Field(default="", description="What was read; an answer need not repeat it.")']
        lines += ["    events: list[AnyEvent] = Field(default_factory=list)"]
        lines += ["    relations: list[AnyRelation] = Field(default_factory=list)"] * bool(self.schema.relations)
        lines += self._attributes(asked, names_of("article", asked))
        doc = docstring(self._said(self.schema.id, self.schema))
        return f"class Document(Part):\n    {doc}\n\n" + "\n".join(lines)

    def _class(self, kind: str, name: str, above: str, part: Described, lines: Iterable[str]) -> str:
        doc = docstring(self._said(name, part))
        return f"class {self.classes[kind, name]}({above}):\n    {doc}\n\n" + "\n".join(lines)

    def _said(self, name: str, part: Described) -> str:
        return part.definition(self.language).strip() or part.label(self.language, name)

    def _one_of(self, types: Iterable[str]) -> str:
        named = [self.classes["Event" if name in self.schema.events else "Entity", name] for name in types]
        return f"Annotated[{' | '.join(named)}, BY_TYPE]" if len(named) > 1 else named[0]

    def _wrapped(self, event: str, role: str) -> bool:
        return bool(self.schema.attributes_of("argument", event, role))

    def _ahead(self, event: str, fillers: Iterable[str]) -> bool:
        """Whether a class stands no earlier than that of `event`."""
        order = [*self.schema.events]
        return any(filler in order and order.index(filler) >= order.index(event) for filler in fillers)

    def _late(self) -> Iterator[str]:
        """The classes that may name one further down: those of events that take events."""
        events = self.schema.events
        for name, event in events.items():
            taking = [role for role, part in event.roles.items() if not events.keys().isdisjoint(part.fillers)]
            yield from (self.classes["Argument", f"{name} {role}"] for role in taking if self._wrapped(name, role))
            yield from [self.classes["Event", name]] if taking else []


def _counted(kind: str, count: Count) -> tuple[str, list[str]]:
    """The type of a role that is filled by `kind` so often, and what its field says of it."""
    if count.high == 1:
        return (kind, []) if count.low else (f"{kind} | None", ["default=None"])
    least = [f"min_length={count.low}"] if count.low else ["default_factory=list"]
    return f"list[{kind}]", [*least, *([] if count.high is None else [f"max_length={count.high}"])]


def _often(count: Count) -> str:
    if count.low == count.high:
        return f"Exactly {count.low}: "
    if count.high is None:
        return f"At least {count.low}: " if count.low else ""
    return f"{count.low} to {count.high}: " if count.low else f"At most {count.high}: "


def _typed(name: str) -> list[str]:
    return [f"    type: Literal[{literal(name)}] = {literal(name)}"]


def _field(name: Name, kind: str, more: Iterable[str] = (), said: str = "", *, ahead: bool = False) -> str:
    # not `alias`: for a type checker that would be the name of the argument too, and `from` can be none
    aliases = ("validation_alias", "serialization_alias") if name.key != name.field else ()
    given = [*more, *(f"{alias}={literal(name.key)}" for alias in aliases)]
    given += [f"description={literal(said)}"] if said else []
    start = _quoted(f"{name.field}: {kind}", ahead)
    if not given:
        return f"    {start}"
    if len(given) == 1 and given[0].startswith("default="):
        return f"    {start} = {given[0].removeprefix('default=')}"
    return f"    {start} = Field(\n" + "".join(f"        {each},\n" for each in given) + "    )"


def _quoted(annotated: str, ahead: bool) -> str:
    """The annotation in quotes where it names a class further down, or is so long that a formatter would cut it up."""
    name, _, kind = annotated.partition(": ")
    return f'{name}: "{kind}"' if ahead or len(annotated) > _WIDTH - len("     = Field(") else annotated


def _alias(name: str, classes: list[str]) -> str:
    if len(classes) == 1:
        return f"{name} = {classes[0]}"
    union = f"    {' | '.join(classes)},"
    if len(union) > _WIDTH:
        union = "    " + "\n    | ".join(classes) + ","
    return f"{name} = Annotated[\n{union}\n    BY_TYPE,\n]"
