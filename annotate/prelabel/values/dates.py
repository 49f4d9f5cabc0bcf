"""Dates as ISO 8601 ranges, both ends included: points, ranges of two, and what is open at one end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import regex

from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.values import calendar
from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.derivation import derivation
from annotate.prelabel.values.expression import Expression, taken_apart
from annotate.prelabel.values.moments import Reference, find
from annotate.prelabel.values.ranges import cut, range_of
from annotate.prelabel.values.tense import Tense
from annotate.prelabel.values.vocabulary import Json, Token, vocabulary

_ISO = regex.compile(r"\s*(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})\s*")
_WRITTEN = regex.compile(r"\s*(?P<day>[0-9]{1,2})(?P<mark>[./-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})\s*")
_MONTHS = 12


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
    written = _ISO.fullmatch(folded) or _WRITTEN.fullmatch(folded)
    if written is None:
        return None
    year, month, day = (int(written[name]) for name in ("year", "month", "day"))
    if written.re is _WRITTEN and language == "en" and day != month:
        if day <= _MONTHS and month <= _MONTHS:
            return None
        day, month = (month, day) if month > _MONTHS else (day, month)
    if not (1 <= month <= _MONTHS and calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR):
        return None
    found = calendar.one_day(year, month, day)
    return _written(found, "day, month and year") if found else None


def _worded(text: str, language: str, published: date | None, tense: Tense) -> Json | None:
    words = vocabulary(language, "date")
    tokens = words.scan(text) if words else None
    if words is None or not tokens:
        return None
    seen = Reference(published, tense, words.settings.get("weekdays") == "by week")
    at = cut(tokens)
    if at is not None:
        found, derived = range_of(tokens, at, seen)
        return _written(found, derived) if found else None
    said = _with_postposition(taken_apart(tokens), tokens, words.settings.get("trailing"))
    return _point(said, seen) if said else None


def _with_postposition(said: Expression | None, tokens: Sequence[Token], meaning: str | None) -> Expression | None:
    """With the edge that a joining word has at the end of an expression: 2022 से is since 2022."""
    if said is None or meaning is None or said.edge is not None or tokens[-1].kind != "join":
        return said
    return replace(said, edge=meaning)


def _point(said: Expression, seen: Reference) -> Json | None:
    said = _counted(said)
    if said.edge == "since":
        seen = replace(seen, tense="past")  # what goes on since June began in the last one
    found = find(said, seen)
    if found is not None and said.edge:
        found = _bounded(found, said.edge, said.part)
    return _written(found, derivation(said, seen.tense)) if found else None


def _counted(said: Expression) -> Expression:
    """So many units before, after or since: ago, later, since so many ago (قبل is ago and before)."""
    if said.way is not None or said.edge is None or not {"unit", "count"} <= said.said or said.shift is not None:
        return said
    if said.edge == "since":
        return replace(said, way="ago")
    return replace(said, way={"before": "ago", "after": "later"}.get(said.edge), edge=None)


def _bounded(found: Period, edge: str, part: str | None) -> Period | None:
    """What lies up to a period or from it on; before the *end* of the year is up to its end."""
    if found.start is None or found.end is None:
        return None
    if edge == "since":
        return replace(found, end=None)
    if edge == "after":
        return replace(found, start=found.end + timedelta(1), end=None)
    last = found.start - timedelta(1) if edge == "before" and part != "end" else found.end
    return replace(found, start=None, end=last)


def _written(found: Period, derived: str) -> Json:
    start, end = (day.isoformat() if day else None for day in (found.start, found.end))
    return {"kind": "date", "start": start, "end": end, "grain": found.grain, "derived": derived}
