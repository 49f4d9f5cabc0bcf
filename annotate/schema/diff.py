"""What changed from one schema to another, and what each change does to annotations that are there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from annotate.schema.count import Count
from annotate.schema.model import Attribute, EventType, Named, RelationType, Role, Schema
from annotate.schema.successors import Successors, successors

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


def changes(old: Schema, new: Schema) -> tuple[Change, ...]:
    """Every change from `old` to `new`, both with inheritance written out."""
    return tuple(_changes(old, new))


def _changes(old: Schema, new: Schema) -> Iterator[Change]:
    events = successors(old.events, new.events)
    entities = successors(old.entities, new.entities)
    types = {**entities, **events}
    yield from _moves("entities", entities, new.entities, "mentions")
    yield from _moves("events", events, new.events, "events")
    for name, found in events.items():
        for each in found:
            yield from _event(name, old.events[name], each.name, new.events[each.name], types)
    yield from _attributes(old, new, types)
    relations = successors(old.relations, new.relations)
    yield from _moves("relations", relations, new.relations, "relations")
    for name, found in relations.items():
        for each in found:
            yield from _ends(f"relations.{name}", old.relations[name], new.relations[each.name], types)
    yield from _texts(old, new)


def _moves(path: str, found: Successors, new: Mapping[str, Named], what: str) -> Iterator[Change]:
    """Parts removed, renamed, merged, split and added; `what` is marked by them."""
    sources: dict[str, list[str]] = {}
    for name, each in found.items():
        for successor in each:
            sources.setdefault(successor.name, []).append(name)
    added = [name for name in new if name not in sources]
    for name, each in found.items():
        place = f"{path}.{name}"
        names = ", ".join(one.name for one in each)
        if not each:
            yield Change(place, "removed", "loss", f"its {what} are taken out{_hint(name, added)}")
        elif len(each) > 1:
            sure = sum(not one.conditional for one in each) == 1
            rules = "by the rules of 'formerly'" if sure else "where no rule fits a person must choose"
            yield Change(place, "split", "safe" if sure else "decision", f"into {names}; {rules}")
        elif len(sources[each[0].name]) > 1 and names != name:
            yield Change(place, "merged", "loss", f"into {names}; what was which can no longer be told")
        elif names != name:
            yield Change(place, "renamed", "safe", f"{names}")
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
            yield _role_split(change.path, [after.roles[each.name] for each in roles[role]], change.message)
        else:
            yield change
    for role, found in roles.items():
        for each in found:
            yield from _role(f"{path}.{role}", before.roles[role], after.roles[each.name], types)


def _role_split(path: str, into: list[Role], said: str) -> Change:
    """A role goes by who fills it, where no filler fits two of its successors."""
    fillers = [filler for role in into for filler in role.fillers]
    names = said.partition(";")[0]
    if len(fillers) == len(set(fillers)):
        return Change(path, "split", "safe", f"{names}; by the type of what fills it")
    return Change(path, "split", "decision", f"{names}; where both may be filled so a person must choose")


def _role(path: str, before: Role, after: Role, types: Successors) -> Iterator[Change]:
    moved = {each.name for filler in before.fillers for each in types.get(filler, ())}
    gone = sorted(moved - set(after.fillers))
    if gone:
        yield Change(path, "fillers", "decision", f"no longer {', '.join(gone)}; such arguments stay, to be looked at")
    more = sorted(set(after.fillers) - moved)
    if more:
        yield Change(path, "more fillers", "safe", f"also {', '.join(more)}")
    if before.count != after.count:
        tighter = not _within(before.count, after.count)
        said = f"{before.count.sign} was, {after.count.sign} is{'; some events will be incomplete' if tighter else ''}"
        yield Change(path, "count", "decision" if tighter else "safe", said)


def _within(one: Count, other: Count) -> bool:
    """Whether every number that `one` admits is admitted by `other`."""
    return other.low <= one.low and (other.high is None or (one.high is not None and one.high <= other.high))


def _attributes(old: Schema, new: Schema, types: Successors) -> Iterator[Change]:
    found = successors(old.attributes, new.attributes)
    for change in _moves("attributes", found, new.attributes, "choices"):
        if change.kind == "added" and new.attributes[change.path.removeprefix("attributes.")].awaited:
            yield Change(change.path, "added", "decision", "something must be chosen, and nothing is")
        else:
            yield change
    for name, successor in found.items():
        for each in successor:
            yield from _attribute(f"attributes.{name}", old.attributes[name], new.attributes[each.name], types)


def _attribute(path: str, before: Attribute, after: Attribute, types: Successors) -> Iterator[Change]:
    yield from _moves(f"{path}.values", successors(before.choices, after.choices), after.choices, "choices")
    lost = [carrier for carrier in before.on if carrier not in after.on]
    moved = {each.name for name in before.types for each in types.get(name, ())}
    if lost or (after.types and not (moved and moved <= set(after.types))):
        of = " and ".join(lost) or f"any but {', '.join(after.types)}"
        yield Change(path, "asked of less", "loss", f"no longer of {of}; such choices are taken out")
    if before.default is not None and before.default != after.default:
        yield Change(path, "default", "safe", f"was {before.default}; it is written out where nothing was chosen")


def _ends(path: str, before: RelationType, after: RelationType, types: Successors) -> Iterator[Change]:
    def pairs(relation: RelationType) -> set[tuple[str, str]]:
        return {(one, other) for each in relation.ends for one in each.source for other in each.target}

    moved = {
        (one.name, other.name)
        for source, target in pairs(before)
        for one in types.get(source, ())
        for other in types.get(target, ())
    }
    gone = sorted(pair for pair in moved if not after.admits(*pair))
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
