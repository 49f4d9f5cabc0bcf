"""One reading of one article: its mentions and events, and who read it, when and from what.

The file format is JSON Lines, one reading a line. Offsets are code points, end exclusive, and every span's text is
checked against the article's when a line is read.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from annotate.article import Article, Range, text_fault
from annotate.errors import Faults
from annotate.files import read_text
from annotate.span import Span, Value

State = Literal["submitted", "skipped", "draft", "gold", "prelabel"]
Origin = Literal["prediction", "changed", "manual", "inferred"]


class Mention(Span):
    """A stretch of text that names something; `type` is an entity type, `value` its normalised form if known."""

    id: str = Field(min_length=1)
    type: str
    attributes: dict[str, str] = Field(default_factory=dict)
    score: float | None = None
    value: dict[str, Any] | None = None
    origin: Origin | None = None


class Argument(Value):
    """What fills a role of an event: the id of a mention or, where the role takes events, of an event."""

    role: str = Field(min_length=1)
    filler: str
    attributes: dict[str, str] = Field(default_factory=dict)
    score: float | None = None
    origin: Origin | None = None


class Event(Value):
    """An event: its type, the span that triggers it, its arguments and its attributes (modality, polarity, ...)."""

    id: str = Field(min_length=1)
    type: str
    trigger: Span
    arguments: tuple[Argument, ...] = ()
    attributes: dict[str, str] = Field(default_factory=dict)
    score: float | None = None
    origin: Origin | None = None


class Relation(Value):
    """An arc between two mentions or events that is no argument; `type` is empty where a person named none."""

    type: str = ""
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    origin: Origin | None = None


class Annotation(Value):
    """One reading of one article by an annotator (`annotator` a pseudonym) or an engine (`engine:NAME`).

    `attributes` are those of the article as a whole.
    `lead_time` is in seconds; `created` and `updated` are ISO 8601 in UTC; `parent` is the fingerprint of the
    pre-label the reading began from; `schema_id` is `name@version`.
    """

    id: str = Field(min_length=1)
    language: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    source: str | None = None
    licence: str | None = None
    text: str
    boilerplate: tuple[Range, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    attributes: dict[str, str] = Field(default_factory=dict)
    annotator: str | None = None
    state: State | None = None
    status: str | None = None
    note: str | None = None
    created: str | None = None
    updated: str | None = None
    lead_time: float | None = None
    engine: str | None = None
    fingerprint: str | None = None
    parent: str | None = None
    schema_id: str | None = Field(default=None, alias="schema")
    task: dict[str, Any] | None = None

    @field_validator("text")
    @classmethod
    def _can_be_stored(cls, text: str) -> str:
        if fault := text_fault(text):
            raise ValueError(f"the text has a {fault}")
        return text

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = [*self._misplaced_spans(), *self._repeated_ids(), *self._unknown_fillers()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _misplaced_spans(self) -> Iterator[str]:
        """Every span that enters or leaves is `text[start:end]`, to the letter."""
        named = [(m.id, m) for m in self.mentions] + [(e.id, e.trigger) for e in self.events]
        for name, span in named:
            if not span.fits(self.text):
                found = self.text[span.start : span.end]
                yield f"{name}: text {span.text!r} is not at {span.start}-{span.end} (there: {found!r})"

    def _repeated_ids(self) -> Iterator[str]:
        seen: set[str] = set()
        for name in self._ids():
            if name in seen:
                yield f"id {name!r} stands twice"
            seen.add(name)

    def _ids(self) -> list[str]:
        return [mention.id for mention in self.mentions] + [event.id for event in self.events]

    def _unknown_fillers(self) -> Iterator[str]:
        known = set(self._ids())
        ends = [(e.id, a.filler) for e in self.events for a in e.arguments]
        ends += [("relation", end) for r in self.relations for end in (r.source, r.target)]
        for name, filler in ends:
            if filler not in known:
                yield f"{name}: no mention or event has the id {filler!r}"

    @property
    def article(self) -> Article:
        """The article that was read, as far as the reading carries it."""
        return Article.model_validate(self.model_dump(include=set(SHARED)))

    def mention(self, name: str) -> Mention | None:
        """The mention with the id `name`, if there is one."""
        return next((m for m in self.mentions if m.id == name), None)


SHARED = frozenset(Article.model_fields) & frozenset(Annotation.model_fields)
"""What a reading carries of its article."""


def reading(article: Article, **more: Any) -> Annotation:
    """A reading of `article` with the given fields (`mentions`, `events`, `engine`, ...)."""
    return Annotation(**{**article.model_dump(include=set(SHARED)), **more})


def to_json(annotation: Annotation) -> str:
    """One line of an annotation file: keys in a fixed order, unknown keys kept, known ones left out where empty."""
    fields = annotation.model_dump(mode="json", exclude_none=True)
    always = _ALWAYS | set(annotation.model_extra or ())
    kept = {key: value for key, value in fields.items() if key in always or value not in _EMPTY}
    for part in chain(fields["mentions"], *(event["arguments"] for event in fields["events"])):
        if not part["attributes"]:  # most schemas ask nothing of mentions and arguments
            del part["attributes"]
    return json.dumps(kept, ensure_ascii=False)


_ALWAYS = frozenset({"id", "text", "mentions", "events"})
_EMPTY: tuple[Any, ...] = ("", [], {})


def to_lines(annotations: Iterable[Annotation]) -> Iterator[str]:
    """The lines of an annotation file, each ended by a newline."""
    return (to_json(annotation) + "\n" for annotation in annotations)


def read_annotations(*paths: Path) -> list[Annotation]:
    """The readings in annotation files, in order; raises `Faults`, a line for each fault, with its place."""
    found: list[Annotation] = []
    faults: list[str] = []
    for path in paths:
        for number, line in enumerate(read_text(path).split("\n"), start=1):
            if line.strip():
                _read_line(line, f"{path}:{number}", found, faults)
    if faults:
        raise Faults(faults)
    return found


def load(path: str | Path) -> list[Annotation]:
    """The readings of one annotation file, in order; `Faults` as `read_annotations` raises them."""
    return read_annotations(Path(path))


def _read_line(line: str, place: str, found: list[Annotation], faults: list[str]) -> None:
    try:
        found.append(Annotation.model_validate(json.loads(line)))
    except ValidationError as fault:
        faults += [f"{place}: {text}" for text in validation_faults(fault)]
    except (ValueError, RecursionError) as fault:
        faults.append(f"{place}: not JSON: {fault}; one reading a line is needed")


def validation_faults(fault: ValidationError) -> list[str]:
    """What pydantic found, one line each: `mentions[0].start: Field required`."""
    return [f"{_path(error['loc'])}{error['msg'].removeprefix('Value error, ')}" for error in fault.errors()]


def _path(loc: tuple[int | str, ...]) -> str:
    joined = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return f"{joined.lstrip('.')}: " if joined else ""
