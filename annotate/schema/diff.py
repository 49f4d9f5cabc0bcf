"""What changed from one schema to another, and what each change does to annotations that are there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from annotate.schema.count import Count
from annotate.schema.model import Attribute, Carrier, EventType, Named, RelationType, Role, Schema
from annotate.schema.successors import (
    Successors,
    happened,
    names_of,
    same_default,
    sources_of,
    successors,
)

Effect = Literal["safe", "decision", "loss"]
"""`safe`: nothing is lost and no one is asked; `decision`: a person must look; `loss`: something said is lost."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where it is (in the old schema, for what is new in the new one), what it is, and its effect."""

    path: str
    kind: str
    effect: Effect
    message: str

    @property
    def key(self) -> tuple[str, str]:
        """By what a migration counts what it touches."""
        return self.path, self.kind

    def __str__(self) -> str:
        return f"{self.effect}: {self.path}: {self.kind}: {self.message}"


_WRITTEN = "it is written out where nothing was chosen"
_WORST: tuple[Effect, ...] = ("safe", "decision", "loss")


def changes(old: Schema, new: Schema) -> tuple[Change, ...]:
    """Every change from `old` to `new`, both with inheritance written out; no two have one key."""
    found: dict[tuple[str, str], Change] = {}
    for change in _changes(old, new):
        there = found.setdefault(change.key, change)
        if _WORST.index(change.effect) > _WORST.index(there.effect):
            found[change.key] = change
    return tuple(found.values())


def _changes(old: Schema, new: Schema) -> Iterator[Change]:
    events = successors(old.events, new.events)
    entities = successors(old.entities, new.entities)
    types = {**entities, **events}
    yield from _moves("entities", entities, new.entities, "mentions", ruled=True)
    yield from _moves("events", events, new.events, "events", ruled=True)
    for name, found in events.items():
        for each in names_of(found):
            yield from _event(name, old.events[name], each, new.events[each], types)
    yield from _attributes(old, new, entities, events)
    relations = successors(old.relations, new.relations)
    yield from _moves("relations", relations, new.relations, "relations")
    for name, found in relations.items():
        into = [new.relations[each] for each in names_of(found)]
        yield from _ends(f"relations.{name}", old.relations[name], into, types)
    yield from _texts(old, new)


def _moves(
    path: str, found: Successors, new: Mapping[str, Named], what: str, *, ruled: bool = False
) -> Iterator[Change]:
    """Parts removed, renamed, merged, split and added; `what` is marked by them, `ruled` if rules can split them."""
    added = [name for name in new if not sources_of(found, name)]
    for name, each in found.items():
        place, names = f"{path}.{name}", names_of(each)
        kind = happened(found, name, names[0] if names else None)
        if kind == "removed":
            yield Change(place, kind, "loss", f"its {what} are taken out{_hint(name, added)}")
        elif kind == "split":
            sure = ruled and len(names_of([one for one in each if not one.conditional])) == 1
            rules = "by the rules of 'formerly'" if sure else "where no rule fits a person must choose"
            yield Change(place, kind, "safe" if sure else "decision", f"into {', '.join(names)}; {rules}")
        elif kind == "merged":
            yield Change(place, kind, "loss", f"into {names[0]}; what was which can no longer be told")
        elif kind == "renamed":
            yield Change(place, kind, "safe", names[0])
    for name in added:
        yield Change(f"{path}.{name}", "added", "safe", f"no {what} have it yet")


def _hint(name: str, added: list[str]) -> str:
    near = get_close_matches(name, added, n=1, cutoff=0.5)
    return f"; if it is {near[0]!r} now, say there `formerly: {name}`" if near else ""


def _event(name: str, before: EventType, new_name: str, after: EventType, types: Successors) -> Iterator[Change]:
    path = f"events.{name}.roles" if name == new_name else f"events.{name} -> {new_name}.roles"
    roles = successors(before.roles, after.roles)
    for change in _moves(path, roles, after.roles, "arguments"):
        role = change.path.removeprefix(f"{path}.")
        if change.kind == "added" and after.roles[role].count.low:
            yield Change(change.path, "added", "decision", "no event has it yet, and one is asked")
        elif change.kind == "split":
            into = [after.roles[each] for each in names_of(roles[role])]
            yield _role_split(change.path, _moved(before.roles[role], types), into, change.message)
        else:
            yield change
    for role, found in roles.items():
        into = [after.roles[each] for each in names_of(found)]
        if into:
            yield from _fillers(f"{path}.{role}", before.roles[role], into, types)
        for each in names_of(found):
            merged = len(sources_of(roles, each)) > 1
            yield from _count(f"{path}.{role}", before.roles[role], after.roles[each], types, len(into) > 1, merged)


def _moved(role: Role, types: Successors) -> set[str]:
    """The new types of what filled a role."""
    return {name for filler in role.fillers for name in names_of(types.get(filler, ()))}


def _role_split(path: str, moved: set[str], into: list[Role], said: str) -> Change:
    """A role goes by who fills it, where each filler fits one of its successors."""
    fillers = [filler for role in into for filler in role.fillers]
    names = said.partition(";")[0]
    if all(fillers.count(each) == 1 for each in moved):
        return Change(path, "split", "safe", f"{names}; by the type of what fills it")
    return Change(path, "split", "decision", f"{names}; where both or none may be filled so a person must choose")


def _fillers(path: str, before: Role, into: list[Role], types: Successors) -> Iterator[Change]:
    moved, able = _moved(before, types), {filler for role in into for filler in role.fillers}
    gone = sorted(moved - able)
    if gone:
        yield Change(path, "fillers", "decision", f"no longer {', '.join(gone)}; such arguments stay, to be looked at")
    more = sorted(able - moved)
    if more:
        yield Change(path, "more fillers", "safe", f"also {', '.join(more)}")


def _count(path: str, before: Role, after: Role, types: Successors, split: bool, merged: bool) -> Iterator[Change]:
    """Another count, or the same one where some of what filled the role goes away or more comes to it."""
    fewer = split or any(not types.get(filler) for filler in before.fillers)
    strained = (fewer and after.count.low > 0) or (merged and after.count.high is not None)
    tighter = strained or not _within(before.count, after.count)
    if tighter or before.count != after.count:
        said = f"{before.count.sign} was, {after.count.sign} is{'; some events will not meet it' if tighter else ''}"
        yield Change(path, "count", "decision" if tighter else "safe", said)


def _within(one: Count, other: Count) -> bool:
    """Whether every number that `one` admits is admitted by `other`."""
    return other.low <= one.low and (other.high is None or (one.high is not None and one.high <= other.high))


def _attributes(old: Schema, new: Schema, entities: Successors, events: Successors) -> Iterator[Change]:
    found, places = successors(old.attributes, new.attributes), tuple(_places(old, new, entities, events))
    for change in _moves("attributes", found, new.attributes, "choices"):
        if change.kind == "added" and new.attributes[change.path.removeprefix("attributes.")].awaited:
            yield Change(change.path, "added", "decision", "something must be chosen, and nothing is")
        else:
            yield change
    for name, successor in found.items():
        into = [new.attributes[each] for each in names_of(successor)]
        for after in into:
            yield from _attribute(f"attributes.{name}", old.attributes[name], after, places)
        yield from _values(f"attributes.{name}.values", old.attributes[name], into)


Place = tuple[Carrier, str, str, str, str]
"""What an attribute can be said of: its type before and after, its role before and after."""


def _places(old: Schema, new: Schema, entities: Successors, events: Successors) -> Iterator[Place]:
    yield "article", "", "", "", ""
    yield from (("mention", name, each, "", "") for name, found in entities.items() for each in names_of(found))
    for name, found in events.items():
        for each in names_of(found):
            yield "event", name, each, "", ""
            roles = successors(old.events[name].roles, new.events[each].roles)
            yield from (("argument", name, each, role, one) for role, to in roles.items() for one in names_of(to))


def _attribute(path: str, before: Attribute, after: Attribute, places: tuple[Place, ...]) -> Iterator[Change]:
    asked = [
        (place, before.asked_of(place[0], place[1], place[3]), after.asked_of(place[0], place[2], place[4]))
        for place in places
    ]
    less = [place for place, once, now in asked if once and not now]
    carriers = [carrier for carrier in before.on if carrier not in after.on]
    if less or carriers:
        of = carriers or dict.fromkeys(" ".join(filter(None, (place[1], place[3]))) for place in less)
        yield Change(path, "asked of less", "loss", f"no longer of {', '.join(of)}; such choices are taken out")
    if after.awaited and any(now and not (once and before.awaited) for _, once, now in asked):
        yield Change(path, "required", "decision", "something must be chosen, where nothing had to be")
    same = same_default(before, after)
    if before.default is not None and (before.default != after.default or not same):
        said = f"is {after.default}, which is the same" if same else _WRITTEN
        yield Change(path, "default", "safe", f"was {before.default}; {said}")
    elif before.default is None and after.default is not None:
        yield Change(path, "default", "decision", f"none was; what was left open counts as {after.default} now")


def _values(path: str, before: Attribute, into: list[Attribute]) -> Iterator[Change]:
    """What became of the values; one is removed if none of the attributes that this one went to has it."""
    each = [tuple(_moves(path, successors(before.choices, one.choices), one.choices, "choices")) for one in into]
    for change in (change for some in each for change in some):
        if change.kind != "removed" or all(change.key in {one.key for one in some} for some in each):
            yield change


def _ends(path: str, before: RelationType, into: list[RelationType], types: Successors) -> Iterator[Change]:
    moved = {
        (one, other)
        for each in before.ends
        for source in each.source
        for target in each.target
        for one in names_of(types.get(source, ()))
        for other in names_of(types.get(target, ()))
    }
    if before.symmetric:
        moved |= {(other, one) for one, other in moved}
    gone = sorted(pair for pair in moved if into and not any(after.admits(*pair) for after in into))
    if gone:
        said = ", ".join(f"{source} to {target}" for source, target in gone)
        yield Change(path, "ends", "decision", f"no longer {said}; such relations stay, to be looked at")


def _texts(old: Schema, new: Schema) -> Iterator[Change]:
    """Parts whose id is the same and whose texts are not: nothing that was annotated changes."""
    before, after = dict(_parts(old)), dict(_parts(new))
    for path, part in after.items():
        kept = before.get(path)
        if kept and (kept.labels, kept.definitions) != (part.labels, part.definitions):
            yield Change(path, "texts", "safe", "label or definition; annotators read it anew")


def _parts(schema: Schema) -> Iterator[tuple[str, Named]]:
    yield from ((f"entities.{name}", part) for name, part in schema.entities.items())
    for name, event in schema.events.items():
        yield f"events.{name}", event
        yield from ((f"events.{name}.roles.{role}", part) for role, part in event.roles.items())
    for name, attribute in schema.attributes.items():
        yield f"attributes.{name}", attribute
        yield from ((f"attributes.{name}.values.{value}", part) for value, part in attribute.values.items())
    yield from ((f"relations.{name}", part) for name, part in schema.relations.items())
