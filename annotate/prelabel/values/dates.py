"""Dates as ISO 8601 ranges, both ends included: points, ranges of two, and what is open at one end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import regex

from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.values import calendar, moments
from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.derivation import derivation
from annotate.prelabel.values.expression import Expression, taken_apart
from annotate.prelabel.values.tense import Tense
from annotate.prelabel.values.vocabulary import Json, Token, vocabulary

_ISO = regex.compile(r"\s*([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\s*")
_WRITTEN = regex.compile(r"\s*([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})\s*")
_BORROWED = ("month", "year", "unit", "shift")
_JOINING = frozenset({"until", "since"})
_NO_CONTENT = frozenset({"fill", "between", "daypart", "join", "edge"})


def date_value(text: str, language: str, published: date | None = None, tense: Tense = "untold") -> Json | None:
    """`{"kind": "date", "start", "end", "grain", "derived"}` of a time expression; None where it is not known.

    `published` is what relative expressions are counted from; without it they have no value.
    """
    try:
        return _numeric(text, language) or _worded(text, language, published, tense)
    except (OverflowError, ValueError):  # outside the years that a date can have
        return None


def _numeric(text: str, language: str) -> Json | None:
    """`2024-06-01` and `1.6.2024`; in English, where 6/1 is read both ways, only what can be read one way."""
    folded = fold_word(text)
    if iso := _ISO.fullmatch(folded):
        year, month, day = map(int, iso.groups())
    elif written := _WRITTEN.fullmatch(folded):
        day, month, year = int(written[1]), int(written[3]), int(written[4])
        if language == "en" and day != month:
            if day <= 12 and month <= 12:  # noqa: PLR2004
                return None
            day, month = (month, day) if month > 12 else (day, month)  # noqa: PLR2004
    else:
        return None
    if not (1 <= month <= 12 and calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR):  # noqa: PLR2004
        return None
    found = calendar.one_day(year, month, day)
    return _written(found, "day, month and year") if found else None


def _worded(text: str, language: str, published: date | None, tense: Tense) -> Json | None:
    words = vocabulary(language, "date")
    tokens = words.scan(text) if words else None
    if words is None or not tokens:
        return None
    by_week = words.settings.get("weekdays") == "by week"
    cut = _cut(tokens)
    if cut is None:
        said = taken_apart(tokens)
        if said and tokens[-1].kind == "join" and said.edge is None:
            said.edge = words.settings.get("trailing")
        return _point(said, published, tense, by_week) if said else None
    dated = any(token.kind in ("month", "monthmark") for token in tokens)
    left, right = (taken_apart(side, dated=dated) for side in (tokens[:cut], tokens[cut + 1 :]))
    apart = tokens[cut].value == "and" and all(token.kind != "between" for token in tokens)
    return _range(left, right, published, tense, by_week, apart=apart)


def _cut(tokens: Sequence[Token]) -> int | None:
    """Where a range is joined: at a joining word with something of a date on both sides; None for a point."""
    content = [at for at, token in enumerate(tokens) if token.kind not in _NO_CONTENT]
    if not content:
        return None
    inner = range(content[0] + 1, content[-1])
    return next((at for at in inner if _joins(tokens[at])), None)


def _joins(token: Token) -> bool:
    return token.kind == "join" or (token.kind == "edge" and token.value == "until")


def _point(said: Expression, published: date | None, tense: Tense, by_week: bool) -> Json | None:
    if said.way is None and said.edge in ("before", "after") and {"unit", "count"} <= said.said:
        said = replace(said, way="ago" if said.edge == "before" else "later", edge=None)  # `قبل` is ago and before
    tense = "past" if said.edge == "since" else tense  # what goes on since June began in the last one
    found = _end(said, published, tense, by_week)
    if found is not None and said.edge:
        found = _bounded(found, said.edge, said.part)
    return _written(found, derivation(said, tense)) if found else None


def _bounded(found: Period, edge: str, part: str | None) -> Period | None:
    """What lies up to a period or from it on; before the *end* of the year is up to its end."""
    day = timedelta(1)
    if found.start is None or found.end is None:
        return None
    if edge == "until" or (edge == "before" and part == "end"):
        return replace(found, start=None)
    if edge == "since":
        return replace(found, end=None)
    return replace(found, start=None, end=found.start - day) if edge == "before" else Period(
        found.end + day, None, found.grain
    )


def _range(
    left: Expression | None,
    right: Expression | None,
    published: date | None,
    tense: Tense,
    by_week: bool,
    *,
    apart: bool,
) -> Json | None:
    """A range whole: each side takes from the other what it lacks, *5* to 7 *June*.

    Where the two are told `apart` (Monday *and* Friday), they are a range only if the second follows on the first.
    """
    if left is None or right is None:
        return None
    left.edge = None if left.edge == "since" else left.edge
    right.edge = None if right.edge in _JOINING else right.edge
    if left.edge or right.edge or left.count or right.count or not _lent(left, right):
        return None
    ends = [_end(each, published, tense, by_week) for each in (left, right)]
    first, last = ends
    if first is None or last is None or first.start is None or last.end is None or first.start > last.end:
        return None
    if apart and (first.end is None or last.start is None or last.start - first.end > timedelta(1)):
        return None
    return _written(Period(first.start, last.end, last.grain), f"range: {derivation(left, tense)} to {derivation(right, tense)}")


def _end(said: Expression, published: date | None, tense: Tense, by_week: bool) -> Period | None:
    found = moments.find(said, published, tense, by_week=by_week)
    return calendar.part_of(found, said.part) if found is not None and said.part else found


def _lent(left: Expression, right: Expression) -> bool:
    """Completes the sides from each other; false where one says nothing that the other does not."""
    for name in _BORROWED:
        mine, theirs = getattr(left, name), getattr(right, name)
        if mine is None and theirs is not None and _may_borrow(left, name):
            setattr(left, name, theirs)
        elif theirs is None and mine is not None and _may_borrow(right, name):
            setattr(right, name, mine)
    return left != right


def _may_borrow(said: Expression, name: str) -> bool:
    """A day borrows its month and year, a month its year; nothing else is borrowed."""
    if name == "month":
        return said.day is not None and said.weekday is None
    if name in ("year", "unit", "shift"):
        return said.month is not None
    return False


def _written(found: Period, derived: str) -> Json | None:
    if found.start is not None and found.end is not None and found.start > found.end:
        return None
    ends = {"start": found.start.isoformat() if found.start else None}
    ends["end"] = found.end.isoformat() if found.end else None
    return {"kind": "date", **ends, "grain": found.grain, "derived": derived}
