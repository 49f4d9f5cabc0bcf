"""Inheritance written out: after it a schema has concrete types only, each with all its roles.

A type under a `parent` has the parent's roles (its own of the same name stand in their place) and may fill what the
parent may; an `abstract` type stands for the types under it and is no label of its own; a group stands for its members.
"""

from collections.abc import Iterator, Mapping

from annotate.schema.model import EventType, Role, Schema, Type
from annotate.schema.tree import lineage


def resolved(written: Schema) -> Schema:
    """The schema as everything but its author sees it; the names in `written` must have been checked."""
    types: dict[str, Type] = {**written.entities, **written.events}
    events = {
        name: event.model_copy(update={"roles": _roles(written, types, name)})
        for name, event in written.events.items()
        if not event.abstract
    }
    entities = {name: entity for name, entity in written.entities.items() if not entity.abstract}
    return written.model_copy(update={"entities": entities, "events": events})


def _concrete(types: Mapping[str, Type], groups: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """The concrete types that a filler's name stands for, in the order of the schema."""
    wanted = set(groups.get(name, (name,)))
    able = (each for each, kind in types.items() if not kind.abstract)
    return tuple(each for each in able if not wanted.isdisjoint(lineage(_parents(types), each)))


def _parents(types: Mapping[str, Type]) -> dict[str, str | None]:
    return {name: kind.parent for name, kind in types.items()}


def _roles(written: Schema, types: Mapping[str, Type], name: str) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for step in reversed(lineage(_parents(types), name)):
        above = types[step]
        roles |= above.roles if isinstance(above, EventType) else {}
    return {role: _expanded(written, types, part) for role, part in roles.items()}


def _expanded(written: Schema, types: Mapping[str, Type], role: Role) -> Role:
    named: Iterator[str] = (each for name in role.fillers for each in _concrete(types, written.groups, name))
    return role.model_copy(update={"fillers": tuple(dict.fromkeys(named))})
