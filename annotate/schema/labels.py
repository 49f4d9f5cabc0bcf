"""Labels that would be the same on the labelling screen, in the plain tree of a schema.

The types of one control must differ in each language. What an arc can say must differ over all languages at once: of
arcs Label Studio stores the text that it shows, and that text alone must lead back to one id.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from annotate.schema.attribution import carriers
from annotate.schema.tree import Fault, Path, mapping

_UNSEEN = regex.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

_Label = tuple[Path, str, str]
"""Where a label stands, the id that it is of, and its text."""


def label_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Labels of two types, two choices, or two things that an arc can say, which Label Studio cannot tell apart."""
    for kind in ("events", "entities"):
        types = mapping(tree, kind)
        shown = [name for name in types if mapping(types, name).get("abstract") is not True]
        yield from _by_language((kind,), types, shown)
    for name in mapping(tree, "attributes"):
        path = ("attributes", name, "values")
        yield from _by_language(path, mapping(tree, *path), list(mapping(tree, *path)))
    yield from _same(list(_arcs(tree)))


def _by_language(path: Path, parts: Mapping[str, Any], names: list[str]) -> Iterator[Fault]:
    languages = sorted({language for name in names for language in mapping(parts, name, "labels")}, key=str)
    for language in languages:
        yield from _same([_label(path, parts, name, language) for name in names])


def _label(path: Path, parts: Mapping[str, Any], name: str, language: str) -> _Label:
    """The label as a screen shows it: in the language, in English, or the id."""
    labels = mapping(parts, name, "labels")
    text = labels.get(language) or labels.get("en") or name
    return (*path, name, "labels", language), name, str(text)


def _arcs(tree: Mapping[str, Any]) -> Iterator[_Label]:
    """Every text that an arc can have, the ids among them; of an attribute itself too, so that people tell it apart."""
    events = mapping(tree, "events")
    for event in events:
        yield from _texts(("events", event, "roles"), mapping(events, event, "roles"))
    yield from _texts(("relations",), mapping(tree, "relations"))
    attributes = mapping(tree, "attributes")
    said = [name for name in attributes if "argument" in carriers(mapping(attributes, name))]
    yield from _texts(("attributes",), {name: attributes[name] for name in said})
    for name in said:
        yield from _chosen(name, mapping(attributes, name))


def _chosen(name: str, attribute: Mapping[str, Any]) -> Iterator[_Label]:
    """What an arc says of a value: the labels of attribute and value, as `annotate.studio.screen` joins them."""
    values = mapping(attribute, "values")
    for value in values:
        labels, own = mapping(attribute, "labels"), mapping(values, value, "labels")
        path, chosen = ("attributes", name, "values", value), f"{name}={value}"
        yield path, chosen, chosen
        for language in dict.fromkeys(["en", *labels, *own]):
            shown = (labels.get(language) or labels.get("en") or name, own.get(language) or own.get("en") or value)
            yield path, chosen, ": ".join(map(str, shown))


def _texts(path: Path, parts: Mapping[str, Any]) -> Iterator[_Label]:
    for name in parts:
        yield (*path, name), name, str(name)
        for language, text in mapping(parts, name, "labels").items():
            yield (*path, name, "labels", language), name, str(text)


def _same(labels: list[_Label]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path, name, text in labels:
        first = seen.setdefault(as_drawn(text), name)
        if first != name:
            yield path, f"{text!r} is what {first!r} is called too, and the screen cannot tell them apart; rename one"


def as_drawn(text: str) -> str:
    """The text as it is drawn: spaces, the encoding of a letter, and marks that only direct make no difference."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())
