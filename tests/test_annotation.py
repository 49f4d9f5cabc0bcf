"""The annotation file and the values in it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from annotate.annotation import Annotation, read_annotations, to_json, to_lines
from annotate.article import Article
from annotate.errors import Faults
from annotate.files import write_lines
from annotate.schema import load_schema
from tests.strategies import annotations, texts

DIPLOMACY = load_schema("diplomacy")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reading=annotations(DIPLOMACY))
def test_what_is_written_is_read_back(reading: Annotation, tmp_path: Path) -> None:
    """Mentions, events, arguments, attributes and all else survive the file, in any script."""
    write_lines(tmp_path / "a.jsonl", to_lines([reading]))
    assert read_annotations(tmp_path / "a.jsonl") == [reading]


def line(**more: Any) -> dict[str, Any]:
    trigger = {"start": 0, "end": 4, "text": "Oslo"}
    arguments = [{"role": "place", "filler": "m1"}]
    event = {
        "id": "e1",
        "type": "visit",
        "trigger": trigger,
        "arguments": arguments,
        "attributes": {"modality": "planned"},
    }
    mention = {"id": "m1", "type": "place", "start": 0, "end": 4, "text": "Oslo"}
    return {"id": "a", "text": "Oslo waits.", "mentions": [mention], "events": [event], **more}


def test_keys_that_are_not_known_survive() -> None:
    """On the reading, on a mention, an event, an argument and a span."""
    given = line(desk="north")
    given["mentions"][0]["head"] = 0
    given["events"][0]["why"] = ["Oslo"]
    given["events"][0]["trigger"]["lemma"] = "oslo"
    given["events"][0]["arguments"][0]["case"] = "locative"
    assert json.loads(to_json(Annotation.model_validate(given))) == given


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "a span that is not there": (
        {"text": "Bergen waits."},
        "m1: text 'Oslo' is not at 0-4 (there: 'Berg')",
    ),
    "an id twice": (
        {"mentions": [{"id": "e1", "type": "place", "start": 0, "end": 4, "text": "Oslo"}]},
        "id 'e1' stands twice",
    ),
    "a filler that is nowhere": ({"mentions": []}, "e1: no mention or event has the id 'm1'"),
    "a relation to nothing": ({"relations": [{"type": "same", "from": "m1", "to": "m9"}]}, "relation: no mention"),
    "a lone surrogate": ({"text": "Oslo \ud800"}, "lone surrogate"),
    "a NUL": ({"text": "Oslo\0"}, "NUL at 4"),
    "no id": ({"id": ""}, "id: String should have at least 1 character"),
    "a state that is none": ({"state": "finished"}, "state: Input should be 'submitted'"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_in_a_line_is_told_with_its_place(what: str, tmp_path: Path) -> None:
    """File, line, and what is wrong there; the good lines around it do not hide it."""
    changes, said = FAULTS[what]
    rows = [line(), line(**changes), line()]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_annotations(tmp_path / "a.jsonl")
    assert all(fault.startswith(f"{tmp_path}/a.jsonl:2: ") for fault in caught.value.faults)
    assert said in str(caught.value)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """Two bad lines give two faults, and a third for a line that is no JSON."""
    bad = json.dumps(line(mentions=[]))
    (tmp_path / "a.jsonl").write_text(f"{bad}\n\n{bad}\n{{\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_annotations(tmp_path / "a.jsonl")
    places = [fault.removeprefix(f"{tmp_path}/a.jsonl:").partition(":")[0] for fault in caught.value.faults]
    assert places == ["1", "3", "4"]


@given(text=texts())
def test_the_id_of_an_article_is_that_of_its_text(text: str) -> None:
    """The first sixteen hexadecimal digits of the SHA-256 of its UTF-8, unless one is given."""
    assert Article(text=text).id == hashlib.sha256(text.encode()).hexdigest()[:16]
    assert Article(id="a7", text=text).id == "a7"


@pytest.mark.parametrize("boilerplate", [(0, 0), (2, 1), (0, 99)])
def test_boilerplate_lies_in_the_text(boilerplate: tuple[int, int]) -> None:
    """A range that is empty or outside is refused."""
    with pytest.raises(ValidationError, match=r"boilerplate .* lies outside the text"):
        Article(text="Oslo waits.", boilerplate=(boilerplate,))
