"""Finds the words that a model quotes: the exact span they stand at, or a reason to refuse them.

A quote is looked for letter for letter, then without what writers vary (see `annotate.prelabel.skeleton`), then with a
few wrong letters. What is found is whole grapheme clusters and no piece out of the middle of a word.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from annotate.article import Range
from annotate.errors import AnnotateError
from annotate.prelabel.skeleton import Skeleton, bare_letters, skeleton
from annotate.span import Span, grapheme_hull, is_grapheme_edge

Way = Literal["exact", "normalised", "fuzzy"]

LIKENESS = 85.0
"""The least likeness of a fuzzy quote and what stands in the text: 100 times the normalised indel similarity."""

_SHORTEST = 6  # letters of a quote that may have a wrong one
_SHORTEST_PART = 3  # letters of a quote that may be the beginning or the ending of a word
_LIKENESS_OF_EACH = 75.0  # of a word in a quote of several
_LIKENESS_OF_ONE = 90.0  # of a quote of one word: Austria is 87.5 like Australia
_DIGITS = regex.compile(r"\d+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+")
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"  # no spaces between words
_UNSPACED = regex.compile(f"[{_SIGNS}]")
_UNIT = regex.compile(rf"[{_SIGNS}]|[[\p{{L}}\p{{M}}\p{{N}}\u200c\u200d]--[{_SIGNS}]]+", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Grounded:
    """Where a quote stands, how it was found, its likeness (100 unless fuzzy), and whether `inside` the window."""

    span: Span
    way: Way
    likeness: float = 100.0
    inside: bool = True

    @property
    def told(self) -> str:
        """The way in few words: `exact`, `fuzzy 91`, `normalised, elsewhere`."""
        way = f"fuzzy {self.likeness:.0f}" if self.way == "fuzzy" else self.way
        return way if self.inside else f"{way}, elsewhere"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a quote was not grounded: `empty`, `not found`, or `ambiguous` (in several places, and not in the window)."""

    reason: Literal["empty", "not found", "ambiguous"]


def ground(quote: str, text: str, window: Range | None = None, around: Range | None = None) -> Grounded | Refusal:
    """The span of `text` that `quote` stands at, first of all within `window`, then within `around`.

    Both are code points, None the whole text. Where the window has the quote several times it is the first. Outside it
    must stand in one place alone, and letter for letter or nearly (`normalised`): a fuzzy quote is only looked for
    inside. No quote makes it raise.
    """
    whole = 0, len(text)
    sought = _Sought(quote.strip(), text, window or whole, around or whole)
    if not sought.letters:
        return Refusal("empty")
    inside = next(sought.within(), None)
    if inside is not None:
        return inside
    places = sought.elsewhere()
    if len(places) > 1:
        return Refusal("ambiguous")
    return places[0] if places else sought.nearly() or Refusal("not found")


@dataclass(frozen=True)
class _Sought:
    """One quote, the text, and the two parts of it where it is looked for."""

    quote: str
    text: str
    window: Range
    around: Range

    @cached_property
    def letters(self) -> str:
        return bare_letters(self.quote)

    @cached_property
    def part(self) -> Skeleton:
        """The window's skeleton."""
        return skeleton(self.text, *self.window)

    def within(self) -> Iterator[Grounded]:
        """The occurrences in the window: exact ones, then normalised ones; those of whole words first."""
        for way, places in self._ways(self.window):
            for start, end in sorted(places, key=lambda place: -_edges(self.text, *place)):
                yield Grounded(Span.of(self.text, start, end), way)

    def elsewhere(self) -> list[Grounded]:
        """The occurrences around the window, at most two, of whole words if there are such."""
        for way, places in () if self.window == self.around else self._ways(self.around):
            found = list(places)
            whole = [place for place in found if _edges(self.text, *place) == _BOTH] or found
            if whole:
                return [Grounded(Span.of(self.text, *place), way, inside=False) for place in whole[:2]]
        return []

    def _ways(self, part: Range) -> Iterator[tuple[Way, Iterator[Range]]]:
        yield "exact", self._exact(*part)
        yield "normalised", self._normalised(self.part if part == self.window else skeleton(self.text, *part))

    def nearly(self) -> Grounded | None:
        """The words in the window that are most like the quote, if they are like enough and have the same numbers."""
        if len(self.letters) < _SHORTEST or len(self.part.letters) < len(self.letters) * LIKENESS / 100:
            return None
        found = _alignment(self.letters, self.part.letters)
        if found is None:
            return None
        places = self._whole_words(*self.part.back(*found))
        rated = [(_likeness(self.quote, self.text[start:end]), -start, end) for start, end in places]
        likeness, start, end = max(rated, default=(0.0, 0, 0))
        return Grounded(Span.of(self.text, -start, end), "fuzzy", round(likeness, 1)) if likeness else None

    def _exact(self, start: int, end: int) -> Iterator[Range]:
        at = self.text.find(self.quote, start, end)
        while at >= 0:
            place = at, at + len(self.quote)
            if all(is_grapheme_edge(self.text, each) for each in place) and self._is_word(*place):
                yield place
            at = self.text.find(self.quote, at + 1, end)

    def _normalised(self, part: Skeleton) -> Iterator[Range]:
        """Occurrences in a skeleton whose place in the text, in whole graphemes, has no more letters than the quote."""
        at = part.letters.find(self.letters)
        while at >= 0:
            start, end = grapheme_hull(self.text, *part.back(at, at + len(self.letters)))
            if bare_letters(self.text[start:end]) == self.letters and self._is_word(start, end):
                yield start, end
            at = part.letters.find(self.letters, at + 1)

    def _is_word(self, start: int, end: int) -> bool:
        """Whether a range is whole words, or a beginning or ending of one, long enough."""
        edges = _edges(self.text, start, end)
        return edges == _BOTH or (edges > 0 and len(self.letters) >= _SHORTEST_PART)

    def _whole_words(self, start: int, end: int) -> Iterator[Range]:
        """The ranges of whole words that begin and end no more than a word from `start` and `end`."""
        words = [word.span() for word in _UNIT.finditer(self.text, *self.window)]
        first = max(0, bisect_right(words, (start, len(self.text))) - 1)
        last = max(0, bisect_left(words, (end, 0)) - 1)
        for left in range(max(0, first - 1), min(len(words), first + 2)):
            for right in range(max(left, last - 1), min(len(words), last + 2)):
                yield grapheme_hull(self.text, words[left][0], words[right][1])


_BOTH = 2


def _edges(text: str, start: int, end: int) -> int:
    """How many ends of a range are edges of words; in scripts without spaces every grapheme edge is one."""
    return _is_edge(text, start) + _is_edge(text, end)


def _is_edge(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return True
    beside = text[at - 1], text[at]
    return not all(map(_LETTER.match, beside)) or any(map(_UNSPACED.match, beside))


def _numbers(text: str) -> list[str]:
    """The numbers of a text in ASCII digits; a quote with another number is another quote."""
    return _DIGITS.findall("".join(bare_letters(each) if each.isdigit() else each for each in text))


def _alignment(quote: str, letters: str) -> Range | None:
    try:
        from rapidfuzz.fuzz import partial_ratio_alignment
    except ImportError:
        raise AnnotateError(MISSING) from None
    found = partial_ratio_alignment(quote, letters, score_cutoff=LIKENESS)
    return (found.dest_start, found.dest_end) if found and found.dest_end > found.dest_start else None


def _likeness(quote: str, words: str) -> float:
    """How alike a quote and some words are; 0 where they are not alike enough to be the same, word for word.

    Each word must be like its partner, so that a name is not taken for another one in an otherwise equal quote; a word
    alone must be more alike than several.
    """
    from rapidfuzz.fuzz import ratio

    pairs = [[bare_letters(word) for word in _WORD.findall(each)] for each in (quote, words)]
    if len(pairs[0]) != len(pairs[1]) or _numbers(quote) != _numbers(words):
        return 0.0
    if any(ratio(one, other) < _LIKENESS_OF_EACH for one, other in zip(*pairs, strict=True)):
        return 0.0
    found = float(ratio("".join(pairs[0]), "".join(pairs[1])))
    return found if found >= (LIKENESS if len(pairs[0]) > 1 else _LIKENESS_OF_ONE) else 0.0


MISSING = "the LLM engine needs packages that are not installed; pip install 'event-annotate[llm]'"
"""What is told where the extra is missing."""
