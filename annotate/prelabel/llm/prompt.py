"""The prompt: the schema's own guidelines, and a piece of an article fenced as data.

The texts are the files in `prompts/`, whose names carry their version; what is put into them comes from the schema.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from string import Template

import regex

from annotate.article import Article
from annotate.prelabel.pieces import Piece
from annotate.schema.example import parse_example
from annotate.schema.model import Attribute, Described, EventType, Schema

_MOST_EXAMPLES = 3  # of each type
_BREAKS = regex.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: `system` is the same for all articles of a language, `user` holds the piece of the article."""

    system: str
    user: str


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / "prompts" / name).read_text(encoding="utf-8"))


def templates() -> list[str]:
    """The texts of the prompts before anything is put into them."""
    return [_template(name).template for name in ("system.v1.txt", "article.v1.txt")]


def system_prompt(schema: Schema, language: str) -> str:
    """The guidelines of `schema` in `language`, else in English, else in a language that it has."""
    attributes = {name: each for name, each in schema.attributes.items() if "event" in each.on}
    return _template("system.v1.txt").substitute(
        schema=schema.name,
        guidelines=_definition(schema, language) or "None beyond what follows.",
        events="\n".join(_event(schema, name, event, language) for name, event in schema.events.items()),
        entities="".join(f"- {name}: {_said(schema.entities[name], name, language)}\n" for name in _fillers(schema)),
        attributes=_attributes(attributes, language),
        answer=json.dumps(_answer(schema), ensure_ascii=False, indent=2),
    )


def article_prompt(article: Article, piece: Piece) -> str:
    """The sentences of a piece, one a line, between two lines of a code that does not occur in the article."""
    lines = [f"[{each.number}] {_BREAKS.sub(' ', article.text[each.start : each.end])}" for each in piece]
    return _template("article.v1.txt").substitute(
        fence=fence(article.text), language=article.language or "not known", sentences="\n".join(lines),
        first=piece[0].number, last=piece[-1].number,
    )  # fmt: skip


def fence(text: str) -> str:
    """A code that depends on `text` alone and does not occur in it."""
    codes = (hashlib.sha256(f"{number} {text}".encode()).hexdigest()[:16] for number in count())
    return next(f"ARTICLE-{code}" for code in codes if code not in text)


def _definition(part: Described, language: str) -> str:
    said = part.definition(language) or next(iter(part.definitions.values()), "")
    return " ".join(said.split())


def _said(part: Described, name: str, language: str) -> str:
    return _definition(part, language) or part.label(language, name)


def _fillers(schema: Schema) -> list[str]:
    """The entity types that fill a role, in the schema's order."""
    used = {filler for event in schema.events.values() for role in event.roles.values() for filler in role.fillers}
    return [name for name in schema.entities if name in used]


def _event(schema: Schema, name: str, event: EventType, language: str) -> str:
    lines = [f"## {name}", _said(event, name, language)]
    for role, part in event.roles.items():
        lines.append(f"- role {role} ({' or '.join(part.fillers)}): {_said(part, role, language)}")
    lines += (f"- note: {note}" for note in _few(event.notes, language))
    lines += (_example(text) for text in _few(event.examples, language))
    lines += (f"Not {name}: {json.dumps(text, ensure_ascii=False)}" for text in _few(event.counterexamples, language))
    if asked := schema.attributes_of("event", name):
        lines.append(f"Attributes: {', '.join(asked)}")
    return "\n".join(lines) + "\n"


def _few(texts: Mapping[str, tuple[str, ...]], language: str) -> list[str]:
    """Texts in the article's language, then in English, else in one that there is; at most `_MOST_EXAMPLES`."""
    order = [each for each in dict.fromkeys([language, "en"]) if each in texts] or [*texts][:1]
    return [text for each in order for text in texts[each]][:_MOST_EXAMPLES]


def _example(marked: str) -> str:
    """An example in words: its text, its trigger, the words in each role."""
    example = parse_example(marked)
    parts = [f"trigger {_quoted(span.text)}" for span in example.triggers]
    parts += [f"{mark.role} {_quoted(mark.span.text)}" for mark in example.marks if mark.role]
    return f"Example: {_quoted(example.text)} has {', '.join(parts)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _attributes(attributes: Mapping[str, Attribute], language: str) -> str:
    lines: list[str] = []
    for name, attribute in attributes.items():
        lines += [f"## {name}", _said(attribute, name, language)]
        lines += (f"- {value}: {_said(choice, value, language)}" for value, choice in attribute.choices.items())
        lines.append("null where it cannot be told." if not attribute.default else f"{attribute.default} if not said.")
    return "\n".join(["# Attributes of an event", "", *lines, "", ""]) if lines else ""


def _answer(schema: Schema) -> dict[str, list[dict[str, object]]]:
    """The form of an answer, with the first event type as it would be filled."""
    name, event = next(iter(schema.events.items()))
    entry: dict[str, object] = {"type": name, "trigger": "...", "sentence": 1}
    if event.roles:
        entry["arguments"] = list(_arguments(event))
    if asked := schema.attributes_of("event", name):
        entry["attributes"] = {each: next(iter(attribute.choices)) for each, attribute in asked.items()}
    return {"events": [{**entry, "confidence": 0.9}]}


def _arguments(event: EventType) -> Iterator[dict[str, object]]:
    for name, role in event.roles.items():
        yield {"role": name, "quote": "...", "sentence": 1, "type": role.fillers[0]}
