"""Rules for what an expression names outright, and for the nearest of what comes back: a month, a weekday, a season."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from annotate.prelabel.values import calendar
from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.expression import Expression
from annotate.prelabel.values.tense import Tense

_A_WEEK = 7
_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """An expression with the day that it is counted from."""

    said: Expression
    day: date
    tense: Tense
    by_week: bool = False

    def number(self, name: str) -> int:
        """The value of a field that the rule knows to be there."""
        value = getattr(self.said, name)
        return int(value) if value is not None else 0


def weekday_fits(asked: Asked, found: Period | None) -> Period | None:
    """A date that is told with another weekday than it has is a slip of somebody's: nothing is known."""
    wanted = asked.said.weekday
    right = found is not None and found.start is not None and wanted in (None, found.start.weekday() + 1)
    return found if right else None


def full_date(asked: Asked) -> Period | None:
    """A day that is told with its year."""
    return weekday_fits(asked, calendar.one_day(*(asked.number(name) for name in ("year", "month", "day"))))


def season_of_year(asked: Asked) -> Period | None:
    """A winter lies in two years, so that it is not known which one is meant."""
    name = str(asked.said.season)
    return None if name == "winter" else calendar.season(asked.number("year"), name)


def month_of_year(asked: Asked) -> Period:
    """A month that is told with its year."""
    return calendar.months(asked.number("year"), asked.number("month"), 1, "month")


def week_of_month(asked: Asked) -> Period | None:
    """The first week of a month is its first seven days, the last one its last."""
    month, order = month_of_year(asked) if asked.said.year else near_month(asked), asked.number("ordinal")
    if month is None or month.start is None or month.end is None or asked.said.unit != "week":
        return None
    if asked.said.shift == -1:
        return Period(month.end - timedelta(_A_WEEK - 1), month.end, "week")
    first = month.start + timedelta(_A_WEEK * (order - 1))
    return Period(first, first + timedelta(_A_WEEK - 1), "week") if 1 <= order <= _WEEKS else None


def part_of_year(asked: Asked, year: int) -> Period:
    """A quarter or half of a year."""
    name, length = ("quarter", 3) if asked.said.quarter else ("half", 6)
    return calendar.months(year, (asked.number(name) - 1) * length + 1, length, name)


def _near(asked: Asked, found: Iterable[Period | None]) -> Period | None:
    """Of periods in order: the last that has begun by publication or, of what is to come, the first not yet over."""
    able = [each for each in found if each is not None and each.start is not None and each.end is not None]
    begun = [each for each in able if each.start is not None and each.start <= asked.day]
    to_come = [each for each in able if each.end is not None and each.end >= asked.day]
    if asked.tense == "ahead":
        return to_come[0] if to_come else None
    return begun[-1] if begun and asked.tense == "past" else None


def years_near(asked: Asked) -> range:
    """The years around publication in which a day comes back."""
    return range(asked.day.year - 8, asked.day.year + 9)  # a 29 February may be eight years away


def near_month(asked: Asked) -> Period | None:
    """A month by its name."""
    return _near(asked, (calendar.months(year, asked.number("month"), 1, "month") for year in years_near(asked)))


def near_date(asked: Asked) -> Period | None:
    """A day and its month; told with a weekday too, it has to fall on it."""
    days = [calendar.one_day(year, asked.number("month"), asked.number("day")) for year in years_near(asked)]
    return weekday_fits(asked, _near(asked, days))


def near_day_of_month(asked: Asked) -> Period | None:
    """A day of some month by its number."""
    starts = [calendar.months(asked.day.year, asked.day.month + more, 1, "month").start for more in range(-2, 3)]
    days = [calendar.one_day(each.year, each.month, asked.number("day")) for each in starts if each]
    return weekday_fits(asked, _near(asked, days))


def near_season(asked: Asked) -> Period | None:
    """A season by its name."""
    return _near(asked, (calendar.season(year, str(asked.said.season)) for year in years_near(asked)))


def near_part_of_year(asked: Asked) -> Period | None:
    """A quarter or half of some year."""
    return _near(asked, (part_of_year(asked, year) for year in years_near(asked)))


def _weekday(asked: Asked) -> Period:
    """The nearest one before publication, that day included; after it of what is to come. Untold counts as past."""
    away = (asked.number("weekday") - 1 - asked.day.weekday()) % _A_WEEK
    return calendar.on(asked.day + timedelta(away if asked.tense == "ahead" or not away else away - _A_WEEK))


def near_weekday(asked: Asked) -> Period | None:
    """A weekday by its name."""
    return None if asked.tense == "mixed" else _weekday(asked)


def offset(asked: Asked) -> Period | None:
    """Today, yesterday, tomorrow."""
    return weekday_fits(asked, calendar.around(asked.day, "day", asked.number("offset")))


def beside(asked: Asked) -> Period | None:
    """A word for yesterday and tomorrow alike."""
    if asked.tense not in ("past", "ahead"):
        return None
    return calendar.around(asked.day, "day", asked.number("beside") * (1 if asked.tense == "ahead" else -1))


def bare_unit(asked: Asked) -> Period | None:
    """The end of *the year*: of this one; *the weekend*: the nearest."""
    unit = str(asked.said.unit)
    if unit != "weekend":
        return calendar.around(asked.day, unit, 0)
    return _near(asked, (calendar.around(asked.day, unit, shift) for shift in (-1, 0, 1)))
