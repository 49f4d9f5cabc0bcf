"""Label Studio's result JSON as a reading: what was drawn, in the terms of the schema. The way back of `task`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotate.annotation import Argument, Event, Mention, Relation
from annotate.schema import Schema
from annotate.span import Span
from annotate.studio.screen import Screen
from annotate.studio.task import ORIGINS, Json

_FIELDS = {"status": "choices", "note": "text"}
"""The screen's own fields of the whole article, and where their text lies."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a result says, as drawn. `unmapped` are the parts that no mention, event or field can hold.

    `surfaces` are the (id, span, Label Studio's own text of it) of every region, to be compared.
    """

    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    status: str | None = None
    note: str | None = None
    unmapped: tuple[Json, ...] = ()
    surfaces: tuple[tuple[str, Span, str | None], ...] = ()


def from_result(result: Iterable[Mapping[str, Any]], text: str, screen: Screen) -> Reading:
    """Reads a result against the article's `text`: offsets are believed, Label Studio's own `value.text` is not.

    The texts of arcs are understood in every language of the schema. Nothing is mended here: an arc that is no
    argument as drawn comes back in `relations`.
    """
    items = sort_items([dict(item) for item in result], text, screen)
    said = {item["from_name"]: str(_field_value(item, screen)) for item in items.fields}
    attributes = _attributes(items.chosen)
    arguments, relations = _sort_arcs(items.arcs, items.triggers, screen)
    return Reading(
        mentions=_sorted(_mention(item, text, attributes) for item in items.mentions),
        events=_sorted(_event(items.regions[name], text, attributes, arguments) for name in items.triggers),
        relations=tuple(relations),
        attributes={name: value for name, value in said.items() if name not in _FIELDS},
        status=said.get("status"),
        note=said.get("note"),
        unmapped=tuple(items.unmapped),
        surfaces=tuple((name, _span(item, text), item["value"].get("text")) for name, item in items.regions.items()),
    )


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a result by what they are: regions by id, arcs, choices on regions, fields of the whole article."""

    regions: dict[str, Json]
    arcs: list[Json]
    chosen: list[Json]
    fields: list[Json]
    unmapped: list[Json]

    @property
    def triggers(self) -> dict[str, str]:
        """The event types by region."""
        return {n: item["value"]["labels"][0] for n, item in self.regions.items() if item["from_name"] == "trigger"}

    @property
    def mentions(self) -> list[Json]:
        """The regions that are no triggers."""
        return [item for item in self.regions.values() if item["from_name"] != "trigger"]


def sort_items(items: list[Json], text: str, screen: Screen) -> Items:
    """Sorts the items of a result; each is in one place, the same object that it was."""
    regions = _regions(items, text)
    arcs = [item for item in items if _is_arc(item) and set(arc_ends(item)) <= set(regions)]
    chosen = list({(each["id"], each["from_name"]): each for each in items if _is_chosen(each, regions)}.values())
    fields = list({item["from_name"]: item for item in items if _field_value(item, screen) is not None}.values())
    known = {id(item) for item in (*regions.values(), *arcs, *chosen, *fields)}
    return Items(regions, arcs, chosen, fields, [item for item in items if id(item) not in known])


def _regions(items: list[Json], text: str) -> dict[str, Json]:
    """The regions by id. A mention's key pressed on a selected trigger gives it both labels, of which the screen shows
    the trigger's: that one counts.
    """
    found = [item for item in items if _is_region(item, text)]
    regions: dict[str, Json] = {}
    for item in sorted(found, key=lambda item: item["from_name"] != "trigger"):
        regions.setdefault(item["id"], item)
    return regions


def _is_region(item: Mapping[str, Any], text: str) -> bool:
    """A labelled stretch that lies in the text; an end past the text is what Label Studio keeps silently."""
    value = _value(item)
    start, end = value.get("start"), value.get("end")
    return (
        item.get("type") == "labels"
        and item.get("from_name") in ("trigger", "mention")
        and bool(_names([item.get("id")]))
        and isinstance(start, int)
        and isinstance(end, int)
        and 0 <= start < end <= len(text)
        and len(_names(value.get("labels"))) == 1
    )


def _value(item: Mapping[str, Any]) -> Json:
    """An item's value; empty where it has none. The server stores whatever it is sent, so that nothing is certain."""
    value = item.get("value")
    return value if isinstance(value, dict) else {}


def _names(given: Any) -> list[str]:
    """A list of strings, none of them empty; an empty one where it is anything else."""
    return given if isinstance(given, list) and all(isinstance(each, str) and each for each in given) else []


def _is_arc(item: Mapping[str, Any]) -> bool:
    """A relation, whether or not it has a role."""
    return item.get("type") == "relation" and (not item.get("labels") or bool(_names(item["labels"])))


def arc_ends(arc: Mapping[str, Any]) -> tuple[str, str]:
    """The regions from and to, as the arrow points: direction `left` is an arrow turned round by its button."""
    ends = str(arc.get("from_id")), str(arc.get("to_id"))
    return (ends[1], ends[0]) if arc.get("direction") == "left" else ends


def _is_chosen(item: Mapping[str, Any], regions: Mapping[str, Json]) -> bool:
    """One choice of an attribute, on a region that is there."""
    named = _names([item.get("id"), item.get("from_name")])
    chosen = _names(_value(item).get("choices"))
    return item.get("type") == "choices" and bool(named) and named[0] in regions and len(chosen) == 1


def _attributes(chosen: Iterable[Json]) -> dict[str, dict[str, str]]:
    """The attributes by region."""
    found: dict[str, dict[str, str]] = {}
    for item in chosen:
        found.setdefault(item["id"], {})[item["from_name"]] = item["value"]["choices"][0]
    return found


def _field_value(item: Mapping[str, Any], screen: Screen) -> str | None:
    """The text of a field of the whole article; None for anything else."""
    value, name = _value(item), str(item.get("from_name"))
    said = value.get(_FIELDS.get(name, "choices" if name in screen.schema.attributes_of("article") else ""))
    parts = _names([said] if isinstance(said, str) else said)
    return "\n".join(parts) if parts and "start" not in value else None


def _sort_arcs(
    arcs: list[Json], triggers: Mapping[str, str], screen: Screen
) -> tuple[dict[str, list[Argument]], list[Relation]]:
    """Arcs from a trigger with a role are arguments, with the attributes that are said of them; others stay as drawn.

    `triggers` are the event types by region.
    """
    arguments: dict[str, list[Argument]] = {}
    relations: list[Relation] = []
    for arc in arcs:
        source, target = arc_ends(arc)
        said = list(dict.fromkeys(screen.ids.get(label, label) for label in _names(arc.get("labels"))))
        attributes = dict(pair for each in said if (pair := screen.attribute(each)))
        names = [each for each in said if not screen.attribute(each)]
        roles = [each for each in names if source in triggers and each not in screen.schema.relations]
        if roles:
            found = _arguments(screen.schema, triggers[source], roles, target, attributes)
            arguments.setdefault(source, []).extend(found)
            others = [each for each in names if each not in roles]
        else:
            others = said or [""]
        relations += [Relation(type=each, source=source, target=target) for each in others]
    return arguments, relations


def _arguments(
    schema: Schema, kind: str, roles: list[str], filler: str, attributes: Mapping[str, str]
) -> Iterator[Argument]:
    """One argument a role, with the attributes that are asked of it; what is asked of none of them, all have."""
    asked = {role: schema.attributes_of("argument", kind, role) for role in roles}
    strange = {name for name in attributes if not any(name in each for each in asked.values())}
    for role in roles:
        own = {name: value for name, value in attributes.items() if name in strange or name in asked[role]}
        yield Argument(role=role, filler=filler, attributes=own)


def _span(item: Mapping[str, Any], text: str) -> Span:
    return Span.of(text, item["value"]["start"], item["value"]["end"])


def _mention(item: Mapping[str, Any], text: str, attributes: Mapping[str, dict[str, str]]) -> Mention:
    span = _span(item, text)
    return Mention(
        id=item["id"],
        type=item["value"]["labels"][0],
        attributes=attributes.get(item["id"], {}),
        start=span.start,
        end=span.end,
        text=span.text,
        score=_score(item),
        origin=ORIGINS.get(str(item.get("origin"))),
        **_remark(item),
    )


def _event(
    item: Mapping[str, Any],
    text: str,
    attributes: Mapping[str, dict[str, str]],
    arguments: Mapping[str, list[Argument]],
) -> Event:
    return Event(
        id=item["id"],
        type=item["value"]["labels"][0],
        trigger=_span(item, text),
        arguments=tuple(arguments.get(item["id"], ())),
        attributes=attributes.get(item["id"], {}),
        score=_score(item),
        origin=ORIGINS.get(str(item.get("origin"))),
        **_remark(item),
    )


def _score(item: Mapping[str, Any]) -> float | None:
    score = item.get("score")
    return float(score) if isinstance(score, int | float) else None


def _remark(item: Mapping[str, Any]) -> Json:
    """What a person wrote beside a region, kept as it is, and why an engine found it."""
    meta = item.get("meta")
    if not isinstance(meta, dict) or "why" not in meta:
        return {"meta": meta} if meta else {}
    remark = {key: value for key, value in meta.items() if key != "why"}
    return {"why": meta["why"], **({"meta": remark} if remark else {})}


def _sorted(items: Iterable[Any]) -> tuple[Any, ...]:
    """In text order, then by type and id: the order of a result depends on clicks."""
    return tuple(sorted(items, key=_place))


def _place(item: Mention | Event) -> tuple[int, int, str, str]:
    span = item.trigger if isinstance(item, Event) else item
    return span.start, span.end, item.type, item.id


def collapsed(text: str) -> str:
    r"""What Label Studio makes of a region's text: runs of spaces become one, a newline the two characters `\n`."""
    return " ".join(text.replace("\r\n", "\n").replace("\n", "\\n").split())
