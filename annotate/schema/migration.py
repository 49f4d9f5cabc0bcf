"""Annotations of an old schema as those of a new one: what `diff` foretells, done to one reading. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from annotate.annotation import Annotation, Argument, Event, Mention, Relation
from annotate.schema.choices import Choices, Place
from annotate.schema.model import Carrier, Schema
from annotate.schema.successors import (
    Marked,
    Successors,
    choose,
    either,
    first,
    happened,
    names_of,
    sources_of,
    successors,
)
from annotate.schema.touch import Touch

_Part = TypeVar("_Part", Argument, Relation)


@dataclass(frozen=True, slots=True)
class Moved:
    """A reading under the new schema, and everything that was done to it."""

    annotation: Annotation
    touches: tuple[Touch, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person must look at, one line each."""
        return tuple(dict.fromkeys(touch.doubt for touch in self.touches if touch.doubt))


@dataclass(frozen=True)
class Migration:
    """The way from an old schema to a new one, both with inheritance written out."""

    old: Schema
    new: Schema

    def move(self, annotation: Annotation) -> Moved:
        """The reading under the new schema; what that has no place for is taken out, and told.

        A reading that names another schema than the old one stays as it is.
        """
        if annotation.schema_id not in (None, self.old.id):
            return Moved(annotation)
        return _Move(self, annotation).moved()

    @cached_property
    def entities(self) -> Successors:
        """The successors of every entity type."""
        return successors(self.old.entities, self.new.entities)

    @cached_property
    def events(self) -> Successors:
        """The successors of every event type."""
        return successors(self.old.events, self.new.events)

    @cached_property
    def relations(self) -> Successors:
        """The successors of every relation."""
        return successors(self.old.relations, self.new.relations)

    @cached_property
    def choices(self) -> Choices:
        """The way of the attributes."""
        return Choices(self.old, self.new)

    @cached_property
    def roles(self) -> Mapping[tuple[str, str], Successors]:
        """The successors of the roles of each pair of an old event type and a type that it went to."""
        pairs = [(old, each.name) for old in self.old.events for each in self.events[old]]
        return {pair: successors(self.old.events[pair[0]].roles, self.new.events[pair[1]].roles) for pair in pairs}

    @cached_property
    def strays(self) -> Mapping[str, str]:
        """The new name of each role that is gone as a name and went to one other name, in whatever event type.

        The screen's list of roles has no event types: an arc may have a role of another type than its own.
        """
        went: dict[str, set[str]] = {}
        for found in self.roles.values():
            for role, each in found.items():
                went.setdefault(role, set()).update(names_of(each))
        return {role: next(iter(new)) for role, new in went.items() if len(new) == 1 and role not in self.new.roles}


@dataclass
class _Move:
    """One reading under way."""

    by: Migration
    given: Annotation
    touches: list[Touch] = field(default_factory=list)

    def moved(self) -> Moved:
        kinds = self._kinds
        mentions = tuple(self._mention(each, kinds[each.id]) for each in self.given.mentions if kinds[each.id])
        events = tuple(self._event(each, kinds[each.id]) for each in self.given.events if kinds[each.id])
        relations = _once(self._relations(), self.given.relations, "type", "source", "target")
        attributes = self._attributes(Place("article", "article"), self.given.attributes)
        update = {"mentions": mentions, "events": events, "relations": relations, "attributes": attributes}
        schema_id = {"schema_id": self.by.new.id} if self.given.schema_id else {}
        return Moved(self.given.model_copy(update={**update, **schema_id}), tuple(self.touches))

    def _touch(self, path: str, kind: str, what: str, doubt: str = "") -> None:
        self.touches.append(Touch((path, kind), what, doubt))

    def _attributes(self, place: Place, chosen: Mapping[str, str]) -> dict[str, str]:
        moved, touches = self.by.choices.move(place, chosen)
        self.touches += touches
        return moved

    @cached_property
    def _old_kinds(self) -> Mapping[str, str]:
        mentions = {each.id: each.type for each in self.given.mentions}
        return mentions | {each.id: each.type for each in self.given.events}

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The new type of everything by its id, empty for what is taken out; a type unknown to the old schema stays."""
        kinds: dict[str, str] = {}
        for mention in self.given.mentions:
            marked = Marked(mention.text, self._with_defaults("mention", mention.type, mention.attributes))
            kinds[mention.id] = self._kind("entities", self.by.entities, mention.id, mention.type, marked)
        for event in self.given.events:
            values = self._with_defaults("event", event.type, event.attributes)
            marked = Marked(event.trigger.text, values, {argument.role for argument in event.arguments})
            kinds[event.id] = self._kind("events", self.by.events, event.id, event.type, marked)
        return kinds

    def _with_defaults(self, carrier: Carrier, kind: str, chosen: Mapping[str, str]) -> dict[str, str]:
        asked = self.by.old.attributes_of(carrier, kind)
        return {**{name: each.default for name, each in asked.items() if each.default is not None}, **chosen}

    def _kind(self, path: str, types: Successors, what: str, kind: str, marked: Marked) -> str:
        found = types.get(kind)
        if found is None:
            return kind
        name, sure = choose(found, marked)
        if change := happened(types, kind, name):
            doubt = "" if sure else f"{kind} {marked.surface!r}: {either(found, name)}?"
            self._touch(f"{path}.{kind}", change, what, doubt)
        return name or ""

    def _mention(self, mention: Mention, kind: str) -> Mention:
        attributes = self._attributes(Place("mention", mention.id, mention.type, kind), mention.attributes)
        return mention.model_copy(update={"type": kind, "attributes": attributes})

    def _event(self, event: Event, kind: str) -> Event:
        attributes = self._attributes(Place("event", event.id, event.type, kind), event.attributes)
        arguments = [moved for each in event.arguments if (moved := self._argument(event, kind, each))]
        kept = _once(arguments, event.arguments, "role", "filler", "attributes")
        after = event.model_copy(update={"type": kind, "attributes": attributes, "arguments": kept})
        self._check_counts(event, after)
        return after

    def _argument(self, event: Event, kind: str, argument: Argument) -> Argument | None:
        filler = self._kinds[argument.filler]
        if not filler:
            return None  # told with what filled it
        what = f"{event.id} -> {argument.filler}"
        role = self._role(event, kind, argument.role, argument.filler, what)
        if role is None:
            return None
        self._check_filler(event, kind, argument, role, what)
        place = Place("argument", what, event.type, kind, argument.role, role)
        return argument.model_copy(update={"role": role, "attributes": self._attributes(place, argument.attributes)})

    def _role(self, event: Event, kind: str, role: str, filler: str, what: str) -> str | None:
        """The new role, None where there is none: of several, the one that the filler's type fits."""
        roles = self.by.roles.get((event.type, kind), {})
        found = roles.get(role)
        if found is None:
            return self.by.strays.get(role, role)
        able = [each for each in found if self.by.new.admits(kind, each.name, self._kinds[filler])]
        name, sure = first(able or found)
        if change := happened(roles, role, name):
            fitted = sure or not self.by.old.admits(event.type, role, self._old_kinds[filler])
            doubt = "" if fitted else f"{event.type} {event.trigger.text!r}: {either(able or found, name)}?"
            self._touch(f"{_roles_path(event.type, kind)}.{role}", change, what, doubt)
        return name

    def _check_filler(self, event: Event, kind: str, argument: Argument, role: str, what: str) -> None:
        after, filler = self.by.new.events.get(kind), self._kinds[argument.filler]
        if after is None or role not in after.roles or filler in after.roles[role].fillers:
            return
        if self.by.old.admits(event.type, argument.role, self._old_kinds[argument.filler]):
            place = f"{_roles_path(event.type, kind)}.{argument.role}"
            self._touch(place, "fillers", what, f"{kind} {event.trigger.text!r}: {role} no longer takes {filler}")

    def _check_counts(self, before: Event, after: Event) -> None:
        """Roles whose count the event met and no longer meets."""
        new, old = self.by.new.events.get(after.type), self.by.old.events.get(before.type)
        if new is None or old is None:
            return
        path = _roles_path(before.type, after.type)
        for name, role in new.roles.items():
            number = _times(after, name)
            if role.count.admits(number):
                continue
            doubt = f"{after.type} {after.trigger.text!r}: {name} is filled {number} times, {role.count.sign} is asked"
            sources = sources_of(self.by.roles[before.type, after.type], name)
            met = [each for each in sources if old.roles[each].count.admits(_times(before, each))]
            if met:
                self._touch(f"{path}.{met[0]}", "count", before.id, doubt)
            elif not sources and number < role.count.low:
                self._touch(f"{path}.{name}", "added", before.id, doubt)

    def _relations(self) -> Iterator[Relation]:
        for arc in self.given.relations:
            if self._kinds[arc.source] and self._kinds[arc.target]:
                name = self._relation(arc) if arc.type in self.by.relations else self._stray(arc)
                if name is not None:
                    yield arc.model_copy(update={"type": name})

    def _relation(self, arc: Relation) -> str | None:
        """The new relation, None where there is none: of several, the one that may join the two."""
        found, what, place = self.by.relations[arc.type], f"{arc.source} -> {arc.target}", f"relations.{arc.type}"
        kinds = self._kinds[arc.source], self._kinds[arc.target]
        able = [each for each in found if self.by.new.relations[each.name].admits(*kinds)]
        name, sure = first(able or found)
        if change := happened(self.by.relations, arc.type, name):
            self._touch(place, change, what, "" if sure else f"{arc.type}: {either(able or found, name)}?")
        before = self.by.old.relations[arc.type]
        if name and not able and before.admits(self._old_kinds[arc.source], self._old_kinds[arc.target]):
            self._touch(place, "ends", what, f"{name} no longer goes from {kinds[0]} to {kinds[1]}")
        return name

    def _stray(self, arc: Relation) -> str | None:
        """An arc that is no relation: a role, if it was drawn backwards, of the event that it goes to."""
        event = next((each for each in self.given.events if each.id == arc.target), None)
        if event is None:
            return self.by.strays.get(arc.type, arc.type)
        return self._role(event, self._kinds[event.id], arc.type, arc.source, f"{arc.source} -> {arc.target}")


def _times(event: Event, role: str) -> int:
    return sum(argument.role == role for argument in event.arguments)


def _once(moved: Iterable[_Part], given: Sequence[_Part], *said: str) -> tuple[_Part, ...]:
    """Without the copies that two roles or relations leave when they are merged: parts that say the same."""
    kept: list[_Part] = []
    for part in moved:
        same = (all(getattr(part, key) == getattr(each, key) for key in said) for each in kept)
        if kept.count(part) < given.count(part) or not any(same):
            kept.append(part)
    return tuple(kept)


def _roles_path(before: str, after: str) -> str:
    """Where the roles of an event type are that went to `after`."""
    return f"events.{before}.roles" if before == after else f"events.{before} -> {after}.roles"
