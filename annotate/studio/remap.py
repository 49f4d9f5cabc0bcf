"""A stored result under another schema: each item keeps all that it is, but for the labels that have moved. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotate.annotation import Annotation, reading
from annotate.article import Article
from annotate.schema.migration import Migration, Moved
from annotate.studio.drawn import Items, Reading, arc_ends, from_result, sort_items
from annotate.studio.screen import Screen
from annotate.studio.task import Json, to_result

Thing = tuple[str, ...]
"""What items speak of together: a region, all choices on a region, an arc from one region to another, all fields."""


@dataclass(frozen=True, slots=True)
class Remapped:
    """A result under the new schema, and what was done to the reading that it is."""

    result: list[Json]
    moved: Moved


@dataclass(frozen=True)
class Remap:
    """The way of results from a screen of the old schema to a screen of the new one."""

    old: Screen
    new: Screen

    @cached_property
    def migration(self) -> Migration:
        """The way from schema to schema."""
        return Migration(self.old.schema, self.new.schema)

    def move(self, result: Iterable[Mapping[str, Any]], text: str) -> Remapped:
        """The result under the new schema, in its order; what no reading can hold stays as it is."""
        items = [dict(item) for item in result]
        moved = self.migration.move(_annotation(from_result(items, text, self.old), text))
        things = _things(sort_items(items, text, self.old))
        return Remapped(list(_renewed(items, things, self._fresh(moved.annotation))), moved)

    def _fresh(self, annotation: Annotation) -> dict[Thing, list[Json]]:
        items = to_result(annotation, self.new)
        fresh: dict[Thing, list[Json]] = {}
        things = _things(sort_items(items, annotation.text, self.new))
        for item in items:
            fresh.setdefault(things[id(item)], []).append(item)
        return fresh


def _annotation(drawn: Reading, text: str) -> Annotation:
    names = ("mentions", "events", "relations", "attributes", "status", "note")
    return reading(Article(text=text), **{name: getattr(drawn, name) for name in names})


def _things(items: Items) -> dict[int, Thing]:
    """What each item that is understood speaks of, by the identity of the item."""
    things: dict[int, Thing] = {id(item): ("region", name) for name, item in items.regions.items()}
    things |= {id(item): ("choices", item["id"]) for item in items.chosen}
    things |= {id(item): ("arc", *arc_ends(item)) for item in items.arcs}
    return things | {id(item): ("fields",) for item in items.fields}


def _renewed(items: list[Json], things: Mapping[int, Thing], fresh: dict[Thing, list[Json]]) -> Iterator[Json]:
    """The items in their order: what is said of a thing, where it was first spoken of; strange items as they are."""
    before: dict[Thing, list[Json]] = {}
    for item in items:
        if id(item) in things:
            before.setdefault(things[id(item)], []).append(item)
    for item in items:
        thing = things.get(id(item))
        if thing is None:
            yield item
            continue
        yield from _all_of(before.get(thing, []), fresh.pop(thing, []))
        if thing[0] == "region" and ("choices", thing[1]) not in before:
            yield from fresh.pop(("choices", thing[1]), [])
    for left in fresh.values():
        yield from left


def _all_of(before: list[Json], after: list[Json]) -> Iterator[Json]:
    """What is said of a thing now, each item with the other keys of the one that it continues."""
    by_name = {item.get("from_name"): item for item in before}
    spare = [item for item in before if item.get("from_name") not in {each.get("from_name") for each in after}]
    for item in after:
        old = by_name.get(item.get("from_name")) or (spare.pop(0) if spare else None)
        yield _continued(old, item) if old else item


def _continued(old: Json, new: Json) -> Json:
    """The old item with the new one's labels, choices or text; the spans and remarks stay as they were."""
    if old["type"] == "relation":
        return old if old.get("labels", []) == new.get("labels", []) else {**old, "labels": new.get("labels", [])}
    said = {key: new["value"][key] for key in ("labels", "choices") if key in new["value"]}
    return {**old, "from_name": new["from_name"], "value": {**old["value"], **said}}
