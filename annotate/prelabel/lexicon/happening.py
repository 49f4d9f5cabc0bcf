"""An event as the rules find it in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.prelabel.lexicon.arguments import Filled
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.triggers import Candidate

Recalled = tuple[Sequence[Piece], Filled]
"""An argument that another sentence names, with the pieces of that one."""


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """An event as found: the pieces of its sentence, its trigger and type, its arguments, its attributes.

    `recalled` are arguments that another sentence names.
    """

    pieces: Sequence[Piece]
    candidate: Candidate
    filled: tuple[Filled, ...]
    attributes: Mapping[str, str]
    recalled: tuple[Recalled, ...] = ()

    @property
    def event(self) -> str:
        """The type of the event."""
        return self.candidate.event

    @property
    def arguments(self) -> Iterator[tuple[Sequence[Piece], Filled]]:
        """All arguments, each with the pieces of its sentence."""
        yield from ((self.pieces, one) for one in self.filled)
        yield from self.recalled

    @property
    def score(self) -> float:
        """How sure: half for the trigger, the rest by the arguments that its own sentence names."""
        best = sorted((one.score for one in self.filled), reverse=True)[:3]
        return min(0.95, 0.5 + sum(best) * 0.15)
