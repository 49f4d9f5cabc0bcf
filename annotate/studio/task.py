"""Annotations as Label Studio's task and result JSON, and back. Pure: nothing here talks to a server.

An event is a region of the control `trigger`, a mention a region of `mention`, an argument a relation from the first
to the second whose labels are its roles, an attribute a choice with the id of its trigger's region. Region ids are the
ids of the mentions and events. Offsets are code points, end exclusive, on both sides.
"""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.annotation import Annotation, Argument, Event, Mention, Origin, Relation
from annotate.article import Article, text_id
from annotate.span import Span

Json = dict[str, Any]

_ORIGINS: dict[str, Origin] = {"prediction": "prediction", "prediction-changed": "changed", "manual": "manual"}
_THEIR_ORIGINS: dict[str, str] = {ours: theirs for theirs, ours in _ORIGINS.items()}
KEPT = ("language", "title", "url", "published", "source", "licence", "boilerplate")
"""The fields of an article that travel in a task's data beside its id and text."""


def to_data(article: Article) -> Json:
    """What a task holds of an article; `about` and `link` are for the screen alone."""
    kept = article.model_dump(mode="json", include=set(KEPT), exclude_none=True)
    about = " · ".join(filter(None, [article.source, article.published, article.language])) or "source unknown"
    return {
        "article": article.id,
        "sha": text_id(article.text),
        "text": article.text,
        **kept,
        "about": about,
        "link": _link(article.url),
    }


def _link(url: str | None) -> str:
    """A link that opens beside the screen; only http and https, so that no script can be one."""
    if not url or not url.startswith(("http://", "https://")):
        return "<span></span>"
    safe = html.escape(url, quote=True)
    return f'<a href="{safe}" target="_blank" rel="noopener noreferrer">{safe}</a>'


def to_prediction(prelabel: Annotation, version: str) -> Json:
    """A pre-label as a prediction; `version` is the fingerprint by which it is known."""
    scores = [event.score for event in prelabel.events if event.score is not None]
    score = sum(scores) / len(scores) if scores else None
    return {"model_version": version, "result": to_result(prelabel), **({} if score is None else {"score": score})}


def to_result(annotation: Annotation) -> list[Json]:
    """The regions, attributes, relations and document fields of a reading, in that order."""
    result = [_region("mention", mention, mention) for mention in annotation.mentions]
    for event in annotation.events:
        result.append(_region("trigger", event, event.trigger))
        result += [_attribute(event, name, value) for name, value in event.attributes.items()]
    for event in annotation.events:
        result += _relations(event)
    result += [_relation(arc.source, arc.target, [arc.type] if arc.type else []) for arc in annotation.relations]
    return result + _document(annotation)


def _region(control: str, item: Mention | Event, span: Span) -> Json:
    value = {"start": span.start, "end": span.end, "text": span.text, "labels": [item.type]}
    region = {"id": item.id, "from_name": control, "to_name": "text", "type": "labels", "value": value}
    known = {"score": item.score, "origin": _THEIR_ORIGINS.get(str(item.origin))}
    return {**region, **{key: each for key, each in known.items() if each is not None}}


def _attribute(event: Event, name: str, value: str) -> Json:
    span = event.trigger
    held = {"start": span.start, "end": span.end, "text": span.text, "choices": [value]}
    return {"id": event.id, "from_name": name, "to_name": "text", "type": "choices", "value": held}


def _relations(event: Event) -> list[Json]:
    """One relation a pair with all its roles: of two relations between a pair Label Studio keeps one."""
    roles: dict[str, list[str]] = {}
    for argument in event.arguments:
        roles.setdefault(argument.filler, []).append(argument.role)
    return [_relation(event.id, filler, names) for filler, names in roles.items()]


def _relation(source: str, target: str, labels: list[str]) -> Json:
    arc: Json = {"from_id": source, "to_id": target, "type": "relation", "direction": "right"}
    return {**arc, "labels": labels} if labels else arc


def _document(annotation: Annotation) -> list[Json]:
    fields: list[Json] = []
    if annotation.status:
        fields.append(_field("status", "choices", {"choices": [annotation.status]}))
    if annotation.note:
        fields.append(_field("note", "textarea", {"text": [annotation.note]}))
    return fields


def _field(name: str, kind: str, value: Json) -> Json:
    return {"id": f"document-{name}", "from_name": name, "to_name": "text", "type": kind, "value": value}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a result says, as drawn. `unmapped` are the parts that no mention, event or field can hold.

    `surfaces` are the (id, span, Label Studio's own text of it) of every region, to be compared.
    """

    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    status: str | None = None
    note: str | None = None
    unmapped: tuple[Json, ...] = ()
    surfaces: tuple[tuple[str, Span, str | None], ...] = ()


def from_result(result: Iterable[Mapping[str, Any]], text: str) -> Reading:
    """Reads a result against the article's `text`: offsets are believed, Label Studio's own `value.text` is not.

    Nothing is mended here: an arc that is no argument as drawn comes back in `relations`.
    """
    items = [dict(item) for item in result]
    regions = _regions(items, text)
    triggers = {name for name, item in regions.items() if item["from_name"] == "trigger"}
    arcs = [item for item in items if _is_arc(item) and set(_ends(item)) <= set(regions)]
    attributes = list(
        {(each["id"], each["from_name"]): each for each in items if _is_attribute(each, triggers)}.values()
    )
    fields = list({item["from_name"]: item for item in items if _field_value(item) is not None}.values())
    known = {id(item) for item in (*regions.values(), *arcs, *attributes, *fields)}
    arguments, relations = _sort_arcs(arcs, triggers)
    return Reading(
        mentions=_sorted(_mention(item, text) for name, item in regions.items() if name not in triggers),
        events=_sorted(_event(regions[name], text, attributes, arguments) for name in triggers),
        relations=tuple(relations),
        status=next((_field_value(item) for item in fields if item["from_name"] == "status"), None),
        note=next((_field_value(item) for item in fields if item["from_name"] == "note"), None),
        unmapped=tuple(item for item in items if id(item) not in known),
        surfaces=tuple((name, _span(item, text), item["value"].get("text")) for name, item in regions.items()),
    )


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


def _ends(arc: Mapping[str, Any]) -> tuple[str, str]:
    """From and to, as the arrow points: direction `left` is an arrow turned round by its button."""
    ends = str(arc.get("from_id")), str(arc.get("to_id"))
    return (ends[1], ends[0]) if arc.get("direction") == "left" else ends


def _is_attribute(item: Mapping[str, Any], triggers: set[str]) -> bool:
    named = _names([item.get("id"), item.get("from_name")])
    chosen = _names(_value(item).get("choices"))
    return item.get("type") == "choices" and bool(named) and named[0] in triggers and len(chosen) == 1


def _field_value(item: Mapping[str, Any]) -> str | None:
    """The text of a document field; None for anything else."""
    value = _value(item)
    said = {"status": value.get("choices"), "note": value.get("text")}.get(str(item.get("from_name")))
    parts = _names([said] if isinstance(said, str) else said)
    return "\n".join(parts) if parts and "start" not in value else None


def _sort_arcs(arcs: list[Json], triggers: set[str]) -> tuple[dict[str, list[Argument]], list[Relation]]:
    """Arcs from a trigger with a role are arguments; all others stay as drawn."""
    arguments: dict[str, list[Argument]] = {}
    relations: list[Relation] = []
    for arc in arcs:
        source, target = _ends(arc)
        labels = _names(arc.get("labels"))
        if source in triggers and labels:
            arguments.setdefault(source, []).extend(Argument(role=label, filler=target) for label in labels)
        else:
            relations += [Relation(type=label, source=source, target=target) for label in labels or [""]]
    return arguments, relations


def _span(item: Mapping[str, Any], text: str) -> Span:
    return Span.of(text, item["value"]["start"], item["value"]["end"])


def _mention(item: Mapping[str, Any], text: str) -> Mention:
    span = _span(item, text)
    return Mention(
        id=item["id"],
        type=item["value"]["labels"][0],
        start=span.start,
        end=span.end,
        text=span.text,
        score=_score(item),
        origin=_ORIGINS.get(str(item.get("origin"))),
        **_remark(item),
    )


def _event(item: Mapping[str, Any], text: str, attributes: list[Json], arguments: dict[str, list[Argument]]) -> Event:
    return Event(
        id=item["id"],
        type=item["value"]["labels"][0],
        trigger=_span(item, text),
        arguments=tuple(arguments.get(item["id"], ())),
        attributes={each["from_name"]: each["value"]["choices"][0] for each in attributes if each["id"] == item["id"]},
        score=_score(item),
        origin=_ORIGINS.get(str(item.get("origin"))),
        **_remark(item),
    )


def _score(item: Mapping[str, Any]) -> float | None:
    score = item.get("score")
    return float(score) if isinstance(score, int | float) else None


def _remark(item: Mapping[str, Any]) -> Json:
    """What a person wrote beside a region, kept as it is."""
    return {"meta": item["meta"]} if item.get("meta") else {}


def _sorted(items: Iterable[Any]) -> tuple[Any, ...]:
    """In text order, then by type and id: the order of a result depends on clicks."""
    return tuple(sorted(items, key=_place))


def _place(item: Mention | Event) -> tuple[int, int, str, str]:
    span = item.trigger if isinstance(item, Event) else item
    return span.start, span.end, item.type, item.id


def collapsed(text: str) -> str:
    r"""What Label Studio makes of a region's text: runs of spaces become one, a newline the two characters `\n`."""
    return " ".join(text.replace("\r\n", "\n").replace("\n", "\\n").split())
