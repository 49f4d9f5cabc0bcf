"""What can be wrong with attributes and relations in the plain tree of a schema: what they have, and of whom."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from annotate.schema.tree import Fault, Path, lineage_among, mapping, sequence, unknown

_CARRIERS = ("event", "mention", "argument", "article")
_KINDS = {"event": "events", "argument": "events", "mention": "entities"}
"""Where the types of a carrier stand; an argument is of its event's type."""


def attribute_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Attributes without values, defaults that are none, and types or roles that they cannot be asked of."""
    attributes = mapping(tree, "attributes")
    for name in attributes:
        attribute, path = mapping(attributes, name), ("attributes", name)
        yield from _value_faults(attribute, path)
        yield from _type_faults(tree, attribute, path)
        yield from _role_faults(tree, attribute, path)
        if attribute.get("flag") is True and "argument" in carriers(attribute) and name in _roles(tree):
            yield path, f"{name!r} is a role too, and arcs are told by their names; rename one of them"


def _value_faults(attribute: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    values, flag = mapping(attribute, "values"), attribute.get("flag") is True
    default = attribute.get("default")
    yield from (
        ((*path, "values", each), "a value without a name; give it one") for each in values if not str(each).strip()
    )
    if flag and values:
        yield (*path, "values"), "a flag is set or not and has no values; leave out one of the two"
    elif not flag and "values" not in attribute:
        yield path, "neither 'values' nor 'flag: true'; say what can be chosen"
    elif not flag and not values and isinstance(attribute.get("values"), Mapping):
        yield (*path, "values"), "no value; name one at least, or make it a flag"
    elif isinstance(default, str) and default not in values:
        yield (*path, "default"), "a flag has no default" if flag else unknown("value", default, values)


def carriers(attribute: Mapping[str, Any]) -> tuple[str, ...]:
    """What an attribute is said of, as far as it is well formed."""
    on = attribute.get("on", "event")
    named = (on,) if isinstance(on, str) else sequence(attribute, "on")
    return tuple(each for each in named if each in _CARRIERS)


def _type_faults(tree: Mapping[str, Any], attribute: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    on = carriers(attribute)
    if "article" in on and len(on) > 1:
        yield (
            (*path, "on"),
            "what is said of the article is said of nothing else; make it two attributes",
        )
    possible = {name for carrier in on if carrier in _KINDS for name in mapping(tree, _KINDS[carrier])}
    known = _names_of_types(tree)
    for index, name in enumerate(sequence(attribute, "types")):
        if isinstance(name, str) and name not in known:
            yield (*path, "types", index), unknown("type", name, known)
        elif isinstance(name, str) and (members := _members(tree, name)) and not possible & members:
            yield (*path, "types", index), f"it is said of {' and '.join(on)}, which {name!r} is none of; mend 'on'"


def _members(tree: Mapping[str, Any], name: str) -> set[str]:
    """The types that are named with a group, else the one type."""
    groups = mapping(tree, "groups")
    return {each for each in sequence(groups, name) if isinstance(each, str)} if name in groups else {name}


def _role_faults(tree: Mapping[str, Any], attribute: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    named = sequence(attribute, "roles")
    if named and carriers(attribute) != ("argument",):
        yield (*path, "roles"), "only what is said of arguments alone can be limited to roles; mend 'on'"
    roles = _roles(tree)
    for index, name in enumerate(named):
        if isinstance(name, str) and name not in roles:
            yield (*path, "roles", index), unknown("role", name, sorted(roles, key=str))


def _roles(tree: Mapping[str, Any]) -> set[str]:
    events = mapping(tree, "events")
    return {role for name in events for role in mapping(events, name, "roles")}


def relation_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Relations with unknown ends, or named like something else that an arc can mean."""
    relations = mapping(tree, "relations")
    roles, types = _roles(tree), _names_of_types(tree)
    for name in relations:
        if name in roles:
            yield ("relations", name), f"{name!r} is a role too, and arcs are told by their names; rename one of them"
        if name in mapping(tree, "attributes") and "argument" in carriers(mapping(tree, "attributes", name)):
            yield ("relations", name), f"{name!r} is an attribute of arguments too; rename one of them"
        relation = mapping(relations, name)
        given = relation.get("ends")
        for index, ends in enumerate([given] if isinstance(given, Mapping) else sequence(relation, "ends")):
            place = ("relations", name, "ends") if isinstance(given, Mapping) else ("relations", name, "ends", index)
            yield from _end_faults(ends if isinstance(ends, Mapping) else {}, place, types)


def _end_faults(ends: Mapping[str, Any], path: Path, types: Collection[str]) -> Iterator[Fault]:
    for key in ("from", "to"):
        given = ends.get(key)
        for index, name in enumerate([given] if isinstance(given, str) else sequence(ends, key)):
            if isinstance(name, str) and name not in types:
                place = (*path, key) if isinstance(given, str) else (*path, key, index)
                yield place, unknown("type", name, types)


def _names_of_types(tree: Mapping[str, Any]) -> list[str]:
    return [*mapping(tree, "entities"), *mapping(tree, "events"), *mapping(tree, "groups")]


def asked_of_event(tree: Mapping[str, Any], attribute: str, event: str) -> bool:
    """Whether an attribute is asked of events of this type, as far as the tree can tell."""
    given = mapping(tree, "attributes", attribute)
    types = [name for name in sequence(given, "types") if isinstance(name, str)]
    if "event" not in carriers(given) or not types:
        return "event" in carriers(given)
    line = lineage_among(mapping(tree, "events"), event)
    members = {each for group in types for each in sequence(mapping(tree, "groups"), group) if isinstance(each, str)}
    return not {*types, *members}.isdisjoint(line)
