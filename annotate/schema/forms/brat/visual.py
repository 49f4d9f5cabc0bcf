"""The labels and colours of a brat `visual.conf`, put into a schema's plain tree and taken out of a schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import regex

from annotate.schema.forms.brat.conf import Record
from annotate.schema.forms.brat.exported import conf_names
from annotate.schema.inherit import resolved
from annotate.schema.model import Named, Schema
from annotate.schema.palette import palette

Tree = dict[str, Any]
_SECTION = regex.compile(r"\s*\[(.*)\]\s*")
_HEX = regex.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_COLOURS = {
    "aqua": "#00ffff", "black": "#000000", "blue": "#0000ff", "brown": "#a52a2a", "cyan": "#00ffff",
    "darkgray": "#a9a9a9", "darkgreen": "#006400", "deepskyblue": "#00bfff", "fuchsia": "#ff00ff", "gold": "#ffd700",
    "gray": "#808080", "green": "#008000", "grey": "#808080", "lightblue": "#add8e6", "lightgray": "#d3d3d3",
    "lightgreen": "#90ee90", "lightgrey": "#d3d3d3", "lightskyblue": "#87cefa", "lightyellow": "#ffffe0",
    "lime": "#00ff00", "magenta": "#ff00ff", "maroon": "#800000", "navy": "#000080", "olive": "#808000",
    "orange": "#ffa500", "pink": "#ffc0cb", "purple": "#800080", "red": "#ff0000", "salmon": "#fa8072",
    "silver": "#c0c0c0", "teal": "#008080", "violet": "#ee82ee", "white": "#ffffff", "yellow": "#ffff00",
}  # fmt: skip
"""Colours that brat's configurations name; the values are those of CSS Color Module Level 3."""

_DEFAULTS = (
    "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken",
    "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
)
"""Without these lines brat draws spans and arcs of no colour of their own without any."""


@dataclass(slots=True)
class Look:
    """Labels and colours by what brat calls a type, each with its line."""

    labels: dict[str, tuple[int, str]] = field(default_factory=dict)
    colours: dict[str, tuple[int, str]] = field(default_factory=dict)


def dress(tree: Tree, called: Mapping[str, Mapping[str, str]], visual: str, language: str, record: Record) -> None:
    """Puts the labels and colours into the parts of `tree`; `called` has their names by kind and by brat's."""
    look = read_visual(visual, record)
    known = {term for names in called.values() for term in names}
    for found in (look.labels, look.colours):
        for term, (number, text) in found.items():
            if term not in known:
                record.lose(number, f"{text!r} of {term!r}, which annotation.conf does not have")
    for kind in ("entities", "events", "attributes"):
        parts = {name: [part] for name, part in tree.get(kind, {}).items()}
        _label([(called[kind], parts)], look, language, record)
    roles = _parts_of_roles(tree)
    relations = {name: [part] for name, part in tree.get("relations", {}).items()}
    _label([(called["roles"], roles), (called["relations"], relations)], look, language, record)
    for kind in ("entities", "events"):
        for term, name in called[kind].items():
            if term in look.colours and name in tree[kind]:
                tree[kind][name]["colour"] = look.colours[term][1]


def _parts_of_roles(tree: Tree) -> dict[str, list[Tree]]:
    parts: dict[str, list[Tree]] = {}
    for event in tree["events"].values():
        for name, role in event.get("roles", {}).items():
            parts.setdefault(name, []).append(role)
    return parts


Labelled = tuple[Mapping[str, str], Mapping[str, list[Tree]]]
"""Names by what brat calls them, and the parts with each name."""


def _label(kinds: list[Labelled], look: Look, language: str, record: Record) -> None:
    """Labels what a screen shows together: no two may be called the same, by their ids neither."""
    taken = {name: name for _, parts in kinds for name in parts}
    for called, parts in kinds:
        for term, name in called.items():
            number, label = look.labels.get(term, (0, name))
            if label == name or name not in parts:
                continue
            first = taken.setdefault(normalize("NFC", label), name)
            if first != name:
                record.lose(number, f"{label!r} for {name!r}: {first!r} is called so already")
                continue
            for part in parts[name]:
                part["labels"] = {language: label}


def read_visual(text: str, record: Record) -> Look:
    """The labels and colours; everything else in the file is noted as lost."""
    look, section = Look(), ""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if head := _SECTION.fullmatch(line):
            section = head[1].strip()
        elif not line.strip() or line.strip().startswith("#"):
            continue
        elif section == "labels":
            _read_label(line, number, look, record)
        elif section == "drawing":
            _read_drawing(line, number, look, record)
        else:
            record.lose(number, line.strip())
    return look


def _read_label(line: str, number: int, look: Look, record: Record) -> None:
    term, *labels = [" ".join(each.split()) for each in line.partition("\t")[0].split("|") if each.strip()] or [""]
    if labels and labels[0] != "<EMPTY>":
        look.labels[term] = (number, labels[0])
    if shorter := [each for each in labels[1:] if each != term]:
        record.lose(number, f"shorter labels of {term!r}: {', '.join(shorter)}")


def _read_drawing(line: str, number: int, look: Look, record: Record) -> None:
    term, _, rest = " ".join(line.split()).partition(" ")
    other: list[str] = []
    for each in rest.split(","):
        key, _, value = each.strip().partition(":")
        if key == "bgColor" and (colour := _colour(value.strip())) and not term.endswith("_DEFAULT"):
            look.colours[term] = (number, colour)
        elif each.strip():
            other.append(each.strip())
    if other:
        record.lose(number, f"how {term!r} is drawn: {', '.join(other)}")


def _colour(value: str) -> str:
    """`#rrggbb`, or nothing for what is no colour known here."""
    if _HEX.fullmatch(value):
        return value if len(value) > len("#rgb") else "#" + "".join(each * 2 for each in value[1:])
    return _COLOURS.get(value.lower(), "")


def to_visual(schema: Schema, language: str) -> str:
    """`visual.conf` for a schema as written: its labels in `language`, and the colours of the labelling screen."""
    names = conf_names(schema)
    looks = palette(resolved(schema))
    labels: dict[str, str] = {}
    for kind, parts in _labelled(schema):
        for name, part in parts:
            labels.setdefault(names[kind][name], _plain(part.label(language, "")))
    colours = {
        names[kind][name]: each.colour or looks[name].colour
        for kind, types in (("entities", schema.entities), ("events", schema.events))
        for name, each in types.items()
        if each.colour or name in looks
    }
    lines = ["[labels]", *(f"{term} | {label}" for term, label in labels.items() if label), "", "[drawing]", *_DEFAULTS]
    return "\n".join([*lines, *(f"{term}\tbgColor:{colour}" for term, colour in colours.items())]) + "\n"


def _labelled(schema: Schema) -> Iterator[tuple[str, Iterator[tuple[str, Named]]]]:
    yield "entities", iter(schema.entities.items())
    yield "events", iter(schema.events.items())
    yield "roles", (pair for event in schema.events.values() for pair in event.roles.items())
    yield "relations", iter(schema.relations.items())
    yield "attributes", iter(schema.attributes.items())


def _plain(label: str) -> str:
    """The label without the signs that mean something in the file."""
    return " ".join(label.translate(str.maketrans("|<>\t", "/() ")).split()).lstrip("!#[ ")
