"""Levels that keep intervals apart."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotate.drawing.level import levels

_INTERVALS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=20
)


@given(_INTERVALS)
def test_intervals_of_one_level_are_apart(intervals: list[tuple[int, int]]) -> None:
    """They may touch, but not overlap."""
    placed = zip(levels(intervals), intervals, strict=True)
    for (one, (start, end)), (two, (other_start, other_end)) in combinations(placed, 2):
        assert one != two or end <= other_start or other_end <= start


@given(_INTERVALS)
def test_an_interval_within_another_is_lower(intervals: list[tuple[int, int]]) -> None:
    """So that what encloses is drawn outside what it encloses."""
    for (one, inner), (two, outer) in combinations(zip(levels(intervals), intervals, strict=True), 2):
        if inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]:
            assert one < two


def test_no_level_is_left_empty() -> None:
    """The lowest free level is taken, also by a longer interval beside shorter ones."""
    assert levels([(0, 2), (1, 5), (5, 30), (0, 30)]) == (0, 1, 0, 2)
