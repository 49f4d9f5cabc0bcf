"""What a time expression says, taken apart: its year, month, day, weekday, what it is counted from, and its edges."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from annotate.prelabel.values.calendar import FIRST_YEAR, LAST_YEAR
from annotate.prelabel.values.vocabulary import Token

_LAST_DAY = 31
_LAST_MONTH = 12
_MOST = 9999  # days, weeks or years that an expression may count
_PLURALS = {"units": "unit", "shifts": "shift"}
_MARKED_MONTH, _MARKED_YEAR, _MARKED_DAY = "monthmark", "yearmark", "daymark"


@dataclass(slots=True)
class Expression:
    """The fields of one point in time; None where it says nothing of them.

    `offset` is in days from publication, `beside` too, but told neither before nor after (कल); `shift` in units or
    weekdays (-1 last, 0 this, 1 next), `count` in units in the direction of `way`; `part` is the start, middle or end
    of it, `edge` what it bounds. `plural` units need a count (recent *days* are unknown), `recent` ones are counted
    back from publication (the past week), not by the calendar (last week).
    """

    year: int | None = None
    decade: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    unit: str | None = None
    shift: int | None = None
    offset: int | None = None
    beside: int | None = None
    count: int | None = None
    ordinal: int | None = None
    way: str | None = None
    part: str | None = None
    edge: str | None = None
    plural: bool = False
    recent: int | None = None

    @property
    def said(self) -> frozenset[str]:
        """The fields that are there, `part` and `edge` aside: they only change the period that the others name."""
        names = (field.name for field in fields(self) if field.name not in ("part", "edge", "plural", "recent"))
        return frozenset(name for name in names if getattr(self, name) is not None)

    def say(self, name: str, value: int | str) -> bool:
        """Sets a field; false where it already says something else."""
        held = getattr(self, name)
        if held is None:
            setattr(self, name, value)
        return held in (None, value)


def taken_apart(tokens: Sequence[Token], *, dated: bool = False) -> Expression | None:
    """The expression that the tokens make; None where they do not fit together.

    `dated` is whether a bare number is a day, the month being told elsewhere: *5* to 7 June.
    """
    made, loose = Expression(), []
    for at, token in enumerate(tokens):
        if token.kind == "number":
            loose.append(token)
        elif token.kind.endswith("mark"):
            if not _marked(made, token.kind, loose, tokens[at - 1] if at else None):
                return None
        elif token.kind in ("fill", "join", "between", "daypart"):
            continue
        elif token.kind in _PLURALS:
            made.plural = True
            if not made.say(_PLURALS[token.kind], _meaning(token)):
                return None
        elif not made.say(token.kind, _meaning(token)):
            return None
    return _tidied(made) if _with_numbers(made, loose, dated) else None


def _meaning(token: Token) -> int | str:
    return int(token.value) if token.value.lstrip("-").isdecimal() else token.value


def _marked(made: Expression, mark: str, loose: list[Token], before: Token | None) -> bool:
    """Reads a sign for year, month or day: after a number it says what the number is, else it is a unit."""
    number = int(loose[-1].number) if loose and before is loose[-1] else None
    if number is None or (mark == _MARKED_YEAR and number < FIRST_YEAR):
        return made.say("unit", mark.removesuffix("mark"))
    loose.pop()
    if mark == _MARKED_YEAR:
        return number <= LAST_YEAR and made.say("year", number)
    if mark == _MARKED_MONTH:
        return 1 <= number <= _LAST_MONTH and made.say("month", number)
    return 1 <= number <= _LAST_DAY and made.say("day", number)


def _with_numbers(made: Expression, loose: Sequence[Token], dated: bool) -> bool:
    """Gives each number without a mark its place: year, decade, day of a month, order or count of a unit."""
    dated = dated or made.month is not None
    return all(token.number == int(token.number) and _with_number(made, token, dated) for token in loose)


def _with_number(made: Expression, token: Token, dated: bool) -> bool:
    number = int(token.number)
    if token.value == "decade":
        return FIRST_YEAR <= number <= LAST_YEAR and not number % 10 and made.say("decade", number)
    if FIRST_YEAR <= number <= LAST_YEAR and made.year is None:
        return made.say("year", number)
    ordinal = token.value == "ordinal"
    if ordinal and made.unit in ("week", "quarter", "half"):
        return made.say("ordinal", number)
    if dated or ordinal:
        return 1 <= number <= _LAST_DAY and made.say("day", number)
    return made.unit is not None and 0 < number <= _MOST and made.say("count", number)


def _tidied(made: Expression) -> Expression | None:
    """With quarters, halves and decades by name, and without what only repeats; None where a count is missing."""
    if made.recent is not None:
        made.shift, made.count = made.recent, made.count or 1
    if made.way == "in":
        made.way = "later" if made.count else None
    if not _with_order(made):
        return None
    if made.unit == "decade" and made.year is not None and not made.year % 10:
        made.decade, made.year, made.unit = made.year, None, None
    if _only_repeats(made):
        made.unit = None
    return None if made.plural and made.unit is not None and made.count is None else made


def _with_order(made: Expression) -> bool:
    """Gives an ordinal its place: the first quarter, the first of May; false for the fifth quarter."""
    if made.ordinal is not None and made.unit in ("quarter", "half"):
        if made.ordinal > (4 if made.unit == "quarter" else 2):
            return False
        setattr(made, made.unit, made.ordinal)
        made.unit = made.ordinal = None
    elif made.ordinal is not None and made.month is not None and made.unit is None:
        made.day, made.ordinal = made.ordinal, None
    return True


def _only_repeats(made: Expression) -> bool:
    """Whether the unit says what is told anyway: the word `year` beside a year, `day` beside a date."""
    if made.shift is not None or made.count is not None:
        return False
    told = {"year": made.year or made.decade, "month": made.month}
    told["day"] = made.day or made.weekday or made.offset is not None
    return bool(told.get(made.unit or ""))
