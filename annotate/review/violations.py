"""Where a reading breaks its schema, graded. The reading itself is kept as it is.

`error`: the schema cannot hold it; `incomplete`: a count is not met; `warning`: probably a slip.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from annotate.annotation import Annotation, Event, Mention, Relation
from annotate.article import text_id
from annotate.errors import suggest
from annotate.schema import Attribute, Schema

Grade = Literal["error", "incomplete", "warning"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the schema: its grade, the article, the place within it, what is wrong, and the task's link."""

    grade: Grade
    article: str
    place: str
    message: str
    link: str | None = None

    def __str__(self) -> str:
        tail = f" <{self.link}>" if self.link else ""
        return f"{self.grade}: {self.article}: {self.place}: {self.message}{tail}"


def violations(annotation: Annotation, schema: Schema) -> tuple[Violation, ...]:
    """Every violation of one reading, in text order within each kind."""
    link = task_link(annotation)
    return tuple(
        Violation(grade, annotation.id, place, message, link) for grade, place, message in _found(annotation, schema)
    )


def task_link(annotation: Annotation) -> str | None:
    """Where the reading can be corrected in the browser."""
    task = annotation.task or {}
    if not {"server", "project", "task"} <= task.keys():
        return None
    return f"{str(task['server']).rstrip('/')}/projects/{task['project']}/data?task={task['task']}"


Found = tuple[Grade, str, str]


def _found(annotation: Annotation, schema: Schema) -> Iterator[Found]:
    yield from _document(annotation)
    for grade, message in _attributes(annotation.attributes, schema, schema.attributes_of("article")):
        yield grade, "article", message
    used = {argument.filler for event in annotation.events for argument in event.arguments}
    used |= {end for arc in annotation.relations for end in (arc.source, arc.target)}
    for mention in annotation.mentions:
        yield from _mention(mention, schema, mention.id in used)
    for event in annotation.events:
        yield from _event(annotation, event, schema)
    for arc in annotation.relations:
        yield from _relation(annotation, arc, schema)


def _document(annotation: Annotation) -> Iterator[Found]:
    sha = (annotation.task or {}).get("sha")
    if sha is not None and sha != text_id(annotation.text):
        yield "error", "text", "the text on the server is not the one that was pushed; push the article again"
    for item in (annotation.model_extra or {}).get("unmapped", ()):
        yield "error", f"region {item.get('id', '?')}", "not of our labelling screen, or outside the text; kept aside"
    for place in (annotation.model_extra or {}).get("surface_differs", ()):
        yield "warning", place, "Label Studio shows another text than stands at the offsets; the offsets hold"
    if annotation.state == "submitted" and annotation.lead_time is None and annotation.task:
        yield "warning", "annotation", "it has no lead time: accepted in bulk, or made by a program"


def _relation(annotation: Annotation, arc: Relation, schema: Schema) -> Iterator[Found]:
    place = f"relation {_named(annotation, arc.source)} -> {_named(annotation, arc.target)}"
    relation = schema.relations.get(arc.type)
    if relation is None:
        role = f"role {arc.type!r} does not fit" if arc.type else "no role, and more or less than one would fit"
        yield "error", place, f"{role}; draw it from the trigger and choose the role"
    elif not relation.admits(_type_of(annotation, arc.source), _type_of(annotation, arc.target)):
        joined = " or ".join(f"{', '.join(each.source)} to {', '.join(each.target)}" for each in relation.ends)
        yield "error", place, f"{arc.type} goes from {joined}"
    elif arc.source == arc.target:
        yield "error", place, f"{arc.type} joins it with itself; delete the relation"


def _mention(mention: Mention, schema: Schema, used: bool) -> Iterator[Found]:
    place = f"mention {mention.id} ({mention.type} {mention.text!r})"
    if mention.type not in schema.entities:
        yield "error", place, f"unknown entity type {suggest(mention.type, schema.entities)}"
        return
    for grade, message in _attributes(mention.attributes, schema, schema.attributes_of("mention", mention.type)):
        yield grade, place, message
    if mention.tidied:
        yield "warning", place, f"cut or wide: {mention.tidied.text!r} is meant; kept as drawn"
    if not used and mention.origin in ("manual", "changed"):
        yield "warning", place, "fills no role and has no relation; draw one to it, or delete it"


def _event(annotation: Annotation, event: Event, schema: Schema) -> Iterator[Found]:
    place = f"event {event.id} ({event.type} {event.trigger.text!r})"
    if event.type not in schema.events:
        yield "error", place, f"unknown event type {suggest(event.type, schema.events)}"
        return
    if event.trigger.tidied:
        yield "warning", place, f"cut or wide: {event.trigger.tidied.text!r} is meant; kept as drawn"
    asked = schema.attributes_of("event", event.type)
    yield from ((grade, place, message) for grade, message in _attributes(event.attributes, schema, asked))
    yield from ((grade, place, message) for grade, message in _roles(annotation, event, schema))


def _attributes(
    chosen: Mapping[str, str], schema: Schema, asked: Mapping[str, Attribute]
) -> Iterator[tuple[Grade, str]]:
    """What is wrong with the attributes of one thing, of which `asked` are asked."""
    for name, value in chosen.items():
        if name not in schema.attributes:
            yield "error", f"unknown attribute {name!r} {suggest(name, schema.attributes)}"
        elif name not in asked:
            yield "error", f"{name} is not asked here; delete the choice {value!r}"
        elif value not in asked[name].choices:
            yield "error", f"{name}: unknown value {value!r} {suggest(value, asked[name].choices)}"
    for name, attribute in asked.items():
        if attribute.awaited and name not in chosen:
            yield "incomplete", f"{name} is not chosen"


def _roles(annotation: Annotation, event: Event, schema: Schema) -> Iterator[tuple[Grade, str]]:
    roles = schema.events[event.type].roles
    for argument in event.arguments:
        filler = _type_of(annotation, argument.filler)
        if argument.role not in roles:
            yield "error", f"unknown role {argument.role!r} {suggest(argument.role, roles)}"
        elif filler not in roles[argument.role].fillers:
            named = _named(annotation, argument.filler)
            yield "error", f"{argument.role} takes {', '.join(roles[argument.role].fillers)}, not {named}"
        asked = schema.attributes_of("argument", event.type, argument.role)
        for grade, message in _attributes(argument.attributes, schema, asked):
            yield grade, f"{argument.role} {_named(annotation, argument.filler)}: {message}"
    for name, role in roles.items():
        number = sum(argument.role == name for argument in event.arguments)
        if not role.count.admits(number):
            yield "incomplete", f"{name} is filled {number} times, the schema says {role.count.sign}"


def _type_of(annotation: Annotation, name: str) -> str:
    types = {m.id: m.type for m in annotation.mentions} | {e.id: e.type for e in annotation.events}
    return types.get(name, "")


def _named(annotation: Annotation, name: str) -> str:
    for mention in annotation.mentions:
        if mention.id == name:
            return f"{mention.type} {mention.text!r}"
    for event in annotation.events:
        if event.id == name:
            return f"{event.type} {event.trigger.text!r}"
    return repr(name)
