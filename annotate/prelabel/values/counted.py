"""Rules for what is counted from publication: last and next, this year's, so many ago."""

from datetime import date, timedelta

from annotate.prelabel.values import calendar
from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.named import Asked, part_of_year, week_of_month, weekday_fits, years_near

_A_WEEK = 7


def shifted_weekday(asked: Asked) -> Period | None:
    """Last and next: the nearest one that is not the day of publication; this: the one in that week."""
    shift, wanted = asked.number("shift"), asked.number("weekday") - 1
    if asked.by_week or not shift or asked.said.unit == "week":
        monday = asked.day - timedelta(asked.day.weekday()) + timedelta(weeks=shift)
        return on_its_side(asked, calendar.on(monday + timedelta(wanted)))
    away = (wanted - asked.day.weekday()) % _A_WEEK
    return calendar.on(asked.day + timedelta((away or _A_WEEK) if shift > 0 else away - _A_WEEK))


def on_its_side(asked: Asked, found: Period | None) -> Period | None:
    """This Saturday, if it lies where the event does: told on Monday of what has been, it may be the one before."""
    if found is None or found.start is None or found.end is None:
        return None
    wrong = found.start > asked.day if asked.tense == "past" else found.end < asked.day and asked.tense == "ahead"
    return None if wrong and not asked.number("shift") else found


def weekday_of_week(asked: Asked) -> Period | None:
    """A weekday of last, this or next week."""
    return shifted_weekday(asked) if asked.said.unit == "week" else None


def _shifted(asked: Asked, found: list[Period]) -> Period | None:
    """Last and next among periods in order: the nearest that does not hold the day; this: that of the same year."""
    shift, day = asked.number("shift"), asked.day
    if not shift:
        return next((each for each in found if each.start is not None and each.start.year == day.year), None)
    if shift == 1:
        return next((each for each in found if each.start is not None and each.start > day), None)
    over = [each for each in found if each.end is not None and each.end < day]
    return over[-1] if over and shift == -1 else None


def shifted_month(asked: Asked) -> Period | None:
    """Last or next June."""
    found = [calendar.months(year, asked.number("month"), 1, "month") for year in years_near(asked)]
    return _shifted(asked, found)


def shifted_date(asked: Asked) -> Period | None:
    """The next 12 May."""
    days = [calendar.one_day(year, asked.number("month"), asked.number("day")) for year in years_near(asked)]
    return weekday_fits(asked, _shifted(asked, [each for each in days if each]))


def shifted_season(asked: Asked) -> Period | None:
    """Last spring."""
    return _shifted(asked, [calendar.season(year, str(asked.said.season)) for year in years_near(asked)])


def shifted_unit(asked: Asked) -> Period | None:
    """Last week, this month, next year; not the next day (of another event), nor the last decade (ten years?)."""
    unit, shift = str(asked.said.unit), asked.number("shift")
    found = None if unit == "day" or (unit == "decade" and shift) else calendar.around(asked.day, unit, shift)
    return on_its_side(asked, found) if unit == "weekend" else found


def stretch(asked: Asked) -> Period | None:
    """The last or next so many units: up to the day of publication, or from it on."""
    shift, unit = asked.number("shift"), str(asked.said.unit)
    edge = _moved(asked.day, unit, asked.number("count") * shift)
    if edge is None or not shift:
        return None
    return Period(min(edge, asked.day), max(edge, asked.day), unit)


def _moved(day: date, unit: str, count: int) -> date | None:
    """The day so many units away; the last of its month where that has no such day."""
    if unit in ("day", "week"):
        return day + timedelta(count * (_A_WEEK if unit == "week" else 1))
    length = {"month": 1, "year": 12, "decade": 120}.get(unit)
    if length is None:
        return None
    month = calendar.months(day.year, day.month + count * length, 1, "month")
    return min(month.start + timedelta(day.day - 1), month.end) if month.start and month.end else None


def of_year(asked: Asked) -> Period | None:
    """Something of last, this or next year."""
    if asked.said.unit != "year":
        return week_of_month(asked) if asked.said.month and not asked.said.day else None
    year = asked.day.year + asked.number("shift")
    if asked.said.day:
        return weekday_fits(asked, calendar.one_day(year, asked.number("month"), asked.number("day")))
    if asked.said.season:
        return None if asked.said.season == "winter" else calendar.season(year, asked.said.season)
    if asked.said.quarter or asked.said.half:
        return part_of_year(asked, year)
    return calendar.months(year, asked.number("month"), 1, "month")


def of_month(asked: Asked) -> Period | None:
    """A day of last, this or next month."""
    if asked.said.unit != "month":
        return None
    start = calendar.months(asked.day.year, asked.day.month + asked.number("shift"), 1, "month").start
    return calendar.one_day(start.year, start.month, asked.number("day")) if start else None


def counted(asked: Asked) -> Period | None:
    """So many units ago, or from now; from another event on where its own is past (`later`: unless it is to come)."""
    unit, way = str(asked.said.unit), str(asked.said.way)
    count = asked.number("count") if asked.said.count else 1
    if way == "ago" or (way == "before" and asked.said.count):
        return calendar.ago(asked.day, unit, count)
    if asked.tense == "ahead" or (way == "hence" and asked.tense == "untold"):
        return calendar.ago(asked.day, unit, -count)
    return None
