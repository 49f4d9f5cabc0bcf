"""From what models claim to an annotation: quotes grounded, the same event of two pieces made one, ids given."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.annotation import Argument, Event, Mention
from annotate.article import Range
from annotate.prelabel.grounding import Grounded, ground
from annotate.prelabel.llm.answer import Claim
from annotate.prelabel.pieces import Piece
from annotate.schema.model import Schema
from annotate.span import Span

_NOWHERE = (0, 0)  # the window of a sentence that there is not: a quote must then stand in one place alone

Place = tuple[int, int, str]
"""Start and end in code points, and a type."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filler at its place: a mention, or the trigger of an event."""

    role: str
    place: Place
    found: Grounded


@dataclass(frozen=True, slots=True)
class Happening:
    """An event at its place."""

    place: Place
    found: Grounded
    fillers: tuple[Filled, ...]
    attributes: Mapping[str, str]
    score: float | None


def happenings(
    claims: Iterable[Claim], text: str, piece: Piece, schema: Schema, refused: Counter[str]
) -> list[Happening]:
    """The events of a piece whose triggers are found in the text, with the fillers that are found."""
    grounding = _Grounding(text, piece, refused)
    found = [(claim, grounding.find("trigger", claim.trigger, claim.sentence)) for claim in claims]
    placed = [(_place(trigger, claim.type), trigger, claim) for claim, trigger in found if trigger is not None]
    triggers = {place for place, _, _ in placed}
    return [
        Happening(
            place, trigger, tuple(_fillers(claim, place, grounding, triggers, schema)), claim.attributes,
            _score(claim.confidence, trigger),
        )
        for place, trigger, claim in placed
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Grounding:
    text: str
    piece: Piece
    refused: Counter[str]

    def find(self, what: str, quote: str, sentence: int) -> Grounded | None:
        """Where a quote stands, first of all in its sentence; None where it is refused, which is counted."""
        windows: dict[int, Range] = {each.number: (each.start, each.end) for each in self.piece}
        around = self.piece[0].start, self.piece[-1].end
        found = ground(quote, self.text, windows.get(sentence, _NOWHERE), around)
        if isinstance(found, Grounded):
            return found
        self.refused[f"{what} {found.reason}"] += 1
        return None


def _fillers(claim: Claim, own: Place, grounding: _Grounding, triggers: set[Place], schema: Schema) -> Iterator[Filled]:
    """The fillers that stand in the text; one that is an event must be another of the events."""
    for filler in dict.fromkeys(claim.fillers):
        found = grounding.find("quote", filler.quote, filler.sentence)
        if found is None:
            continue
        place = _place(found, filler.type)
        if place == own or (filler.type in schema.events and place not in triggers):
            grounding.refused["event as a filler that is not in the answer"] += 1
        else:
            yield Filled(filler.role, place, found)


def _place(found: Grounded, kind: str) -> Place:
    return found.span.start, found.span.end, kind


_WAYS = {"exact": 1.0, "normalised": 0.98, "fuzzy": 0.9}
_ELSEWHERE = 0.9


def _score(confidence: float | None, found: Grounded) -> float | None:
    """The model's confidence, a little lower the further the quote is from the text."""
    if confidence is None:
        return None
    return round(confidence * _WAYS[found.way] * (1.0 if found.inside else _ELSEWHERE), 3)


def merged(events: Iterable[Happening]) -> list[Happening]:
    """The events in text order; one that two pieces tell, or one answer twice, is one with the fillers of both."""
    by_place: dict[Place, Happening] = {}
    for event in events:
        other = by_place.get(event.place)
        by_place[event.place] = event if other is None else _joined(other, event)
    return [by_place[place] for place in sorted(by_place)]


def _joined(one: Happening, other: Happening) -> Happening:
    first, second = (one, other) if (one.score or 0) >= (other.score or 0) else (other, one)
    fillers = {(each.role, each.place): each for each in (*second.fillers, *first.fillers)}
    attributes = {**second.attributes, **first.attributes}
    ordered = sorted(fillers.values(), key=lambda each: (each.place, each.role))
    return Happening(first.place, first.found, tuple(ordered), attributes, first.score)


def written(events: Sequence[Happening], schema: Schema) -> tuple[list[Mention], list[Event]]:
    """Mentions m1, m2, ... in text order, events e1, e2, ... in the order of their triggers."""
    filled = [(event, each) for event in events for each in event.fillers if each.place[2] not in schema.events]
    scores: dict[Place, list[float]] = {each.place: [] for _, each in filled}
    for event, each in filled:
        scores[each.place] += [score] if (score := _score(event.score, each.found)) is not None else []
    spans = {each.place: each.found.span for _, each in filled}
    ids = {place: f"m{number}" for number, place in enumerate(sorted(spans), start=1)}
    mentions = [
        Mention(id=ids[place], type=place[2], score=max(scores[place], default=None), **_placed(spans[place]))
        for place in sorted(spans)
    ]
    ids |= {event.place: f"e{number}" for number, event in enumerate(events, start=1)}
    return mentions, [_event(each, ids) for each in events]


def _placed(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _event(event: Happening, ids: Mapping[Place, str]) -> Event:
    """An event; `why` is how its trigger was found, then each filler by its role and how it was found."""
    arguments = [
        Argument(role=each.role, filler=ids[each.place], score=_score(event.score, each.found))
        for each in event.fillers
    ]
    why = [_told(event.found), *(f"{each.role}: {_told(each.found, always=True)}" for each in event.fillers)]
    return Event.model_validate(
        {"id": ids[event.place], "type": event.place[2], "trigger": event.found.span, "arguments": arguments,
         "attributes": dict(event.attributes), "score": event.score, "why": why}
    )  # fmt: skip


def _told(found: Grounded, *, always: bool = False) -> str:
    """The words and how they were found; of a trigger only where they are not the model's own to the letter."""
    return f"{found.span.text} ({found.told})" if always or found.told != "exact" else found.span.text
