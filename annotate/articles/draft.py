"""An article out of a row of a file: which field is what, the title rule, the language."""

import json
from collections.abc import Mapping
from datetime import date, time
from math import isfinite
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from annotate.annotation import validation_faults
from annotate.article import Article, text_fault
from annotate.articles.boilerplate import boilerplate_ranges
from annotate.articles.columns import FIELDS
from annotate.articles.language import find_language, language_code
from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from annotate.articles.sources import Row


def to_article(row: "Row", language: str | None) -> Article:
    """The article of a row; raises `AnnotateError`, one line with the row's place, where it cannot be one."""
    named = {field: row.columns.get(field, field) for field in FIELDS}
    text = _text(row.fields.get(named["text"]), row.place)
    given = {field: _plain(row.fields.get(column)) for field, column in named.items() if field != "text"}
    meta = _rest(row.fields, set(named.values()))
    _check_strings({**given, **meta}, row.place)
    if given["title"]:
        text = titled(str(given["title"]), text)
    found = language_code(given["language"]) or language_code(language) or find_language(text)
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
        raise AnnotateError(f"{place}: the text is of type {type(given).__name__}, not a string; write it as one")
    if fault := text_fault(given):
        raise AnnotateError(f"{place}: the text has a {fault}")
    return given


def _check_strings(fields: Mapping[str, Any], place: str) -> None:
    """What cannot be written as UTF-8 must not come in by another field than the text either."""
    for field, value in fields.items():
        written = value if isinstance(value, str) else json.dumps([field, value], ensure_ascii=False)
        if fault := text_fault(field) or text_fault(written):
            raise AnnotateError(f"{place}: {field!a} has a {fault}")


def _plain(value: Any) -> Any:
    """Ids that are numbers and dates that are dates, as text; nothing for what is empty."""
    kept = _storable(value)
    if isinstance(kept, float) and kept.is_integer():
        kept = int(kept)  # a column of whole numbers with a gap in it comes as floats
    if isinstance(kept, int | float) and not isinstance(kept, bool):
        return str(kept)
    return None if isinstance(kept, str) and not kept.strip() else kept


def _rest(fields: Mapping[str, Any], taken: set[str]) -> dict[str, Any]:
    """The columns that are no field of an article, without the empty ones."""
    kept = {key: _storable(value) for key, value in fields.items() if key not in taken}
    return {key: value for key, value in kept.items() if value is not None and value != ""}


def _storable(value: Any) -> Any:
    """A value as JSON has it: dates and times in ISO form, other scalars as text; None for NaN and for bytes."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return None if isinstance(value, bytes) else str(value)
