"""Whether a date is looked for before or after the day of publication, told by the events it belongs to."""

from typing import Literal

from annotate.annotation import Annotation, Event, Mention

Tense = Literal["past", "ahead", "mixed", "untold"]
"""`ahead` where every event of the mention is still to come, `untold` where it belongs to none."""

_TO_COME = frozenset({"planned", "future", "hypothetical"})
"""Values of attributes (modality, tense) that say of an event that it is still to come."""


def tense_of(mention: Mention, reading: Annotation) -> Tense:
    """The tense of the events that the mention is a filler of."""
    holders = [event for event in reading.events if any(one.filler == mention.id for one in event.arguments)]
    ahead = {_is_to_come(event) for event in holders}
    if not ahead:
        return "untold"
    return "mixed" if len(ahead) > 1 else "ahead" if ahead == {True} else "past"


def _is_to_come(event: Event) -> bool:
    return not _TO_COME.isdisjoint(event.attributes.values())
