"""A reading as a row of a dataset, and the features that rows of a schema have."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotate.annotation import Annotation, Argument, Event, Mention, Relation
from annotate.schema import Attribute, Schema
from annotate.schema.model import Carrier
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


def row(annotation: Annotation, schema: Schema) -> Row:
    """One article with its mentions and events; offsets in code points, end exclusive; lead time in seconds.

    Relations, and attributes of what is no event, are there where the schema has any.
    """
    fillers: dict[str, Span] = {event.id: event.trigger for event in annotation.events}
    fillers |= {mention.id: mention for mention in annotation.mentions}
    return {
        **{name: getattr(annotation, name) for name in _STRINGS},
        "boilerplate": [{"start": start, "end": end} for start, end in annotation.boilerplate],
        "mentions": [_mention(mention, schema) for mention in annotation.mentions],
        "events": [_event(event, fillers, schema) for event in annotation.events],
        **({"relations": [_relation(arc) for arc in annotation.relations]} if schema.relations else {}),
        **_attributes(annotation.attributes, schema.attributes_on("article")),
        "lead_time": annotation.lead_time,
        "schema": annotation.schema_id,
    }


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _span(span: Span) -> Row:
    """As drawn, with the tidy form beside it where it differs."""
    return {**_place(span), "tidied": _place(span.tidied) if span.tidied else None}


def _attributes(chosen: Mapping[str, str], asked: Mapping[str, Attribute]) -> Row:
    """A value or null for each attribute that can be asked here; of a flag, whether it is set."""
    if not asked:
        return {}
    values = {name: name in chosen if each.flag else chosen.get(name) for name, each in asked.items()}
    return {"attributes": values}


def _mention(mention: Mention, schema: Schema) -> Row:
    attributes = _attributes(mention.attributes, schema.attributes_on("mention"))
    return {"id": mention.id, "type": mention.type, **_span(mention), **attributes, "origin": mention.origin}


def _event(event: Event, fillers: dict[str, Span], schema: Schema) -> Row:
    return {
        "id": event.id,
        "type": event.type,
        "trigger": _span(event.trigger),
        "arguments": [_argument(argument, fillers[argument.filler], schema) for argument in event.arguments],
        **_attributes(event.attributes, schema.attributes_on("event")),
        "origin": event.origin,
    }


def _argument(argument: Argument, filler: Span, schema: Schema) -> Row:
    said = {"role": argument.role, "filler": argument.filler, **_place(filler)}
    return {**said, **_attributes(argument.attributes, schema.attributes_on("argument")), "origin": argument.origin}


def _relation(arc: Relation) -> Row:
    return {"type": arc.type, "from": arc.source, "to": arc.target}


def features(schema: Schema) -> "Features":
    """The features of `row`s, declared from the schema: types, roles and attribute values are class labels.

    Attributes are one struct for all types, as Parquet needs it.
    """
    from datasets import ClassLabel, Features, List, Value

    string, offset = Value("string"), Value("int32")
    place = {"start": offset, "end": offset, "text": string}
    span = {**place, "tidied": place}

    def attributes(carrier: Carrier) -> Row:
        labels = {
            name: Value("bool") if each.flag else ClassLabel(names=list(each.values))
            for name, each in schema.attributes_on(carrier).items()
        }
        return {"attributes": labels} if labels else {}  # Parquet holds no struct without a field

    roles, entities = ClassLabel(names=list(schema.roles)), ClassLabel(names=list(schema.entities))
    argument = {"role": roles, "filler": string, **place, **attributes("argument"), "origin": string}
    mention = {"id": string, "type": entities, **span, **attributes("mention"), "origin": string}
    relation = {"type": ClassLabel(names=list(schema.relations)), "from": string, "to": string}
    event = {
        "id": string,
        "type": ClassLabel(names=list(schema.events)),
        "trigger": span,
        "arguments": List(argument),
        **attributes("event"),
        "origin": string,
    }
    return Features(
        {
            **dict.fromkeys(_STRINGS, string),
            "boilerplate": List({"start": offset, "end": offset}),
            "mentions": List(mention),
            "events": List(event),
            **({"relations": List(relation)} if schema.relations else {}),
            **attributes("article"),
            "lead_time": Value("float64"),
            "schema": string,
        }
    )
