"""What pydantic cannot see of a schema: names that must be declared elsewhere in it.

It reads the plain tree, not the model, so that unknown names are reported together with faults of form.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import regex

from annotate.schema.attribution import asked_of_event, attribute_faults, relation_faults
from annotate.schema.example import parse_example
from annotate.schema.hierarchy import hierarchy_faults, inherited_roles
from annotate.schema.labels import label_faults
from annotate.schema.model import YES
from annotate.schema.tree import Fault, Path, mapping, sequence, unknown

RESERVED = frozenset({"text", "trigger", "mention", "relation", "status", "note", "link", "trigger_filter"})
"""Names that the labelling screen uses itself, so that no attribute may have them."""

_NAME = regex.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def name_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Every name in the plain tree of a schema that is malformed, unknown, or taken twice."""
    events = mapping(tree, "events")
    yield from _malformed(("entities",), mapping(tree, "entities"))
    yield from _malformed(("events",), events)
    yield from _attribute_names(mapping(tree, "attributes"))
    yield from attribute_faults(tree)
    yield from _malformed(("relations",), mapping(tree, "relations"))
    yield from relation_faults(tree)
    yield from _malformed(("groups",), mapping(tree, "groups"))
    yield from hierarchy_faults(tree)
    yield from _key_faults(tree)
    yield from label_faults(tree)
    yield from _setting_faults(tree)
    types = dict.fromkeys([*mapping(tree, "entities"), *events, *mapping(tree, "groups")])
    for name in events:
        if name in mapping(tree, "entities"):
            yield ("events", name), f"{name!r} is an entity type too; rename one of them"
        yield from _role_faults(tree, name, types)
        yield from _trigger_faults(tree, name)
    for kind in ("entities", "events"):
        for name in mapping(tree, kind):
            yield from _example_faults(tree, kind, name)


def _malformed(path: Path, names: Mapping[str, Any]) -> Iterator[Fault]:
    for name in names:
        if not _NAME.fullmatch(str(name)):
            yield (*path, name), f"{name!r} is no name; use letters, digits, '_', '-', '.', a letter first"


def _attribute_names(attributes: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _malformed(("attributes",), attributes)
    for name in attributes:
        if name in RESERVED:
            yield ("attributes", name), f"{name!r} is a name the labelling screen uses; choose another"


def _setting_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    entities = mapping(tree, "entities")
    for index, name in enumerate(sequence(tree, "setting")):
        if isinstance(name, str) and name not in entities:
            yield ("setting", index), unknown("entity type", name, entities)


def _key_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """One hotkey, one type: a key of two types would label with the first."""
    seen: dict[str, str] = {}
    for kind in ("entities", "events"):
        for name in mapping(tree, kind):
            key = str(mapping(tree, kind, name).get("key", ""))
            if key and seen.setdefault(key, name) != name:
                yield (kind, name, "key"), f"the key {key!r} is that of {seen[key]!r} already; give it another"


def _role_faults(tree: Mapping[str, Any], event: str, types: Collection[str]) -> Iterator[Fault]:
    path = ("events", event, "roles")
    roles = mapping(tree, *path)
    yield from _malformed(path, roles)
    for name in roles:
        for index, filler in enumerate(sequence(mapping(roles, name), "fillers")):
            if isinstance(filler, str) and filler not in types:
                yield (*path, name, "fillers", index), unknown("entity type", filler, types)


def _trigger_faults(tree: Mapping[str, Any], event: str) -> Iterator[Fault]:
    path = ("events", event, "triggers")
    roles = inherited_roles(tree, event)
    triggers = mapping(tree, *path)
    for language in triggers:
        for index, trigger in enumerate(sequence(triggers, language)):
            place = (*path, language, index)
            if isinstance(trigger, Mapping):
                needed = [role for need in sequence(trigger, "needs") for role in str(need).split("|")]
                fills = [role for role in [trigger.get("fills")] if role and isinstance(role, str)]
                named = [*needed, *mapping(trigger, "cues"), *fills]
                yield from ((place, unknown("role", role, roles)) for role in named if role not in roles)
                yield from _value_faults(tree, event, place, mapping(trigger, "attributes"))


def _value_faults(tree: Mapping[str, Any], event: str, place: Path, chosen: Mapping[str, Any]) -> Iterator[Fault]:
    attributes = mapping(tree, "attributes")
    for name, value in chosen.items():
        flag = mapping(attributes, name).get("flag") is True
        values = [YES] if flag else mapping(attributes, name, "values")
        if name not in attributes:
            yield (*place, "attributes", name), unknown("attribute", name, attributes)
        elif not asked_of_event(tree, name, event):
            yield (*place, "attributes", name), f"{name!r} is not asked of {event!r}; mend its 'on' or its 'types'"
        elif isinstance(value, str) and value not in values:
            yield (*place, "attributes", name), unknown("value", value, values)


def _example_faults(tree: Mapping[str, Any], kind: str, name: str) -> Iterator[Fault]:
    examples = mapping(tree, kind, name, "examples")
    for language in examples:
        given = examples[language]
        for marked in [given] if isinstance(given, str) else sequence(examples, language):
            if isinstance(marked, str):
                for message in _marked_faults(tree, kind, name, marked):
                    yield (kind, name, "examples", language), message


def _marked_faults(tree: Mapping[str, Any], kind: str, name: str, marked: str) -> Iterator[str]:
    """What is wrong with one example: its markup, a trigger too few, roles that the type does not have."""
    try:
        example = parse_example(marked)
    except ValueError as fault:
        yield str(fault)
        return
    if kind == "entities":
        if not example.marks or example.triggers or any(mark.role for mark in example.marks):
            yield "an entity's example has [brackets] around each mention, and nothing else"
        return
    roles = inherited_roles(tree, name)
    if len(example.triggers) != 1:
        yield f"an event's example has one trigger in *stars*, this one {len(example.triggers)}"
    for mark in example.marks:
        if mark.role is None:
            yield f"[{mark.span.text}] has no role; write it in braces after the bracket"
        elif mark.role not in roles:
            yield unknown("role", mark.role, roles)
