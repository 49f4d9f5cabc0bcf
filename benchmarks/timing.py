"""Wall time of things that are run in turn, so that a change of the machine's load meets all of them."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Timing:
    """The seconds that one thing took, once a round, in the order of the rounds."""

    seconds: tuple[float, ...]

    @classmethod
    def sum(cls, timings: Iterable["Timing"]) -> "Timing":
        """The seconds that several things of equally many rounds took together, round by round."""
        return cls(tuple(map(sum, zip(*(one.seconds for one in timings), strict=True))))

    @property
    def range(self) -> "Range":
        """Seconds."""
        return Range.of(self.seconds)

    def rates(self, amount: float) -> "Range":
        """How much of `amount` (bytes, articles) a second."""
        return Range.of(amount / seconds for seconds in self.seconds)

    def ratios(self, other: "Timing") -> "Range":
        """How many times longer this took than `other`, round by round."""
        return Range.of(mine / theirs for mine, theirs in zip(self.seconds, other.seconds, strict=True))


@dataclass(frozen=True, slots=True)
class Range:
    """The median of the rounds, the least and the most."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Range":
        """The range of some values, one at least."""
        found = tuple(values)
        return cls(median(found), min(found), max(found))


def time_in_turn(tasks: Mapping[str, Callable[[], object]], rounds: int, at_least: float = 0.0) -> dict[str, Timing]:
    """Runs every task once in each round, after two runs to warm up.

    A task that takes less than `at_least` seconds is repeated in its round until it does, and the round's time shared
    out among the runs.
    """
    passes = {name: _passes(task, at_least) for name, task in tasks.items()}
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            taken[name].append(_seconds(task, passes[name]))
    return {name: Timing(tuple(seconds)) for name, seconds in taken.items()}


def _passes(task: Callable[[], object], at_least: float) -> int:
    _seconds(task, 1)
    return max(1, ceil(at_least / _seconds(task, 1)))


def _seconds(task: Callable[[], object], passes: int) -> float:
    start = time.perf_counter()
    for _ in range(passes):
        task()
    return (time.perf_counter() - start) / passes
