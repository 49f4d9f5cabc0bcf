"""The annotation file and the values in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.annotation import Annotation, read_annotations, reading, to_json, to_lines
from annotate.article import Article
from annotate.errors import Faults
from annotate.files import write_lines
from annotate.schema import load_schema
from tests.strategies import annotations

DIPLOMACY = load_schema("diplomacy")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=annotations(DIPLOMACY))
def test_what_is_written_is_read_back(written: Annotation, tmp_path: Path) -> None:
    """Mentions, events, arguments, attributes and all else survive the file, in any script."""
    write_lines(tmp_path / "a.jsonl", to_lines([written]))
    assert read_annotations(tmp_path / "a.jsonl") == [written]


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


JSON = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.sampled_from("ab"), inside, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(["desk", "article", "mention", "copy", "दिन"]) | st.text("xyz_", min_size=2, max_size=5)


@given(more=st.dictionaries(KEYS, JSON, max_size=3))
def test_whatever_a_key_that_is_not_known_holds_survives(more: dict[str, Any]) -> None:
    """False, zero and the empty list say something, and a key may be called like a method of ours."""
    given = line(**more)
    assert json.loads(to_json(Annotation.model_validate(given))) == given


def test_what_is_empty_is_left_out_and_no_time_is_a_time() -> None:
    """No `relations: []`, no `language: null`; a lead time of 0 seconds was measured."""
    row = json.loads(to_json(Annotation(id="a", text="Oslo waits.", note="", lead_time=0.0)))
    assert row == {"id": "a", "text": "Oslo waits.", "mentions": [], "events": [], "lead_time": 0.0}


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "a span that is not there": (
        {"text": "Bergen waits."},
        "m1: text 'Oslo' is not at 0-4 (there: 'Berg')",
    ),
    "a trigger past the end": ({"text": "Osl", "mentions": []}, "e1: text 'Oslo' is not at 0-4 (there: 'Osl')"),
    "a span as long as the text only by name": (
        {"mentions": [{"id": "m1", "type": "place", "start": 9, "end": 99, "text": "s."}]},
        "m1: text 's.' is not at 9-99 (there: 's.')",
    ),
    "an empty span": (
        {"mentions": [{"id": "m1", "type": "place", "start": 4, "end": 4, "text": ""}]},
        "mentions[0]: span 4-4 is empty or reversed",
    ),
    "a missing offset": (
        {"mentions": [{"id": "m1", "type": "place", "end": 4, "text": "Oslo"}]},
        "mentions[0].start: Field required",
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


def test_all_faults_of_a_line_are_told_together(tmp_path: Path) -> None:
    """A span that is elsewhere does not hide a filler that is nowhere."""
    row = line(text="Bergen waits.", relations=[{"from": "m1", "to": "m9"}])
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_annotations(tmp_path / "a.jsonl")
    said = str(caught.value)
    assert all(part in said for part in ("m1: text 'Oslo'", "e1: text 'Oslo'", "relation: no mention"))


def test_all_files_are_read_before_faults_are_told(tmp_path: Path) -> None:
    """A fault in the first of two files does not hide one in the second."""
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps(line(mentions=[])), encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_annotations(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert [fault.split(": ")[0] for fault in caught.value.faults] == [f"{tmp_path}/a.jsonl:1", f"{tmp_path}/b.jsonl:1"]


def test_a_line_separator_of_unicode_ends_no_line(tmp_path: Path) -> None:
    """U+2028, U+0085 and a lone carriage return are part of a text."""
    text = "Oslo\u2028waits\u0085.\r"
    write_lines(tmp_path / "a.jsonl", to_lines([Annotation(id="a", text=text)]))
    assert [each.text for each in read_annotations(tmp_path / "a.jsonl")] == [text]


def test_a_reading_carries_its_article() -> None:
    """What is known of an article goes into the reading and comes out of it."""
    article = Article(text="Oslo waits.", language="en", title="Waiting", boilerplate=((5, 10),))
    assert reading(article, engine="test").article == article
