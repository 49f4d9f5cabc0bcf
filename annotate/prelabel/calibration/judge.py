"""Which of an engine's events and arguments reviews found right, each with the score that it was given."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from annotate.annotation import Annotation, Argument, Event
from annotate.prelabel.calibration.curve import Outcome
from annotate.scoring.align import Pair, align
from annotate.scoring.levels import Mark, marks, trigger


class Judged(NamedTuple):
    """An event or argument of an engine: its article, its event type, its score, whether it was right.

    `mark` is what it is at level TC or AC: an engine's further events of one mark are one.
    """

    article: str
    type: str
    score: float
    right: bool
    mark: Mark

    @property
    def outcome(self) -> Outcome:
        """The score and whether it was right."""
        return Outcome(self.score, self.right)


def judge_events(predicted: Sequence[Annotation], gold: Sequence[Annotation], types: Collection[str]) -> list[Judged]:
    """Every predicted event of these types: right if the gold has one of its trigger's span and its type (TC).

    Raises `Faults` as `annotate.scoring.align` does.
    """
    return [judged for pair in align(predicted, gold) for judged in _events(pair, types)]


def judge_arguments(
    predicted: Sequence[Annotation], gold: Sequence[Annotation], types: Collection[str]
) -> list[Judged]:
    """Every predicted argument of such events: right if the gold has its event type, role and span (AC)."""
    return [judged for pair in align(predicted, gold) for judged in _arguments(pair, types)]


def wanted(gold: Sequence[Annotation], types: Collection[str], level: str) -> dict[str, int]:
    """How many marks the gold has at a level, by event type."""
    found = [mark.labels[0] for reading in gold for mark in marks(reading, types)[level]]
    return {name: found.count(name) for name in sorted(types)}


def _events(pair: Pair, types: Collection[str]) -> Iterator[Judged]:
    if pair.predicted is None:
        return
    truth = marks(pair.gold, types)["TC"]
    best: dict[Mark, float] = {}
    for event in pair.predicted.events:
        if event.type in types:
            mark = event_mark(event)
            best[mark] = max(best.get(mark, 0.0), sure(event.score))
    yield from _judged(pair, best, truth)


def _arguments(pair: Pair, types: Collection[str]) -> Iterator[Judged]:
    reading = pair.predicted
    if reading is None:
        return
    best: dict[Mark, float] = {}
    for event, argument, mark in argument_marks(reading):
        if event.type in types:
            best[mark] = max(best.get(mark, 0.0), sure(argument.score))
    yield from _judged(pair, best, marks(pair.gold, types)["AC"])


def event_mark(event: Event) -> Mark:
    """What an event is at level TC."""
    return Mark((event.type,), (trigger(event),))


def argument_marks(reading: Annotation) -> Iterator[tuple[Event, Argument, Mark]]:
    """Every argument of a reading with its event, and what it is at level AC."""
    spans = {each.id: (each.start, each.end) for each in reading.mentions}
    spans |= {each.id: trigger(each) for each in reading.events}
    for event in reading.events:
        for argument in event.arguments:
            yield event, argument, Mark((event.type, argument.role), (spans[argument.filler],))


def _judged(pair: Pair, best: dict[Mark, float], truth: Collection[Mark]) -> Iterator[Judged]:
    for mark, score in sorted(best.items()):
        yield Judged(pair.gold.id, mark.labels[0], score, mark in truth, mark)


def sure(score: float | None) -> float:
    """A score; an engine that gives none is sure."""
    return 1.0 if score is None else score
