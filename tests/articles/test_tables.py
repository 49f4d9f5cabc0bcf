"""Tables: columns, places, and faults that cost one row or one file."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from annotate.articles.table import csv_rows, json_rows
from tests.articles.reading import read, write


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


class Counted(BytesIO):
    """A file that counts the lines taken from it."""

    taken = 0

    def __next__(self) -> bytes:
        self.taken += 1
        return super().__next__()

    def __iter__(self) -> "Counted":
        return self


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_ten_thousand_rows_are_a_stream(form: str) -> None:
    """The first row is there when a handful of lines were taken, and the last is there in the end."""
    lines = {
        "jsonl": "".join(f'{{"id": {number}, "text": "Oslo {number}"}}\n' for number in range(10_000)),
        "csv": "id,text\n" + "".join(f"{number},Oslo {number}\n" for number in range(10_000)),
    }
    file = Counted(lines[form].encode())
    rows: Iterator[Any] = {"jsonl": json_rows, "csv": csv_rows}[form]("a", file, {}, pytest.fail)
    assert next(rows)[1]["text"] == "Oslo 0"
    assert file.taken <= 3
    assert list(rows)[-1][1]["text"] == "Oslo 9999"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jsonl", '{"id": 1, "Body": "x"}\n' * 500), ("a.csv", "id,Body\n" + "1,x\n" * 500)],
)
def test_a_table_without_a_text_column_is_one_line(name: str, content: str, tmp_path: Path) -> None:
    """The columns that are there and the option that names the right one, once a file."""
    path = write(tmp_path / name, content)
    assert read(path) == ([], [f"{path}: no column 'text' (known: id, Body); name it with --column text=Body"])


def test_a_table_with_no_likely_column_says_how_to_name_it(tmp_path: Path) -> None:
    """Nothing that looks like a text: the option with a blank to fill."""
    [fault] = read(write(tmp_path / "a.csv", "id,x\n1,2\n"))[1]
    assert fault.endswith("no column 'text' (known: id, x); name it with --column text=NAME")


def test_a_mapped_column_that_is_missing_is_one_line(tmp_path: Path) -> None:
    """A file of five hundred rows has one fault, not five hundred."""
    path = write(tmp_path / "a.csv", "id,text,headline\n" + "".join(f"{n},Oslo {n},x\n" for n in range(500)))
    found, faults = read(path, columns={"title": "headlin"})
    told = (
        f"{path}: no column 'headlin' for --column title=headlin (known: id, text, headline); did you mean 'headline'?"
    )
    assert (found, faults) == ([], [told])


def test_a_line_may_leave_a_mapped_column_out(tmp_path: Path) -> None:
    """JSON leaves out what is empty: such a line is an article without a title."""
    path = write_lines(tmp_path / "a.jsonl", [{"text": "Oslo waits."}, {"text": "Bergen waits.", "head": "Rain"}])
    found, faults = read(path, columns={"title": "head"})
    assert ([each.text for each in found], faults) == (["Oslo waits.", "Rain\n\nBergen waits."], [])


def test_columns_are_of_tables_only(tmp_path: Path) -> None:
    """A mapping for a table beside it does not touch a plain text."""
    table = write(tmp_path / "a.csv", "body,head\nRain fell.,News\n")
    found, faults = read(write(tmp_path / "b.txt", "Oslo waits."), table, columns={"text": "body", "title": "head"})
    assert ([each.text for each in found], faults) == (["Oslo waits.", "News\n\nRain fell."], [])


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_column_that_stands_twice_is_told(name: str, tmp_path: Path) -> None:
    """Which of two text columns is meant is not ours to guess."""
    path = tmp_path / name
    if name == "a.csv":
        write(path, "text,text\nOslo,Bergen\n")
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]), path)
    assert read(path) == ([], [f"{path}: column 'text' stands twice; rename one of them"])


def test_a_csv_place_is_the_line_a_row_begins_on(tmp_path: Path) -> None:
    """Also after rows of several lines and empty ones."""
    path = write(tmp_path / "a.csv", 'id,text\n1,"a\nb"\n\n2,"c\nd",more\n3,\n4,ok\n')
    found, faults = read(path)
    assert [each.text for each in found] == ["a\nb", "ok"]
    assert [fault.removeprefix(str(path))[:3] for fault in faults] == [":5:", ":7:"]


def test_a_row_in_another_encoding_costs_itself(tmp_path: Path) -> None:
    """The byte of the file is named, counted over a byte order mark, and rows before and after it are read."""
    path = write(tmp_path / "a.csv", b"\xef\xbb\xbfid,text\n1,Oslo\n2,Z\xfcrich\n3,Bergen\n")
    found, [fault] = read(path)
    assert [(each.id, each.text) for each in found] == [("1", "Oslo"), ("3", "Bergen")]
    assert fault.startswith(f"{path}:3: not UTF-8 at byte 21; convert it")
    assert path.read_bytes()[21] == 0xFC


def test_a_wrong_quote_ends_a_csv_file(tmp_path: Path) -> None:
    """Rows before it are read; after it none can be trusted, and the line says so."""
    path = write(tmp_path / "a.csv", 'id,text\n1,Oslo\n2,"Bergen\n3,Bodø\n')
    found, [fault] = read(path)
    assert [each.text for each in found] == ["Oslo"]
    assert fault.startswith(f"{path}:3: not CSV: unexpected end of data; mend its quotes; the rest of the file was not")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt", "a.html"])
def test_utf16_is_one_line_a_file(name: str, tmp_path: Path) -> None:
    """The encoding that spreadsheets write is known by its first bytes."""
    path = write(tmp_path / name, '{"text": "Oslo"}\n{"text": "Bergen"}\n'.encode("utf-16"))
    assert read(path) == ([], [f"{path}: not UTF-8 at byte 0; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)"])


@pytest.mark.parametrize("content", ['[\n  {"text": "Oslo"}\n]\n', '{\n  "text": "Oslo"\n}\n'])
def test_json_over_several_lines_is_one_fault(content: str, tmp_path: Path) -> None:
    """A document that was printed for people is refused as a whole, not line by line."""
    found, [fault] = read(write(tmp_path / "a.json", content))
    assert (found, "write one object a line" in fault) == ([], True)


def test_json_lines_may_be_called_json(tmp_path: Path) -> None:
    """One object a line under the suffix `.json`, with empty lines between."""
    found, faults = read(write(tmp_path / "a.json", '{"text": "Oslo"}\n\n{"text": "Bergen"}\n'))
    assert ([each.text for each in found], faults) == (["Oslo", "Bergen"], [])


@pytest.mark.parametrize("field", ["id", "url", "title", "source", "desk"])
def test_half_a_surrogate_pair_is_refused_in_every_column(field: str, tmp_path: Path) -> None:
    """What no UTF-8 file can hold must not come in by another door than the text."""
    path = write(tmp_path / "a.jsonl", f'{{"text": "Oslo", "{field}": "a\\ud800"}}\n{{"text": "Bergen"}}\n')
    found, [fault] = read(path)
    assert [each.text for each in found] == ["Bergen"]
    assert fault.startswith(f"{path}:1: '{field}' has a lone surrogate U+D800")


def test_numbers_become_ids_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    """Whole numbers that came as floats, NaN and blanks."""
    rows = '{"id": 12.0, "text": "a", "url": " "}\n{"id": 0, "text": "b", "x": NaN, "published": NaN, "y": null}\n'
    found, faults = read(write(tmp_path / "a.jsonl", rows))
    assert [(each.id, each.url, each.published, each.meta) for each in found] == [
        ("12", None, None, {}),
        ("0", None, None, {}),
    ]
    assert faults == []


def test_what_is_kept_in_meta_can_be_written_as_json(tmp_path: Path) -> None:
    """Dates in ISO form, also inside lists; bytes are left out."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = {"text": "Oslo", "day": date(2026, 1, 2), "at": [datetime(2026, 3, 1, 4)], "raw": b"x", "n": 0}  # noqa: DTZ001
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "a.parquet")
    [article], faults = read(tmp_path / "a.parquet")
    assert (article.meta, faults) == ({"day": "2026-01-02", "at": ["2026-03-01T04:00:00"], "n": 0}, [])
    assert json.loads(article.model_dump_json())["meta"] == article.meta


def test_a_parquet_row_without_a_value_costs_itself(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in a string column: one line, and the rows around it are read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    ends = b"".join(end.to_bytes(4, "little") for end in range(4))
    column = pa.Array.from_buffers(pa.string(), 3, [None, pa.py_buffer(ends), pa.py_buffer(b"a\xffc")])
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    found, [fault] = read(tmp_path / "a.parquet")
    assert [each.text for each in found] == ["a", "c"]
    assert fault.startswith(f"{tmp_path}/a.parquet: row 2: 'utf-8' codec can't decode byte 0xff")
