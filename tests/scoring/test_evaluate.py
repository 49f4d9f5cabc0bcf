"""The command `evaluate`: two files in, a table or one JSON document out."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from annotate.annotation import Annotation, to_lines
from annotate.cli.evaluate import evaluate
from annotate.errors import Faults
from annotate.files import write_lines

TEXT = "[bold]Modi[/bold] visited Paris."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Holds gold.jsonl, two articles with a visit each, and predicted.jsonl, with the first of them."""
    trigger = {"start": 18, "end": 25, "text": "visited"}
    events = [{"id": "e", "type": "[b]visit", "trigger": trigger, "attributes": {"modality": "asserted"}}]
    gold = [Annotation.model_validate({"id": name, "language": name, "text": TEXT, "events": events}) for name in "ab"]
    write_lines(tmp_path / "gold.jsonl", to_lines(gold))
    write_lines(tmp_path / "predicted.jsonl", to_lines(gold[:1]))
    return tmp_path


def run(folder: Path, *options: str) -> Result:
    """Runs the command on the two files of `folder`; a fault comes through as it is."""
    app = typer.Typer()
    app.command()(evaluate)
    files = [str(folder / "predicted.jsonl"), str(folder / "gold.jsonl")]
    return CliRunner().invoke(app, [*files, *options])


def test_json_is_one_document(folder: Path) -> None:
    """With --json standard output is JSON and nothing else, with the levels of each language."""
    document = json.loads(run(folder, "--json").stdout)
    assert document["levels"]["TC"] == {
        "precision": 1.0, "recall": 0.5, "f1": 2 / 3, "low": 0.0, "high": 1.0, "tp": 1, "predicted": 1, "gold": 2,
    }  # fmt: skip
    assert [document["languages"][language]["TC"]["f1"] for language in "ab"] == [1.0, 0.0]
    assert (document["articles"], document["missing"]) == (2, 1)


def test_the_table_names_what_it_counts(folder: Path) -> None:
    """Without --json there is a row for each level, language and type, to the letter, and what is missing."""
    lines = [line.split() for line in run(folder).stdout.splitlines()]
    assert ["TC", "1.000", "0.500", "0.667", "0.000-1.000", "1", "1", "2"] in lines
    assert ["[b]visit", "1.000", "0.500", "0.667", "0.000-1.000", "1", "1", "2"] in lines
    assert ["b", *["0.000"] * 6] in lines
    assert ["modality", "1.000", "1", "1"] in lines
    assert "2 articles in the gold, 1 of them without a prediction" in run(folder).stdout


def test_a_schema_decides_what_is_scored(folder: Path) -> None:
    """With --schema the types of the schema are scored and the others of both sides are listed."""
    output = run(folder, "--schema", "diplomacy").stdout
    assert "not scored, predicted: [b]visit (1)" in output
    assert "not scored, gold: [b]visit (2)" in output


def test_a_foreign_prediction_is_refused(folder: Path) -> None:
    """An id that the gold lacks ends the command, and nothing is printed."""
    write_lines(folder / "predicted.jsonl", to_lines([Annotation(id="c", text=TEXT)]))
    result = run(folder, "--json")
    assert isinstance(result.exception, Faults)
    assert "id 'c' is not in the gold" in str(result.exception)
    assert not result.stdout
