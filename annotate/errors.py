"""What can go wrong, said so that a person can mend it."""

from collections.abc import Iterable
from difflib import get_close_matches


class AnnotateError(Exception):
    """A fault in the input or the environment: one clear line that names the place and the remedy."""


class Faults(AnnotateError):
    """Several faults found together, one a line; `faults` holds the lines."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))

    def __reduce__(self) -> "tuple[type[Faults], tuple[tuple[str, ...]]]":
        """How it comes back from another process."""
        return type(self), (self.faults,)


def suggest(word: str, known: Iterable[str]) -> str:
    """The tail of a message on an unknown name: `(known: a, b); did you mean 'a'?`."""
    names = [str(name) for name in known]
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    return f"(known: {', '.join(names) or 'none'}){hint}"
