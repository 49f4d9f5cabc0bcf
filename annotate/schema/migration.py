"""Annotations of an old schema as those of a new one: what `diff` foretells, done to one reading. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotate.annotation import Annotation, Argument, Event, Mention, Relation
from annotate.schema.model import Attribute, Carrier, Schema
from annotate.schema.successors import Marked, Successor, Successors, choose, successors

Key = tuple[str, str]
"""The path and kind of a change, as in `annotate.schema.diff`."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What a migration did to one thing: which change it was, the thing (its id), and what a person must look at."""

    key: Key
    what: str
    doubt: str = ""


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
    def types(self) -> Successors:
        """The successors of every entity and event type."""
        return {
            **successors(self.old.entities, self.new.entities),
            **successors(self.old.events, self.new.events),
        }

    @cached_property
    def relations(self) -> Successors:
        """The successors of every relation."""
        return successors(self.old.relations, self.new.relations)

    @cached_property
    def attributes(self) -> Successors:
        """The successors of every attribute."""
        return successors(self.old.attributes, self.new.attributes)

    @cached_property
    def roles(self) -> Mapping[tuple[str, str], Successors]:
        """The successors of the roles of each pair of an old event type and a type that it went to."""
        pairs = [(old, each.name) for old in self.old.events for each in self.types[old]]
        return {pair: successors(self.old.events[pair[0]].roles, self.new.events[pair[1]].roles) for pair in pairs}

    def values(self, name: str, successor: str) -> Successors:
        """The successors of the values of an attribute that went to `successor`."""
        return successors(self.old.attributes[name].choices, self.new.attributes[successor].choices)


@dataclass
class _Move:
    """One reading under way."""

    by: Migration
    given: Annotation
    touches: list[Touch] = field(default_factory=list)

    def moved(self) -> Moved:
        kinds = self._kinds()
        mentions = tuple(self._mention(each, kinds[each.id]) for each in self.given.mentions if kinds[each.id])
        events = tuple(self._event(each, kinds[each.id], kinds) for each in self.given.events if kinds[each.id])
        relations = tuple(self._relations(kinds))
        attributes = self._attributes("article", "", "", self.given.attributes, "article")
        update = {"mentions": mentions, "events": events, "relations": relations, "attributes": attributes}
        schema_id = {"schema_id": self.by.new.id} if self.given.schema_id else {}
        return Moved(self.given.model_copy(update={**update, **schema_id}), tuple(self.touches))

    def _touch(self, path: str, kind: str, what: str, doubt: str = "") -> None:
        self.touches.append(Touch((path, kind), what, doubt))

    def _kinds(self) -> dict[str, str]:
        """The new type of everything by its id, empty for what is taken out; a type unknown to the old schema stays."""
        kinds: dict[str, str] = {}
        for mention in self.given.mentions:
            values = self._with_defaults("mention", mention.type, mention.attributes)
            kinds[mention.id] = self._kind("entities", mention.id, mention.type, Marked(mention.text, values))
        for event in self.given.events:
            values = self._with_defaults("event", event.type, event.attributes)
            marked = Marked(event.trigger.text, values, {argument.role for argument in event.arguments})
            kinds[event.id] = self._kind("events", event.id, event.type, marked)
        return kinds

    def _with_defaults(self, carrier: Carrier, kind: str, chosen: Mapping[str, str]) -> dict[str, str]:
        asked = self.by.old.attributes_of(carrier, kind)
        return {**{name: each.default for name, each in asked.items() if each.default is not None}, **chosen}

    def _kind(self, path: str, what: str, kind: str, marked: Marked) -> str:
        found = self.by.types.get(kind)
        if found is None:
            return kind
        name, sure = choose(found, marked)
        place = f"{path}.{kind}"
        if name is None:
            self._touch(place, "removed", what)
        elif len(found) > 1:
            doubt = "" if sure else f"{kind} {marked.surface!r}: {name} or {_others(found, name)}?"
            self._touch(place, "split", what, doubt)
        elif name != kind:
            sources = [old for old, each in self.by.types.items() if any(one.name == name for one in each)]
            self._touch(place, "merged" if len(sources) > 1 else "renamed", what)
        return name or ""

    def _mention(self, mention: Mention, kind: str) -> Mention:
        attributes = self._attributes("mention", mention.type, kind, mention.attributes, mention.id)
        return mention.model_copy(update={"type": kind, "attributes": attributes})

    def _event(self, event: Event, kind: str, kinds: Mapping[str, str]) -> Event:
        attributes = self._attributes("event", event.type, kind, event.attributes, event.id)
        arguments = tuple(moved for each in event.arguments if (moved := self._argument(event, kind, each, kinds)))
        after = event.model_copy(update={"type": kind, "attributes": attributes, "arguments": arguments})
        self._check_counts(event, after)
        return after

    def _argument(self, event: Event, kind: str, argument: Argument, kinds: Mapping[str, str]) -> Argument | None:
        if not kinds[argument.filler]:
            return None  # told with what filled it
        path = _roles_path(event.type, kind)
        found = self.by.roles.get((event.type, kind), {}).get(argument.role)
        role, sure = (argument.role, True) if found is None else self._role(kind, found, kinds[argument.filler])
        place = f"{path}.{argument.role}"
        if role is None:
            self._touch(place, "removed", event.id)
            return None
        if found is not None and len(found) > 1:
            doubt = "" if sure else f"{event.type} {event.trigger.text!r}: {role} or {_others(found, role)}?"
            self._touch(place, "split", event.id, doubt)
        elif role != argument.role:
            merged = self._is_merged(event.type, kind, role)
            self._touch(place, "merged" if merged else "renamed", event.id)
        self._check_filler(event, kind, argument, role, kinds[argument.filler])
        attributes = self._attributes("argument", event.type, kind, argument.attributes, event.id, argument.role, role)
        return argument.model_copy(update={"role": role, "attributes": attributes})

    def _role(self, kind: str, found: Sequence[Successor], filler: str) -> tuple[str | None, bool]:
        """The new role: where there are several, the one that the filler's type fits."""
        able = [each for each in found if self.by.new.admits(kind, each.name, filler)] or list(found)
        name, sure = choose([Successor(each.name, None) for each in able], Marked("", {}))
        return name, sure or len(able) == 1

    def _is_merged(self, before: str, after: str, role: str) -> bool:
        found = self.by.roles[before, after].values()
        return sum(any(each.name == role for each in one) for one in found) > 1

    def _check_filler(self, event: Event, kind: str, argument: Argument, role: str, filler: str) -> None:
        after = self.by.new.events.get(kind)
        if after is None or role not in after.roles or filler in after.roles[role].fillers:
            return
        if self.by.old.admits(event.type, argument.role, self._old_type(argument.filler)):
            place = f"{_roles_path(event.type, kind)}.{argument.role}"
            self._touch(place, "fillers", event.id, f"{kind} {event.trigger.text!r}: {role} no longer takes {filler}")

    def _old_type(self, name: str) -> str:
        mention = self.given.mention(name)
        return mention.type if mention else next(each.type for each in self.given.events if each.id == name)

    def _check_counts(self, before: Event, after: Event) -> None:
        """Roles whose count the event met and no longer meets."""
        new, old = self.by.new.events.get(after.type), self.by.old.events.get(before.type)
        if new is None or old is None:
            return
        for name, role in new.roles.items():
            number = sum(argument.role == name for argument in after.arguments)
            path = _roles_path(before.type, after.type)
            found = self.by.roles[before.type, after.type]
            former = next((one for one, each in found.items() if any(s.name == name for s in each)), None)
            if role.count.admits(number):
                continue
            doubt = f"{after.type} {after.trigger.text!r}: {name} is filled {number} times, {role.count.sign} is asked"
            if former is None:
                self._touch(f"{path}.{name}", "added", before.id, doubt)
            elif old.roles[former].count.admits(sum(argument.role == former for argument in before.arguments)):
                self._touch(f"{path}.{former}", "count", before.id, doubt)

    def _relations(self, kinds: Mapping[str, str]) -> Iterator[Relation]:
        for arc in self.given.relations:
            if not (kinds[arc.source] and kinds[arc.target]):
                continue
            found = self.by.relations.get(arc.type)
            name, sure = (arc.type, True) if found is None else choose(found, Marked("", {}))
            place, what = f"relations.{arc.type}", f"{arc.source} -> {arc.target}"
            if name is None:
                self._touch(place, "removed", what)
                continue
            if found is not None and len(found) > 1:
                self._touch(place, "split", what, "" if sure else f"{arc.type}: {name} or {_others(found, name)}?")
            elif name != arc.type:
                sources = [one for one, each in self.by.relations.items() if any(s.name == name for s in each)]
                self._touch(place, "merged" if len(sources) > 1 else "renamed", what)
            relation = self.by.new.relations.get(name)
            if relation and not relation.admits(kinds[arc.source], kinds[arc.target]):
                ends = f"{kinds[arc.source]} to {kinds[arc.target]}"
                self._touch(place, "ends", what, f"{name} no longer goes from {ends}")
            yield arc.model_copy(update={"type": name})

    def _attributes(
        self,
        carrier: Carrier,
        before: str,
        after: str,
        chosen: Mapping[str, str],
        what: str,
        role: str = "",
        new_role: str = "",
    ) -> dict[str, str]:
        """The values under the new schema: moved, old defaults written out where they changed, the rest taken out."""
        asked = self.by.new.attributes_of(carrier, after, new_role)
        moved: dict[str, str] = {}
        for name, value in self._spoken(carrier, before, role, chosen, what).items():
            successor, _ = choose(self.by.attributes.get(name, [Successor(name)]), Marked("", {}))
            if successor is None:
                self._touch(f"attributes.{name}", "removed", what)
            elif name not in self.by.attributes:
                moved[name] = value  # unknown to the old schema: not ours to judge
            elif successor not in asked:
                self._touch(f"attributes.{name}", "asked of less", what)
            else:
                if successor != name:
                    self._touch(f"attributes.{name}", "renamed", what)
                self._value(name, successor, value, moved, what)
        for name, attribute in asked.items():
            if attribute.awaited and name not in moved and self._is_new(name):
                self._touch(f"attributes.{name}", "added", what, f"{name} is not chosen")
        return moved

    def _value(self, name: str, successor: str, value: str, moved: dict[str, str], what: str) -> None:
        found = self.by.values(name, successor).get(value)
        kept, sure = (value, True) if found is None else choose(found, Marked("", {}))
        place = f"attributes.{name}.values.{value}"
        if kept is None:
            self._touch(place, "removed", what)
            return
        if found is not None and len(found) > 1:
            self._touch(place, "split", what, "" if sure else f"{successor}: {kept} or {_others(found, kept)}?")
        elif kept != value:
            others = [one for one, each in self.by.values(name, successor).items() if any(s.name == kept for s in each)]
            self._touch(place, "merged" if len(others) > 1 else "renamed", what)
        moved[successor] = kept

    def _spoken(self, carrier: Carrier, before: str, role: str, chosen: Mapping[str, str], what: str) -> dict[str, str]:
        """What was chosen, and the old default where nothing was and the new default would say something else."""
        spoken = dict(chosen)
        for name, attribute in self.by.old.attributes_of(carrier, before, role).items():
            if name not in chosen and attribute.default is not None and self._default_changed(name, attribute):
                self._touch(f"attributes.{name}", "default", what)
                spoken[name] = attribute.default
        return spoken

    def _default_changed(self, name: str, attribute: Attribute) -> bool:
        found = self.by.attributes[name]
        return bool(found) and self.by.new.attributes[found[0].name].default != attribute.default

    def _is_new(self, name: str) -> bool:
        return not any(each.name == name for found in self.by.attributes.values() for each in found)


def _others(found: Sequence[Successor], name: str) -> str:
    return " or ".join(each.name for each in found if each.name != name)


def _roles_path(before: str, after: str) -> str:
    return f"events.{before}.roles" if before == after else f"events.{before} -> {after}.roles"
