"""Periods of the calendar: years, months, weeks and their parts, as first and last day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1000, 2999
_MONTHS_A_YEAR = 12
_DECEMBER = 12
_PARTS = {
    "year": {"start": (1, 3), "mid": (5, 8), "end": (10, 12)},
    "month": {"start": (1, 10), "mid": (11, 20), "end": (21, 31)},
    "week": {"start": (1, 2), "mid": (3, 4), "end": (5, 7)},
    "decade": {"start": (1, 4), "mid": (5, 7), "end": (8, 10)},
}
"""The first and the last month, day or year of each part, counted from 1."""

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included, None where it is open; `grain` is the unit it was told in."""

    start: date | None
    end: date | None
    grain: str


def published_on(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where it is none, or of no newspaper's time."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR < day.year < LAST_YEAR else None


def one_day(year: int, month: int, day: int) -> Period | None:
    """The day, if the month has it."""
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return on(date(year, month, day))


def on(day: date) -> Period:
    """A day as a period."""
    return Period(day, day, "day")


def months(year: int, month: int, length: int, grain: str) -> Period:
    """So many months from a month of a year on; `month` may be past the twelfth, or before the first."""
    first, last = (year * _MONTHS_A_YEAR + month - 1 + more for more in (0, length - 1))
    start = date(first // _MONTHS_A_YEAR, first % _MONTHS_A_YEAR + 1, 1)
    year, month = last // _MONTHS_A_YEAR, last % _MONTHS_A_YEAR + 1
    return Period(start, date(year, month, monthrange(year, month)[1]), grain)


def years(year: int, length: int = 1, grain: str = "year") -> Period:
    """So many whole years."""
    return Period(date(year, 1, 1), date(year + length - 1, _DECEMBER, 31), grain)


def season(year: int, name: str) -> Period:
    """A season as meteorologists of the northern half cut the year; a winter begins in December of its year."""
    return months(year, _SEASONS[name], 3, "season")


def around(day: date, unit: str, shift: int) -> Period | None:
    """The day, week (Monday to Sunday), weekend, month, quarter, half, year or decade of `day`, moved by `shift`."""
    if unit == "day":
        return on(day + timedelta(shift))
    if unit in ("week", "weekend"):
        monday = day - timedelta(day.weekday()) + timedelta(weeks=shift)
        first = monday + timedelta(5 if unit == "weekend" else 0)
        return Period(first, monday + timedelta(6), unit)
    if unit == "decade":
        return years(day.year // 10 * 10 + 10 * shift, 10, "decade")
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if length is None:
        return None
    return months(day.year, (day.month - 1) // length * length + 1 + length * shift, length, unit)


def ago(day: date, unit: str, count: int) -> Period | None:
    """The unit so many of it before `day` (after it where `count` is negative), itself whole: 2 years: that year."""
    return around(day, unit, -count)


def part_of(period: Period, part: str) -> Period | None:
    """The start, middle or end of a year (quarter, May to August), month (10 days), week or decade; a day is whole."""
    if period.grain == "day":  # late Monday
        return period
    bounds = _PARTS.get(period.grain)
    if bounds is None or period.start is None or period.end is None:
        return None
    first, (low, high) = period.start, bounds[part]
    if period.grain == "year":
        return months(first.year, low, high - low + 1, "year")
    if period.grain == "decade":
        return years(first.year + low - 1, high - low + 1, "decade")
    end = min(first + timedelta(high - 1), period.end)
    return Period(first + timedelta(low - 1), end, period.grain)
