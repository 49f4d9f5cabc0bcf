"""Which readings, and what of them, go into a dataset; what stays out is counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotate.annotation import Annotation, Event, Mention
from annotate.schema import Schema

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
    mentions = tuple(each for each in annotation.mentions if _keeps(each, schema, used, left_out))
    kept = {mention.id for mention in mentions}
    events = [event for event in annotation.events if event.type in schema.events]
    left_out["events of unknown type"] += len(annotation.events) - len(events)
    kept |= {event.id for event in events}
    left_out["arcs without a role"] += len(annotation.relations)
    cut = tuple(_cut_event(event, schema, kept, left_out) for event in events)
    return annotation.model_copy(update={"mentions": mentions, "events": cut, "relations": ()})


def _keeps(mention: Mention, schema: Schema, used: set[str], left_out: Counter[str]) -> bool:
    if mention.type not in schema.entities:
        left_out["mentions of unknown type"] += 1
        return False
    if mention.id not in used and mention.origin == "prediction":
        left_out["pre-labelled mentions without an event"] += 1
        return False
    return True


def _cut_event(event: Event, schema: Schema, kept: set[str], left_out: Counter[str]) -> Event:
    roles = schema.events[event.type].roles
    arguments = tuple(each for each in event.arguments if each.role in roles and each.filler in kept)
    left_out["arguments the schema cannot hold"] += len(event.arguments) - len(arguments)
    attributes = dict(_values(event, schema))
    unknown = sum(attributes.get(name) != value for name, value in event.attributes.items())
    left_out["attribute values the schema lacks"] += unknown
    return event.model_copy(update={"arguments": arguments, "attributes": attributes})


def _values(event: Event, schema: Schema) -> Iterator[tuple[str, str]]:
    """The attributes of the schema: the value chosen, else the default; none where there is neither."""
    for name, attribute in schema.attributes.items():
        chosen = event.attributes.get(name)
        value = chosen if chosen in attribute.values else attribute.default
        if value is not None:
            yield name, value
