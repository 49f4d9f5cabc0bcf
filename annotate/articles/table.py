"""Tables with an article a row: JSON Lines, CSV and Parquet, read as streams."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from annotate.articles.columns import Fields, column_fault, with_columns
from annotate.articles.plain import BOM, Tell, is_utf16, not_utf8

if TYPE_CHECKING:
    from pyarrow import RecordBatch

_LONGEST = 2**31 - 1  # characters of a CSV field; Python's own limit is 131,072
_BATCH = 256  # rows of Parquet at a time


def json_rows(place: str, file: BinaryIO, columns: Mapping[str, str], tell: Tell) -> Iterator[tuple[str, Fields]]:
    """One JSON object a line; a line that is none is told and the others go on."""
    yield from with_columns(_objects(place, file, tell), place, columns, tell)


def _objects(place: str, file: BinaryIO, tell: Tell) -> Iterator[tuple[str, Fields]]:
    for number, line in enumerate(file, start=1):
        if number == 1 and (fault := _not_lines(line)):
            tell(f"{place}: {fault}")
            return
        where = f"{place}:{number}"
        fields = _object(line, where, tell) if line.strip() else None
        if fields is not None:
            yield where, fields


def _not_lines(first: bytes) -> str | None:
    """What makes the whole file unreadable, not a line of it."""
    if is_utf16(first):
        return not_utf8(0, first)
    if first.strip() in {b"[", b"{", b"[{"}:
        return "JSON over several lines; write one object a line (jq -c '.[]' does it for a list)"
    return None


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


def csv_rows(place: str, file: BinaryIO, columns: Mapping[str, str], tell: Tell) -> Iterator[tuple[str, Fields]]:
    """Comma-separated values with a header line; a line break inside quotes belongs to the field.

    The number in a place is that of the line on which the row begins. A row that is not UTF-8 is told and the others
    go on; where a quote is wrong no row after it can be trusted, and the rest of the file is left.
    """
    records = _records(file)
    _, names, fault = next(records, (1, [], None))
    if fault := f"{place}: {fault}" if fault else column_fault(place, names, columns):
        tell(fault)
        return
    for number, cells, fault in records:
        where = f"{place}:{number}"
        if fault:
            tell(f"{where}: {fault}")
        elif any(cells[len(names) :]):
            tell(f"{where}: more fields than the header has; quote the fields that hold commas")
        else:
            yield where, dict(zip(names, cells, strict=False))


def _records(file: BinaryIO) -> Iterator[tuple[int, list[str], str | None]]:
    """Each record: the line it begins on, its cells, and what is wrong with its bytes or quotes."""
    csv.field_size_limit(_LONGEST)
    lines = _Lines(file)
    reader = csv.reader(lines, strict=True)
    begin = 1
    try:
        for cells in reader:
            fault = lines.take_fault()
            if cells:
                yield begin, cells, fault
            begin = reader.line_num + 1
    except csv.Error as broken:
        told = f"not CSV: {broken}; mend its quotes; the rest of the file was not read"
        yield begin, [], lines.take_fault() or told


class _Lines:
    """The lines of a file for the CSV reader, line ends kept; bytes that are not UTF-8 are remembered, not raised."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._fault: str | None = None

    def __iter__(self) -> Iterator[str]:
        begin = 0
        for raw in self._file:
            line = self._decoded(raw, begin)
            yield from io.StringIO(line if begin else line.removeprefix(BOM), newline="")
            begin += len(raw)

    def _decoded(self, raw: bytes, begin: int) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as fault:
            self._fault = self._fault or not_utf8(begin + fault.start, b"" if begin else raw)
            return raw.decode("utf-8", "replace")

    def take_fault(self) -> str | None:
        """What was wrong with the lines since it was last asked."""
        fault, self._fault = self._fault, None
        return fault


def parquet_rows(place: str, file: BinaryIO, columns: Mapping[str, str], tell: Tell) -> Iterator[tuple[str, Fields]]:
    """The rows of a Parquet file, some hundred in memory at a time."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(file)
        if fault := column_fault(place, table.schema_arrow.names, columns):
            tell(fault)
            return
        batches = table.iter_batches(batch_size=_BATCH)
        for number, fields in enumerate((row for batch in batches for row in _values(batch)), start=1):
            if isinstance(fields, Exception):
                tell(f"{place}: row {number}: {fields}; write it again")
            else:
                yield f"{place}: row {number}", fields
    except (ArrowException, OSError) as broken:
        tell(f"{place}: not readable as Parquet: {str(broken).splitlines()[0]}; write it again")


def _values(batch: "RecordBatch") -> "list[dict[str, Any] | Exception]":
    """The rows as Python values; for one that has none (bytes that are no UTF-8, the year 146138) what is wrong."""
    try:
        return list(batch.to_pylist())
    except (ValueError, OverflowError) as fault:
        if batch.num_rows == 1:
            return [fault]
    return [value for at in range(batch.num_rows) for value in _values(batch.slice(at, 1))]
