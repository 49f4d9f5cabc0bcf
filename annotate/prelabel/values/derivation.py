"""How a date came about, in a few words for whoever checks it."""

from annotate.prelabel.values.expression import Expression
from annotate.prelabel.values.moments import is_absolute
from annotate.prelabel.values.tense import Tense

_NAMED = ("day", "weekday", "season", "quarter", "half", "month", "year", "decade")
_PARTS = {"start": "start of", "mid": "middle of", "end": "end of"}
_SHIFTS = {-1: "last", 0: "this", 1: "next"}
_DAYS = {-2: "two days before", -1: "day before", 0: "day", 1: "day after", 2: "two days after"}
_ORDER = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def derivation(said: Expression, tense: Tense) -> str:
    """`end of month and year`, `next week, from publication`, `weekday, the last before publication`."""
    told = f"{said.edge or ''} {_PARTS.get(said.part or '', '')} {_core(said)}"
    return " ".join(told.split()) + _from(said, tense)


def _core(said: Expression) -> str:
    names = [name for name in _NAMED if getattr(said, name) is not None]
    named = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    if said.offset is not None:
        return _DAYS[said.offset]
    if said.beside is not None:
        return "word for a day before or after"
    if said.way is not None:
        return f"{_counted(said)} {'ago' if said.way in ('ago', 'before') else 'on'}"
    shift = _SHIFTS.get(said.shift, "") if said.shift is not None else ""
    if said.unit is None:
        return f"{shift} {named}"
    if named and said.unit == "week" and said.weekday is None:
        return f"{shift or _ORDER.get(said.ordinal or 0, '')} week of {named}"
    return f"{named} of {shift} {said.unit}" if named else f"{shift} {_counted(said)}"


def _counted(said: Expression) -> str:
    """The unit, with how many of it: `3 weeks`."""
    return f"{said.count} {said.unit}{'s' * (said.count > 1)}" if said.count else str(said.unit)


def _from(said: Expression, tense: Tense) -> str:
    """What it was counted from; of what is told by its name alone, which of the many it is."""
    if is_absolute(said):
        return ""
    counted = (said.shift, said.offset, said.way, said.unit)
    if any(each is not None for each in counted):
        return ", from publication"
    return ", the first after publication" if tense == "ahead" else ", the last before publication"
