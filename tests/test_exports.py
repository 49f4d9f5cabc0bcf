"""`exports/` is what `seeds/` and the recorded review give, and it opens as promised."""

import json
from pathlib import Path

import pytest

from annotate.annotation import read_annotations
from annotate.articles import read_articles
from annotate.cli import run

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "exports" / "diplomacy"
REVIEW = ROOT / "seeds" / "reviews" / "diplomacy.jsonl"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_export_is_rebuilt_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command of the README, run again, gives the files that are kept here."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "."]) == 0
    assert run(["export", str(REVIEW), "--schema", str(ROOT / "schemas" / "diplomacy.yaml")]) == 0
    assert contents(tmp_path / "exports" / "diplomacy") == contents(KEPT)


def test_it_loads_plain_streaming_and_as_bare_parquet(tmp_path: Path) -> None:
    """Three ways to open it give the same rows, with class labels declared from the schema."""
    from datasets import load_dataset

    plain = load_dataset(str(KEPT), split="train", cache_dir=str(tmp_path / "a"))
    stream = load_dataset(str(KEPT), split="train", streaming=True)
    bare = load_dataset("parquet", data_files=f"{KEPT}/data/*.parquet", split="train", cache_dir=str(tmp_path / "b"))
    assert list(plain) == list(stream) == list(bare)
    assert plain.features == stream.features == bare.features
    types = plain.features["events"].feature["type"]
    assert types.names == ["diplomatic_visit", "meeting", "troop_deployment", "treaty", "arms_transfer"]


def test_every_span_of_the_export_is_its_text(tmp_path: Path) -> None:
    """`text[start:end]` is the span's own text, in every row."""
    from datasets import load_dataset

    for row in load_dataset(str(KEPT), split="train", cache_dir=str(tmp_path)):
        spans = row["mentions"] + [event["trigger"] for event in row["events"]]
        spans += [argument for event in row["events"] for argument in event["arguments"]]
        assert [span["text"] for span in spans] == [row["text"][span["start"] : span["end"]] for span in spans]


def test_the_recorded_review_is_of_the_seed_and_corrects_its_pre_label() -> None:
    """The same text, by a person, begun from a pre-label, and different from it."""
    [review], [seed] = read_annotations(REVIEW), list(read_articles([str(ROOT / "seeds")]))
    assert (review.text, review.id, review.state) == (seed.text, seed.id, "submitted")
    assert review.parent is not None
    origins = {mention.origin for mention in review.mentions} | {event.origin for event in review.events}
    assert origins == {"prediction", "changed", "manual"}
    assert "task" not in json.loads(REVIEW.read_text(encoding="utf-8"))
