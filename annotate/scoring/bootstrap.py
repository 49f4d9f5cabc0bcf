"""How far a score may be off for the choice of articles: percentile bootstrap over articles.

Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Counts(NamedTuple):
    """Tuples that both sides have (`tp`), that were `predicted`, and that the `gold` holds."""

    tp: int = 0
    predicted: int = 0
    gold: int = 0


Interval = tuple[float, float]
"""Lower and upper end of a 95 % interval."""

_TAILS = (2.5, 97.5)


def f1_intervals(counts: Sequence[Sequence[Counts]], samples: int, seed: int) -> list[Interval]:
    """The 95 % interval of the micro-averaged F1 in each column of `counts` (one row an article, one column a score).

    All columns see the same `samples` draws of articles. A draw in which a column has nothing to score is left out of
    that column; a column with nothing in any draw has the interval 0, 0. ValueError where `samples` is below 1.
    """
    import numpy as np

    if samples < 1:
        raise ValueError(f"{samples} samples make no interval; take 1 or more")
    if not counts or not counts[0]:
        return [(0.0, 0.0)] * (len(counts[0]) if counts else 0)
    table = np.asarray(counts, dtype=np.float64)  # articles x columns x (tp, predicted, gold)
    rows = table.reshape(len(table), -1)
    drawn = np.random.default_rng(seed).integers
    totals = np.stack([np.bincount(drawn(0, len(rows), len(rows)), minlength=len(rows)) @ rows for _ in range(samples)])
    tp, predicted, gold = np.moveaxis(totals.reshape(samples, *table.shape[1:]), -1, 0)
    size = predicted + gold
    f1 = np.divide(2 * tp, size, out=np.full_like(tp, np.nan), where=size > 0)
    return [_ends(column[~np.isnan(column)].tolist()) for column in f1.T]


def _ends(values: list[float]) -> Interval:
    import numpy as np

    if not values:
        return 0.0, 0.0
    low, high = np.percentile(values, _TAILS)
    return float(low), float(high)
