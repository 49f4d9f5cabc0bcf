"""What a model is asked: the schema as GLiNER2's structures, entities and classifications.

All are plain dictionaries, as `gliner2.Schema.from_dict` takes them. An event type is a structure with a field for the
trigger, which tells its instances apart, and one for each role.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.schema.model import Attribute, Described, EventType, Role, Schema

Form = dict[str, Any]
"""What is asked of one text, as `gliner2.Schema.from_dict` takes it."""

TRIGGER = "trigger"
CONFIDENCE = "confidence"
OTHER = "no"
"""What a model may choose besides the one value of a flag."""

_NO_STRUCTURES = ("entities", "relation_extraction")  # keys of an answer that are something else
_NO_ROLES = (TRIGGER, CONFIDENCE, "head")  # an instance with a head and a tail is taken for a relation


@dataclass(frozen=True, slots=True)
class Structure:
    """An event type as it is asked for, with the ids of its roles by the names of their fields."""

    event: str
    form: Form
    roles: Mapping[str, str]

    @property
    def length(self) -> int:
        """Code points of what a model reads of it."""
        return sum(len(field["name"]) + len(field.get("description", "")) for field in self.form["fields"])


@dataclass(frozen=True, slots=True)
class Question:
    """The event types that are asked for in one pass, by the names of their structures."""

    structures: Mapping[str, Structure]

    @property
    def form(self) -> Form:
        """What GLiNER2 is given."""
        return {"structures": {name: structure.form for name, structure in self.structures.items()}}


def questions(schema: Schema, language: str, length: int) -> list[Question]:
    """What finds the events of a schema: all its types, cut into passes of about `length` code points of description.

    Labels and definitions are in `language` where the schema has them, else in English.
    """
    passes: list[dict[str, Structure]] = [{}]
    room, taken = length, {*_NO_STRUCTURES}
    for event, part in schema.events.items():
        structure = _structure(event, part, language)
        if passes[-1] and structure.length > room:
            passes.append({})
            room = length
        passes[-1][_free(event, taken)] = structure
        room -= structure.length
    return [Question(each) for each in passes]


def _structure(event: str, part: EventType, language: str) -> Structure:
    roles: dict[str, str] = {}
    taken = {*_NO_ROLES}
    fields = [_field(TRIGGER, "str", part, language)]
    for role, each in part.roles.items():
        name = _free(role, taken)
        roles[name] = role
        fields.append(_field(name, _dtype(each), each, language))
    return Structure(event, {"mode": "natural", "anchor": TRIGGER, "fields": fields}, roles)


def _free(name: str, taken: set[str]) -> str:
    """A name that means nothing else to GLiNER2, which writes fields as `structure.field`."""
    found = name.replace(".", "_")
    while found in taken:
        found += "_"
    taken.add(found)
    return found


def _dtype(role: Role) -> str:
    return "str" if role.count.high == 1 else "list"


def _field(name: str, dtype: str, part: Described, language: str) -> Form:
    said = _said(part, language)
    return {"name": name, "dtype": dtype} | ({"description": said} if said else {})


def _said(part: Described, language: str) -> str:
    """`label: definition`, as far as there are any."""
    return ": ".join(text for text in (part.label(language, ""), part.definition(language).strip()) if text)


def entity_form(schema: Schema, types: Container[str], language: str) -> Form:
    """What finds mentions of some entity types."""
    return {"entities": {name: _said(part, language) for name, part in schema.entities.items() if name in types}}


def attribute_form(schema: Schema, event: str, trigger: str, language: str) -> Form:
    """What chooses the attributes of an event whose trigger is the words `trigger`; nothing where it has none."""
    asked = schema.attributes_of("event", event)
    prompt = f"{schema.events[event].label(language, event)}: {trigger}"
    return {"classifications": [_task(name, part, prompt, language) for name, part in asked.items()]} if asked else {}


def _task(name: str, attribute: Attribute, prompt: str, language: str) -> Form:
    labels = {value: _said(part, language) or value for value, part in attribute.choices.items()}
    return {"task": name, "labels": labels if len(labels) > 1 else {**labels, OTHER: OTHER}, "prompt": prompt}


def mixed_fillers(schema: Schema, event: str, roles: Iterable[str]) -> Iterator[str]:
    """The entity types among which those roles leave open what a filler is."""
    for role in roles:
        types = entity_fillers(schema, event, role)
        if len(types) > 1:
            yield from types


def entity_fillers(schema: Schema, event: str, role: str) -> list[str]:
    """The entity types that may fill a role."""
    return [name for name in schema.events[event].roles[role].fillers if name in schema.entities]
