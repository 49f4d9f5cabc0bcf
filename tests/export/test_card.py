"""The card: every figure on it is a count of the rows, and what is not known of the texts is said."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from annotate.annotation import Annotation
from annotate.export.huggingface import DATA, write
from annotate.export.views import Row, features
from annotate.schema import parse_schema
from tests.export.test_select import changed, with_mention
from tests.export.test_views import SCHEMA, empty, english, hindi


def readings() -> list[Annotation]:
    """Readings of every kind, two of one article."""
    skipped = changed(hindi(), id="hi-2", state="skipped")
    return [changed(with_mention("prediction"), annotator="annotator-2"), english(), hindi(), empty(), skipped]


def card_of(annotations: list[Annotation], folder: Path) -> str:
    write(annotations, SCHEMA, folder)
    return (folder / "README.md").read_text(encoding="utf-8")


def rows_of(folder: Path) -> list[Row]:
    """The rows of the Parquet file, class labels by name."""
    import pyarrow.parquet as pq

    declared = features(SCHEMA)
    rows: list[Row] = pq.read_table(folder / DATA).to_pylist()
    return [declared.decode_example(row) | {"events": [_named(event) for event in row["events"]]} for row in rows]


def _named(event: Row) -> Row:
    """An event with the names of its class labels."""
    roles, values = list(SCHEMA.roles), {name: list(each.values) for name, each in SCHEMA.attributes.items()}
    return {
        **event,
        "type": list(SCHEMA.events)[event["type"]],
        "arguments": [{**each, "role": roles[each["role"]]} for each in event["arguments"]],
        "attributes": {name: values[name][at] for name, at in event["attributes"].items() if at is not None},
    }


def metadata(card: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(card.split("---\n")[1])
    return loaded


def section(card: str, title: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    body = re.split(r"^## ", card, flags=re.MULTILINE)
    (found,) = [part for part in body if part.startswith(f"{title}\n")]
    lines = [line for line in found.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_the_figures_are_a_recount_of_the_rows(tmp_path: Path) -> None:
    """Articles, readings, languages, code points, events, arguments, mentions: as counted from the Parquet file."""
    figures = dict(section(card_of(readings(), tmp_path / "travel"), "Figures"))
    rows = rows_of(tmp_path / "travel")
    events = [event for row in rows for event in row["events"]]
    assert figures == {
        "articles": str(len({row["id"] for row in rows})),
        "readings": str(len(rows)),
        "languages": "en 3, hi 1",
        "code points of text": str(sum(len(row["text"]) for row in rows)),
        "events": str(len(events)),
        "arguments": str(sum(len(event["arguments"]) for event in events)),
        "mentions": str(sum(len(row["mentions"]) for row in rows)),
        "readings without an event": str(sum(not row["events"] for row in rows)),
        "annotators": str(len({row["annotator"] for row in rows})),
        "document status": "done 2, not set 2",
    }
    assert (figures["articles"], figures["readings"], figures["events"]) == ("3", "4", "5")


def test_types_roles_and_values_are_counted_from_the_rows(tmp_path: Path) -> None:
    """Each type, role and value of the schema has its count, those that do not occur a zero."""
    card = card_of(readings(), tmp_path / "travel")
    events = [event for row in rows_of(tmp_path / "travel") for event in row["events"]]
    types = Counter(event["type"] for event in events)
    roles = Counter(f"{event['type']}.{each['role']}" for event in events for each in event["arguments"])
    values = Counter(pair for event in events for pair in event["attributes"].items())
    assert {name: int(number) for name, number, _ in section(card, "Event types")} == types
    assert {name: int(number) for name, number in section(card, "Roles")} == roles
    counted = {(name, value): int(number) for name, value, number in section(card, "Attributes")}
    assert {pair: number for pair, number in counted.items() if number} == values
    assert counted["means", "train"] == 0


def test_the_metadata_promises_the_rows_and_bytes_that_are_there(tmp_path: Path) -> None:
    """`load_dataset` refuses a wrong number of rows; the size of the download is the file's."""
    info = metadata(card_of(readings(), tmp_path / "travel"))["dataset_info"]
    (split,) = info["splits"]
    assert (split["name"], split["num_examples"]) == ("train", len(rows_of(tmp_path / "travel")))
    assert info["download_size"] == (tmp_path / "travel" / DATA).stat().st_size
    assert info["dataset_size"] == split["num_bytes"] > 0


def test_what_was_left_out_is_said_with_its_number(tmp_path: Path) -> None:
    """The card does not hide what the rows lack."""
    card = card_of(readings(), tmp_path / "travel")
    assert "Left out of this dataset: pre-labelled mentions without an event 1, readings: skipped 1." in card
    assert "Left out of this dataset: nothing." in card_of([english()], tmp_path / "all")


def test_how_the_data_were_made_is_said(tmp_path: Path) -> None:
    """Schema, states, annotators, pre-labels and origins, each with how many."""
    card = " ".join(card_of(readings(), tmp_path / "travel").split())
    assert "Schema `travel@1.2.0`. Readings by state: submitted 4." in card
    assert "By annotator: annotator-1 2, annotator-2 2." in card
    assert "lexicon-1 2, none recorded 2." in card
    assert "manual 3, prediction 2." in card


def test_prelabels_that_nobody_read_are_named_as_such(tmp_path: Path) -> None:
    """A dataset of pre-labels cannot pass for reviewed data."""
    card = card_of([changed(hindi(), state="prelabel", annotator="engine:lexicon")], tmp_path / "travel")
    assert "Readings by state: prelabel 1." in " ".join(card.split())
    assert "engine:lexicon 1" in card


def test_texts_without_a_licence_are_counted_and_named(tmp_path: Path) -> None:
    """Nobody is led to redistribute what has no licence."""
    card = card_of([english(), hindi(), empty()], tmp_path / "travel")
    assert "CC0-1.0: 1 texts." in card
    assert "The licence of 2 of 3 texts is not known (en-0, hi-1)" in card
    assert metadata(card)["license"] == "unknown"


def test_a_licence_that_all_texts_share_is_the_datasets(tmp_path: Path) -> None:
    """One licence for all texts is named in the Hub's word for it; several are `other`."""
    shared = [changed(each, licence="CC BY 4.0") for each in (english(), hindi())]
    assert metadata(card_of(shared, tmp_path / "one"))["license"] == "cc-by-4.0"
    mixed = [english(), changed(hindi(), licence="CC BY 4.0")]
    assert metadata(card_of(mixed, tmp_path / "two"))["license"] == "other"


def test_a_definition_of_several_lines_stays_in_its_cell(tmp_path: Path) -> None:
    """A line break or a bar in a definition does not break the table."""
    schema = parse_schema(
        'name: odd\nversion: 1.0.0\nevents:\n  rain:\n    definitions: {en: "Rain | snow.\\n\\nNot {fog}."}\n',
        "odd.yaml",
    )
    write([empty()], schema, tmp_path / "odd")
    rows = section((tmp_path / "odd" / "README.md").read_text(encoding="utf-8"), "Event types")
    assert rows == [["rain", "0", "Rain \\| snow. Not {fog}."]]
