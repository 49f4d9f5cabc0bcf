"""Spans as labels of tokens and back: B opens a span, I continues it, O is outside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotate.article import Range

OUTSIDE = "O"


class Marked(NamedTuple):
    """The tokens `first` to `last` (exclusive) under a label; `score` is how likely they are."""

    first: int
    last: int
    label: str
    score: float = 1.0


def to_labels(marked: Iterable[Marked], stretch: Range) -> list[str]:
    """The label of each token of a stretch; of spans that share a token the longest wins.

    Labels of one span are joined (`meeting+treaty`), in alphabetical order.
    """
    start, end = stretch
    joined: dict[Range, set[str]] = defaultdict(set)
    for each in marked:
        if start <= each.first and each.last <= end:
            joined[each.first, each.last].add(each.label)
    labels = [OUTSIDE] * (end - start)
    for (first, last), names in sorted(joined.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if set(labels[first - start : last - start]) == {OUTSIDE}:
            name = "+".join(sorted(names))
            labels[first - start : last - start] = [f"B-{name}", *[f"I-{name}"] * (last - first - 1)]
    return labels


def from_marginals(marginals: Sequence[Mapping[str, float]], stretch: Range, floor: float) -> list[Marked]:
    """Every span whose tokens are inside some span with a probability of at least `floor`, likeliest label first told.

    The score of a span is the mean over its tokens of the probability of its label. Joined labels are told apart.
    """
    found: list[Marked] = []
    inside: list[Mapping[str, float]] = []
    for at, each in enumerate([*marginals, {OUTSIDE: 1.0}]):
        out = 1.0 - each.get(OUTSIDE, 1.0 if not each else 0.0) < floor
        if inside and (out or _opens(each)):
            found += _marked(inside, stretch[0] + at)
            inside = []
        if not out:
            inside.append(each)
    return found


def _opens(marginal: Mapping[str, float]) -> bool:
    opened = sum(p for label, p in marginal.items() if label.startswith("B"))
    return opened > sum(p for label, p in marginal.items() if label.startswith("I"))


def _marked(inside: Sequence[Mapping[str, float]], end: int) -> list[Marked]:
    """The likeliest label of the tokens before `end`."""
    sums: dict[str, float] = defaultdict(float)
    for marginal in inside:
        for label, p in marginal.items():
            if label != OUTSIDE:
                sums[label[2:]] += p
    best = max(sorted(sums), key=lambda label: sums[label])
    score = sums[best] / len(inside)
    return [Marked(end - len(inside), end, label, score) for label in best.split("+")]
