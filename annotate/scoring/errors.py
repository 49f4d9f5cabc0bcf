"""What a prediction got wrong, one error a line, each with what the gold has and what was found in its place.

Events are paired once: those with the same trigger and type first, then the same trigger with another type, then
overlapping triggers of one type. Of paired events the arguments are paired alike: same span and role, same span with
another role, overlapping spans of one role. What is left is missed or spurious.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.article import Range
from annotate.scoring.align import Pair, match_events
from annotate.scoring.levels import of_types, overlap, trigger

Kind = Literal[
    "missed event",
    "spurious event",
    "wrong type",
    "wrong trigger boundary",
    "missed argument",
    "spurious argument",
    "wrong role",
    "wrong argument boundary",
    "wrong attribute",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Every kind of error, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Error:
    """One error: the article, the events that it is about, and in words what is wanted and what was found.

    `gold` or `predicted` is None where there is no such event; `type` is the gold's event type, else the predicted one.
    """

    kind: Kind
    article: str
    language: str
    type: str
    gold: Event | None
    predicted: Event | None
    wanted: str
    found: str


def errors(
    pairs: Iterable[Pair], types: Iterable[str], defaults: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Error]:
    """Every error in aligned readings, article by article; `defaults` are attribute values by event type."""
    scored = frozenset(types)
    for pair in pairs:
        yield from _Article(pair, defaults or {}).errors(scored)


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _Article:
    pair: Pair
    defaults: Mapping[str, Mapping[str, str]]

    def errors(self, types: frozenset[str]) -> Iterator[Error]:
        gold, predicted = of_types(self.pair.gold, types), of_types(self.pair.predicted, types)
        for one, other in _matched(gold, predicted, self._values):
            yield from self._of_pair(one, other)

    def _values(self, event: Event) -> Mapping[str, str]:
        return {**self.defaults.get(event.type, {}), **event.attributes}

    def _of_pair(self, gold: Event | None, predicted: Event | None) -> Iterator[Error]:
        if gold is None or predicted is None:
            kind: Kind = "spurious event" if gold is None else "missed event"
            yield self._error(kind, gold, predicted, _said(gold), _said(predicted))
            return
        if gold.type != predicted.type:
            yield self._error("wrong type", gold, predicted, gold.type, predicted.type)
        if trigger(gold) != trigger(predicted):
            surfaces = gold.trigger.text, predicted.trigger.text
            yield self._error("wrong trigger boundary", gold, predicted, *surfaces)
        yield from self._of_arguments(gold, predicted)
        for name, value in self._values(gold).items():
            found = self._values(predicted).get(name, "nothing")
            if gold.type == predicted.type and found != value:
                yield self._error("wrong attribute", gold, predicted, f"{name} {value}", found)

    def _of_arguments(self, gold: Event, predicted: Event) -> Iterator[Error]:
        reading = self.pair.predicted or self.pair.gold
        wanted, found = _places(self.pair.gold, gold), _places(reading, predicted)
        for one, other in _argument_pairs(wanted, found):
            if one is None or other is None:
                kind: Kind = "spurious argument" if one is None else "missed argument"
                yield self._error(kind, gold, predicted, str(one or ""), str(other or ""))
            elif one.role != other.role:
                yield self._error("wrong role", gold, predicted, str(one), other.role)
            elif one.span != other.span:
                yield self._error("wrong argument boundary", gold, predicted, str(one), other.text)

    def _error(self, kind: Kind, gold: Event | None, predicted: Event | None, wanted: str, found: str) -> Error:
        told = gold or predicted
        name = told.type if told else ""
        reading = self.pair.gold
        return Error(kind, reading.id, reading.language or "", name, gold, predicted, wanted, found)


@dataclass(frozen=True, slots=True)
class _Place:
    """An argument as it stands in the text."""

    role: str
    span: Range
    text: str

    def __str__(self) -> str:
        return f"{self.role} {self.text!r}"


def _places(reading: Annotation, event: Event) -> list[_Place]:
    mentions = {mention.id: mention for mention in reading.mentions}
    events = {each.id: each for each in reading.events}

    def place(argument: Argument) -> _Place:
        filler: Mention | Event = mentions.get(argument.filler) or events[argument.filler]
        span = filler.trigger if isinstance(filler, Event) else filler
        return _Place(argument.role, (span.start, span.end), span.text)

    return list(dict.fromkeys(map(place, event.arguments)))


def _said(event: Event | None) -> str:
    return f"{event.type} {event.trigger.text!r}" if event else ""


def _matched(
    gold: Sequence[Event], predicted: Sequence[Event], values: Callable[[Event], Mapping[str, str]]
) -> Iterator[tuple[Event | None, Event | None]]:
    """Every event of both sides once, in pairs as far as they go."""
    same = match_events(gold, predicted, values)
    yield from same
    used = {id(event) for pair in same for event in pair}
    left = [event for event in gold if id(event) not in used], [event for event in predicted if id(event) not in used]
    yield from _paired(
        *left,
        lambda one, other: trigger(one) == trigger(other),
        lambda one, other: one.type == other.type and overlap(trigger(one), trigger(other)),
    )


def _argument_pairs(wanted: Sequence[_Place], found: Sequence[_Place]) -> Iterator[tuple[_Place | None, _Place | None]]:
    yield from _paired(
        wanted,
        found,
        lambda one, other: one == other,
        lambda one, other: one.span == other.span,
        lambda one, other: one.role == other.role and overlap(one.span, other.span),
    )


def _paired(
    gold: Sequence[Item], predicted: Sequence[Item], *rules: Callable[[Item, Item], bool]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Pairs by the first rule that holds, rule after rule, each item once; then what is alone on either side."""
    left, free = list(gold), list(predicted)
    for rule in rules:
        for one in list(left):
            other = next((each for each in free if rule(one, each)), None)
            if other is not None:
                left.remove(one)
                free.remove(other)
                yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, other) for other in free)
