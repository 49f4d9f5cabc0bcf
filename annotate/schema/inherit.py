"""Inheritance written out: after it a schema has concrete types only, each with all its roles.

A type under a `parent` has the parent's roles (its own of the same name stand in their place) and may fill what the
parent may; an `abstract` type stands for the types under it and is no label of its own; a group stands for its members.
Where nothing is under one, an attribute asked of it alone is asked of nothing, a relation to it joins nothing: both are
left out.
"""

from collections.abc import Mapping, Sequence

from annotate.schema.model import Attribute, EventType, RelationType, Role, Schema, Type
from annotate.schema.tree import lineage


def resolved(written: Schema) -> Schema:
    """The schema as everything but its author sees it; the names in `written` must have been checked."""
    types: dict[str, Type] = {**written.entities, **written.events}
    lines = _lines(types)
    members = _members(types, lines, written.groups)
    events = {
        name: event.model_copy(update={"roles": _roles(written.events, lines[name], members)})
        for name, event in written.events.items()
        if not event.abstract
    }
    entities = {name: entity for name, entity in written.entities.items() if not entity.abstract}
    attributes = {name: _of_concrete(attribute, members) for name, attribute in written.attributes.items()}
    attributes = {name: each for name, each in attributes.items() if each.types or not written.attributes[name].types}
    relations = {name: _between_concrete(relation, members) for name, relation in written.relations.items()}
    relations = {name: each for name, each in relations.items() if each.ends}
    return written.model_copy(
        update={"entities": entities, "events": events, "attributes": attributes, "relations": relations}
    )


def _lines(types: Mapping[str, Type]) -> dict[str, list[str]]:
    """Each type with those above it, the type first."""
    parents = {name: kind.parent for name, kind in types.items()}
    return {name: lineage(parents, name) for name in types}


def _members(
    types: Mapping[str, Type], lines: Mapping[str, list[str]], groups: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The concrete types that each filler's name stands for, in the order of the schema."""
    under: dict[str, list[str]] = {name: [] for name in types}
    for name, kind in types.items():
        for above in lines[name] if not kind.abstract else ():
            under[above].append(name)
    order = {name: place for place, name in enumerate(types)}
    for group, names in groups.items():
        under[group] = sorted({each for name in names for each in under.get(name, ())}, key=lambda each: order[each])
    return {name: tuple(found) for name, found in under.items()}


def _roles(
    events: Mapping[str, EventType], line: Sequence[str], members: Mapping[str, tuple[str, ...]]
) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for step in reversed(line):
        roles |= events[step].roles
    return {role: _expanded(part, members) for role, part in roles.items()}


def _expanded(role: Role, members: Mapping[str, tuple[str, ...]]) -> Role:
    return role.model_copy(update={"fillers": _concrete(role.fillers, members)})


def _concrete(names: Sequence[str], members: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for name in names for each in members[name]))


def _of_concrete(attribute: Attribute, members: Mapping[str, tuple[str, ...]]) -> Attribute:
    return attribute.model_copy(update={"types": _concrete(attribute.types, members)})


def _between_concrete(relation: RelationType, members: Mapping[str, tuple[str, ...]]) -> RelationType:
    ends = tuple(
        each.model_copy(
            update={
                "source": _concrete(each.source, members),
                "target": _concrete(each.target or each.source, members),
            }
        )
        for each in relation.ends
    )
    return relation.model_copy(update={"ends": tuple(each for each in ends if each.source and each.target)})
