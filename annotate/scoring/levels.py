"""What two readings are compared by, level by level, and how much of it is the same.

TI: the trigger's span. TC: and the event type. AI: the event type and an argument's span. AC: and the argument's role.
AI+ and AC+ are AI and AC attached: the trigger's span counts too, so that an argument of another event is none. Source:
Huang et al., TextEE: Benchmark, Reevaluation, Reflections, and Future Challenges in Event Extraction, Findings of
ACL 2024. Exactly, spans are the same to the code point; relaxed, they overlap, each mark being paired once at most.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from annotate.annotation import Annotation, Event
from annotate.article import Range
from annotate.scoring.bootstrap import Counts

LEVELS = ("TI", "TC", "AI", "AC", "AI+", "AC+")


class Mark(NamedTuple):
    """One thing that a reading says at a level: its labels, and its spans in code points."""

    labels: tuple[str, ...]
    spans: tuple[Range, ...]


Marks = Mapping[str, frozenset[Mark]]
"""What a reading says at each level."""


def marks(reading: Annotation | None, types: Collection[str]) -> Marks:
    """The sets that are compared at each level, of the events whose type is among `types`; empty without a reading."""
    events = of_types(reading, types)
    filled = list(_filled(reading, events)) if reading else []
    return {
        "TI": frozenset(Mark((), (trigger(event),)) for event in events),
        "TC": frozenset(Mark((event.type,), (trigger(event),)) for event in events),
        "AI": frozenset(Mark((each.type,), (each.span,)) for each in filled),
        "AC": frozenset(Mark((each.type, each.role), (each.span,)) for each in filled),
        "AI+": frozenset(Mark((each.type,), (each.trigger, each.span)) for each in filled),
        "AC+": frozenset(Mark((each.type, each.role), (each.trigger, each.span)) for each in filled),
    }


def of_types(reading: Annotation | None, types: Collection[str]) -> list[Event]:
    """The events of a reading whose type is among `types`."""
    return [event for event in reading.events if event.type in types] if reading else []


def trigger(event: Event) -> Range:
    """Where an event is triggered."""
    return event.trigger.start, event.trigger.end


@dataclass(frozen=True, slots=True)
class _Filled:
    type: str
    trigger: Range
    span: Range
    role: str


def _filled(reading: Annotation, events: Iterable[Event]) -> Iterator[_Filled]:
    """Every argument with where it stands; an event that fills a role stands where its trigger stands."""
    spans = {mention.id: (mention.start, mention.end) for mention in reading.mentions}
    spans |= {event.id: trigger(event) for event in reading.events}
    for event in events:
        for argument in event.arguments:
            yield _Filled(event.type, trigger(event), spans[argument.filler], argument.role)


def exact(predicted: frozenset[Mark], gold: frozenset[Mark]) -> Counts:
    """How many marks are the same on both sides."""
    return Counts(len(predicted & gold), len(predicted), len(gold))


def relaxed(predicted: frozenset[Mark], gold: frozenset[Mark]) -> Counts:
    """How many marks can be paired whose labels are the same and whose spans overlap: a largest set of pairs."""
    by_labels: dict[tuple[str, ...], tuple[list[Mark], list[Mark]]] = defaultdict(lambda: ([], []))
    for side, found in enumerate((predicted, gold)):
        for mark in sorted(found):
            by_labels[mark.labels][side].append(mark)
    tp = sum(_most_pairs(*sides) for sides in by_labels.values())
    return Counts(tp, len(predicted), len(gold))


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def _most_pairs(predicted: list[Mark], gold: list[Mark]) -> int:
    """The size of a maximum matching, by augmenting paths (Kuhn 1955)."""
    able = [[at for at, other in enumerate(gold) if _overlaps(one, other)] for one in predicted]
    taken: dict[int, int] = {}

    def placed(one: int, tried: set[int]) -> bool:
        for at in able[one]:
            if at not in tried:
                tried.add(at)
                if at not in taken or placed(taken[at], tried):
                    taken[at] = one
                    return True
        return False

    return sum(placed(one, set()) for one in range(len(predicted)))


def _overlaps(one: Mark, other: Mark) -> bool:
    return all(overlap(mine, theirs) for mine, theirs in zip(one.spans, other.spans, strict=True))
