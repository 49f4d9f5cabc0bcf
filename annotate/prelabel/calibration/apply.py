"""Readings under a calibration: scores that are probabilities, and nothing that is less likely than its threshold."""

from annotate.annotation import Annotation, Argument, Event
from annotate.prelabel.calibration.calibration import Calibration
from annotate.prelabel.calibration.judge import sure

WITHHELD = "withheld"
"""The key of a reading that says how many of its events were left out as too unlikely."""


def apply(calibration: Calibration, reading: Annotation) -> Annotation:
    """The reading with calibrated scores, without the events and arguments under their thresholds.

    What only those named goes with them; `withheld` counts the events.
    """
    events = {each.id: _event(calibration, each) for each in reading.events}
    kept = {name: each for name, each in events.items() if each is not None}
    gone = _fillers(reading.events) - _fillers(list(kept.values()))
    ids = (set(events) - set(kept)) | {each.id for each in reading.mentions if each.id in gone}
    return reading.model_copy(
        update={
            "mentions": tuple(each for each in reading.mentions if each.id not in ids),
            "events": tuple(_without(each, ids) for each in kept.values()),
            "relations": tuple(each for each in reading.relations if ids.isdisjoint((each.source, each.target))),
            WITHHELD: withheld(reading) + len(events) - len(kept),
        }
    )


def withheld(reading: Annotation) -> int:
    """How many events were left out of a reading as too unlikely."""
    return int((reading.model_extra or {}).get(WITHHELD, 0))


def _event(calibration: Calibration, event: Event) -> Event | None:
    chance = calibration.events.chance(event.type, sure(event.score))
    if chance < calibration.events.threshold(event.type):
        return None
    arguments = tuple(
        each for argument in event.arguments if (each := _argument(calibration, event.type, argument)) is not None
    )
    return event.model_copy(update={"score": round(chance, 3), "arguments": arguments})


def _argument(calibration: Calibration, kind: str, argument: Argument) -> Argument | None:
    chance = calibration.arguments.chance(kind, sure(argument.score))
    if chance < calibration.arguments.threshold(kind):
        return None
    return argument.model_copy(update={"score": round(chance, 3)})


def _fillers(events: "tuple[Event, ...] | list[Event]") -> set[str]:
    return {argument.filler for event in events for argument in event.arguments}


def _without(event: Event, gone: set[str]) -> Event:
    arguments = tuple(each for each in event.arguments if each.filler not in gone)
    return event if arguments == event.arguments else event.model_copy(update={"arguments": arguments})
