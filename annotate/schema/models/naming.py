"""What types, roles, attributes and values are called in Python and in JSON."""

import keyword
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count
from unicodedata import normalize

import regex
from pydantic import BaseModel

from annotate.schema.model import Attribute, Carrier, Schema

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
class Name:
    """What a role or an attribute is called in Python and in JSON."""

    field: str
    key: str


def class_names(schema: Schema) -> dict[tuple[str, str], str]:
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


def members(attribute: Attribute) -> dict[str, str]:
    """The name of each value in the enumeration."""
    taken: set[str] = set()
    stems = {value: _identifier("_".join(_words(value)).upper(), "VALUE_") for value in attribute.values}
    return {value: _apart(stem, "_", taken) for value, stem in stems.items()}


def names_of(carrier: Carrier, ids: Iterable[str]) -> list[Name]:
    """The field and the key of each id, in their order; no field is the key of another, for both are taken."""
    fixed, ids = set(_FIXED[carrier]), [*ids]
    keys = [_apart(name, "_", fixed) for name in ids]
    taken, found = {*_FIXED[carrier], *_SHADOWING}, []
    for name, key in zip(ids, keys, strict=True):
        words = _words(regex.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
        others = taken | {other for other in keys if other != key}
        found.append(Name(_apart(_identifier("_".join(words).lower(), "the_"), "_", others), key))
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
