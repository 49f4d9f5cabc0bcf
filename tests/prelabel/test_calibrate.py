"""Calibration: curves that never fall, scores that are probabilities, thresholds by type."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.errors import AnnotateError, Faults
from annotate.prelabel import load_engine
from annotate.prelabel.calibration import (
    Calibration,
    Curve,
    Outcome,
    Scale,
    apply,
    calibrate,
    isotonic,
    read_calibration,
    reliabilities,
    withheld,
    write_calibration,
)  # fmt: skip
from annotate.prelabel.calibration.curve import pool_adjacent
from annotate.prelabel.calibration.error import Bin, bins, calibration_error, cross_fitted
from annotate.prelabel.calibration.fit import FEW, NEVER, fit_scale, threshold
from annotate.prelabel.calibration.judge import Judged
from annotate.prelabel.calibration.plot import reliability_plot
from annotate.prelabel.calibration.reliability import Reliability, precision, weight
from annotate.schema import load_schema
from annotate.scoring.levels import Mark
from annotate.span import Span

SCHEMA = load_schema("diplomacy")
TEXT = "Maria visited Lima and signed a pact."
outcomes = st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def judged(score: float, *, right: bool, kind: str = "meeting", at: int = 0) -> Judged:
    """What was said with a score, of one article each."""
    return Judged(f"a{at}", kind, score, right, Mark((kind,), ((at, at + 1),)))


def said(name: str, *events: tuple[str, str, float], visitor: float | None = None) -> Annotation:
    """A reading of the text: events by type, trigger word and score, the first with a visitor if it has a score."""
    made = []
    for number, (kind, word, score) in enumerate(events, start=1):
        start = TEXT.index(word)
        named = [Argument(role="visitor", filler="m1", score=visitor)] if visitor is not None and number == 1 else []
        span = Span.of(TEXT, start, start + len(word))
        made.append(Event(id=f"e{number}", type=kind, trigger=span, score=score, arguments=tuple(named)))
    mention = Mention(id="m1", type="person", start=0, end=5, text="Maria")
    return Annotation(id=name, text=TEXT, events=tuple(made), mentions=(mention,) if visitor is not None else ())


@given(outcomes)
def test_curves_never_fall(some: list[Outcome]) -> None:
    """A higher score is never a lower probability, and none is certain."""
    curve = isotonic(some)
    values = [curve.at(score / 20) for score in range(21)]
    assert values == sorted(values)
    assert all(0 < value < 1 for value in values)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30))
def test_pooling_keeps_the_mean_and_rises(points: list[tuple[float, float]]) -> None:
    """Pools rise in both directions, and points that rise already stay as they are."""
    pooled = pool_adjacent(points)
    assert [x for x, _ in pooled] == sorted(x for x, _ in pooled)
    assert [y for _, y in pooled] == sorted(y for _, y in pooled)
    assert pool_adjacent(pooled) == pooled


def test_neighbours_that_fall_are_pooled() -> None:
    """1, 0 become two halves; the rest stands."""
    assert pool_adjacent([(0.1, 0.0), (0.2, 1.0), (0.4, 0.0), (0.9, 1.0)]) == [
        (0.1, 0.0), (pytest.approx(0.3), 0.5), (0.9, 1.0),
    ]  # fmt: skip


def test_scores_that_are_probabilities_already_stay() -> None:
    """On perfectly calibrated data the curve is the diagonal, within what 4,000 draws allow."""
    draw = random.Random(0)
    some = [Outcome(score, draw.random() < score) for score in (draw.random() for _ in range(4000))]
    curve = isotonic(some)
    assert max(abs(curve.at(score / 10) - score / 10) for score in range(1, 10)) < 0.06


def test_a_curve_between_its_points_is_a_line() -> None:
    """Level outside, straight between."""
    curve = Curve(scores=(0.2, 0.6), chances=(0.1, 0.5))
    assert [curve.at(score) for score in (0.0, 0.2, 0.6, 1.0)] == [0.1, 0.1, 0.5, 0.5]
    assert curve.at(0.4) == pytest.approx(0.3)


def test_the_threshold_has_the_best_f1() -> None:
    """Of 4 in the gold, telling four (three right) is best, F1 0.75: what is likelier than half of it is told."""
    some = [judged(0.9, right=True), judged(0.8, right=True), judged(0.7, right=False), judged(0.6, right=True)]
    some += [judged(0.2, right=False), judged(0.1, right=False)]
    assert threshold(some, gold=4) == pytest.approx(0.375, abs=1e-5)
    assert threshold(some, gold=4, precision=0.9) == pytest.approx(0.8)
    assert threshold([judged(0.9, right=False)], gold=4, precision=0.9) == NEVER
    assert threshold([judged(0.9, right=False)], gold=4) == NEVER


def test_types_with_few_examples_take_the_curve_of_all() -> None:
    """Below `FEW` a type has no curve and no threshold of its own."""
    many = [judged(at / FEW, right=at > FEW / 2, at=at) for at in range(FEW)]
    few = [judged(0.5, right=False, kind="treaty", at=100 + at) for at in range(FEW - 1)]
    scale = fit_scale([*many, *few], {"meeting": FEW, "treaty": 5})
    assert set(scale.curves) == set(scale.thresholds) == {"", "meeting"}
    assert scale.chance("treaty", 0.5) == scale.chance("arms_transfer", 0.5) != scale.chance("meeting", 0.5)
    assert scale.threshold("treaty") == scale.thresholds[""]


def test_what_is_unlikely_is_withheld_and_counted() -> None:
    """An event under its threshold goes with the mention that only it named; an argument goes alone."""
    scale = Scale(thresholds={"": 0.5})
    calibration = Calibration(schema_id=SCHEMA.id, engine="x", events=scale, arguments=scale)
    kept = apply(calibration, said("a", ("treaty", "signed", 0.9), ("meeting", "visited", 0.2)))
    assert [(event.type, event.trigger.text) for event in kept.events] == [("treaty", "signed")]
    assert withheld(kept) == 1
    gone = apply(calibration, said("a", ("diplomatic_visit", "visited", 0.4), visitor=0.9))
    assert (gone.events, gone.mentions, withheld(gone)) == ((), (), 1)
    bare = apply(calibration, said("a", ("diplomatic_visit", "visited", 0.6), visitor=0.3))
    assert [event.arguments for event in bare.events] == [()]
    assert (bare.mentions, withheld(bare)) == ((), 0)


def test_nothing_known_changes_nothing() -> None:
    """A calibration without examples leaves a reading as it is."""
    reading = said("a", ("diplomatic_visit", "visited", 0.4), visitor=0.9)
    assert apply(Calibration(schema_id=SCHEMA.id, engine="x"), reading).events == reading.events


def test_an_engine_that_is_too_sure_is_corrected() -> None:
    """Forty events with a score of 0.9, half of them right: calibrated they are worth a half."""
    predicted = [said(str(at), ("meeting", "visited" if at % 2 else "signed", 0.9)) for at in range(40)]
    gold = [said(str(at), ("meeting", "visited", 1.0)) for at in range(40)]
    found = calibrate(predicted, gold, SCHEMA)
    assert found.examples == 40
    assert found.events.chance("meeting", 0.9) == pytest.approx(0.5, abs=0.02)
    assert apply(found, predicted[0]).events[0].score == pytest.approx(0.5, abs=0.02)


def test_the_error_is_the_mean_distance_of_bins() -> None:
    """Two bins of two: 0.9 against 1, 0.3 against 0.5; probabilities have no error."""
    some = [Outcome(0.9, True), Outcome(0.9, True), Outcome(0.3, True), Outcome(0.3, False)]
    assert calibration_error(bins(some)) == pytest.approx(0.15)
    assert calibration_error([Bin(10, 0.5, 0.5)]) == calibration_error([]) == 0


def test_cross_fitting_never_learns_from_what_it_judges() -> None:
    """With one article right and all others wrong, its score comes from the others alone."""
    some = [judged(0.9, right=at == 0, at=at) for at in range(10)]
    gold = [Annotation(id=f"a{at}", text=f"{at}") for at in range(10)]
    found = {each.right: each.score for each in cross_fitted(some, gold)}
    assert found[True] < found[False]


def test_weights_are_what_was_right_over_what_was_promised() -> None:
    """Unknown engines keep their scores, over-sure ones lose, types with few examples lean on all."""
    known = reliabilities([judged(0.8, right=at % 2 == 0, at=at) for at in range(100)])
    assert known["meeting"] == Reliability(said=100, promised=80.0, right=50)
    assert weight(known, "meeting") == pytest.approx(50 / 80, abs=0.01)
    assert weight(known, "treaty") == pytest.approx(51 / 81)
    assert weight({}, "treaty") == 1
    assert precision(known, "meeting") == pytest.approx(0.5, abs=0.01)


def test_the_plot_shows_both_sides() -> None:
    """A dot a bin, with its number in words."""
    drawn = reliability_plot([Bin(30, 0.9, 0.5)], [Bin(30, 0.5, 0.5)], "Events & <scores>")
    assert drawn.count("<circle") == 4
    assert "before: error 0.400" in drawn
    assert "after: error 0.000" in drawn
    assert "Events &amp; &lt;scores&gt;" in drawn


def test_a_file_gives_back_the_calibration(tmp_path: Path) -> None:
    """Written and read again it is equal; a file that is none is told in one line."""
    scale = fit_scale([judged(0.3, right=True), judged(0.2, right=False)], {"meeting": 1})
    calibration = Calibration(schema_id=SCHEMA.id, engine="x", events=scale, examples=2)
    write_calibration(tmp_path / "c.json", calibration)
    assert read_calibration(tmp_path / "c.json") == calibration
    (tmp_path / "c.json").write_text('{"schema_id": 1}')
    with pytest.raises(AnnotateError, match=r"c.json: no calibration: schema_id: .*annotate calibrate"):
        load_engine(f"lexicon,calibration@{tmp_path / 'c.json'}")


def test_readings_of_other_articles_are_refused() -> None:
    """Scores can be judged only against reviews of the same text."""
    with pytest.raises(Faults, match="'b' is not in the gold"):
        calibrate([said("b", ("meeting", "visited", 0.4))], [said("a")], SCHEMA)
