"""Tables with an article a row: JSON Lines, CSV and Parquet, read as streams."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from annotate.errors import suggest

Tell = Callable[[str], None]
Fields = Mapping[str, Any]

_LONGEST = 2**31 - 1  # characters of a CSV field; Python's own limit is 131,072
_BATCH = 256  # rows of Parquet at a time


def json_rows(place: str, file: BinaryIO, text_column: str, tell: Tell) -> Iterator[tuple[str, Fields]]:
    """One JSON object a line; a line that is none, or has no text, is told and the others go on."""
    for number, line in enumerate(file, start=1):
        where = f"{place}:{number}"
        fields = _object(line, where, tell) if line.strip() else None
        if fields is not None and _has_text(fields, text_column, where, tell):
            yield where, fields


def _object(line: bytes, where: str, tell: Tell) -> Fields | None:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        tell(f"{where}: not UTF-8 at byte {fault.start} of the line; convert the file to UTF-8")
        return None
    except (ValueError, RecursionError) as fault:
        tell(f"{where}: not JSON: {fault}; one object a line is needed")
        return None
    if not isinstance(found, dict):
        tell(f"{where}: a JSON {type(found).__name__}, not an object with the fields of an article")
        return None
    return found


def csv_rows(place: str, file: BinaryIO, text_column: str, tell: Tell) -> Iterator[tuple[str, Fields]]:
    """Comma-separated values with a header line; a line break inside quotes belongs to the field."""
    csv.field_size_limit(_LONGEST)
    reader = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
    try:
        if not _has_text(reader.fieldnames or (), text_column, place, tell):
            return
        for fields in reader:
            where = f"{place}:{reader.line_num}"
            if None in fields:
                tell(f"{where}: more fields than the header has; quote the fields that hold commas")
            else:
                yield where, fields
    except UnicodeDecodeError as fault:
        tell(f"{place}: not UTF-8 after line {reader.line_num} ({fault.reason}); convert it to UTF-8")
    except csv.Error as fault:
        tell(f"{place}:{reader.line_num}: not CSV: {fault}; the rest of the file was not read")


def parquet_rows(place: str, file: BinaryIO, text_column: str, tell: Tell) -> Iterator[tuple[str, Fields]]:
    """The rows of a Parquet file, some hundred in memory at a time."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(file)
        if not _has_text(table.schema_arrow.names, text_column, place, tell):
            return
        batches = table.iter_batches(batch_size=_BATCH)
        for number, fields in enumerate((row for batch in batches for row in batch.to_pylist()), start=1):
            yield f"{place}: row {number}", fields
    except (ArrowException, OSError) as fault:
        tell(f"{place}: not readable as Parquet: {str(fault).splitlines()[0]}; write it again")


def _has_text(columns: Iterable[str], text_column: str, where: str, tell: Tell) -> bool:
    names = list(columns)
    if text_column not in names:
        tell(f"{where}: no column {text_column!r} {suggest(text_column, names)}; name it with --column text=NAME")
    return text_column in names
