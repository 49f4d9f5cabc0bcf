"""Where articles come from: what a name on the command line stands for, and the rows of each file."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from annotate.articles.page import page_rows
from annotate.articles.plain import plain_rows
from annotate.articles.table import csv_rows, json_rows, parquet_rows
from annotate.errors import AnnotateError, suggest

STANDARD_INPUT = "-"


class Row(NamedTuple):
    """What a file says of one article: fields by column, and the place for messages (`news.csv:12`).

    `is_titled` where the title is a field of its own and stands in front of the text only if we put it there.
    """

    place: str
    fields: Mapping[str, Any]
    is_titled: bool = True


Tell = Callable[[str], None]
Rows = Callable[[str, BinaryIO, str, Tell], Iterator[tuple[str, Mapping[str, Any]]]]
"""Reads an open file with a name for messages and the name of its text column."""

FORMATS: dict[str, Rows] = {
    "txt": plain_rows, "jsonl": json_rows, "csv": csv_rows, "parquet": parquet_rows, "html": page_rows,
}  # fmt: skip
_SUFFIXES = {
    ".txt": "txt", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet",
    ".html": "html", ".htm": "html",
}  # fmt: skip
_FROM_PIPE = tuple(name for name in FORMATS if name != "parquet")


def rows(sources: Iterable[str], form: str | None, columns: Mapping[str, str], tell: Tell) -> Iterator[Row]:
    """The rows of every source in order; a source that cannot be read is told and passed over."""
    text_column = columns.get("text", "text")
    for source in sources:
        if source == STANDARD_INPUT:
            yield from _read("standard input", _piped(form), sys.stdin.buffer, text_column, tell)
            continue
        for path in _files(source, tell):
            yield from _read_file(path, text_column, tell)


def _piped(form: str | None) -> str:
    if form is not None and form not in _FROM_PIPE:
        raise AnnotateError(f"--format: {form!r} cannot be read from standard input {suggest(form, _FROM_PIPE)}")
    return form or "txt"


def _files(source: str, tell: Tell) -> list[Path]:
    """The files that a source stands for, in the order of their names; none of them is a fault."""
    path = Path(source)
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.is_file() and each.suffix.lower() in _SUFFIXES)
        missing = f"no articles in this folder (looked for {', '.join(_SUFFIXES)})"
    elif path.exists() or not any(mark in source for mark in "*?["):
        return [path]
    else:
        found = sorted(each for each in _fitting(path) if each.is_file())
        missing = "no file fits this pattern; check it, and quote it"
    if not found:
        tell(f"{source}: {missing}")
    return found


def _fitting(pattern: Path) -> Iterator[Path]:
    return Path(pattern.anchor or ".").glob(str(pattern.relative_to(pattern.anchor)))


def _read_file(path: Path, text_column: str, tell: Tell) -> Iterator[Row]:
    form = _SUFFIXES.get(path.suffix.lower())
    if path.exists() and form is None:
        tell(f"{path}: not an article file {suggest(path.suffix, _SUFFIXES)}; rename it, or pipe it in with --format")
        return
    try:
        with path.open("rb") as file:
            yield from _read(str(path), form or "txt", file, text_column, tell)
    except OSError as fault:
        tell(f"{path}: cannot be read: {fault.strerror or fault}; check the path")


def _read(place: str, form: str, file: BinaryIO, text_column: str, tell: Tell) -> Iterator[Row]:
    for where, fields in FORMATS[form](place, file, text_column, tell):
        yield Row(where, fields, is_titled=form != "txt")
