"""Readings from marked text: `[Shoigu]{person} *left*{visit visitor=1}`, mentions counted from 1."""

import re
from typing import Any

from annotate.annotation import Annotation

_MARK = re.compile(r"\[(?P<mention>[^]]*)\]\{(?P<type>[^}]*)\}|\*(?P<trigger>[^*]*)\*\{(?P<event>[^}]*)\}")


def marked(text: str, language: str, published: str | None = None) -> Annotation:
    """The reading of a marked text; an event may have attributes too, `modality:planned`."""
    plain, at = "", 0
    mentions: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at, surface = mark.end(), mark["mention"] or mark["trigger"]
        span = {"start": len(plain), "end": len(plain) + len(surface), "text": surface}
        plain += surface
        if mark["mention"]:
            mentions.append({"id": f"m{len(mentions) + 1}", "type": mark["type"], **span})
        else:
            events.append(_event(f"e{len(events) + 1}", span, *mark["event"].split()))
    found = {"id": "a", "language": language, "published": published, "text": plain + text[at:]}
    return Annotation.model_validate({**found, "mentions": mentions, "events": events})


def _event(name: str, span: dict[str, Any], kind: str, *said: str) -> dict[str, Any]:
    pairs = [each.split("=") for each in said if "=" in each]
    arguments = [{"role": role, "filler": f"m{number}"} for role, number in pairs]
    attributes = dict(each.split(":") for each in said if ":" in each)
    return {"id": name, "type": kind, "trigger": span, "arguments": arguments, "attributes": attributes}
