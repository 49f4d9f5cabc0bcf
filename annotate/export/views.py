"""A reading as a row of a dataset, and the features that rows of a schema have."""

from typing import TYPE_CHECKING, Any

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.schema import Schema
from annotate.span import Span

if TYPE_CHECKING:
    from datasets import Features

Row = dict[str, Any]

_STRINGS = (
    "id",
    "language",
    "title",
    "url",
    "published",
    "source",
    "licence",
    "text",
    "status",
    "note",
    "annotator",
    "state",
    "created",
    "updated",
    "parent",
)


def row(annotation: Annotation) -> Row:
    """One article with its mentions and events; offsets in code points, end exclusive; lead time in seconds."""
    fillers: dict[str, Span] = {event.id: event.trigger for event in annotation.events}
    fillers |= {mention.id: mention for mention in annotation.mentions}
    return {
        **{name: getattr(annotation, name) for name in _STRINGS},
        "boilerplate": [{"start": start, "end": end} for start, end in annotation.boilerplate],
        "mentions": [_mention(mention) for mention in annotation.mentions],
        "events": [_event(event, fillers) for event in annotation.events],
        "lead_time": annotation.lead_time,
        "schema": annotation.schema_id,
    }


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _span(span: Span) -> Row:
    """As drawn, with the tidy form beside it where it differs."""
    return {**_place(span), "tidied": _place(span.tidied) if span.tidied else None}


def _mention(mention: Mention) -> Row:
    return {"id": mention.id, "type": mention.type, **_span(mention), "origin": mention.origin}


def _event(event: Event, fillers: dict[str, Span]) -> Row:
    return {
        "id": event.id,
        "type": event.type,
        "trigger": _span(event.trigger),
        "arguments": [_argument(argument, fillers[argument.filler]) for argument in event.arguments],
        "attributes": dict(event.attributes),
        "origin": event.origin,
    }


def _argument(argument: Argument, filler: Span) -> Row:
    return {"role": argument.role, "filler": argument.filler, **_place(filler), "origin": argument.origin}


def features(schema: Schema) -> "Features":
    """The features of `row`s, declared from the schema: types, roles and attribute values are class labels."""
    from datasets import ClassLabel, Features, List, Value

    string, offset = Value("string"), Value("int32")
    place = {"start": offset, "end": offset, "text": string}
    span = {**place, "tidied": place}
    labels = {name: ClassLabel(names=list(each.values)) for name, each in schema.attributes.items()}
    argument = {"role": ClassLabel(names=list(schema.roles)), "filler": string, **place, "origin": string}
    mention = {"id": string, "type": ClassLabel(names=list(schema.entities)), **span, "origin": string}
    event = {
        "id": string,
        "type": ClassLabel(names=list(schema.events)),
        "trigger": span,
        "arguments": List(argument),
        **({"attributes": labels} if labels else {}),  # Parquet holds no struct without a field
        "origin": string,
    }
    return Features(
        {
            **dict.fromkeys(_STRINGS, string),
            "boilerplate": List({"start": offset, "end": offset}),
            "mentions": List(mention),
            "events": List(event),
            "lead_time": Value("float64"),
            "schema": string,
        }
    )
