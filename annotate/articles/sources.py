"""Where articles come from: what a name on the command line stands for, and the rows of each file."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from annotate.articles.page import page_rows
from annotate.articles.plain import Tell, plain_rows
from annotate.articles.table import csv_rows, json_rows, parquet_rows
from annotate.errors import AnnotateError, suggest

STANDARD_INPUT = "-"


class Row(NamedTuple):
    """What a file says of one article, and the place for messages (`news.csv:12`).

    `columns` maps a field of the article to its key in `fields` where the two differ.
    """

    place: str
    fields: Mapping[str, Any]
    columns: Mapping[str, str] = {}


Rows = Callable[[str, BinaryIO, Mapping[str, str], Tell], Iterator[tuple[str, Mapping[str, Any]]]]
"""Reads an open file, given a name for messages and, for a table, what its columns are called."""

FORMATS: dict[str, Rows] = {
    "txt": plain_rows, "jsonl": json_rows, "csv": csv_rows, "parquet": parquet_rows, "html": page_rows,
}  # fmt: skip
_SUFFIXES = {
    ".txt": "txt", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".parquet": "parquet",
    ".html": "html", ".htm": "html",
}  # fmt: skip
_TABLES = frozenset({"jsonl", "csv", "parquet"})
_ABOUT = frozenset({"README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG"})  # files about a folder, not articles in it
_FROM_PIPE = tuple(name for name in FORMATS if name != "parquet")


def check_format(form: str | None) -> None:
    """Raises `AnnotateError` where standard input cannot be read in this format."""
    if form is not None and form not in _FROM_PIPE:
        raise AnnotateError(f"--format: {form!r} cannot be read from standard input {suggest(form, _FROM_PIPE)}")


def rows(sources: Iterable[str], form: str | None, columns: Mapping[str, str], tell: Tell) -> Iterator[Row]:
    """The rows of every source in order; a source that cannot be read is told and passed over."""
    for source in sources:
        if source == STANDARD_INPUT:
            yield from _read("standard input", form or "txt", sys.stdin.buffer, columns, tell)
            continue
        for path in _files(source, tell):
            yield from _read_file(path, columns, tell)


def _files(source: str, tell: Tell) -> list[Path]:
    """The files that a source stands for, in the order of their names; none of them is a fault."""
    try:
        found, missing = _found(source)
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else fault
        tell(f"{source[:200]!r}: cannot be looked up: {reason}; check the path")
        return []
    if not found:
        tell(f"{source}: {missing}")
    return found


def _found(source: str) -> tuple[list[Path], str]:
    """The files of a source, and what to say where there is none."""
    path = Path(source)
    if path.is_dir():
        return _articles(path.iterdir()), f"no articles in this folder (looked for {', '.join(_SUFFIXES)}); add some"
    if path.exists() or not any(mark in source for mark in "*?["):
        return [path], ""
    fitting = Path(path.anchor or ".").glob(str(path.relative_to(path.anchor)))
    return _articles(fitting), f"no file fits this pattern (looked for {', '.join(_SUFFIXES)}); check it, and quote it"


def _articles(paths: Iterable[Path]) -> list[Path]:
    """Those of the files of a folder or pattern that hold articles: by suffix, not hidden, not a README."""
    return sorted(path for path in paths if path.suffix.lower() in _SUFFIXES and _is_named(path) and path.is_file())


def _is_named(path: Path) -> bool:
    return not path.name.startswith(".") and path.stem.upper() not in _ABOUT


def _read_file(path: Path, columns: Mapping[str, str], tell: Tell) -> Iterator[Row]:
    form = _SUFFIXES.get(path.suffix.lower())
    if path.exists() and form is None:
        tell(f"{path}: not an article file {suggest(path.suffix, _SUFFIXES)}; rename it, or pipe it in with --format")
        return
    try:
        with path.open("rb") as file:
            yield from _read(str(path), form or "txt", file, columns, tell)
    except OSError as fault:
        tell(f"{path}: cannot be read: {fault.strerror or fault}; check the path")


def _read(place: str, form: str, file: BinaryIO, columns: Mapping[str, str], tell: Tell) -> Iterator[Row]:
    called = columns if form in _TABLES else {}
    for where, fields in FORMATS[form](place, file, called, tell):
        yield Row(where, fields, called)
