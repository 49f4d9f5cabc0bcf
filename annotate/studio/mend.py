"""Slips of the hand, mended where only one reading is possible: the drawing itself is kept.

A relation without a role gets the only role that its types allow; one drawn backwards is turned round; both are
recorded as `inferred`. A span with a cut grapheme, an outer space or a danda gets a `tidied` form beside it.
"""

from annotate.annotation import Annotation, Argument, Event, Mention, Relation
from annotate.schema import Schema
from annotate.span import Span, tidy


def mended(annotation: Annotation, schema: Schema) -> Annotation:
    """The reading with its unambiguous slips mended; ambiguous arcs stay in `relations`."""
    events = {event.id: event for event in annotation.events}
    left: list[Relation] = []
    for arc in annotation.relations:
        inferred = _argument(annotation, events, arc, schema)
        if inferred is None:
            left.append(arc)
        else:
            owner, argument = inferred
            event = events[owner]
            events[owner] = event.model_copy(update={"arguments": (*event.arguments, argument)})
    return annotation.model_copy(
        update={
            "mentions": tuple(_tidied(mention, annotation.text) for mention in annotation.mentions),
            "events": tuple(_tidy_trigger(events[event.id], annotation.text) for event in annotation.events),
            "relations": tuple(left),
        }
    )


def _argument(
    annotation: Annotation, events: dict[str, Event], arc: Relation, schema: Schema
) -> tuple[str, Argument] | None:
    """The event and the argument that an arc must mean, if the schema leaves one possibility."""
    types = {m.id: m.type for m in annotation.mentions} | {e.id: e.type for e in annotation.events}
    found = []
    for owner, filler in ((arc.source, arc.target), (arc.target, arc.source)):
        if owner in events:
            roles = schema.roles_for(types[owner], types[filler])
            found += [(owner, filler, role) for role in roles if arc.type in ("", role)]
    if len(found) != 1:
        return None
    owner, filler, role = found[0]
    if any(argument.role == role and argument.filler == filler for argument in events[owner].arguments):
        return None
    return owner, Argument(role=role, filler=filler, origin="inferred")


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
