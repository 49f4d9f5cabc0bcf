"""One proposal, and the groups that pairs make."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two mentions or events by their ids, the later first, that may be the same: how sure (0 to 1), and why."""

    source: str
    target: str
    score: float
    why: str


def groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each id of the pairs with the first id of the group that they join it to."""
    first: dict[str, str] = {}
    for one, other in pairs:
        kept, gone = first.setdefault(one, one), first.setdefault(other, other)
        first.update((each, kept) for each, group in list(first.items()) if group == gone)
    return first
