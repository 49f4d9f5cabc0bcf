"""`annotate train` and `annotate calibrate`, from the reviews to pre-labels."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotate.annotation import Annotation, load, to_lines
from annotate.cli import run
from annotate.files import write_lines
from annotate.prelabel.learned.challenge import challenge
from annotate.prelabel.learned.train import rounds
from annotate.prelabel.learned.training import pursue
from tests.prelabel.learned.reviews import SCHEMA, reviews

REVIEWS = reviews()[:27]
"""Visits that happened, visits that are planned, and talks, nine each, in English."""


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small reviews as a file."""
    monkeypatch.chdir(tmp_path)
    write_lines(tmp_path / "gold.jsonl", to_lines(REVIEWS))
    return tmp_path / "gold.jsonl"


def train(*more: str) -> int:
    """Trains on `gold.jsonl` into the folder `m` with two folds."""
    return run(["train", "gold.jsonl", "--schema", "diplomacy", "--output", "m", "--folds", "2", *more])


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON document on standard output."""
    return json.loads(capsys.readouterr().out)


def test_from_reviews_to_prelabels(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Train, calibrate both engines on unseen readings, pre-label with both: every step takes the last one's files."""
    assert train("--engine", "lexicon", "--out-of-fold", "unseen.jsonl", "--json") == 0
    told = printed(capsys)
    assert (told["readings"], told["written"], told["folds"]) == (27, True, 2)
    assert set(told["figures"]) == {"learned", "lexicon", "lexicon,learned"}
    assert told["figures"]["learned"]["TC"]["f1"] > 0.5
    card = Path("m/README.md").read_text(encoding="utf-8")
    assert "| diplomatic_visit | 18 |" in card
    assert "![Reliability](reliability.svg)" in card
    assert Path("m/reliability.svg").read_text(encoding="utf-8").startswith("<svg")
    assert [each.id for each in load("unseen.jsonl")] == sorted(each.id for each in REVIEWS)

    assert run(["prelabel", "gold.jsonl", "--schema", "diplomacy", "-o", "lexicon.jsonl"]) == 0
    files = ["lexicon.jsonl", "unseen.jsonl", "gold.jsonl"]
    more = ["--schema", "diplomacy", "-o", "c.json", "--plot", "plot.svg"]
    capsys.readouterr()
    assert run(["calibrate", *files, *more, "--json"]) == 0
    told = printed(capsys)
    assert set(told["calibration"]["record"]["engines"]) == {"lexicon", "learned"}
    assert 0 <= told["error"]["after"] <= 1
    assert Path("plot.svg").is_file()

    engine = ["--engine", "lexicon,learned@m", "--calibration", "c.json"]
    assert run(["prelabel", "gold.jsonl", "--schema", "diplomacy", *engine, "-o", "both.jsonl"]) == 0
    [first, *_] = load("both.jsonl")
    assert first.engine == "lexicon,learned"
    assert "calibration" in (first.fingerprint or "")


def test_the_same_reviews_leave_the_same_folder(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Trained twice, every byte of the folder is as before, and it says so."""
    assert train() == 0
    before = {path.name: path.read_bytes() for path in Path("m").iterdir()}
    capsys.readouterr()
    assert train() == 0
    assert capsys.readouterr().out.endswith("m: the same model as before\n")
    assert before == {path.name: path.read_bytes() for path in Path("m").iterdir()}


def test_a_better_model_is_not_replaced_silently(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fewer reviews make no better model: the old one is kept, with the figures, until --replace is said."""
    assert train() == 0
    kept = Path("m/model.json").read_bytes()
    write_lines(gold, to_lines(each for each in REVIEWS if each.id.endswith(("0", "4"))))
    capsys.readouterr()
    assert train("--json") == 0
    told = printed(capsys)
    assert told["written"] is False
    assert told["against"]["better"] is False
    assert told["against"]["levels"]["TC"]["difference"] <= 0
    assert Path("m/model.json").read_bytes() == kept
    assert train("--replace") == 0
    assert Path("m/model.json").read_bytes() != kept


def test_further_reviews_make_a_better_model(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On documents that are new to the old model the new one is ahead, and takes its place."""
    write_lines(gold, to_lines([*REVIEWS[:3], *reviews()[27:30]]))
    assert train() == 0
    write_lines(gold, to_lines(REVIEWS))
    capsys.readouterr()
    assert train("--json") == 0
    told = printed(capsys)
    assert told["written"] is True
    assert told["against"]["articles"] == 24
    assert told["against"]["how"] == "on documents that the old model had not seen"
    assert told["against"]["levels"]["TC"]["low"] > 0


def test_an_old_model_is_made_again_where_too_little_is_new_to_it() -> None:
    """Compared on the same folds: with all its own reviews it does as well as the new one, to the digit."""
    made = pursue(REVIEWS, SCHEMA, Path("nowhere"), number=2)
    found = challenge(made.trained.model, rounds(REVIEWS, SCHEMA, 2, 0, lambda _: None), SCHEMA, 0, lambda _: None)
    assert found.how == "on each fold, the old model made again from its own reviews"
    assert found.articles == 27
    assert {each.delta for each in found.differences.values()} == {0.0}
    assert not found.is_better


def test_a_model_of_another_schema_is_kept(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be compared is not overwritten either."""
    assert train() == 0
    facts = json.loads(Path("m/model.json").read_text(encoding="utf-8"))
    Path("m/model.json").write_text(json.dumps({**facts, "schema_id": "other@1.0.0"}), encoding="utf-8")
    capsys.readouterr()
    assert train() == 0
    assert "m: kept as it is: it is for schema other@1.0.0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"state": "draft"}, "too little to learn from: 0 reviewed readings of 0 documents"),
        ({"events": [], "mentions": []}, "no event of schema diplomacy@1.0.0 in 27 reviewed readings"),
    ],
)
def test_too_little_is_one_line(
    gold: Path, change: dict[str, Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drafts alone, or reviews without an event: exit code 1, the reason, no folder."""
    read = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    write_lines(gold, (json.dumps({**each, **change}) + "\n" for each in read))
    assert train() == 1
    assert message in capsys.readouterr().err
    assert not Path("m").exists()


def test_a_folder_of_somebody_s_own_is_refused(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before any training."""
    Path("m").mkdir()
    Path("m/notes.txt").write_text("mine", encoding="utf-8")
    assert train() == 1
    assert capsys.readouterr().err == "m: holds files and no model.json, so it is no model; name another folder\n"


def test_the_curve_is_told(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A quarter, half, three quarters and all of the documents, with intervals."""
    assert train("--curve", "--json") == 0
    curve = printed(capsys)["curve"]
    assert list(curve) == ["0.25", "0.5", "0.75", "1"]
    assert curve["0.25"]["TC"]["f1"] <= curve["1"]["TC"]["f1"]
    assert curve["1"]["TC"]["low"] <= curve["1"]["TC"]["f1"] <= curve["1"]["TC"]["high"]


def test_calibrating_on_articles_that_nobody_reviewed_is_told(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Predictions of other articles say nothing of these."""
    write_lines(Path("other.jsonl"), to_lines([Annotation(id="x", text="Elsewhere.", engine="lexicon")]))
    assert run(["calibrate", "other.jsonl", "gold.jsonl", "--schema", "diplomacy", "-o", "c.json"]) == 1
    assert "other.jsonl: no reading of an article that is reviewed in gold.jsonl" in capsys.readouterr().err
