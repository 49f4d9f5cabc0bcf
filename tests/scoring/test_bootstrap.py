"""Intervals of scores from draws of articles."""

import pytest

from annotate.scoring.bootstrap import Counts, f1_intervals

RIGHT, WRONG, NOTHING = Counts(1, 1, 1), Counts(0, 1, 1), Counts()


def test_the_interval_is_that_of_the_binomial_law() -> None:
    """Half of 100 articles right: F1 is a share of 100 draws, 95 % of which lie within 0.5 +- 0.098."""
    (interval,) = f1_intervals([[RIGHT], [WRONG]] * 50, samples=4000, seed=0)
    assert interval == pytest.approx((0.40, 0.60), abs=0.011)


def test_draws_with_nothing_to_score_are_left_out() -> None:
    """A perfect score stays perfect when most articles hold no event."""
    assert f1_intervals([[RIGHT], *[[NOTHING]] * 20], samples=500, seed=0) == [(1.0, 1.0)]


def test_columns_see_the_same_draws() -> None:
    """Two columns with the same counts have the same interval."""
    first, second = f1_intervals([[RIGHT, RIGHT], [WRONG, WRONG], [NOTHING, NOTHING]] * 9, samples=300, seed=5)
    assert first == second
    assert first[0] < first[1]


def test_nothing_has_no_interval() -> None:
    """Without articles there is no column; a column without events is 0 to 0."""
    assert f1_intervals([], samples=10, seed=0) == []
    assert f1_intervals([[NOTHING]], samples=10, seed=0) == [(0.0, 0.0)]


def test_no_draw_is_refused() -> None:
    """An interval from no draw would look like certainty."""
    with pytest.raises(ValueError, match="0 samples"):
        f1_intervals([[RIGHT]], samples=0, seed=0)
