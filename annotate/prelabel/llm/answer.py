"""What a model is asked to answer: classes made from the schema, its JSON Schema, and what an answer claims.

`annotate.schema.models` has offsets, which models cannot count. Here is the same schema in the form of quotes: an event
is its type, the words of its trigger, the number of their sentence, its arguments in the same way, its attributes, and
how sure the model is. The classes tell a model where its answer does not fit; what still does not fit in its last
answer is refused part by part and counted, never guessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from annotate.schema.model import Attribute, EventType, Schema

Confidence = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Filler:
    """A filler as a model claims it: the quoted words, the number of their sentence, an entity or event type."""

    role: str
    quote: str
    sentence: int
    type: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An event as a model claims it; all its types, roles and values are the schema's."""

    type: str
    trigger: str
    sentence: int
    fillers: tuple[Filler, ...]
    attributes: Mapping[str, str]
    confidence: float | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, protected_namespaces=())


@dataclass(frozen=True)
class Answers:
    """What answers about `schema` look like."""

    schema: Schema

    @cached_property
    def model(self) -> type[BaseModel]:
        """The class of an answer: `events`, a list of one class for each event type."""
        kinds = [_event_class(self.schema, name, event) for name, event in self.schema.events.items()]
        fields: dict[str, Any] = {"events": (_list_of(kinds, "type"), ...)}
        return create_model("Answer", __base__=_Strict, **fields)

    @cached_property
    def form(self) -> dict[str, Any]:
        """The JSON Schema of an answer: every key is required, none may be added."""
        return self.model.model_json_schema(by_alias=True)

    def misfits(self, answer: Mapping[str, Any], most: int = 10) -> list[str]:
        """What does not fit in an answer, one line each, at most `most`; without the answer's own words."""
        try:
            self.model.model_validate(answer)
        except ValidationError as fault:
            errors = fault.errors(include_url=False, include_input=False, include_context=False)
            return [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in errors[:most]]
        return []


def _event_class(schema: Schema, name: str, event: EventType) -> type[BaseModel]:
    fields: dict[str, Any] = {"type": (Literal[name], ...), "trigger": (str, ...), "sentence": (int, ...)}
    if event.roles:
        fields["arguments"] = (_list_of(_argument_classes(name, event), "role"), ...)
    if asked := schema.attributes_of("event", name):
        fields["attributes"] = (_attributes_class(name, asked), ...)
    return create_model(f"event_{name}", __base__=_Strict, **fields, confidence=(Confidence, ...))


def _list_of(kinds: Sequence[type[BaseModel]], told_by: str) -> Any:
    """The type of a list of some classes, which the field `told_by` tells apart."""
    one: Any = Annotated[reduce(or_, kinds), Field(discriminator=told_by)] if len(kinds) > 1 else kinds[0]
    return list[one]


def _argument_classes(name: str, event: EventType) -> list[type[BaseModel]]:
    """One class for all roles that the same types may fill."""
    roles: dict[tuple[str, ...], list[str]] = {}
    for role, part in event.roles.items():
        roles.setdefault(part.fillers, []).append(role)
    found: list[type[BaseModel]] = []
    for number, (types, names) in enumerate(roles.items(), start=1):
        fields: dict[str, Any] = {"role": (Literal[tuple(names)], ...), "quote": (str, ...), "sentence": (int, ...)}
        fields["type"] = (Literal[types], ...)
        found.append(create_model(f"argument_{name}_{number}", __base__=_Strict, **fields))
    return found


def _attributes_class(name: str, asked: Mapping[str, Attribute]) -> type[BaseModel]:
    """A class with a field for each attribute; an id may be no Python name, so it is the field's alias."""
    fields: dict[str, Any] = {
        f"attribute_{number}": (Literal[tuple(attribute.choices)] | None, Field(alias=each))
        for number, (each, attribute) in enumerate(asked.items())
    }
    return create_model(f"attributes_{name}", __base__=_Strict, **fields)


def claims(answer: Mapping[str, Any], schema: Schema, refused: Counter[str]) -> list[Claim]:
    """What of an answer fits the schema; the rest is counted in `refused` by its reason."""
    events = answer.get("events")
    if not isinstance(events, list):
        refused["answer without events"] += 1
        return []
    found = (_claim(event, schema, refused) for event in events)
    return [claim for claim in found if claim is not None]


class _Loose(BaseModel):
    model_config = ConfigDict(strict=True)


class _LooseEvent(_Loose):
    type: str
    trigger: str
    sentence: int
    arguments: list[Any] = Field(default_factory=list)
    attributes: dict[str, Any] = Field(default_factory=dict)
    confidence: Any = None


class _LooseArgument(_Loose):
    role: str
    quote: str
    sentence: int
    type: str


def _claim(given: Any, schema: Schema, refused: Counter[str]) -> Claim | None:
    try:
        event = _LooseEvent.model_validate(given)
    except ValidationError:
        refused["malformed event"] += 1
        return None
    if event.type not in schema.events:
        refused["unknown event type"] += 1
        return None
    fillers = tuple(_fillers(event, schema, refused))
    attributes = dict(_attributes(event, schema, refused))
    return Claim(event.type, event.trigger, event.sentence, fillers, attributes, _confidence(event.confidence, refused))


def _fillers(event: _LooseEvent, schema: Schema, refused: Counter[str]) -> Iterator[Filler]:
    roles = schema.events[event.type].roles
    for given in event.arguments:
        try:
            one = _LooseArgument.model_validate(given)
        except ValidationError:
            refused["malformed argument"] += 1
            continue
        if one.role not in roles:
            refused["unknown role"] += 1
        elif one.type not in roles[one.role].fillers:
            refused["type that may not fill the role"] += 1
        else:
            yield Filler(one.role, one.quote, one.sentence, one.type)


def _attributes(event: _LooseEvent, schema: Schema, refused: Counter[str]) -> Iterator[tuple[str, str]]:
    asked = schema.attributes_of("event", event.type)
    for name, value in event.attributes.items():
        if name not in asked:
            refused["unknown attribute"] += 1
        elif isinstance(value, str) and value in asked[name].choices:
            yield name, value
        elif value is not None:
            refused["unknown value of an attribute"] += 1


def _confidence(given: Any, refused: Counter[str]) -> float | None:
    if isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1:
        return float(given)
    if given is not None:
        refused["confidence that is no number from 0 to 1"] += 1
    return None
