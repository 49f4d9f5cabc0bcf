"""How well the lexicon engine does on hand-checked sentences: the floor under every later change."""

import os
from pathlib import Path

import pytest

from annotate.annotation import read_annotations
from annotate.prelabel.lexicon.language import language_source
from annotate.scoring import Scores, score
from tests.prelabel.engine import ENGINE, SCHEMA

DATA = Path(__file__).parents[1] / "data"
ELSEWHERE = os.environ.get("ANNOTATE_GOLD")
GOLD = {path.name: path for path in sorted(DATA.glob("gold.*.jsonl"))}
if ELSEWHERE:
    paths = sorted(Path(ELSEWHERE).glob("*.dev.jsonl"))
    GOLD |= {path.name: path for path in paths if language_source(path.name.split(".")[0])}


def scored(path: Path) -> Scores:
    gold = read_annotations(path)
    return score(list(ENGINE.prelabel((each.article for each in gold), SCHEMA)), gold, types=tuple(SCHEMA.events))


@pytest.mark.parametrize("name", GOLD)
def test_triggers_and_arguments_of_the_gold_are_found(name: str) -> None:
    """Exact spans: trigger classification F1 at least 0.75, precision 0.80; argument classification F1 0.50."""
    levels = scored(GOLD[name]).levels
    figures = {level: f"F1 {each.f1:.3f} P {each.precision:.3f} R {each.recall:.3f}" for level, each in levels.items()}
    print(name, figures)
    assert levels["TC"].f1 >= 0.75, figures
    assert levels["TC"].precision >= 0.80, figures
    assert levels["AC"].f1 >= 0.50, figures


@pytest.mark.parametrize("language", sorted(path.name.split(".")[1] for path in DATA.glob("gold.*.jsonl")))
def test_attributes_of_found_events_are_mostly_right(language: str) -> None:
    """Modality and polarity agree with the gold in at least 85 of 100 events whose trigger was found."""
    for name, accuracy in scored(DATA / f"gold.{language}.jsonl").attributes.items():
        assert accuracy.equal / accuracy.matched >= 0.85, (name, accuracy)
