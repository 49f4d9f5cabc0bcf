"""How wide a text will be, roughly: enough to choose where lines end, never to place anything."""

from functools import cache

import regex

_WIDTHS = (
    (regex.compile(r"[\p{Mn}\p{Me}\p{Cf}\p{Cc}]"), 0.0),
    (regex.compile(r"[\p{East_Asian_Width=W}\p{East_Asian_Width=F}]"), 2.0),
    (regex.compile(r"[\s.,;:!|'’ijlftI()]"), 0.6),
    (regex.compile(r"[\p{Mc}\p{Arabic}\p{Hebrew}]"), 0.8),
    (regex.compile(r"[\p{Devanagari}\p{Bengali}\p{Tamil}\p{Lu}mw]"), 1.3),
)


def columns(text: str) -> float:
    """The width of a text in columns, a column being half an em: a Latin letter is about one, a Chinese sign two."""
    return sum(map(_column, text))


@cache
def _column(sign: str) -> float:
    return next((width for pattern, width in _WIDTHS if pattern.match(sign)), 1.05)
