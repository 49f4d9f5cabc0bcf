"""A reading in the form of the models: what fills a role stands within the event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.schema.model import YES, Carrier, Schema
from annotate.schema.models.naming import names_of
from annotate.span import Span


def events_of(annotation: Annotation, schema: Schema, *, strict: bool = False) -> list[dict[str, Any]]:
    """The events of a reading in its order, each as the `AnyEvent` of `to_models(schema, strict=strict)` takes it.

    What fills a role is written out there, whatever else it fills. Where an event would come to stand within itself
    (it fills a role of what fills it) it is cut: it has its id, trigger and attributes there, but no arguments. What
    the schema does not know is kept, for the classes to refuse; so are, as a list, several fillers of a role that
    takes one, where `strict`.
    """
    return _nested(annotation, schema, strict).events()


def document_of(annotation: Annotation, schema: Schema, *, strict: bool = False) -> dict[str, Any]:
    """A reading as the `Document` of `to_models` takes it, its events as `events_of` has them.

    Relations for which no one named a type are left out, and so are mentions that fill no role and have no relation.
    """
    nested = _nested(annotation, schema, strict)
    relations = [
        {"type": each.type, "from": nested.part(each.source), "to": nested.part(each.target)}
        for each in annotation.relations
        if each.type
    ]
    found = {"text": annotation.text, "events": nested.events(), **({"relations": relations} if relations else {})}
    return found | nested.chosen("article", annotation.attributes)


def _nested(annotation: Annotation, schema: Schema, strict: bool) -> "_Nested":
    mentions = {mention.id: mention for mention in annotation.mentions}
    return _Nested(schema, strict, mentions, {event.id: event for event in annotation.events})


@dataclass(frozen=True, slots=True)
class _Nested:
    """The parts of one reading by their ids, to be written out within each other."""

    schema: Schema
    strict: bool
    mentions: Mapping[str, Mention]
    by_id: Mapping[str, Event]

    def events(self) -> list[dict[str, Any]]:
        """Every event of the reading."""
        return [self.event(event) for event in self.by_id.values()]

    def event(self, event: Event, above: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The event with all that fills it; `above` are the ids of the events within which it stands."""
        known = self.schema.events.get(event.type)
        roles = dict.fromkeys([*(known.roles if known else ()), *(argument.role for argument in event.arguments)])
        found: dict[str, Any] = {"type": event.type, "id": event.id, "trigger": _placed(event.trigger)}
        for role, name in zip(roles, names_of("event", roles), strict=True):
            given = [argument for argument in event.arguments if argument.role == role]
            if given and event.id not in above:
                fillers = [self._filler(event, argument, above | {event.id}) for argument in given]
                found[name.key] = fillers[0] if len(fillers) == 1 and self._alone(event, role) else fillers
        return found | self.chosen("event", event.attributes, event.type, roles)

    def part(self, name: str, above: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The mention or event with the id `name`."""
        if name in self.by_id:
            return self.event(self.by_id[name], above)
        part = self.mentions[name]
        return {"type": part.type, "id": part.id, **_placed(part), **self.chosen("mention", part.attributes, part.type)}

    def chosen(
        self, carrier: Carrier, values: Mapping[str, str], kind: str = "", roles: Iterable[str] = (), role: str = ""
    ) -> dict[str, Any]:
        """The attributes of a `carrier` of the type `kind` by their keys, a flag as a truth."""
        asked = self.schema.attributes_of(carrier, kind, role)
        named = [*roles, *dict.fromkeys([*asked, *values])]
        keys = {
            name: known.key for name, known in zip(named, names_of(carrier, named), strict=True)
        }  # after the roles'
        flags = {name for name, attribute in asked.items() if attribute.flag}
        return {keys[name]: True if name in flags and value == YES else value for name, value in values.items()}

    def _alone(self, event: Event, role: str) -> bool:
        known = self.schema.events.get(event.type)
        return self.strict and known is not None and role in known.roles and known.roles[role].count.high == 1

    def _filler(self, event: Event, argument: Argument, above: frozenset[str]) -> dict[str, Any]:
        filler = self.part(argument.filler, above)
        if not argument.attributes and not self.schema.attributes_of("argument", event.type, argument.role):
            return filler
        return {"filler": filler, **self.chosen("argument", argument.attributes, event.type, role=argument.role)}


def _placed(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}
