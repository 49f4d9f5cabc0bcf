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
        text = text.replace("\0", "\ufffd") or " "  # what no reading can be of, and a server may hold
        items = [dict(item) for item in result]
        moved = self.migration.move(_annotation(from_result(items, text, self.old), text))
        sorted_items = sort_items(items, text, self.old)
        renewal = _Renewal(_things(sorted_items), _rivals(sorted_items), self._fresh(moved.annotation))
        return Remapped(list(renewal.of(items)), moved)

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


def _rivals(items: Items) -> dict[int, Thing]:
    """Items that no one sees, because another says something else of the same thing and counts."""
    chosen = {(item["id"], item["from_name"]) for item in items.chosen}
    rivals: dict[int, Thing] = {}
    for item in items.unmapped:
        name, control = str(item.get("id")), str(item.get("from_name"))
        if item.get("type") == "labels" and control in ("trigger", "mention") and name in items.regions:
            rivals[id(item)] = ("region", name)
        elif item.get("type") == "choices" and (name, control) in chosen:
            rivals[id(item)] = ("choices", name)
    return rivals


@dataclass
class _Renewal:
    """Items on their way: what each speaks of, which only rival another, and what is said of each thing now."""

    things: Mapping[int, Thing]
    rivals: Mapping[int, Thing]
    fresh: dict[Thing, list[Json]]

    def of(self, items: list[Json]) -> Iterator[Json]:
        """The items in their order: what is said of a thing, where it was first spoken of; strange items as they are.

        Where what is said stays the same, so does every item; else rivals go, which might count without their other.
        """
        before: dict[Thing, list[Json]] = {}
        for item in items:
            if id(item) in self.things:
                before.setdefault(self.things[id(item)], []).append(item)
        same = {thing for thing, some in before.items() if _said(some) == _said(self.fresh.get(thing, []))}
        for item in items:
            thing = self.things.get(id(item))
            if thing is None:
                if self.rivals.get(id(item), thing) in {*same, None}:
                    yield item
                continue
            after = self.fresh.pop(thing, [])
            yield from [item] if thing in same else _all_of(before.pop(thing, []), after)
            if thing[0] == "region" and ("choices", thing[1]) not in before:
                yield from self.fresh.pop(("choices", thing[1]), [])
        for left in self.fresh.values():
            yield from left


def _said(items: list[Json]) -> dict[str, Any]:
    """What items say of one thing, by control; of arcs the labels of all, in whatever order."""
    labels = {label for item in items if item.get("type") == "relation" for label in item.get("labels") or ()}
    return {"": labels, **{item["from_name"]: _value(item) for item in items if "from_name" in item}}


def _value(item: Json) -> str:
    held = item["value"].get("labels") or item["value"].get("choices") or item["value"].get("text")
    return held if isinstance(held, str) else "\n".join(held)


def _all_of(before: list[Json], after: list[Json]) -> Iterator[Json]:
    """What is said of a thing now, each item with the other keys of the one that it continues."""
    by_name = {item.get("from_name"): item for item in before}
    spare = [item for item in before if item.get("from_name") not in {each.get("from_name") for each in after}]
    for item in after:
        old = by_name.get(item.get("from_name")) or (spare.pop(0) if spare else None)
        yield _continued(old, item) if old else item


def _continued(old: Json, new: Json) -> Json:
    """The old item with the new one's labels, choices or text; the spans and remarks stay as they were."""
    if old.get("type") == "relation":
        return {**old, "labels": new.get("labels", [])}
    same = _said([old]) == _said([new])
    said = {} if same else {key: new["value"][key] for key in ("labels", "choices") if key in new["value"]}
    return {**old, "from_name": new["from_name"], "value": {**old["value"], **said}}
