"""From what an expression says to the days it means: one rule for each set of fields that may stand together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from annotate.prelabel.values import calendar, counted, named
from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.expression import Expression
from annotate.prelabel.values.named import Asked
from annotate.prelabel.values.tense import Tense

_TOLD_ALONE = frozenset({"year", "month", "week"})
"""Units of which the end or the start is told without saying which: the end of *the year*."""

Rule = Callable[[Asked], Period | None]


@dataclass(frozen=True, slots=True)
class Reference:
    """From where an expression is seen: the day of publication, if known, and whether the event is still to come.

    `by_week` is whether *last Friday* is the Friday of last week (Chinese), or the last one before publication.
    """

    published: date | None
    tense: Tense
    by_week: bool = False


def find(said: Expression, seen: Reference) -> Period | None:
    """The days of an expression, its edge left aside; None where no rule is for what it says."""
    found = _whole(said, seen)
    return calendar.part_of(found, said.part) if found is not None and said.part else found


def _whole(said: Expression, seen: Reference) -> Period | None:
    fields = said.said
    if fields in _ABSOLUTE:
        return _ABSOLUTE[fields](Asked(said, date.min, seen.tense))
    if fields == {"unit"} and said.unit != "weekend" and not (said.part and said.unit in _TOLD_ALONE):
        return None
    rule = _RELATIVE.get(fields)
    if rule is None or seen.published is None:
        return None
    return rule(Asked(said, seen.published, seen.tense, seen.by_week))


def is_absolute(said: Expression) -> bool:
    """Whether it can be told without the day of publication."""
    return said.said in _ABSOLUTE


_ABSOLUTE: dict[frozenset[str], Rule] = {
    frozenset({"year"}): lambda asked: calendar.years(asked.number("year")),
    frozenset({"decade"}): lambda asked: calendar.years(asked.number("decade"), 10, "decade"),
    frozenset({"year", "month"}): named.month_of_year,
    frozenset({"year", "month", "day"}): named.full_date,
    frozenset({"year", "month", "day", "weekday"}): named.full_date,
    frozenset({"year", "season"}): named.season_of_year,
    frozenset({"year", "quarter"}): lambda asked: named.part_of_year(asked, asked.number("year")),
    frozenset({"year", "half"}): lambda asked: named.part_of_year(asked, asked.number("year")),
    frozenset({"year", "month", "unit", "ordinal"}): named.week_of_month,
    frozenset({"year", "month", "unit", "shift"}): named.week_of_month,
}

_RELATIVE: dict[frozenset[str], Rule] = {
    frozenset({"month"}): named.near_month,
    frozenset({"month", "day"}): named.near_date,
    frozenset({"month", "day", "weekday"}): named.near_date,
    frozenset({"day"}): named.near_day_of_month,
    frozenset({"day", "weekday"}): named.near_day_of_month,
    frozenset({"weekday"}): named.near_weekday,
    frozenset({"season"}): named.near_season,
    frozenset({"quarter"}): named.near_part_of_year,
    frozenset({"half"}): named.near_part_of_year,
    frozenset({"unit"}): named.bare_unit,
    frozenset({"offset"}): named.offset,
    frozenset({"beside"}): named.beside,
    frozenset({"offset", "weekday"}): named.offset,
    frozenset({"weekday", "shift"}): counted.shifted_weekday,
    frozenset({"weekday", "unit", "shift"}): counted.weekday_of_week,
    frozenset({"month", "shift"}): counted.shifted_month,
    frozenset({"month", "day", "shift"}): counted.shifted_date,
    frozenset({"month", "day", "weekday", "shift"}): counted.shifted_date,
    frozenset({"season", "shift"}): counted.shifted_season,
    frozenset({"unit", "shift"}): counted.shifted_unit,
    frozenset({"unit", "shift", "count"}): counted.stretch,
    frozenset({"unit", "shift", "month"}): counted.of_year,
    frozenset({"unit", "shift", "month", "day"}): counted.of_year,
    frozenset({"unit", "shift", "season"}): counted.of_year,
    frozenset({"unit", "shift", "quarter"}): counted.of_year,
    frozenset({"unit", "shift", "half"}): counted.of_year,
    frozenset({"unit", "shift", "day"}): counted.of_month,
    frozenset({"month", "unit", "ordinal"}): named.week_of_month,
    frozenset({"unit", "way"}): counted.counted,
    frozenset({"unit", "way", "count"}): counted.counted,
}
