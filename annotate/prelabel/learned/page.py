"""An article as the models see it: tokens, stretches, known words, and where spans of the text lie among the tokens."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from annotate.article import Article, Range
from annotate.prelabel.learned.tokens import Token, stretches, tokens
from annotate.prelabel.learned.vocabulary import Vocabulary


@dataclass(frozen=True)
class Page:
    """The tokens of an article, the stretches that are labelled at once, and what is known of the words."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    stretches: tuple[Range, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, article: Article, vocabulary: Vocabulary) -> "Page":
        """The page of an article."""
        every = tokens(article.text)
        lines = tuple(stretches(article.text, every, article.boilerplate))
        return cls(article.text, article.language or "", tuple(every), lines, vocabulary)

    @cached_property
    def known(self) -> dict[int, list[str]]:
        """What known phrases each token opens (`B`) or continues (`I`)."""
        found: dict[int, list[str]] = defaultdict(list)
        for hit in self.vocabulary.hits(self.tokens):
            found[hit.first].append(f"{hit.what}|B")
            for at in range(hit.first + 1, hit.last):
                found[at].append(f"{hit.what}|I")
        return found

    @cached_property
    def signs(self) -> dict[int, list[str]]:
        """The attribute values that a sign beginning at each token speaks for."""
        found: dict[int, list[str]] = defaultdict(list)
        for hit in self.vocabulary.signs(self.tokens):
            found[hit.first].append(hit.what)
        return found

    def range(self, first: int, last: int) -> Range:
        """Code points from the token `first` to before `last`."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def place(self, start: int, end: int) -> Range | None:
        """The first and last (exclusive) token that share a code point with a range; None where no token does."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return (first, last) if first < last else None

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]
