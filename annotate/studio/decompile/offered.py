"""What a labelling config offers: its controls, and the labels, choices and arcs in them, with ids for each."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import regex

from annotate.errors import AnnotateError, suggest
from annotate.schema.labels import as_drawn
from annotate.schema.model import NAME
from annotate.schema.tree import mapping
from annotate.studio.config import LONE_DOLLAR

if TYPE_CHECKING:
    from lxml.etree import _Element

ONTOLOGY = "Label Studio"
"""Under this name in `codes` stands what Label Studio stores of a part, where that is not its id."""

LAYOUT = frozenset({"view", "style", "header", "filter", "collapse", "panel", "text", "hypertext", "paragraphs"})
"""Tags, in small letters, that say nothing of a schema and are passed over."""

TEXTS = ("text", "hypertext", "paragraphs")
LABELS = ("labels", "hypertextlabels", "paragraphlabels")
CHOICES = ("choices", "taxonomy")
READ = LAYOUT | {*LABELS, *CHOICES, "label", "choice", "relations", "relation"}
FIELDS = ("status", "note")  # our own, of the whole article
_NAME = regex.compile(NAME)

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """A label, choice or arc: its id in the schema, what Label Studio stores of it and shows of it, and its tag."""

    id: str
    stored: str
    shown: str
    tag: "_Element"


@dataclass(frozen=True, slots=True)
class Control:
    """A control whose labels are types: its name, the text it labels, and the carrier (`event` or `mention`)."""

    name: str
    text: str
    carrier: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """A config that is being read: where it is from, its language, and by line what of it no schema holds."""

    root: "_Element"
    place: str
    language: str
    ours: bool
    lost: list[tuple[int, str]] = field(default_factory=list)

    def at(self, tag: "_Element") -> str:
        """Where a tag is, as it is told."""
        name = " ".join(filter(None, [str(tag.tag), said_of(tag, "name") or said_of(tag, "value")]))
        return f"{self.place}:{line_of(tag)}: <{name}>"

    def lose(self, tag: "_Element", what: str) -> None:
        """Notes what of a tag cannot be held."""
        self.lost.append((line_of(tag), f"{self.at(tag)}: {what}"))

    def tags(self, *kinds: str) -> "Iterator[_Element]":
        """The tags of these kinds, in small letters, in their order."""
        return (tag for tag in self.root.iter("*") if kind_of(tag) in kinds)


def line_of(tag: "_Element") -> int:
    """The line of a tag, from 1."""
    return int(str(tag.sourceline or 1))


def kind_of(tag: "_Element") -> str:
    """The name of a tag in small letters: Label Studio makes no difference."""
    return str(tag.tag).rpartition("}")[2].lower()


def said_of(tag: "_Element", attribute: str) -> str:
    """The value of an attribute, empty where there is none; small and capital letters of its name are the same."""
    found = next((str(value) for key, value in tag.attrib.items() if str(key).lower() == attribute.lower()), "")
    return found.replace(LONE_DOLLAR, "$")


def controls_of(config: Config, triggers: str | None) -> list[Control]:
    """The controls that label the text of the events, that of the event types first."""
    objects = {said_of(tag, "name"): kind_of(tag) for tag in config.root.iter("*") if not said_of(tag, "toName")}
    tags = [tag for tag in config.tags(*LABELS) if objects.get(said_of(tag, "toName"), "text") in TEXTS]
    chosen = chosen_control(config, tags, triggers)
    name, text = said_of(chosen, "name"), said_of(chosen, "toName")
    mentions = [tag for tag in tags if tag is not chosen and said_of(tag, "toName") == text]
    for tag in config.tags(*LABELS):
        if tag is not chosen and tag not in mentions:
            config.lose(tag, "it does not label the text that the events are in")
    events = items_of(config, inside(chosen), "type", ())
    if not events:
        raise AnnotateError(f"{config.at(chosen)}: it has no label with a value; a schema has one event type at least")
    entities = items_of(config, chain.from_iterable(map(inside, mentions)), "type", {item.id for item in events})
    found = [Control(name, text, "event", tuple(events))]
    for tag in mentions:
        offered = {stored_by(each) for each in inside(tag)}
        items = tuple(item for item in entities if item.stored in offered)
        found.append(Control(said_of(tag, "name"), text, "mention", items))
    return found


def chosen_control(config: Config, tags: "Sequence[_Element]", triggers: str | None) -> "_Element":
    """The control of the event types: the one that is said, else the one that is named so."""
    named = {said_of(tag, "name"): tag for tag in tags}
    if not named:
        found = ", ".join(sorted({str(tag.tag) for tag in config.root.iter("*")}))
        raise AnnotateError(f"{config.place}: no Labels of a text in this labelling config (found: {found})")
    if triggers is not None and triggers not in named:
        raise AnnotateError(f"{config.place}: no Labels control is called {triggers!r} {suggest(triggers, named)}")
    likely = [name for name in named if name.lower().startswith(("trigger", "event"))]
    likely = [triggers] if triggers is not None else [name for name in likely if name == "trigger"] or likely
    if len(likely) != 1:
        which = f"{config.place}: which Labels control holds the event types?"
        raise AnnotateError(f"{which} Name it as 'triggers' (controls: {', '.join(named)})")
    return named[likely[0]]


def inside(tag: "_Element") -> "Iterator[_Element]":
    """The labels or choices in a control, in a taxonomy at every depth."""
    return (each for each in tag.iter("*") if kind_of(each) in ("label", "choice"))


def path_of(tag: "_Element", first: str, second: str, join: str) -> str:
    """An attribute of a label or choice, else the other one; below a choice with what stands for that one before it."""
    own, above = said_of(tag, first) or said_of(tag, second), tag.getparent()
    return (
        f"{path_of(above, first, second, join)}{join}{own}" if above is not None and kind_of(above) == "choice" else own
    )


def stored_by(tag: "_Element") -> str:
    """What Label Studio stores of a label or a choice."""
    return path_of(tag, "alias", "value", "/")


def items_of(config: Config, tags: "Iterable[_Element]", fallback: str, taken: Collection[str]) -> list[Item]:
    """What the tags offer, what is stored the same once; no id is `taken`, and no two show the same."""
    first: dict[str, _Element] = {}
    for tag in tags:
        if said_of(tag, "alias") or said_of(tag, "value"):
            first.setdefault(stored_by(tag), tag)
        else:
            config.lose(tag, "it has no value")
    ids = ids_of(first, fallback, taken)
    return told_apart(
        config, [Item(ids[text], text, path_of(tag, "value", "alias", " / "), tag) for text, tag in first.items()]
    )


def ids_of(texts: Iterable[str], fallback: str, taken: Collection[str]) -> dict[str, str]:
    """An id for each text: itself where it is one, else its ASCII letters and digits, else a number."""
    texts = list(texts)
    ids = {text: text for text in texts if _NAME.fullmatch(text) and text not in taken}
    used = {*taken, *ids}
    for text in (text for text in texts if text not in ids):
        stem = regex.sub("[^A-Za-z0-9]+", "_", text).lstrip("_0123456789").rstrip("_")
        numbered = (f"{stem or fallback}_{number}" for number in count(2 if stem else 1))
        ids[text] = next(each for each in chain([stem] if stem else [], numbered) if each not in used)
        used.add(ids[text])
    return ids


def told_apart(config: Config, items: list[Item]) -> list[Item]:
    """The items, those that show what others show, or are called, by their ids: our screens cannot have both."""
    shown, seen = Counter(as_drawn(item.shown) for item in items), {item.id for item in items}
    called = any(item.shown == item.stored != item.id and as_drawn(item.shown) in seen for item in items)
    if not called and len(shown) == len(items):
        return items
    apart = []
    for item in items:
        text = item.id if as_drawn(item.shown) in seen else item.shown
        if text != item.shown:
            config.lose(item.tag, f"another is called {item.shown!r} too; it is shown as {text!r}")
        apart.append(replace(item, shown=text))
        seen.add(as_drawn(text))
    return apart


def part_of(config: Config, item: Item, known: Mapping[str, Any]) -> Tree:
    """A part as the screen shows it, over what is `known` of it."""
    said = {"labels": (item.shown, item.id), "definitions": (said_of(item.tag, "hint"), "")}
    return {**known, **texts_of(config, known, said), **code_of(item.stored, item.id, known)}


def texts_of(config: Config, known: Mapping[str, Any], said: Mapping[str, tuple[str, str]]) -> Tree:
    """The texts that are `said` on the screen, each with what would stand there without, unless `known` says them."""
    told = {key: mapping(known, key) for key in said}
    return {
        key: {**told[key], config.language: text}
        for key, (text, without) in said.items()
        if text and text != (told[key].get(config.language) or told[key].get("en") or without)
    }


def code_of(stored: str, name: str, known: Mapping[str, Any]) -> Tree:
    """What is stored, where that is not the id."""
    return {"codes": {**mapping(known, "codes"), ONTOLOGY: stored}} if stored != name else {}
