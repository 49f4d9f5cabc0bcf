"""What pydantic cannot see of a schema: names that must be declared elsewhere in it.

It reads the plain tree, not the model, so that unknown names are reported together with faults of form.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import regex

from annotate.errors import suggest

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
"""Where in the schema (keys and indices from the top), and what is wrong there."""

RESERVED = frozenset({"text", "trigger", "mention", "status", "note"})
"""Names that the labelling screen uses itself, so that no attribute may have them."""

_NAME = regex.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def name_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Every name in the plain tree of a schema that is malformed, unknown, or taken twice."""
    events = _mapping(tree, "events")
    yield from _malformed(("entities",), _mapping(tree, "entities"))
    yield from _malformed(("events",), events)
    yield from _attribute_faults(_mapping(tree, "attributes"))
    for name in events:
        if name in _mapping(tree, "entities"):
            yield ("events", name), f"{name!r} is an entity type too; rename one of them"
        yield from _role_faults(tree, name)
        yield from _trigger_faults(tree, name)


def _mapping(tree: Any, *keys: str) -> Mapping[str, Any]:
    """The mapping under `keys`, empty where there is none: its absence is pydantic's to report."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, Mapping) else {}


def _sequence(tree: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = tree.get(key)
    return found if isinstance(found, Sequence) and not isinstance(found, str) else ()


def _malformed(path: Path, names: Mapping[str, Any]) -> Iterator[Fault]:
    for name in names:
        if not _NAME.fullmatch(str(name)):
            yield (*path, name), f"{name!r} is no name; use letters, digits, '_', '-', '.', a letter first"


def _attribute_faults(attributes: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _malformed(("attributes",), attributes)
    for name in attributes:
        if name in RESERVED:
            yield ("attributes", name), f"{name!r} is a name the labelling screen uses; choose another"
        values, default = _mapping(attributes, name, "values"), _mapping(attributes, name).get("default")
        if isinstance(default, str) and default not in values:
            yield ("attributes", name, "default"), _unknown("value", default, values)


def _role_faults(tree: Mapping[str, Any], event: str) -> Iterator[Fault]:
    path = ("events", event, "roles")
    types = [*_mapping(tree, "entities"), *_mapping(tree, "events")]
    roles = _mapping(tree, *path)
    yield from _malformed(path, roles)
    for name in roles:
        for index, filler in enumerate(_sequence(_mapping(roles, name), "fillers")):
            if isinstance(filler, str) and filler not in types:
                yield (*path, name, "fillers", index), _unknown("entity type", filler, types)


def _trigger_faults(tree: Mapping[str, Any], event: str) -> Iterator[Fault]:
    path = ("events", event, "triggers")
    roles = _mapping(tree, "events", event, "roles")
    triggers = _mapping(tree, *path)
    for language in triggers:
        for index, trigger in enumerate(_sequence(triggers, language)):
            place = (*path, language, index)
            if isinstance(trigger, Mapping):
                needed = [role for need in _sequence(trigger, "needs") for role in str(need).split("|")]
                named = [*needed, *_mapping(trigger, "cues"), *filter(None, [trigger.get("fills")])]
                yield from ((place, _unknown("role", role, roles)) for role in named if role not in roles)
                yield from _value_faults(tree, place, _mapping(trigger, "attributes"))


def _value_faults(tree: Mapping[str, Any], place: Path, chosen: Mapping[str, Any]) -> Iterator[Fault]:
    attributes = _mapping(tree, "attributes")
    for name, value in chosen.items():
        values = _mapping(attributes, name, "values")
        if name not in attributes:
            yield (*place, "attributes", name), _unknown("attribute", name, attributes)
        elif value not in values:
            yield (*place, "attributes", name), _unknown("value", str(value), values)


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    return f"unknown {kind} {name!r} {suggest(str(name), known)}"
