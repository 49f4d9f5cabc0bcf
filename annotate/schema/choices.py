"""The attributes of one thing under a new schema: moved with their values, and told. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotate.schema.model import Attribute, Carrier, Schema
from annotate.schema.successors import (
    Successor,
    Successors,
    either,
    first,
    happened,
    names_of,
    same_default,
    sources_of,
    successors,
)
from annotate.schema.touch import Touch


@dataclass(frozen=True, slots=True)
class Place:
    """What attributes are said of: its type before and after (of an argument: its event's), its roles, and its id."""

    carrier: Carrier
    what: str
    before: str = ""
    after: str = ""
    role: str = ""
    new_role: str = ""


@dataclass(frozen=True)
class Choices:
    """The way of attributes from an old schema to a new one."""

    old: Schema
    new: Schema

    @cached_property
    def found(self) -> Successors:
        """The successors of every attribute."""
        return successors(self.old.attributes, self.new.attributes)

    @cached_property
    def values(self) -> Mapping[tuple[str, str], Successors]:
        """The successors of the values of each pair of an old attribute and one that it went to."""
        before, after = self.old.attributes, self.new.attributes
        pairs = [(name, one) for name, each in self.found.items() for one in names_of(each)]
        return {(name, one): successors(before[name].choices, after[one].choices) for name, one in pairs}

    def move(self, place: Place, chosen: Mapping[str, str]) -> tuple[dict[str, str], list[Touch]]:
        """The values under the new schema: moved, old defaults written out where they changed, the rest taken out."""
        work = _Work(self, place)
        return work.moved(chosen), work.touches


@dataclass
class _Work:
    """The attributes of one thing under way."""

    by: Choices
    place: Place
    touches: list[Touch] = field(default_factory=list)

    def moved(self, chosen: Mapping[str, str]) -> dict[str, str]:
        moved: dict[str, str] = {}
        for name, value in chosen.items():
            self._move(name, value, moved)
        for name, default in self._changed_defaults(chosen):
            self._touch(f"attributes.{name}", "default")
            self._move(name, default, moved, silent=True)
        self._missing(chosen, moved)
        return moved

    def _touch(self, path: str, kind: str, doubt: str = "") -> None:
        self.touches.append(Touch((path, kind), self.place.what, doubt))

    @cached_property
    def asked_before(self) -> Mapping[str, Attribute]:
        """What the old schema asked here, as far as it knows the place."""
        return self.by.old.attributes_of(self.place.carrier, self.place.before, self.place.role) if self._known else {}

    @cached_property
    def _known(self) -> bool:
        event = self.by.old.events.get(self.place.before)
        known: dict[Carrier, bool] = {
            "article": True,
            "mention": self.place.before in self.by.old.entities,
            "event": event is not None,
            "argument": event is not None and self.place.role in event.roles,
        }
        return known[self.place.carrier]

    @cached_property
    def asked(self) -> Mapping[str, Attribute]:
        """What the new schema asks here."""
        return self.by.new.attributes_of(self.place.carrier, self.place.after, self.place.new_role)

    def _move(self, name: str, value: str, moved: dict[str, str], *, silent: bool = False) -> None:
        """Moves one choice; a default (`silent`) gives way to what was chosen."""
        found = self.by.found.get(name)
        if found is None:
            moved.setdefault(name, value)  # unknown to the old schema: not ours to judge
            return
        path = f"attributes.{name}"
        holders = [each for each in found if self._value(name, each.name, value)[0] is not None]
        able = [each for each in holders if self._may_stand(name, each.name)]
        if not able:
            self._touch(*self._why(path, found, holders, value))
            return
        successor, sure = first(able)
        if kind := happened(self.by.found, name, successor):
            self._touch(path, kind, "" if sure else f"{name}: {either(able, successor)}?")
        self._put(name, str(successor), value, moved, silent=silent)

    def _why(self, path: str, found: Sequence[Successor], holders: Sequence[Successor], value: str) -> tuple[str, str]:
        if not found:
            return path, "removed"
        return (path, "asked of less") if holders else (f"{path}.values.{value}", "removed")

    def _may_stand(self, name: str, successor: str) -> bool:
        """Whether it is asked here; a stray choice, that the old schema did not ask here either, stays a stray one."""
        before, after = self.by.old.attributes[name].on, self.by.new.attributes[successor].on
        stray = name not in self.asked_before and (self.place.carrier in after or self.place.carrier not in before)
        return stray or successor in self.asked

    def _value(self, name: str, successor: str, value: str) -> tuple[str | None, bool]:
        found = self.by.values[name, successor].get(value)
        return (value, True) if found is None else first(found)

    def _put(self, name: str, successor: str, value: str, moved: dict[str, str], *, silent: bool) -> None:
        kept, sure = self._value(name, successor, value)
        found = self.by.values[name, successor]
        if kind := happened(found, value, kept):
            doubt = "" if sure else f"{successor}: {either(found[value], kept)}?"
            self._touch(f"attributes.{name}.values.{value}", kind, doubt)
        there = moved.setdefault(successor, str(kept))
        others = [each for each in sources_of(self.by.found, successor) if each != successor]
        if there != kept and not silent and others:
            kind = happened(self.by.found, others[0], successor)
            self._touch(f"attributes.{others[0]}", kind, f"{successor}: {there} or {kept}?")

    def _changed_defaults(self, chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The old defaults that held here and that the new schema would not understand from silence."""
        for name, attribute in self.asked_before.items():
            into = [each for each in names_of(self.by.found[name]) if each in self.asked]
            changed = not all(same_default(attribute, self.asked[each]) for each in into)
            if name not in chosen and attribute.default is not None and changed:
                yield name, attribute.default

    def _missing(self, chosen: Mapping[str, str], moved: Mapping[str, str]) -> None:
        """What is open and should not be, or says something by a default that nobody chose."""
        for name, attribute in self.asked.items():
            if name not in moved:
                self._open(name, attribute, chosen)

    def _open(self, name: str, attribute: Attribute, chosen: Mapping[str, str]) -> None:
        sources = sources_of(self.by.found, name)
        held = [each for each in sources if each in self.asked_before]
        before = [self.asked_before[each] for each in held]
        path = f"attributes.{next(iter([*held, *sources]), name)}"
        silent = before and not any(each.default for each in before) and not chosen.keys() & set(sources)
        if attribute.awaited and not sources:
            self._touch(path, "added", f"{name} is not chosen")
        elif attribute.awaited and self._known and not any(each.awaited for each in before):
            self._touch(path, "required", f"{name} is not chosen")
        elif attribute.default and silent:
            self._touch(path, "default", f"{name} was left open and counts as {attribute.default} now")
