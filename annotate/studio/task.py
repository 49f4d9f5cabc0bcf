"""Annotations as Label Studio's task and result JSON. Pure: nothing here talks to a server.

An event is a region of the control `trigger`, a mention a region of `mention`, an argument a relation from the first
to the second whose labels are its roles, an attribute a choice with the id of its region. Relations of the schema, and
attributes of arguments, are labels of such arcs too. Region ids are the ids of the mentions and events. Offsets are
code points, end exclusive, on both sides.
"""

import html
from collections.abc import Iterator
from typing import Any

from annotate.annotation import Annotation, Event, Mention, Origin
from annotate.article import Article, text_id
from annotate.span import Span
from annotate.studio.screen import Screen, attribute_arc

Json = dict[str, Any]

ORIGINS: dict[str, Origin] = {"prediction": "prediction", "prediction-changed": "changed", "manual": "manual"}
"""Label Studio's names for what became of a region, and ours."""

_THEIR_ORIGINS: dict[str, str] = {ours: theirs for theirs, ours in ORIGINS.items()}
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


def to_prediction(prelabel: Annotation, version: str, screen: Screen) -> Json:
    """A pre-label as a prediction; `version` is the fingerprint by which it is known."""
    scores = [event.score for event in prelabel.events if event.score is not None]
    score = {"score": sum(scores) / len(scores)} if scores else {}
    return {"model_version": version, "result": to_result(prelabel, screen), **score}


def to_result(annotation: Annotation, screen: Screen) -> list[Json]:
    """The regions, their attributes, the arcs and the document's fields of a reading, in that order.

    Arcs have the texts of the screen. Arguments of one event with one filler share an arc, so that their
    attributes cannot be told apart there.
    """
    result: list[Json] = []
    for mention in annotation.mentions:
        result.append(_region("mention", mention, mention))
        result += [_attribute(mention.id, mention, *pair) for pair in mention.attributes.items()]
    for event in annotation.events:
        result.append(_region("trigger", event, event.trigger))
        result += [_attribute(event.id, event.trigger, *pair) for pair in event.attributes.items()]
    return result + _arcs(annotation, screen) + _document(annotation)


def _region(control: str, item: Mention | Event, span: Span) -> Json:
    value = {"start": span.start, "end": span.end, "text": span.text, "labels": [item.type]}
    region = {"id": item.id, "from_name": control, "to_name": "text", "type": "labels", "value": value}
    known = {"score": item.score, "origin": _THEIR_ORIGINS.get(str(item.origin)), "meta": _meta(item)}
    return {**region, **{key: each for key, each in known.items() if each is not None}}


def _meta(item: Mention | Event) -> Json | None:
    """What a person remarked, and why an engine found it: Label Studio keeps both with the region."""
    extra = item.model_extra or {}
    given = extra.get("meta")
    remark: Json = given if isinstance(given, dict) else {}
    return {**remark, **({"why": extra["why"]} if extra.get("why") else {})} or None


def _attribute(region: str, span: Span, name: str, value: str) -> Json:
    held = {"start": span.start, "end": span.end, "text": span.text, "choices": [value]}
    return {"id": region, "from_name": name, "to_name": "text", "type": "choices", "value": held}


def _arcs(annotation: Annotation, screen: Screen) -> list[Json]:
    """One relation a pair with all it says: of two relations between a pair Label Studio keeps one."""
    pairs: dict[tuple[str, str], dict[str, None]] = {}
    for source, target, arc in _said(annotation, screen):
        labels = pairs.setdefault((source, target), {})
        if arc:
            labels[screen.texts.get(arc, arc)] = None
    return [_relation(source, target, list(labels)) for (source, target), labels in pairs.items()]


def _said(annotation: Annotation, screen: Screen) -> Iterator[tuple[str, str, str]]:
    """From, to and arc id of everything that arcs say; the id is empty where a person named none."""
    asked = screen.schema.attributes_on("argument")
    for event in annotation.events:
        for argument in event.arguments:
            yield event.id, argument.filler, argument.role
            for name, value in argument.attributes.items():
                if name in asked:
                    yield event.id, argument.filler, attribute_arc(name, asked[name], value)
    for relation in annotation.relations:
        yield relation.source, relation.target, relation.type


def _relation(source: str, target: str, labels: list[str]) -> Json:
    arc: Json = {"from_id": source, "to_id": target, "type": "relation", "direction": "right"}
    return {**arc, "labels": labels} if labels else arc


def _document(annotation: Annotation) -> list[Json]:
    fields = [_field(name, "choices", {"choices": [value]}) for name, value in annotation.attributes.items()]
    if annotation.status:
        fields.append(_field("status", "choices", {"choices": [annotation.status]}))
    if annotation.note:
        fields.append(_field("note", "textarea", {"text": [annotation.note]}))
    return fields


def _field(name: str, kind: str, value: Json) -> Json:
    return {"id": f"document-{name}", "from_name": name, "to_name": "text", "type": kind, "value": value}
