"""The hotkey and colour of each type on the labelling screen and in the handbook: given ones, else the next free."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotate.schema.model import Schema, Type

_DIGITS = "1234567890"
_LETTERS = "qwetasdfgzxcvbyp"
_TRIGGER_COLOURS = ("#c92a2a", "#1864ab", "#2b8a3e", "#d9480f", "#862e9c", "#0b7285", "#5c940d", "#a61e4d")
_MENTION_COLOURS = ("#f59f00", "#4dabf7", "#20c997", "#845ef7", "#e64980", "#868e96", "#94d82d", "#ff8787", "#66d9e8")


@dataclass(frozen=True, slots=True)
class Look:
    """How a type looks: its hotkey (empty where they have run out) and its colour (`#rrggbb`)."""

    key: str
    colour: str


def palette(schema: Schema) -> dict[str, Look]:
    """The look of every type: event types have digits, entity types letters; no key is given twice."""
    given = {kind.key for kind in schema.types.values()}
    return {
        **dict(_looks(schema.events, [key for key in _DIGITS if key not in given], _TRIGGER_COLOURS)),
        **dict(_looks(schema.entities, [key for key in _LETTERS if key not in given], _MENTION_COLOURS)),
    }


def _looks(types: Mapping[str, Type], keys: list[str], colours: tuple[str, ...]) -> Iterator[tuple[str, Look]]:
    spare = iter(keys)
    for index, (name, kind) in enumerate(types.items()):
        yield name, Look(kind.key or next(spare, ""), kind.colour or colours[index % len(colours)])
