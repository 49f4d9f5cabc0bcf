"""What can be wrong with parents, abstract types and groups in the plain tree of a schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotate.schema.tree import Fault, lineage_among, mapping, sequence, unknown

_WORDS = {"entities": "words", "events": "triggers"}


def hierarchy_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Unknown parents, circles, abstract types with words, groups of nothing, and fillers that no one can be."""
    for kind in _WORDS:
        for name in mapping(tree, kind):
            yield from _type_faults(tree, kind, name)
    events = mapping(tree, "events")
    if events and all(mapping(events, name).get("abstract") is True for name in events):
        yield ("events",), "every event type is abstract; one at least must be a label"
    for name in mapping(tree, "groups"):
        yield from _group_faults(tree, name)
    yield from _unfillable(tree)


def inherited_roles(tree: Mapping[str, Any], event: str) -> dict[str, Any]:
    """The roles of an event type with those of the types above it."""
    events = mapping(tree, "events")
    roles: dict[str, Any] = {}
    for name in lineage_among(events, event):
        roles = {**mapping(events, name, "roles"), **roles}
    return roles


def _type_faults(tree: Mapping[str, Any], kind: str, name: str) -> Iterator[Fault]:
    types = mapping(tree, kind)
    parent = mapping(types, name).get("parent")
    if isinstance(parent, str) and parent not in types:
        yield (kind, name, "parent"), unknown("parent", parent, types)
    line = lineage_among(types, name)
    if line and mapping(types, line[-1]).get("parent") == name:
        yield (kind, name, "parent"), f"{name!r} is above itself: {' under '.join([*line, name])}; cut the circle"
    if mapping(types, name).get("abstract") is True and mapping(types, name, _WORDS[kind]):
        yield (kind, name, _WORDS[kind]), f"{name!r} is abstract, so no word names it; give them to the types under it"


def _group_faults(tree: Mapping[str, Any], name: str) -> Iterator[Fault]:
    types = [*mapping(tree, "entities"), *mapping(tree, "events")]
    if name in types:
        yield ("groups", name), f"{name!r} is a type too; rename one of them"
    for index, member in enumerate(sequence(mapping(tree, "groups"), name)):
        if isinstance(member, str) and member not in types:
            yield ("groups", name, index), unknown("type", member, types)


def _unfillable(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Fillers that are known but stand for no concrete type."""
    known = {*mapping(tree, "entities"), *mapping(tree, "events"), *mapping(tree, "groups")}
    empty = known - _names_of_concrete(tree)
    for event in mapping(tree, "events"):
        for role, part in mapping(tree, "events", event, "roles").items():
            for index, filler in enumerate(sequence(part if isinstance(part, Mapping) else {}, "fillers")):
                if isinstance(filler, str) and filler in empty:
                    path = ("events", event, "roles", role, "fillers", index)
                    yield path, f"no concrete type is under {filler!r}, so nothing can fill this role; add one"


def _names_of_concrete(tree: Mapping[str, Any]) -> set[str]:
    """Every name that stands for at least one concrete type."""
    names: set[str] = set()
    for kind in _WORDS:
        types = mapping(tree, kind)
        concrete = [name for name in types if mapping(types, name).get("abstract") is not True]
        names.update(each for name in concrete for each in lineage_among(types, name))
    groups = mapping(tree, "groups")
    members = ((group, member) for group in groups for member in sequence(groups, group))
    return names | {group for group, member in members if isinstance(member, str) and member in names}
