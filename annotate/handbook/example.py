"""A marked-up example of a schema as a drawing: the trigger, what fills its roles, and the arcs between."""

from lxml import html

from annotate.drawing import Arc, Box, Picture, draw
from annotate.drawing.element import Element
from annotate.schema.example import Example, Mark, parse_example
from annotate.schema.model import Schema
from annotate.schema.palette import palette
from annotate.schema.phrases import direction

_PLAIN = "#868e96"


def drawn(schema: Schema, name: str, marked: str, language: str, shown_in: str) -> Element:
    """The drawing of an example of the type `name`, in its own `language`, with labels in that of the page."""
    example = parse_example(marked)
    boxes = (*_triggers(schema, name, example, shown_in), *_mentions(schema, name, example, shown_in))
    arcs = tuple(
        Arc("t0", f"m{index}", _role(schema, name, mark.role, shown_in))
        for index, mark in enumerate(example.marks)
        if mark.role and example.triggers
    )
    picture = Picture(example.text, boxes, arcs, "rtl" if direction(language) == "rtl" else "ltr", language)
    figure: Element = html.fragment_fromstring(draw(picture))
    return figure


def _triggers(schema: Schema, name: str, example: Example, language: str) -> tuple[Box, ...]:
    look, label = palette(schema)[name], schema.types[name].label(language, name)
    return tuple(
        Box(f"t{index}", span.start, span.end, label, look.colour, "trigger")
        for index, span in enumerate(example.triggers)
    )


def _mentions(schema: Schema, name: str, example: Example, language: str) -> tuple[Box, ...]:
    """The marks, each with its type where the schema leaves one possibility: an example names roles, not types."""
    boxes = []
    for index, mark in enumerate(example.marks):
        kind = _only_type(schema, name, mark)
        label = schema.types[kind].label(language, kind) if kind else ""
        colour = palette(schema)[kind].colour if kind else _PLAIN
        boxes.append(Box(f"m{index}", mark.span.start, mark.span.end, label, colour))
    return tuple(boxes)


def _only_type(schema: Schema, name: str, mark: Mark) -> str:
    if name in schema.entities:
        return name
    role = schema.events[name].roles.get(mark.role or "")
    return role.fillers[0] if role and len(role.fillers) == 1 else ""


def _role(schema: Schema, name: str, role: str, language: str) -> str:
    part = schema.events[name].roles.get(role)
    return part.label(language, role) if part else role
