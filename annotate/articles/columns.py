"""Which column of a table is what, and what to say where one is missing."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from itertools import chain, islice
from typing import Any

from annotate.articles.plain import Tell
from annotate.errors import AnnotateError, suggest

FIELDS = ("id", "text", "language", "title", "url", "published", "source", "licence")
"""The columns that mean something; others are kept in `meta`."""

Fields = Mapping[str, Any]

_USUAL = ("body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "story")
_HEAD = 1000  # lines in which a column has to turn up


def check_columns(columns: Mapping[str, str]) -> None:
    """Raises `AnnotateError` where a mapping names a field that an article does not have."""
    for field in columns:
        if field not in FIELDS:
            raise AnnotateError(f"--column: an article has no field {field!r} {suggest(field, FIELDS)}")


def column_fault(place: str, names: Collection[str], columns: Mapping[str, str]) -> str | None:
    """What keeps a table with these column names from being read: the text or a mapped column is not among them."""
    twice = [name for name in _asked(columns) if list(names).count(name) > 1]
    if twice:
        return f"{place}: column {twice[0]!r} stands twice; rename one of them"
    for field, column in {"text": "text", **columns}.items():
        if column not in names:
            wanted = f" for --column {field}={column}" if field in columns else ""
            return f"{place}: no column {column!r}{wanted} {_remedy(field, column, names, is_mapped=field in columns)}"
    return None


def _asked(columns: Mapping[str, str]) -> Iterator[str]:
    return (columns.get(field, field) for field in FIELDS)


def _remedy(field: str, column: str, names: Collection[str], *, is_mapped: bool) -> str:
    """The columns that are there, and the option that names the right one."""
    known = suggest(column, names)
    if is_mapped:
        return known
    usual = [name for name in names if name.lower() in {column, *_USUAL}]
    near = [*usual, *get_close_matches(column, names, n=1), "NAME"][0]
    return f"{known}; name it with --column {field}={near}"


def with_columns(
    rows: Iterator[tuple[str, Fields]], place: str, columns: Mapping[str, str], tell: Tell
) -> Iterator[tuple[str, Fields]]:
    """The rows of a table without a header, if its first thousand have the columns; else one line is told.

    Nothing is held back but the rows before the one in which the last of the columns turns up.
    """
    wanted = set({"text": "text", **columns}.values())
    head: list[tuple[str, Fields]] = []
    names: dict[str, None] = {}
    for row in islice(rows, _HEAD):
        head.append(row)
        names |= dict.fromkeys(row[1])
        if wanted <= names.keys():
            break
    if head and (fault := column_fault(place, names, columns)):
        tell(fault)
    else:
        yield from chain(head, rows)
