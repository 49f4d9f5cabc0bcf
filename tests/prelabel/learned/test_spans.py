"""Spans as labels of tokens and back."""

from annotate.prelabel.learned.spans import Marked, from_marginals, to_labels


def certain(labels: list[str]) -> list[dict[str, float]]:
    """Marginals that are sure of these labels."""
    return [{label: 1.0} for label in labels]


def test_labels_come_back_as_the_same_spans() -> None:
    """Two spans side by side stay two, and two types on one span stay both."""
    marked = [Marked(10, 12, "meeting"), Marked(12, 13, "meeting"), Marked(14, 15, "treaty"), Marked(14, 15, "meeting")]
    labels = to_labels(marked, (10, 16))
    assert labels == ["B-meeting", "I-meeting", "B-meeting", "O", "B-meeting+treaty", "O"]
    assert sorted(from_marginals(certain(labels), (10, 16), 0.5)) == sorted(marked)


def test_of_spans_that_share_a_token_the_longest_wins() -> None:
    """A sequence of labels holds no span inside another."""
    assert to_labels([Marked(0, 1, "a"), Marked(0, 3, "b")], (0, 3)) == ["B-b", "I-b", "I-b"]


def test_what_is_less_likely_than_the_floor_is_not_told() -> None:
    """The floor is on being inside any span; the label told is the likeliest, with its own probability."""
    marginals = [{"O": 0.7, "B-a": 0.2, "B-b": 0.1}, {"O": 0.95, "B-a": 0.05}]
    assert from_marginals(marginals, (0, 2), 0.3) == [Marked(0, 1, "a", 0.2)]
    assert from_marginals(marginals, (0, 2), 0.31) == []


def test_a_model_of_nothing_says_nothing() -> None:
    """Without marginals there is no span."""
    assert from_marginals([{}, {}], (0, 2), 0.1) == []
