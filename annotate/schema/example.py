r"""Examples in a schema: sentences with the trigger and its arguments marked up.

`[Norway]{sender} *sent* [300]{quantity} [soldiers]{force}`: stars around the trigger, brackets around a mention with
its role in braces; in the example of an entity type brackets alone. A backslash takes the next sign as it is.
"""

from dataclasses import dataclass

import regex

from annotate.span import Span

_PART = regex.compile(
    r"\\(?P<escaped>.)"
    r"|\[(?P<marked>(?:\\.|[^\[\]\\])+)\](?:\{(?P<role>[^{}]*)\})?"
    r"|\*(?P<trigger>(?:\\.|[^*\\])+)\*"
    r"|(?P<plain>[^\\\[\]{}*]+)",
    regex.DOTALL,
)
_ESCAPE = regex.compile(r"\\(.)", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention in an example; `role` is None where it has none in braces."""

    span: Span
    role: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """An example without its markup: its text, its triggers, its mentions; offsets in code points of `text`."""

    text: str
    triggers: tuple[Span, ...]
    marks: tuple[Mark, ...]


def parse_example(marked: str) -> Example:
    """The example that a marked-up text is; ValueError, with the place, for a bracket or star that stands alone."""
    text, at = "", 0
    triggers: list[tuple[int, int]] = []
    marks: list[tuple[int, int, str | None]] = []
    while at < len(marked):
        part = _PART.match(marked, at)
        if part is None:
            raise ValueError(f"{marked[at]!r} at {at} stands alone; write \\{marked[at]} for the sign itself")
        start = len(text)
        text += _ESCAPE.sub(r"\1", part["escaped"] or part["marked"] or part["trigger"] or part["plain"])
        if part["trigger"]:
            triggers.append((start, len(text)))
        elif part["marked"]:
            marks.append((start, len(text), part["role"]))
        at = part.end()
    return Example(
        text,
        tuple(Span.of(text, *place) for place in triggers),
        tuple(Mark(Span.of(text, start, end), role) for start, end, role in marks),
    )
