"""Ranges of two points, whole: each side takes from the other what it lacks, *5* to 7 *June*."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from annotate.prelabel.values.calendar import Period
from annotate.prelabel.values.derivation import derivation
from annotate.prelabel.values.expression import Expression, taken_apart
from annotate.prelabel.values.moments import Reference, find
from annotate.prelabel.values.vocabulary import Token

_NO_CONTENT = frozenset({"fill", "between", "daypart", "join", "edge"})
_JOINING = frozenset({None, "until", "since"})


def cut(tokens: Sequence[Token]) -> int | None:
    """Where a range is joined: at a joining word with something of a date on both sides; None for a point."""
    content = [at for at, token in enumerate(tokens) if token.kind not in _NO_CONTENT]
    inner = range(content[0] + 1, content[-1]) if content else range(0)
    return next((at for at in inner if _joins(tokens[at])), None)


def _joins(token: Token) -> bool:
    return token.kind == "join" or (token.kind, token.value) == ("edge", "until")


def range_of(tokens: Sequence[Token], at: int, seen: Reference) -> tuple[Period | None, str]:
    """The days from one point to the other with how they came about; None where a side is not known.

    Where the two are told apart (Monday *and* Friday), they are a range only if the second follows on the first.
    """
    dated = any(token.kind in ("month", "monthmark") for token in tokens)
    sides = _completed(*(taken_apart(side, dated=dated) for side in (tokens[:at], tokens[at + 1 :])))
    first, last = (find(side, seen) if side else None for side in sides)
    derived = "range: " + " to ".join(derivation(side, seen.tense) for side in sides if side)
    apart = tokens[at].value == "and" and all(token.kind != "between" for token in tokens)
    return _joined(first, last, apart=apart), derived


def _joined(first: Period | None, last: Period | None, *, apart: bool) -> Period | None:
    if first is None or last is None or first.start is None or last.start is None:
        return None
    if first.end is None or last.end is None or first.start > last.end:
        return None
    follows = last.start - first.end <= timedelta(1)
    return replace(last, start=first.start) if follows or not apart else None


def _completed(left: Expression | None, right: Expression | None) -> tuple[Expression, Expression] | tuple[None, None]:
    """The sides, each with what it takes from the other; none where they are no two points."""
    if left is None or right is None or not {left.edge, right.edge} <= _JOINING or left.count or right.count:
        return None, None
    sides = _lent(left, right), _lent(right, left)
    return sides if sides[0] != sides[1] else (None, None)


def _lent(to: Expression, by: Expression) -> Expression:
    """With the month of the other side where it has a day alone, and its year where it then has a month."""
    month = by.month if to.day is not None and to.month is None else to.month
    dated = month is not None and to.unit is None and to.year is None
    year, unit, shift = (by.year, by.unit, by.shift) if dated else (to.year, to.unit, to.shift)
    return replace(to, month=month, year=year, unit=unit, shift=shift if to.shift is None else to.shift, edge=None)
