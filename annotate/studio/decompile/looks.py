"""Colours and hotkeys that a labelling config gives, as far as they are not those that ours would choose."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import regex

from annotate.schema.model import EntityType, EventType, Schema
from annotate.schema.palette import Look, palette
from annotate.studio.decompile.offered import Config, Item, Tree, said_of

_COLOUR = regex.compile("#[0-9A-Fa-f]{6}")
_KEY = regex.compile("[a-z0-9]")


def looks_of(config: Config, items: Iterable[Item]) -> dict[str, Look]:
    """The keys and colours on the screen that a schema can say, no key twice."""
    looks: dict[str, Look] = {}
    for item in items:
        key, colour = said_of(item.tag, "hotkey"), said_of(item.tag, "background")
        good = _KEY.fullmatch(key) and key not in {look.key for look in looks.values()}
        if key and not good:
            config.lose(item.tag, f"the hotkey {key!r} is taken, or not one small letter or digit")
        if colour and not _COLOUR.fullmatch(colour):
            config.lose(item.tag, f"the colour {colour!r} is not # and six hexadecimal digits")
        looks[item.id] = Look(key if good else "", colour if _COLOUR.fullmatch(colour) else "")
    return looks


def dress(types: Mapping[str, Tree], seen: Mapping[str, Look]) -> None:
    """Gives types the keys and colours that are `seen`, where others would be drawn without."""
    parts = {**types["entities"], **types["events"]}
    given = {name: Look(part.get("key", ""), part.get("colour", "")) for name, part in parts.items()}
    if _is_drawn(types, given, seen):
        return
    least = _least(types, seen)
    for kind in types.values():
        for name, part in kind.items():
            bare = {key: value for key, value in part.items() if key not in ("key", "colour")}
            look = {"colour": least[name].colour, "key": least[name].key} if name in least else {}
            kind[name] = {**bare, **{key: value for key, value in look.items() if value}}


def _least(types: Mapping[str, Tree], seen: Mapping[str, Look]) -> dict[str, Look]:
    """Of the looks that are `seen` those that must be given for all to be drawn."""
    plain = palette(_bare(types, {}))
    given = {name: replace(look, colour=unless_same(look.colour, plain[name].colour)) for name, look in seen.items()}
    without = {name: replace(look, key="") for name, look in given.items()}
    if _is_drawn(types, without, seen):
        return without
    for name in (name for name, look in seen.items() if look.key):
        fewer = {**given, name: without[name]}
        given = fewer if _is_drawn(types, fewer, seen) else given
    return given


def unless_same(text: str, same: str) -> str:
    """The text, or nothing where it is the same."""
    return "" if text == same else text


def _is_drawn(types: Mapping[str, Tree], given: Mapping[str, Look], seen: Mapping[str, Look]) -> bool:
    drawn = palette(_bare(types, given))
    return all(
        look.key in ("", drawn[name].key) and look.colour in ("", drawn[name].colour) for name, look in seen.items()
    )


def _bare(types: Mapping[str, Tree], given: Mapping[str, Look]) -> Schema:
    """The types with nothing but the keys and colours that are given."""
    look = {name: {"key": each.key or None, "colour": each.colour or None} for name, each in given.items()}
    return Schema(
        name="bare",
        version="1.0.0",
        entities={name: EntityType(**look.get(name, {})) for name in types["entities"]},
        events={name: EventType(**look.get(name, {})) for name in types["events"]},
    )
