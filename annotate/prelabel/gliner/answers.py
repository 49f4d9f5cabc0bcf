"""What a model answers, placed in the article: every span to the letter, whole graphemes, with a word in it.

What is not in the text at its place is refused and counted, never guessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from annotate.article import Range
from annotate.prelabel.gliner.questions import CONFIDENCE, TRIGGER, Question, Structure
from annotate.schema.model import Schema
from annotate.span import is_grapheme_edge, tidy

Answer = Mapping[str, Any]
"""What `batch_extract` gives for one text, with spans and confidence."""

_LETTER = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands, in code points of the article, and how sure the model is (0 to 1)."""

    start: int
    end: int
    score: float

    @property
    def range(self) -> Range:
        """Start and end."""
        return self.start, self.end

    def overlaps(self, other: "Place") -> bool:
        """Whether they have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as a model found it: its type, its trigger, and the places of its fillers by role."""

    event: str
    at: Place
    fillers: Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Placing:
    """Puts what was found in a piece of `text` to its place there; what has none is counted in `refused`."""

    text: str
    piece: Range
    refused: Counter[str]

    def happenings(self, answer: Answer, question: Question) -> Iterator[Happening]:
        """The events of an answer whose triggers are in the text, with those fillers that are."""
        for name, structure in question.structures.items():
            for instance in _listed(answer.get(name)):
                found = self._happening(instance, structure)
                if found is not None:
                    yield found

    def _happening(self, instance: Any, structure: Structure) -> Happening | None:
        trigger = instance.get(TRIGGER) if isinstance(instance, Mapping) else None
        if trigger is None:
            self.refused["event without a trigger"] += 1
            return None
        at = next(self.places(trigger), None)
        if at is None:
            return None
        fillers = {role: tuple(self.places(instance.get(name))) for name, role in structure.roles.items()}
        score = _score(instance.get(CONFIDENCE))
        return Happening(structure.event, at if score is None else replace(at, score=score), fillers)

    def mentions(self, answer: Answer) -> Iterator[tuple[str, Place]]:
        """The entity types and places of an answer about entities."""
        entities = answer.get("entities")
        for kind, found in entities.items() if isinstance(entities, Mapping) else ():
            for place in self.places(found):
                yield kind, place

    def places(self, given: Any) -> Iterator[Place]:
        """One span or several, as the library gives them, in the article."""
        for each in _listed(given):
            reason, place = self._place(each)
            if place is None:
                self.refused[reason] += 1
            else:
                yield place

    def _place(self, given: Any) -> tuple[str, Place | None]:
        score = _score(given.get(CONFIDENCE)) if isinstance(given, Mapping) else None
        if score is None or not all(type(given.get(end)) is int for end in ("start", "end")):
            return "malformed span", None
        start, end = (self.piece[0] + given[each] for each in ("start", "end"))
        if not self.piece[0] <= start < end <= self.piece[1]:
            return "span outside the text", None  # such as the full stop that GLiNER2 adds
        if self.text[start:end] != given.get("text"):
            return "span with other words than the text", None
        if not (is_grapheme_edge(self.text, start) and is_grapheme_edge(self.text, end)):
            return "span that cuts a character", None
        start, end = tidy(self.text, start, end)
        return "span without a word", Place(start, end, score) if _LETTER.search(self.text, start, end) else None


def _listed(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list) else [] if given is None else [given]


def _score(given: Any) -> float | None:
    return min(1.0, max(0.0, float(given))) if isinstance(given, int | float) else None


def values(answer: Answer, schema: Schema, event: str, threshold: float) -> dict[str, str]:
    """The attributes of an event: what the model chose surely enough, else the default, else none."""
    taken: dict[str, str] = {}
    for name, part in schema.attributes_of("event", event).items():
        chosen = _value(answer.get(name), threshold)
        value = chosen if chosen in part.choices else part.default
        taken |= {} if value is None else {name: value}
    return taken


def _value(given: Any, threshold: float) -> str | None:
    score = _score(given.get(CONFIDENCE)) if isinstance(given, Mapping) else None
    return given.get("label") if score is not None and score >= threshold else None


def merged(happenings: Sequence[Happening], schema: Schema) -> list[Happening]:
    """The events in text order. Of one type's that overlap the surest is left, with the fillers of all that are equal.

    No role has more fillers than the schema says: the surest ones.
    """
    kept: list[Happening] = []
    for each in sorted(happenings, key=lambda one: (-one.at.score, one.at)):
        rivals = [number for number, one in enumerate(kept) if one.event == each.event and one.at.overlaps(each.at)]
        if not rivals:
            kept.append(each)
        elif kept[rivals[0]].at.range == each.at.range:
            kept[rivals[0]] = _joined(kept[rivals[0]], each)
    counted = [replace(one, fillers=_counted(one, schema)) for one in kept]
    return sorted(counted, key=lambda one: (one.at, one.event))


def _joined(one: Happening, other: Happening) -> Happening:
    fillers = {role: places + other.fillers.get(role, ()) for role, places in one.fillers.items()}
    return replace(one, fillers=fillers)


def _counted(one: Happening, schema: Schema) -> dict[str, tuple[Place, ...]]:
    roles = schema.events[one.event].roles
    return {role: tuple(sorted(_apart(places)[: roles[role].count.high])) for role, places in one.fillers.items()}


def _apart(places: Sequence[Place]) -> list[Place]:
    """The places without those that overlap a surer one, the surest first."""
    kept: list[Place] = []
    for each in sorted(places, key=lambda place: (-place.score, place)):
        if not any(each.overlaps(one) for one in kept):
            kept.append(each)
    return kept
