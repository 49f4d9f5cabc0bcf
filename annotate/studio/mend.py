"""Slips of the hand, mended where only one reading is possible: the drawing itself is kept.

An arc without a role gets the only role or relation that its types allow; one drawn backwards is turned round; both
are recorded as `inferred`. A span with a cut grapheme, an outer space or a danda gets a `tidied` form beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from annotate.annotation import Annotation, Argument, Event, Mention, Relation
from annotate.schema import Schema
from annotate.span import Span, tidy


def mended(annotation: Annotation, schema: Schema) -> Annotation:
    """The reading with its unambiguous slips mended; ambiguous arcs stay in `relations`."""
    events = {event.id: event for event in annotation.events}
    left: list[Relation] = []
    types = {m.id: m.type for m in annotation.mentions} | {e.id: e.type for e in annotation.events}
    for arc in annotation.relations:
        meant = _meant(arc, types, events, schema)
        if isinstance(meant, Relation):
            left.append(meant)
        elif _has(events[meant.source], meant):
            left.append(arc)
        else:
            event = events[meant.source]
            argument = Argument(role=meant.type, filler=meant.target, origin="inferred")
            events[event.id] = event.model_copy(update={"arguments": (*event.arguments, argument)})
    return annotation.model_copy(
        update={
            "mentions": tuple(_tidied(mention, annotation.text) for mention in annotation.mentions),
            "events": tuple(_tidy_trigger(events[event.id], annotation.text) for event in annotation.events),
            "relations": tuple(left),
        }
    )


@dataclass(frozen=True, slots=True)
class _Argument:
    """An arc that is an argument: from the event to what fills its role `type`."""

    source: str
    target: str
    type: str


def _meant(
    arc: Relation, types: Mapping[str, str], events: Mapping[str, Event], schema: Schema
) -> Relation | _Argument:
    """What an arc must mean, if the schema leaves one possibility; else the arc as it was drawn."""
    drawn = types[arc.source], types[arc.target]
    if arc.type in schema.relations and schema.relations[arc.type].admits(*drawn):
        return arc
    found: list[Relation | _Argument] = []
    for source, target in ((arc.source, arc.target), (arc.target, arc.source)):
        ends = types[source], types[target]
        names = schema.roles_for(*ends) if source in events else ()
        found += [_Argument(source, target, role) for role in names if arc.type in ("", role)]
        for name in schema.relations_for(*ends):
            if arc.type in ("", name) and not (schema.relations[name].symmetric and source != arc.source):
                found.append(Relation(type=name, source=source, target=target, origin="inferred"))
    return found[0] if len(found) == 1 else arc


def _has(event: Event, meant: _Argument) -> bool:
    """Whether the argument stands there already."""
    return any((argument.role, argument.filler) == (meant.type, meant.target) for argument in event.arguments)


def _tidied(span: Mention, text: str) -> Mention:
    tidy_form = tidied_form(span, text)
    return span if tidy_form is None else span.model_copy(update={"tidied": tidy_form})


def _tidy_trigger(event: Event, text: str) -> Event:
    tidy_form = tidied_form(event.trigger, text)
    if tidy_form is None:
        return event
    return event.model_copy(update={"trigger": event.trigger.model_copy(update={"tidied": tidy_form})})


def tidied_form(span: Span, text: str) -> Span | None:
    """The tidy form of a span, None where it is tidy as it is."""
    start, end = tidy(text, span.start, span.end)
    return None if (start, end) == (span.start, span.end) else Span.of(text, start, end)
