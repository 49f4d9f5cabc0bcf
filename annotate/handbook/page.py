"""The handbook as one page: contents, event types, entity types, relations, attributes, keys, changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from annotate.drawing import style
from annotate.drawing.element import E, Element
from annotate.handbook.example import drawn
from annotate.schema.inherit import resolved
from annotate.schema.model import Attribute, Described, EventType, Schema, Type
from annotate.schema.palette import Look, palette
from annotate.schema.phrases import direction, phrases


def to_html(written: Schema, language: str = "en") -> str:
    """The handbook of a schema as its author wrote it (`read_written`), with texts in `language` or else in English."""
    page = _Page(written, language).document()
    text = etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return f"{text}\n"


@dataclass(frozen=True)
class _Page:
    written: Schema
    language: str

    @cached_property
    def schema(self) -> Schema:
        """What annotators choose from: concrete types with all their roles."""
        return resolved(self.written)

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        return palette(self.schema)

    @cached_property
    def said(self) -> Mapping[str, str]:
        return phrases(self.language)

    def document(self) -> Element:
        title = self.schema.label(self.language, self.schema.name)
        css = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
        sections = list(self._sections())
        return E.html(
            E.head(
                E.meta(charset="utf-8"),
                E.meta(name="viewport", content="width=device-width, initial-scale=1"),
                E.title(f"{title} – {self.said['guidelines']}"),
                E.style(css + style()),
            ),
            E.body(self._head(title), self._contents(), *sections),
            lang=self.language,
            dir=direction(self.language),
        )

    def _head(self, title: str) -> Element:
        return E.header(
            E.h1(title),
            E.p(
                f"{self.said['guidelines']} · {self.schema.name} · {self.said['version']} {self.schema.version}",
                {"class": "under"},
            ),
            E.p(self.schema.definition(self.language), {"class": "lead"}),
            E.p(self.said["how"], {"class": "how"}),
            *self._remarks(self.schema),
        )

    def _contents(self) -> Element:
        """A line a section, with what is in it."""
        lists = {
            "event_types": self._links("event", self.schema.events),
            "entity_types": self._links("entity", self.schema.entities),
            "relations": self._links("relation", self.schema.relations),
            "attribute_list": self._links("attribute", self.schema.attributes),
            "keys": [E.a(self.said["keys"], href="#keys")] if self._keyed() else [],
        }
        rows = [E.li(E.strong(self.said[name]), E.span(*_spaced(links))) for name, links in lists.items() if links]
        return E.nav(E.h2(self.said["contents"]), E.ul(*rows))

    def _links(self, kind: str, parts: Mapping[str, Described]) -> list[Element]:
        return [E.a(part.label(self.language, name), href=f"#{kind}-{name}") for name, part in parts.items()]

    def _sections(self) -> Iterator[Element]:
        yield E.section(E.h2(self.said["event_types"]), *self._events())
        entities = [self._entity(name) for name in self.schema.entities]
        yield from self._section("entity_types", entities)
        yield from self._section("relations", [self._relation(name) for name in self.schema.relations])
        attributes = [self._attribute(name, each) for name, each in self.schema.attributes.items()]
        yield from self._section("attribute_list", attributes)
        if keys := self._keyed():
            yield E.section(E.h2(self.said["keys"], id="keys"), self._keys(keys))
        yield from self._section("changes", list(self._changes()))

    def _section(self, name: str, parts: list[Element]) -> Iterator[Element]:
        if parts:
            yield E.section(E.h2(self.said[name]), *parts)

    def _events(self) -> Iterator[Element]:
        """Event types in the order of the file, each abstract one before those under it."""
        shown: set[str] = set()
        for name in self.schema.events:
            parent = self.written.events[name].parent
            if parent and self.written.events[parent].abstract and parent not in shown:
                shown.add(parent)
                yield self._group(parent)
            yield self._event(name, self.schema.events[name])

    def _group(self, name: str) -> Element:
        part = self.written.events[name]
        return E.div(
            {"class": "group"}, E.h3(part.label(self.language, name)), E.p(part.definition(self.language)),
            *self._remarks(part),
        )  # fmt: skip

    def _event(self, name: str, event: EventType) -> Element:
        parts = [self._title("event", name, event), E.p(event.definition(self.language))]
        if event.roles:
            parts.append(self._roles(event))
        examples = [
            drawn(self.schema, name, marked, language, self.language)
            for language, several in self._in_language(event.examples)
            for marked in several
        ]
        return E.article(*parts, *self._listed("examples", examples), *self._remarks(event))

    def _title(self, kind: str, name: str, part: Type) -> Element:
        """The label on its colour with its key, and the id small beside it."""
        look = self.looks[name]
        key = [E.kbd(look.key)] if look.key else []
        codes = "; ".join(f"{ontology} {', '.join(each)}" for ontology, each in part.codes.items())
        swatch = E.span({"class": "swatch", "style": f"background:{look.colour}"})
        small = E.small(f"{name} {codes}".strip())
        return E.h3(swatch, part.label(self.language, name), *key, small, id=f"{kind}-{name}")

    def _roles(self, event: EventType) -> Element:
        head = E.tr(*(E.th(self.said[name]) for name in ("role", "fillers", "count", "meaning")))
        rows = [
            E.tr(
                E.td(E.strong(role.label(self.language, name)), E.small(name)),
                E.td(self._labels(role.fillers)),
                E.td(E.span(_number(role.count.low, role.count.high), dir="ltr")),
                E.td(role.definition(self.language), *self._remarks(role)),
            )
            for name, role in event.roles.items()
        ]
        return E.table(E.thead(head), E.tbody(*rows))

    def _labels(self, names: Iterable[str]) -> str:
        return self.said["comma"].join(map(self._label, names))

    def _label(self, name: str) -> str:
        return self.schema.types[name].label(self.language, name)

    def _entity(self, name: str) -> Element:
        entity = self.schema.entities[name]
        examples = [
            drawn(self.schema, name, marked, language, self.language)
            for language, several in self._in_language(entity.examples)
            for marked in several
        ]
        said = E.p(entity.definition(self.language))
        return E.article(
            {"class": "short"}, self._title("entity", name, entity), said, *examples, *self._remarks(entity)
        )

    def _relation(self, name: str) -> Element:
        relation = self.schema.relations[name]
        arrow = "↔" if relation.symmetric else "→"
        ends = [E.li(f"{self._labels(each.source)} {arrow} {self._labels(each.target)}") for each in relation.ends]
        title = E.h3(relation.label(self.language, name), E.small(name), id=f"relation-{name}")
        return E.article(
            {"class": "short"}, title, E.p(relation.definition(self.language)), E.ul(*ends), *self._remarks(relation)
        )

    def _attribute(self, name: str, attribute: Attribute) -> Element:
        star = [E.em(self.said["required"])] if attribute.awaited else []
        title = E.h3(attribute.label(self.language, name), *star, E.small(name), id=f"attribute-{name}")
        parts = [title, E.p(attribute.definition(self.language))]
        if attribute.types:
            parts.append(E.p(f"{self.said['asked_of']}: {self._labels(attribute.types)}"))
        if not attribute.flag:
            rows = [self._value(value, attribute) for value in attribute.values]
            parts.append(E.table(E.thead(E.tr(E.th(self.said["values"]), E.th(self.said["meaning"]))), E.tbody(*rows)))
        return E.article({"class": "short"}, *parts, *self._remarks(attribute))

    def _value(self, value: str, attribute: Attribute) -> Element:
        choice = attribute.values[value]
        default = [E.em(self.said["default"])] if value == attribute.default else []
        label = E.td(E.strong(choice.label(self.language, value)), E.small(value), *default)
        return E.tr(label, E.td(choice.definition(self.language), *self._remarks(choice)))

    def _remarks(self, part: Described) -> Iterator[Element]:
        """Counter-examples and notes on what was decided, each marked with its language."""
        against = [
            E.p(text, {"class": "not", "lang": language, "dir": direction(language)})
            for language, several in self._in_language(part.counterexamples)
            for text in several
        ]
        yield from self._listed("counterexamples", against)
        notes = [
            E.li(text, lang=language, dir=direction(language))
            for language, several in self._in_language(part.notes)
            for text in several
        ]
        yield from self._listed("notes", [E.ul(*notes)] if notes else [])

    def _listed(self, name: str, parts: list[Element]) -> Iterator[Element]:
        if parts:
            yield E.h4(self.said[name])
            yield from parts

    def _in_language(self, texts: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The texts in the page's language, else the English ones."""
        language = self.language if texts.get(self.language) else "en"
        if texts.get(language):
            yield language, texts[language]

    def _keyed(self) -> list[str]:
        return [name for name, look in self.looks.items() if look.key]

    def _keys(self, names: list[str]) -> Element:
        cells = [E.div(E.kbd(self.looks[name].key), E.span(self._label(name))) for name in names]
        return E.div({"class": "keys"}, *cells)

    def _changes(self) -> Iterator[Element]:
        """What each version changed, the newest first."""
        for version, texts in sorted(self.written.changelog.items(), key=lambda each: _order(each[0]), reverse=True):
            yield E.p(E.strong(version), " ", texts.get(self.language) or texts.get("en") or "")


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _number(low: int, high: int | None) -> str:
    """A count that needs no language: 1, 0–1, 2+."""
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def _spaced(links: list[Element]) -> Iterator[Element]:
    for link in links:
        yield E.span(link)
