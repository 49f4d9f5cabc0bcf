"""A schema as Python types: one pydantic class a type, for answers of language models and for reading datasets.

`to_models` writes the source of a module that needs pydantic and nothing of ours; `events_of` and `document_of` give a
reading in the form that its `AnyEvent` and `Document` take. What fills a role stands within the event, events too.

By default a role is a list of any length, and every role and attribute may be left out: how often a role is filled is
only in its description, for a reading that misses a count is incomplete, not wrong. `strict` classes hold complete
readings alone: a role of one filler at most is a value of its own, a list has its least and greatest length, and an
attribute that must be chosen must be there.

A field is called like the id in small letters (`startOrg`: `start_org`), its key in JSON is the id. Only where that
is taken (a role `type`, an attribute called like a role of the same event) the key ends in `_` too.
"""

import keyword
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from itertools import chain, count
from typing import Any
from unicodedata import normalize

import regex
from pydantic import BaseModel

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.schema.count import ANY_NUMBER, Count
from annotate.schema.model import YES, Attribute, Carrier, Described, RelationType, Schema
from annotate.span import Span

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
_IMPORTED = ("Annotated", "Any", "BaseModel", "ConfigDict", "Discriminator", "Field", "Literal", "StrEnum")
_OWN = ("Part", "Span", "Mention", "Event", "Relation", "AnyEvent", "AnyRelation", "Document")
_SHADOWING = frozenset({*dir(BaseModel), *keyword.kwlist, "list", "str", "int", "bool"})
_FIXED: dict[Carrier, tuple[str, ...]] = {
    "mention": ("type", "id", "text", "start", "end"),
    "event": ("type", "id", "trigger"),
    "argument": ("filler",),
    "article": ("text", "events", "relations"),
}


@dataclass(frozen=True, slots=True)
class _Name:
    """What a role or an attribute is called in Python and in JSON."""

    field: str
    key: str


def to_models(schema: Schema, language: str = "en", *, strict: bool = False) -> str:
    """The source of a module with a class for each type of `schema`, definitions in `language` or else in English.

    Its last parts are `AnyEvent`, which tells events by their `type`, and `Document`. `schema` is one as it is read
    (parents and groups written out); the same schema gives the same source. What is `strict` is said above.
    """
    body = "\n\n\n".join((_FRAME, *_Module(schema, language, strict, _class_names(schema)).blocks())) + "\n"
    title = f"The events of {schema.id} as types, made by `annotate schema models`: change the schema, not this file."
    enum = "from enum import StrEnum\n" if "(StrEnum):" in body else ""
    typing = "Annotated, Any, Literal" if "Annotated[" in body else "Any, Literal"
    imports = f"{enum}from typing import {typing}\n\nfrom pydantic import BaseModel, ConfigDict, Discriminator, Field"
    return f"{_docstring(title, '')}\n\n{imports}\n\n{body}"


def events_of(annotation: Annotation, schema: Schema, *, strict: bool = False) -> list[dict[str, Any]]:
    """The events of a reading in its order, each as the `AnyEvent` of `to_models(schema, strict=strict)` takes it.

    What fills a role is written out there, whatever else it fills. Where an event would come to stand within itself
    (it fills a role of what fills it) it is cut: it has its id, trigger and attributes there, but no arguments. What
    the schema does not know is kept, for the classes to refuse; so are, as a list, several fillers of a role that
    takes one, where `strict`.
    """
    return _nested(annotation, schema, strict).events()


def document_of(annotation: Annotation, schema: Schema, *, strict: bool = False) -> dict[str, Any]:
    """A reading as the `Document` of `to_models` takes it, its events as `events_of` has them.

    Relations for which no one named a type are left out, and so are mentions that fill no role and have no relation.
    """
    nested = _nested(annotation, schema, strict)
    relations = [
        {"type": each.type, "from": nested.part(each.source), "to": nested.part(each.target)}
        for each in annotation.relations
        if each.type
    ]
    found = {"text": annotation.text, "events": nested.events(), **({"relations": relations} if relations else {})}
    return found | nested.chosen("article", annotation.attributes)


def _nested(annotation: Annotation, schema: Schema, strict: bool) -> "_Nested":
    mentions = {mention.id: mention for mention in annotation.mentions}
    return _Nested(schema, strict, mentions, {event.id: event for event in annotation.events})


@dataclass(frozen=True, slots=True)
class _Nested:
    """The parts of one reading by their ids, to be written out within each other."""

    schema: Schema
    strict: bool
    mentions: Mapping[str, Mention]
    by_id: Mapping[str, Event]

    def events(self) -> list[dict[str, Any]]:
        """Every event of the reading."""
        return [self.event(event) for event in self.by_id.values()]

    def event(self, event: Event, above: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The event with all that fills it; `above` are the ids of the events within which it stands."""
        known = self.schema.events.get(event.type)
        roles = dict.fromkeys([*(known.roles if known else ()), *(argument.role for argument in event.arguments)])
        found: dict[str, Any] = {"type": event.type, "id": event.id, "trigger": _placed(event.trigger)}
        for role, name in zip(roles, _names("event", roles), strict=True):
            given = [argument for argument in event.arguments if argument.role == role]
            if given and event.id not in above:
                fillers = [self._filler(event, argument, above | {event.id}) for argument in given]
                found[name.key] = fillers[0] if len(fillers) == 1 and self._alone(event, role) else fillers
        return found | self.chosen("event", event.attributes, event.type, roles)

    def part(self, name: str, above: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The mention or event with the id `name`."""
        if name in self.by_id:
            return self.event(self.by_id[name], above)
        part = self.mentions[name]
        return {"type": part.type, "id": part.id, **_placed(part), **self.chosen("mention", part.attributes, part.type)}

    def chosen(
        self, carrier: Carrier, values: Mapping[str, str], kind: str = "", roles: Iterable[str] = (), role: str = ""
    ) -> dict[str, Any]:
        """The attributes of a `carrier` of the type `kind` by their keys, a flag as a truth."""
        asked = self.schema.attributes_of(carrier, kind, role)
        named = [*roles, *dict.fromkeys([*asked, *values])]
        keys = {name: known.key for name, known in zip(named, _names(carrier, named), strict=True)}  # after the roles'
        flags = {name for name, attribute in asked.items() if attribute.flag}
        return {keys[name]: True if name in flags and value == YES else value for name, value in values.items()}

    def _alone(self, event: Event, role: str) -> bool:
        known = self.schema.events.get(event.type)
        return self.strict and known is not None and role in known.roles and known.roles[role].count.high == 1

    def _filler(self, event: Event, argument: Argument, above: frozenset[str]) -> dict[str, Any]:
        filler = self.part(argument.filler, above)
        if not argument.attributes and not self.schema.attributes_of("argument", event.type, argument.role):
            return filler
        return {"filler": filler, **self.chosen("argument", argument.attributes, event.type, role=argument.role)}


def _placed(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


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
        lines = [f"    {member} = {_literal(value)}" for value, member in _members(attribute).items()]
        text = "\n".join((self._said(name, attribute), "", *told))
        return f"class {self.classes['Value', name]}(StrEnum):\n    {_docstring(text)}\n\n" + "\n".join(lines)

    def _entity(self, name: str) -> str:
        asked = self.schema.attributes_of("mention", name)
        lines = [*_typed(name), *self._attributes(asked, _names("mention", asked))]
        return self._class("Entity", name, "Mention", self.schema.entities[name], lines)

    def _argument(self, event: str, role: str) -> str:
        """What fills a role and what is said of its doing so."""
        part, asked = self.schema.events[event].roles[role], self.schema.attributes_of("argument", event, role)
        kind = _quoted(f"filler: {self._one_of(part.fillers)}", self._ahead(event, part.fillers))
        lines = [f"    {kind}", *self._attributes(asked, _names("argument", asked))]
        return self._class("Argument", f"{event} {role}", "Part", part, lines)

    def _event(self, name: str) -> str:
        event, asked = self.schema.events[name], self.schema.attributes_of("event", name)
        names = _names("event", [*event.roles, *asked])
        roles = [self._role(name, role, given) for role, given in zip(event.roles, names, strict=False)]
        lines = [*_typed(name), *roles, *self._attributes(asked, names[len(roles) :])]
        return self._class("Event", name, "Event", event, lines)

    def _role(self, event: str, role: str, name: _Name) -> str:
        part = self.schema.events[event].roles[role]
        wrapped = self._wrapped(event, role)
        kind = self.classes["Argument", f"{event} {role}"] if wrapped else self._one_of(part.fillers)
        kind, more = _counted(kind, part.count if self.strict else ANY_NUMBER)
        said = f"{_often(part.count)}{self._said(role, part)}"
        return _field(name, kind, more, said, ahead=not wrapped and self._ahead(event, part.fillers))

    def _attributes(self, asked: Mapping[str, Attribute], names: Iterable[_Name]) -> Iterator[str]:
        for (attribute, part), name in zip(asked.items(), names, strict=True):
            if part.flag:
                yield _field(name, "bool", ["default=False"], self._said(attribute, part))
                continue
            kind = self.classes["Value", attribute]
            if part.default is not None:
                yield _field(name, kind, [f"default={kind}.{_members(part)[part.default]}"])
            elif part.awaited and self.strict:
                yield _field(name, kind)
            else:
                yield _field(name, f"{kind} | None", ["default=None"])

    def _relation(self, name: str, relation: RelationType) -> str:
        pairs = [(each.source, each.target or each.source) for each in relation.ends]
        pairs += [(target, source) for source, target in pairs] if relation.symmetric else []
        sources, targets = (dict.fromkeys(chain.from_iterable(sides)) for sides in zip(*pairs, strict=True))
        ends = [
            _field(_Name("source", "from"), self._one_of(sources)),
            _field(_Name("target", "to"), self._one_of(targets)),
        ]
        return self._class("Relation", name, "Relation", relation, [*_typed(name), *ends])

    def _document(self) -> str:
        asked = self.schema.attributes_of("article")
        lines = ['    text: str = Field(default="", description="What was read; an answer need not repeat it.")']
        lines += ["    events: list[AnyEvent] = Field(default_factory=list)"]
        lines += ["    relations: list[AnyRelation] = Field(default_factory=list)"] * bool(self.schema.relations)
        lines += self._attributes(asked, _names("article", asked))
        doc = _docstring(self._said(self.schema.id, self.schema))
        return f"class Document(Part):\n    {doc}\n\n" + "\n".join(lines)

    def _class(self, kind: str, name: str, above: str, part: Described, lines: Iterable[str]) -> str:
        doc = _docstring(self._said(name, part))
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
    return [f"    type: Literal[{_literal(name)}] = {_literal(name)}"]


def _field(name: _Name, kind: str, more: Iterable[str] = (), said: str = "", *, ahead: bool = False) -> str:
    # not `alias`: for a type checker that would be the name of the argument too, and `from` can be none
    aliases = ("validation_alias", "serialization_alias") if name.key != name.field else ()
    given = [*more, *(f"{alias}={_literal(name.key)}" for alias in aliases)]
    given += [f"description={_literal(said)}"] if said else []
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


def _class_names(schema: Schema) -> dict[tuple[str, str], str]:
    """The name of every class by its kind and id; where two ids would give one, the later has its kind or a number."""
    taken = {*_IMPORTED, *_OWN, *keyword.kwlist}
    arguments = [
        (f"{name} {role}", f"{name}_{role}")
        for name, event in schema.events.items()
        for role in event.roles
        if schema.attributes_of("argument", name, role)
    ]
    kinds: dict[str, Iterable[str]] = {"Entity": schema.entities, "Event": schema.events}
    kinds |= {"Value": schema.attributes, "Relation": schema.relations}
    ids = [(kind, name, name) for kind, names in kinds.items() for name in names]
    found = {}
    for kind, name, stem in [*ids, *(("Argument", *each) for each in arguments)]:
        camel = "".join(word[:1].upper() + word[1:] for word in _words(stem))
        found[kind, name] = _apart(_identifier(camel, "The"), kind, taken)
    return found


def _members(attribute: Attribute) -> dict[str, str]:
    """The name of each value in the enumeration."""
    taken: set[str] = set()
    stems = {value: _identifier("_".join(_words(value)).upper(), "VALUE_") for value in attribute.values}
    return {value: _apart(stem, "_", taken) for value, stem in stems.items()}


def _names(carrier: Carrier, ids: Iterable[str]) -> list[_Name]:
    """The field and the key of each id, in their order; no field is the key of another, for both are taken."""
    fixed, ids = set(_FIXED[carrier]), [*ids]
    keys = [_apart(name, "_", fixed) for name in ids]
    taken, found = {*_FIXED[carrier], *_SHADOWING}, []
    for name, key in zip(ids, keys, strict=True):
        words = _words(regex.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
        others = taken | {other for other in keys if other != key}
        found.append(_Name(_apart(_identifier("_".join(words).lower(), "the_"), "_", others), key))
        taken.add(found[-1].field)
    return found


def _apart(stem: str, end: str, taken: set[str]) -> str:
    """`stem`, or it with `end` or a number so that it is none of `taken`, which it is added to."""
    tries = chain((stem, stem + end), (f"{stem}{number}" for number in count(2)))
    free = next(each for each in tries if each not in taken)
    taken.add(free)
    return free


def _words(name: str) -> list[str]:
    """The parts of an id between what can stand in no name."""
    letters = (each if f"a{each}".isidentifier() and each != "_" else " " for each in normalize("NFKC", name))
    return "".join(letters).split()


def _identifier(text: str, before: str) -> str:
    text = normalize("NFKC", text)
    return text if text.isidentifier() else before + text


def _literal(text: str) -> str:
    """A string literal on one line, in the quotes that need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + _visible(text).replace(quote, f"\\{quote}") + quote


def _docstring(text: str, indent: str = "    ") -> str:
    lines = [_visible(line.rstrip()) for line in cleandoc(text).strip().split("\n")]
    body = regex.sub(r'^"+|"{3,}|"+$', lambda found: '\\"' * len(found[0]), "\n".join(lines))
    body = regex.sub(r"\n(?=[^\n])", f"\n{indent}", body)
    return f'"""{body}\n{indent}"""' if len(lines) > 1 else f'"""{body}"""'


def _visible(text: str) -> str:
    """The inside of a literal: what no eye can see is escaped, but for the joiners within words and emoji."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # YAML may escape half a character
    return "".join(each if _shown(each) else each.encode("unicode_escape").decode("ascii") for each in whole)


def _shown(letter: str) -> bool:
    return letter in "\u200c\u200d" or (letter.isprintable() and letter != "\\")
