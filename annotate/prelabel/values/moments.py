"""From what an expression says to the days it means: one rule for each set of fields that may stand together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from annotate.prelabel.values import calendar
from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.expression import Expression
from annotate.prelabel.values.tense import Tense

_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Reference:
    """From where an expression is seen: the day of publication, if known, and whether the event is still to come.

    `by_week` is whether *last Friday* is the Friday of last week (Chinese), or the last one before publication.
    """

    published: date | None
    tense: Tense
    by_week: bool = False


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


Rule = Callable[[Asked], Period | None]


def find(said: Expression, seen: Reference) -> Period | None:
    """The days of an expression, its edge left aside; None where no rule is for what it says."""
    found = _whole(said, seen)
    return calendar.part_of(found, said.part) if found is not None and said.part else found


def _whole(said: Expression, seen: Reference) -> Period | None:
    fields = said.said
    if fields in _ABSOLUTE:
        return _ABSOLUTE[fields](Asked(said, date.min, seen.tense))
    if fields == {"unit"} and not said.part and said.unit != "weekend":
        return None
    rule = _RELATIVE.get(fields)
    if rule is None or seen.published is None:
        return None
    return rule(Asked(said, seen.published, seen.tense, seen.by_week))


def is_absolute(said: Expression) -> bool:
    """Whether it can be told without the day of publication."""
    return said.said in _ABSOLUTE


def _weekday_fits(asked: Asked, found: Period | None) -> Period | None:
    """A date that is told with another weekday than it has is a slip of somebody's: nothing is known."""
    wanted = asked.said.weekday
    right = found is not None and found.start is not None and wanted in (None, found.start.weekday() + 1)
    return found if right else None


def _full_date(asked: Asked) -> Period | None:
    return _weekday_fits(asked, calendar.one_day(*(asked.number(name) for name in ("year", "month", "day"))))


def _season_of_year(asked: Asked) -> Period | None:
    """A winter lies in two years, so that it is not known which one is meant."""
    name = str(asked.said.season)
    return None if name == "winter" else calendar.season(asked.number("year"), name)


def _month(asked: Asked) -> Period:
    return calendar.months(asked.number("year"), asked.number("month"), 1, "month")


def _week_of_month(asked: Asked) -> Period | None:
    """The first week of a month is its first seven days, the last one its last."""
    month, order = _month(asked) if asked.said.year else _near_month(asked), asked.number("ordinal")
    if month is None or month.start is None or month.end is None or asked.said.unit != "week":
        return None
    if asked.said.shift == -1:
        return Period(month.end - timedelta(_A_WEEK - 1), month.end, "week")
    first = month.start + timedelta(_A_WEEK * (order - 1))
    return Period(first, first + timedelta(_A_WEEK - 1), "week") if 1 <= order <= 4 else None  # noqa: PLR2004


def _part_of_year(asked: Asked, year: int) -> Period:
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


def _years_near(asked: Asked) -> range:
    return range(asked.day.year - 8, asked.day.year + 9)  # a 29 February may be eight years away


def _near_month(asked: Asked) -> Period | None:
    return _near(asked, (calendar.months(year, asked.number("month"), 1, "month") for year in _years_near(asked)))


def _near_date(asked: Asked) -> Period | None:
    days = [calendar.one_day(year, asked.number("month"), asked.number("day")) for year in _years_near(asked)]
    return _weekday_fits(asked, _near(asked, days))


def _near_day_of_month(asked: Asked) -> Period | None:
    starts = [calendar.months(asked.day.year, asked.day.month + more, 1, "month").start for more in range(-2, 3)]
    days = [calendar.one_day(each.year, each.month, asked.number("day")) for each in starts if each]
    return _weekday_fits(asked, _near(asked, days))


def _near_season(asked: Asked) -> Period | None:
    return _near(asked, (calendar.season(year, str(asked.said.season)) for year in _years_near(asked)))


def _near_part_of_year(asked: Asked) -> Period | None:
    return _near(asked, (_part_of_year(asked, year) for year in _years_near(asked)))


def _weekday(asked: Asked) -> Period:
    """The nearest one before publication, that day included; after it of what is to come. Untold counts as past."""
    away = (asked.number("weekday") - 1 - asked.day.weekday()) % _A_WEEK
    return calendar.on(asked.day + timedelta(away if asked.tense == "ahead" or not away else away - _A_WEEK))


def _near_weekday(asked: Asked) -> Period | None:
    return None if asked.tense == "mixed" else _weekday(asked)


def _shifted_weekday(asked: Asked) -> Period:
    """Last and next: the nearest one that is not the day of publication; this: the one in that week."""
    shift, wanted = asked.number("shift"), asked.number("weekday") - 1
    if asked.by_week or not shift or asked.said.unit == "week":
        monday = asked.day - timedelta(asked.day.weekday()) + timedelta(weeks=shift)
        return calendar.on(monday + timedelta(wanted))
    away = (wanted - asked.day.weekday()) % _A_WEEK
    return calendar.on(asked.day + timedelta((away or _A_WEEK) if shift > 0 else away - _A_WEEK))


def _weekday_of_week(asked: Asked) -> Period | None:
    return _shifted_weekday(asked) if asked.said.unit == "week" else None


def _shifted(asked: Asked, found: list[Period]) -> Period | None:
    """Last and next among periods in order: the nearest that does not hold the day; this: that of the same year."""
    shift, day = asked.number("shift"), asked.day
    if not shift:
        return next((each for each in found if each.start is not None and each.start.year == day.year), None)
    if shift == 1:
        return next((each for each in found if each.start is not None and each.start > day), None)
    over = [each for each in found if each.end is not None and each.end < day]
    return over[-1] if over and shift == -1 else None


def _shifted_month(asked: Asked) -> Period | None:
    found = [calendar.months(year, asked.number("month"), 1, "month") for year in _years_near(asked)]
    return _shifted(asked, found)


def _shifted_date(asked: Asked) -> Period | None:
    days = [calendar.one_day(year, asked.number("month"), asked.number("day")) for year in _years_near(asked)]
    return _weekday_fits(asked, _shifted(asked, [each for each in days if each]))


def _shifted_season(asked: Asked) -> Period | None:
    return _shifted(asked, [calendar.season(year, str(asked.said.season)) for year in _years_near(asked)])


def _shifted_unit(asked: Asked) -> Period | None:
    return calendar.around(asked.day, str(asked.said.unit), asked.number("shift"))


def _stretch(asked: Asked) -> Period | None:
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
    length = {"month": 1, "year": 12}.get(unit)
    if length is None:
        return None
    month = calendar.months(day.year, day.month + count * length, 1, "month")
    return min(month.start + timedelta(day.day - 1), month.end) if month.start and month.end else None


def _of_year(asked: Asked) -> Period | None:
    """Something of last, this or next year."""
    if asked.said.unit != "year":
        return _week_of_month(asked) if asked.said.month and not asked.said.day else None
    year = asked.day.year + asked.number("shift")
    if asked.said.day:
        return _weekday_fits(asked, calendar.one_day(year, asked.number("month"), asked.number("day")))
    if asked.said.season:
        return None if asked.said.season == "winter" else calendar.season(year, asked.said.season)
    if asked.said.quarter or asked.said.half:
        return _part_of_year(asked, year)
    return calendar.months(year, asked.number("month"), 1, "month")


def _of_month(asked: Asked) -> Period | None:
    """A day of last, this or next month."""
    if asked.said.unit != "month":
        return None
    start = calendar.months(asked.day.year, asked.day.month + asked.number("shift"), 1, "month").start
    return calendar.one_day(start.year, start.month, asked.number("day")) if start else None


def _counted(asked: Asked) -> Period | None:
    """So many units ago, or from now; from another event on where its own is past (`later`: unless it is to come)."""
    unit, way = str(asked.said.unit), str(asked.said.way)
    count = asked.number("count") if asked.said.count else 1
    if way == "ago" or (way == "before" and asked.said.count):
        return calendar.ago(asked.day, unit, count)
    if asked.tense == "ahead" or (way == "hence" and asked.tense == "untold"):
        return calendar.ago(asked.day, unit, -count)
    return None


def _offset(asked: Asked) -> Period | None:
    return _weekday_fits(asked, calendar.around(asked.day, "day", asked.number("offset")))


def _beside(asked: Asked) -> Period | None:
    """A word for yesterday and tomorrow alike."""
    if asked.tense not in ("past", "ahead"):
        return None
    return calendar.around(asked.day, "day", asked.number("beside") * (1 if asked.tense == "ahead" else -1))


def _bare_unit(asked: Asked) -> Period | None:
    """The end of *the year*: of this one; *the weekend*: the nearest."""
    unit = str(asked.said.unit)
    if unit != "weekend":
        return calendar.around(asked.day, unit, 0)
    return _near(asked, (calendar.around(asked.day, unit, shift) for shift in (-1, 0, 1)))


_ABSOLUTE: dict[frozenset[str], Rule] = {
    frozenset({"year"}): lambda asked: calendar.years(asked.number("year")),
    frozenset({"decade"}): lambda asked: calendar.years(asked.number("decade"), 10, "decade"),
    frozenset({"year", "month"}): _month,
    frozenset({"year", "month", "day"}): _full_date,
    frozenset({"year", "month", "day", "weekday"}): _full_date,
    frozenset({"year", "season"}): _season_of_year,
    frozenset({"year", "quarter"}): lambda asked: _part_of_year(asked, asked.number("year")),
    frozenset({"year", "half"}): lambda asked: _part_of_year(asked, asked.number("year")),
    frozenset({"year", "month", "unit", "ordinal"}): _week_of_month,
    frozenset({"year", "month", "unit", "shift"}): _week_of_month,
}

_RELATIVE: dict[frozenset[str], Rule] = {
    frozenset({"month"}): _near_month,
    frozenset({"month", "day"}): _near_date,
    frozenset({"month", "day", "weekday"}): _near_date,
    frozenset({"day"}): _near_day_of_month,
    frozenset({"day", "weekday"}): _near_day_of_month,
    frozenset({"weekday"}): _near_weekday,
    frozenset({"season"}): _near_season,
    frozenset({"quarter"}): _near_part_of_year,
    frozenset({"half"}): _near_part_of_year,
    frozenset({"unit"}): _bare_unit,
    frozenset({"offset"}): _offset,
    frozenset({"beside"}): _beside,
    frozenset({"offset", "weekday"}): _offset,
    frozenset({"weekday", "shift"}): _shifted_weekday,
    frozenset({"weekday", "unit", "shift"}): _weekday_of_week,
    frozenset({"month", "shift"}): _shifted_month,
    frozenset({"month", "day", "shift"}): _shifted_date,
    frozenset({"month", "day", "weekday", "shift"}): _shifted_date,
    frozenset({"season", "shift"}): _shifted_season,
    frozenset({"unit", "shift"}): _shifted_unit,
    frozenset({"unit", "shift", "count"}): _stretch,
    frozenset({"unit", "shift", "month"}): _of_year,
    frozenset({"unit", "shift", "month", "day"}): _of_year,
    frozenset({"unit", "shift", "season"}): _of_year,
    frozenset({"unit", "shift", "quarter"}): _of_year,
    frozenset({"unit", "shift", "half"}): _of_year,
    frozenset({"unit", "shift", "day"}): _of_month,
    frozenset({"month", "unit", "ordinal"}): _week_of_month,
    frozenset({"unit", "way"}): _counted,
    frozenset({"unit", "way", "count"}): _counted,
}
