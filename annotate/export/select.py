"""Which readings, and what of them, go into a dataset; what stays out is counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotate.annotation import Annotation, Argument, Event, Mention, Relation
from annotate.schema import Attribute, Schema

REVIEWED = ("submitted", "gold")


@dataclass(frozen=True, slots=True)
class Selection:
    """The readings of a dataset in the order of their articles, and how much of each kind was left out."""

    readings: tuple[Annotation, ...]
    left_out: dict[str, int] = field(default_factory=dict)


def select(annotations: Iterable[Annotation], schema: Schema) -> Selection:
    """The reviewed readings, cut to what the schema can hold.

    A reading without a state, as in a gold file, counts as reviewed. Where an article has a gold reading, only that.
    Where nothing was reviewed the pre-labels themselves are taken, and the card says so.
    Left out and counted: readings that nobody submitted, mentions of a pre-label that no event uses after the review,
    and whatever names a type, role or value that the schema lacks.
    """
    given = list(annotations)
    reviewed = [each for each in given if each.state is None or each.state in REVIEWED]
    reviewed = reviewed or [each for each in given if each.state == "prelabel"]
    gold = {each.id for each in reviewed if each.state == "gold"}
    chosen = [each for each in reviewed if each.state == "gold" or each.id not in gold]
    kept = {id(each) for each in reviewed}
    left_out = Counter(f"readings: {each.state}" for each in given if id(each) not in kept)
    left_out["readings: beside a gold one"] = len(reviewed) - len(chosen)
    readings = tuple(_cut(each, schema, left_out) for each in sorted(chosen, key=_place))
    return Selection(readings, {key: number for key, number in sorted(left_out.items()) if number})


def _place(annotation: Annotation) -> tuple[str, str, str]:
    """By article, then reader, whatever the order of the files."""
    return annotation.id, annotation.annotator or "", annotation.updated or ""


def _cut(annotation: Annotation, schema: Schema, left_out: Counter[str]) -> Annotation:
    used = {argument.filler for event in annotation.events for argument in event.arguments}
    used |= {end for arc in annotation.relations if arc.type in schema.relations for end in (arc.source, arc.target)}
    kept_mentions = [each for each in annotation.mentions if _keeps(each, schema, used, left_out)]
    mentions = tuple(_cut_mention(each, schema, left_out) for each in kept_mentions)
    kept = {mention.id for mention in mentions}
    events = [event for event in annotation.events if event.type in schema.events]
    left_out["events of unknown type"] += len(annotation.events) - len(events)
    kept |= {event.id for event in events}
    relations = tuple(arc for arc in annotation.relations if _holds(arc, schema, kept))
    left_out["arcs without a role"] += len(annotation.relations) - len(relations)
    cut = tuple(_cut_event(event, schema, kept, left_out) for event in events)
    attributes = _cut_attributes(annotation.attributes, schema.attributes_of("article"), left_out)
    return annotation.model_copy(
        update={"mentions": mentions, "events": cut, "relations": relations, "attributes": attributes}
    )


def _holds(arc: Relation, schema: Schema, kept: set[str]) -> bool:
    return arc.type in schema.relations and {arc.source, arc.target} <= kept


def _keeps(mention: Mention, schema: Schema, used: set[str], left_out: Counter[str]) -> bool:
    if mention.type not in schema.entities:
        left_out["mentions of unknown type"] += 1
        return False
    if mention.id not in used and mention.origin == "prediction":
        left_out["pre-labelled mentions without an event"] += 1
        return False
    return True


def _cut_mention(mention: Mention, schema: Schema, left_out: Counter[str]) -> Mention:
    asked = schema.attributes_of("mention", mention.type)
    return mention.model_copy(update={"attributes": _cut_attributes(mention.attributes, asked, left_out)})


def _cut_event(event: Event, schema: Schema, kept: set[str], left_out: Counter[str]) -> Event:
    roles = schema.events[event.type].roles
    arguments = tuple(each for each in event.arguments if each.role in roles and each.filler in kept)
    left_out["arguments the schema cannot hold"] += len(event.arguments) - len(arguments)
    cut = tuple(_cut_argument(each, event.type, schema, left_out) for each in arguments)
    attributes = _cut_attributes(event.attributes, schema.attributes_of("event", event.type), left_out)
    return event.model_copy(update={"arguments": cut, "attributes": attributes})


def _cut_argument(argument: Argument, kind: str, schema: Schema, left_out: Counter[str]) -> Argument:
    asked = schema.attributes_of("argument", kind, argument.role)
    return argument.model_copy(update={"attributes": _cut_attributes(argument.attributes, asked, left_out)})


def _cut_attributes(
    chosen: Mapping[str, str], asked: Mapping[str, Attribute], left_out: Counter[str]
) -> dict[str, str]:
    """The attributes that are asked: the value chosen, else the default; none where there is neither."""
    values = dict(_values(chosen, asked))
    left_out["attribute values the schema lacks"] += sum(values.get(name) != value for name, value in chosen.items())
    return values


def _values(chosen: Mapping[str, str], asked: Mapping[str, Attribute]) -> Iterator[tuple[str, str]]:
    for name, attribute in asked.items():
        given = chosen.get(name)
        value = given if given in attribute.choices else attribute.default
        if value is not None:
            yield name, value
