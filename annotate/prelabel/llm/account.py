"""What a run asked, paid and refused; and the limit that it keeps."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotate.errors import AnnotateError
from annotate.prelabel.llm.price import Price


class Failed(AnnotateError):
    """An article that got no answer."""


class Stopped(Failed):
    """Why no further call is made in this run."""


@dataclass
class Account:
    """The sums of one run; tokens as the server's `usage` counted them, else as estimated (`guessed` calls)."""

    price: Price | None = None
    limit: float | None = None
    calls: int = 0
    from_cache: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    guessed: int = 0
    held_in: int = 0
    held_out: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def spent(self) -> float | None:
        """US dollars; None where the price is not known."""
        return self.price.of(self.tokens_in, self.tokens_out) if self.price else None

    def affords(self, tokens_in: int, tokens_out: int) -> bool:
        """Whether a call of so many tokens, beside what is under way, stays within the limit."""
        if self.price is None or self.limit is None:
            return True
        into, out = self.tokens_in + self.held_in + tokens_in, self.tokens_out + self.held_out + tokens_out
        return self.price.of(into, out) <= self.limit

    def hold(self, tokens_in: int, tokens_out: int) -> None:
        """Sets aside what a call may cost; Stopped where that would exceed the limit."""
        if not self.affords(tokens_in, tokens_out):
            raise Stopped(self._over(tokens_in, tokens_out))
        self.held_in += tokens_in
        self.held_out += tokens_out

    def release(self, tokens_in: int, tokens_out: int) -> None:
        """Gives back what was set aside."""
        self.held_in -= tokens_in
        self.held_out -= tokens_out

    def pay(self, tokens_in: int, tokens_out: int, *, guessed: bool = False) -> None:
        """Counts a call and its tokens."""
        self.calls += 1
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out
        self.guessed += guessed

    def _over(self, tokens_in: int, tokens_out: int) -> str:
        next_call = self.price.of(tokens_in, tokens_out) if self.price else 0.0
        return (
            f"--max-cost {self.limit:g}: {self.spent:.4f} US dollars are spent in {self.calls} calls, and the next "
            f"may cost {next_call:.4f}; what was answered is kept: run again with a higher --max-cost to go on"
        )

    def told(self) -> Iterator[str]:
        """What was asked, paid and refused, in lines for a person."""
        cost = "cost unknown" if self.spent is None else f"{self.spent:.4f} US dollars"
        guessed = f" ({self.guessed} calls estimated: the server did not count)" if self.guessed else ""
        yield (
            f"{self.calls} calls, {self.from_cache} answers from the cache, {self.tokens_in} tokens in, "
            f"{self.tokens_out} out{guessed}, {cost}"
        )
        for reason, number in sorted(self.refused.items()):
            yield f"refused: {reason}: {number}"

    def to_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "calls": self.calls, "from_cache": self.from_cache, "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out, "estimated_calls": self.guessed, "cost": self.spent,
            "price": self.price.source if self.price else None, "refused": dict(sorted(self.refused.items())),
        }  # fmt: skip
