"""Levels for intervals, so that what is drawn on one level never overlaps."""

from collections.abc import Sequence


def levels(intervals: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """A level, from 0, for each half-open interval: no two of one level overlap, shorter ones stand lower.

    An interval inside another is always on a lower level than that one, or was given before it if they are equal.
    """
    found = [0] * len(intervals)
    rows: list[list[tuple[int, int]]] = []
    for index in sorted(range(len(intervals)), key=lambda each: intervals[each][1] - intervals[each][0]):
        level = next((at for at, row in enumerate(rows) if _is_free(row, *intervals[index])), len(rows))
        if level == len(rows):
            rows.append([])
        rows[level].append(intervals[index])
        found[index] = level
    return tuple(found)


def _is_free(row: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return all(last <= start or end <= first for first, last in row)
