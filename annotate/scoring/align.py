"""Which readings and which events belong together, so that they can be compared."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.annotation import Annotation, Event
from annotate.errors import Faults

Key = tuple[int, int, str]
"""Where an event stands and what it is: its trigger's start and end in code points, and its type."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The gold reading of an article and what was predicted for it; `predicted` is None where nothing was."""

    gold: Annotation
    predicted: Annotation | None


def align(predicted: Sequence[Annotation], gold: Sequence[Annotation]) -> list[Pair]:
    """Every gold reading with its prediction, sorted by article id.

    Raises `Faults`, a line for each id: one that stands twice on either side, and a predicted one that the gold lacks
    or has with another text.
    """
    truth = {reading.id: reading for reading in gold}
    faults = [
        *_repeated("gold", gold),
        *_repeated("predicted", predicted),
        *_foreign(predicted, truth),
    ]
    if faults:
        raise Faults(faults)
    guesses = {reading.id: reading for reading in predicted}
    return [Pair(truth[name], guesses.get(name)) for name in sorted(truth)]


def _repeated(side: str, readings: Iterable[Annotation]) -> Iterator[str]:
    for name, times in Counter(reading.id for reading in readings).items():
        if times > 1:
            yield f"{side}: id {name!r} stands {times} times; keep one reading of each article"


def _foreign(predicted: Iterable[Annotation], truth: Mapping[str, Annotation]) -> Iterator[str]:
    for name, reading in {reading.id: reading for reading in predicted}.items():
        if name not in truth:
            yield f"predicted: id {name!r} is not in the gold; leave it out or add it to the gold"
        elif reading.text != truth[name].text:
            where = _difference(reading.text, truth[name].text)
            yield f"predicted: id {name!r} has another text than the gold ({where}); predict on the gold's own text"


def _difference(predicted: str, gold: str) -> str:
    shorter = min(len(predicted), len(gold))
    at = next((at for at in range(shorter) if predicted[at] != gold[at]), shorter)
    return f"from code point {at}: {predicted[at : at + 10]!r}, gold {gold[at : at + 10]!r}"


def event_key(event: Event) -> Key:
    """The trigger's span and the event's type: what two readings of one event must share."""
    return event.trigger.start, event.trigger.end, event.type


Attributes = Callable[[Event], Mapping[str, str]]


def match_events(
    gold: Iterable[Event], predicted: Iterable[Event], attributes: Attributes
) -> list[tuple[Event, Event]]:
    """Pairs (gold, predicted) of events that share trigger span and type, each event in one pair at most.

    Where several share both, those that agree in most attributes are paired first; the order of the events in their
    files makes no difference to what the pairs hold.
    """
    guesses = _by_key(predicted, attributes)
    return [
        pair
        for key, events in _by_key(gold, attributes).items()
        for pair in _best_first(events, guesses.get(key, []), attributes)
    ]


def _by_key(events: Iterable[Event], attributes: Attributes) -> dict[Key, list[Event]]:
    groups: dict[Key, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: (event_key(event), sorted(attributes(event).items()))):
        groups[event_key(event)].append(event)
    return groups


def _best_first(
    gold: Sequence[Event], predicted: Sequence[Event], attributes: Attributes
) -> Iterator[tuple[Event, Event]]:
    """Greedy: the pair that agrees most goes first, ties in the order of the attributes' values."""
    ranked = sorted(
        (-_agreement(attributes(one), attributes(other)), at, to)
        for at, one in enumerate(gold)
        for to, other in enumerate(predicted)
    )
    free_gold, free_predicted = set(range(len(gold))), set(range(len(predicted)))
    for _, at, to in ranked:
        if at in free_gold and to in free_predicted:
            free_gold.remove(at)
            free_predicted.remove(to)
            yield gold[at], predicted[to]


def _agreement(one: Mapping[str, str], other: Mapping[str, str]) -> int:
    return sum(other.get(name) == value for name, value in one.items())
