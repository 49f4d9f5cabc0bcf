"""The dataset folder: it opens everywhere, its features are the schema's, and nothing else is ever overwritten."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading, to_lines
from annotate.article import Article, text_id
from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.export import writer
from annotate.export.huggingface import DATA, write
from annotate.export.views import Row, features
from annotate.files import write_lines
from annotate.schema import Schema, load_schema, parse_schema
from annotate.span import Span
from tests.export.test_views import SCHEMA, empty, english, hindi, spans_of
from tests.rich import rich_schema
from tests.studio.articles import prelabel

Loaded = dict[str, Any]

OPEN = """
import json, os, sys
from datasets import load_dataset

def told(rows):
    return {"features": rows.features.to_dict(), "rows": list(rows)}

folder = sys.argv[1]
files = {"data_files": f"{folder}/data/*.parquet", "split": "train"}
print(json.dumps({
    "plain": told(load_dataset(folder, split="train")),
    "streaming": told(load_dataset(folder, split="train", streaming=True)),
    "parquet": told(load_dataset("parquet", **files)),
    "parquet streaming": told(load_dataset("parquet", streaming=True, **files)),
}), flush=True)
os._exit(0)  # threads that streaming leaves behind now and then abort an orderly end of the interpreter
"""
WAYS = ("plain", "streaming", "parquet", "parquet streaming")


def opened(folder: Path, home: Path) -> dict[str, Loaded]:
    """What a program elsewhere gets, offline and with a cache of its own."""
    place = {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(folder)],
        env={**os.environ, **place},
        cwd=home,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    loaded: dict[str, Loaded] = json.loads(done.stdout)
    return loaded


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Loaded]:
    """Three hand-made readings, exported once and opened in every way."""
    home = tmp_path_factory.mktemp("loaded")
    write([english(), hindi(), empty()], SCHEMA, home / "travel")
    return opened(home / "travel", home)


def table(folder: Path) -> Any:
    import pyarrow.parquet as pq

    return pq.read_table(folder / DATA)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def exported(annotations: Iterable[Annotation], folder: Path, schema: Schema = SCHEMA) -> dict[str, bytes]:
    write(annotations, schema, folder)
    return contents(folder)


@pytest.mark.parametrize("way", WAYS)
def test_a_dataset_opens_with_the_features_of_its_schema(loaded: dict[str, Loaded], way: str) -> None:
    """As a folder, streaming and as bare Parquet files: the class labels keep their names."""
    assert loaded[way]["features"] == json.loads(json.dumps(features(SCHEMA).to_dict()))
    label = loaded[way]["features"]["events"]["feature"]["type"]
    assert (label["_type"], label["names"]) == ("ClassLabel", ["visit", "plan"])


@pytest.mark.parametrize("way", WAYS)
def test_every_span_of_a_loaded_row_is_cut_from_its_text(loaded: dict[str, Loaded], way: str) -> None:
    """`text[start:end]` is the span's own text in every row, in code points, after emoji too."""
    rows: list[Row] = loaded[way]["rows"]
    assert all(row["text"][each["start"] : each["end"]] == each["text"] for row in rows for each in spans_of(row))
    assert [[each["text"] for each in spans_of(row)][:3] for row in rows] == [
        [],
        ["Amara Sesay", "Oslo.", "Oslo"],
        ["अना कोवाच", "नैरोबी", "पहुंचीं"],
    ]


def test_every_way_of_opening_gives_the_same_rows(loaded: dict[str, Loaded]) -> None:
    """Streaming or not, with the card or without: one dataset."""
    assert all(loaded[way]["rows"] == loaded["plain"]["rows"] for way in WAYS)


def test_what_a_person_said_of_the_article_is_in_its_row(loaded: dict[str, Loaded]) -> None:
    """Who, how long, from which pre-label, in which state, under which schema: a column each."""
    row = loaded["plain"]["rows"][1]
    assert (row["id"], row["annotator"], row["lead_time"], row["parent"]) == ("en-1", "annotator-1", 12.5, "lexicon-1")
    assert (row["state"], row["status"], row["schema"], row["licence"]) == (
        "submitted",
        "done",
        "travel@1.2.0",
        "CC0-1.0",
    )
    assert loaded["plain"]["rows"][2]["boilerplate"] == [{"start": 0, "end": 4}]


def test_an_attribute_without_a_choice_or_a_default_is_null(loaded: dict[str, Loaded]) -> None:
    """A class label that nobody chose is null, not the first name."""
    visit, plan = loaded["plain"]["rows"][1]["events"]
    assert (visit["attributes"], plan["attributes"]) == ({"modality": 0, "means": None}, {"modality": 1, "means": 0})


def test_an_article_without_events_is_a_row(loaded: dict[str, Loaded]) -> None:
    """An empty submission is a finding: its row has a text and empty lists."""
    row = loaded["plain"]["rows"][0]
    assert (row["text"], row["mentions"], row["events"]) == ("Rain fell.", [], [])


def test_an_export_without_any_event_has_the_same_features(tmp_path: Path) -> None:
    """Features are declared, not inferred: parts with and without events can be joined."""
    import pyarrow as pa

    write([empty()], SCHEMA, tmp_path / "none")
    write([english()], SCHEMA, tmp_path / "some")
    none, some = table(tmp_path / "none"), table(tmp_path / "some")
    assert none.schema.equals(some.schema, check_metadata=True)
    assert pa.concat_tables([none, some]).num_rows == 2


def test_the_least_schema_opens_too(tmp_path: Path) -> None:
    """A schema without entities, roles and attributes makes a dataset that opens in every way."""
    least = parse_schema("name: least\nversion: 0.1.0\nevents: {rain: {}}\n", "least.yaml")
    write([empty()], least, tmp_path / "least")
    found = opened(tmp_path / "least", tmp_path)
    assert [row["text"] for way in WAYS for row in found[way]["rows"]] == ["Rain fell."] * len(WAYS)
    assert found["plain"]["features"] == found["parquet"]["features"]


def test_the_same_readings_give_the_same_bytes(tmp_path: Path) -> None:
    """No clock, no randomness, no order of files: a second export differs in nothing, nor does a third over it."""
    first = exported([english(), hindi(), empty()], tmp_path / "one" / "travel")
    assert exported([empty(), hindi(), english()], tmp_path / "two" / "travel") == first
    assert exported([hindi(), english(), empty()], tmp_path / "one" / "travel") == first


def test_more_rows_than_a_group_come_out_in_order(tmp_path: Path) -> None:
    """Rows are written in groups, so that a streaming reader holds few; none is lost between two."""
    import pyarrow.parquet as pq

    number = 2001
    many = [empty().model_copy(update={"id": f"{each:05}", "text": f"Rain {each}."}) for each in range(number)]
    write(many, SCHEMA, tmp_path / "many")
    assert pq.ParquetFile(tmp_path / "many" / DATA).num_row_groups == 3
    assert table(tmp_path / "many")["text"].to_pylist() == [f"Rain {each}." for each in range(number)]


def test_an_export_replaces_an_earlier_one(tmp_path: Path) -> None:
    """The folder of an export is the export's: nothing of the earlier dataset stays."""
    exported([english()], tmp_path / "travel")
    after = exported([hindi()], tmp_path / "travel")
    assert set(after) == {"README.md", str(DATA)}
    assert table(tmp_path / "travel")["id"].to_pylist() == ["hi-1"]
    assert [path.name for path in tmp_path.iterdir()] == ["travel"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """Where nothing lies, nothing can be lost."""
    assert str(DATA) in exported([english()], tmp_path)


def add_file(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")


def add_data(folder: Path) -> None:
    (folder / "data" / "validation.parquet").write_bytes(b"mine")


def rewrite_card(folder: Path) -> None:
    (folder / "README.md").write_text("# mine\n", encoding="utf-8")


def only_foreign(folder: Path) -> None:
    for path in (folder / "README.md", folder / DATA):
        path.unlink()
    (folder / "data" / "photograph.png").write_bytes(b"\x89PNG")


@pytest.mark.parametrize("spoil", [add_file, add_data, rewrite_card, only_foreign])
def test_a_folder_with_files_of_others_is_refused(
    workspace: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    """What an export did not write is not deleted: one line, exit code 1, and every byte as it was."""
    folder = workspace / "out"
    write([prelabel(1)], load_schema("diplomacy"), folder)
    spoil(folder)
    before = contents(workspace)
    write_lines(workspace / ".annotate" / "p.jsonl", to_lines([prelabel(2)]))
    capsys.readouterr()
    assert run(["export", ".annotate/p.jsonl", "--output", "out"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("out: holds files that no export wrote (")
    assert contents(workspace).items() >= before.items()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A file of that name is left alone."""
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(AnnotateError, match="a file, not a folder; choose another --output"):
        write([english()], SCHEMA, tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_nothing_reviewed_leaves_the_earlier_export(tmp_path: Path) -> None:
    """Where every reading was skipped there is no dataset to write, and the one that is there stays."""
    before = exported([english()], tmp_path / "travel")
    with pytest.raises(AnnotateError, match="no reading was submitted"):
        write([english().model_copy(update={"state": "skipped"})], SCHEMA, tmp_path / "travel")
    assert contents(tmp_path / "travel") == before


def test_a_fault_in_the_middle_leaves_the_earlier_export_and_no_part(tmp_path: Path) -> None:
    """A reading whose text is too much for a row breaks off; the folder is as it was, and nothing lies beside it."""
    before = exported([english()], tmp_path / "travel")
    broken = hindi().model_copy(update={"lead_time": "long"})
    with pytest.raises(Exception, match="long"):
        write([english(), broken], SCHEMA, tmp_path / "travel")
    assert contents(tmp_path / "travel") == before
    assert [path.name for path in tmp_path.iterdir()] == ["travel"]


def test_the_shipped_schema_makes_a_dataset(tmp_path: Path) -> None:
    """A pre-label under the shipped schema: surfaces in Hindi, class labels by the schema's names."""
    schema = load_schema("diplomacy")
    selection = write([prelabel(1)], schema, tmp_path / "diplomacy")
    (row,) = table(tmp_path / "diplomacy").to_pylist()
    assert len(selection.readings) == 1
    assert row["id"] == text_id(row["text"])
    assert [each["text"] for each in spans_of(row)] == ["अना कोवाच", "नैरोबी", "पहुंचीं", "अना कोवाच", "नैरोबी"]
    assert row["events"][0]["type"] == list(schema.events).index("diplomatic_visit")


def test_an_unknown_format_names_the_known_ones() -> None:
    """A slip in --format says what there is."""
    with pytest.raises(AnnotateError, match=r"unknown format 'hugingface' \(known: huggingface\); did you mean"):
        writer("hugingface")


def test_all_that_a_schema_can_say_is_in_the_dataset(tmp_path: Path) -> None:
    """Relations, and attributes of mentions, arguments and articles: values as class labels, flags as truths."""
    schema, text = rich_schema(), "Ana visited Oslo. Ana!"
    mentions = (
        Mention(id="m1", type="person", start=0, end=3, text="Ana", attributes={"level": "name", "doubt": "yes"}),
        Mention(id="m2", type="place", start=12, end=16, text="Oslo"),
        Mention(id="m3", type="person", start=18, end=21, text="Ana"),
    )
    who = Argument(role="visitor", filler="m1", attributes={"certainty": "guess"})
    visit = Event(
        id="e1",
        type="visit",
        trigger=Span(start=4, end=11, text="visited"),
        arguments=(who, Argument(role="where", filler="m2", attributes={"indirect": "yes"})),
    )
    arcs = (Relation(type="same_entity", source="m1", target="m3"),)
    said = reading(Article(text=text), mentions=mentions, events=(visit,), relations=arcs, attributes={"tone": "calm"})
    bare = said.model_copy(update={"id": "bare", "events": (), "relations": (), "attributes": {}})
    write([said, bare], schema, tmp_path / "d")
    loaded = opened(tmp_path / "d", tmp_path)
    assert all(loaded[way]["rows"] == loaded["plain"]["rows"] for way in WAYS)
    [row] = [each for each in loaded["plain"]["rows"] if each["id"] != "bare"]
    assert row["relations"] == [{"type": 0, "from": "m1", "to": "m3"}]
    assert row["attributes"] == {"tone": 0, "breaking": False}
    assert [each["attributes"] for each in row["mentions"]] == [
        {"doubt": True, "level": 0},
        {"doubt": False, "level": None},
        {"doubt": False, "level": None},
    ]
    [event] = row["events"]
    assert event["attributes"] == {"modality": 0, "doubt": False}
    assert [each["attributes"] for each in event["arguments"]] == [
        {"certainty": 1, "indirect": False},
        {"certainty": None, "indirect": True},
    ]
