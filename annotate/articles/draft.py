"""An article out of a row of a file: which column is what, the title rule, the language."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from annotate.annotation import validation_faults
from annotate.article import Article, text_fault
from annotate.articles.boilerplate import boilerplate_ranges
from annotate.articles.language import find_language, language_code
from annotate.errors import AnnotateError, suggest

if TYPE_CHECKING:
    from annotate.articles.sources import Row

FIELDS = ("id", "text", "language", "title", "url", "published", "source", "licence")
"""The columns that mean something; others are kept in `meta`."""


def check_columns(columns: Mapping[str, str]) -> None:
    """Raises `AnnotateError` where a mapping names a field that an article does not have."""
    for field in columns:
        if field not in FIELDS:
            raise AnnotateError(f"--column: an article has no field {field!r} {suggest(field, FIELDS)}")


def to_article(row: "Row", columns: Mapping[str, str], language: str | None) -> Article:
    """The article of a row; raises `AnnotateError`, one line with the row's place, where it cannot be one."""
    for field, column in columns.items():
        if column not in row.fields:
            known = suggest(column, row.fields)
            raise AnnotateError(f"{row.place}: no column {column!r} for --column {field}={column} {known}")
    named = {field: columns.get(field, field) for field in FIELDS}
    text = _text(row.fields.get(named.pop("text")), row.place)
    given = {field: _plain(row.fields[column]) for field, column in named.items() if column in row.fields}
    if row.is_titled and given.get("title"):
        text = titled(given["title"], text)
    found = language_code(given.get("language")) or language_code(language) or find_language(text)
    taken = {columns.get(field, field) for field in FIELDS}
    meta = {key: value for key, value in row.fields.items() if key not in taken and _is_kept(value)}
    fields = {**given, "text": text, "language": found, "boilerplate": boilerplate_ranges(text), "meta": meta}
    try:
        return Article(**fields)
    except ValidationError as fault:
        raise AnnotateError(f"{row.place}: {'; '.join(validation_faults(fault))}") from None


def titled(title: str, text: str) -> str:
    """The title rule: title, empty line, text; the text alone where it begins with the title."""
    return text if text.lstrip().startswith(title.strip()) else f"{title.strip()}\n\n{text}"


def _text(given: Any, place: str) -> str:
    if given is None or (isinstance(given, str) and not given.strip()):
        raise AnnotateError(f"{place}: there is no text in it; fill it or leave it out")
    if not isinstance(given, str):
        raise AnnotateError(f"{place}: the text is of type {type(given).__name__}, not a string")
    if fault := text_fault(given):
        raise AnnotateError(f"{place}: the text has a {fault}")
    return given


def _plain(value: Any) -> Any:
    """Ids that are numbers and dates that are dates, as text; nothing for what is empty."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value or None


def _is_kept(value: Any) -> bool:
    """Whether a value says something and can be written as JSON."""
    if value is None or value == "":
        return False
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True
