"""Whether a date is looked for before or after the day of publication, told by the events it belongs to."""

from typing import Literal

from annotate.annotation import Annotation, Event

Tense = Literal["past", "ahead", "mixed", "untold"]
"""`ahead` where every event of the mention is still to come, `untold` where it belongs to none."""

_TO_COME = frozenset({"planned", "future", "hypothetical"})
"""Values of attributes (modality, tense) that say of an event that it is still to come."""


def tenses(reading: Annotation) -> dict[str, Tense]:
    """The tense of each filler of an event, by its id, told by all events that it fills; others are untold."""
    ahead: dict[str, set[bool]] = {}
    for event in reading.events:
        for argument in event.arguments:
            ahead.setdefault(argument.filler, set()).add(_is_to_come(event))
    return {filler: "mixed" if len(said) > 1 else "ahead" if True in said else "past" for filler, said in ahead.items()}


def _is_to_come(event: Event) -> bool:
    return not _TO_COME.isdisjoint(event.attributes.values())
