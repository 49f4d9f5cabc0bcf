"""Finds the words that a model quotes: the exact span they stand at, or a reason to refuse them.

A quote is looked for letter for letter, then without what writers vary (see `annotate.prelabel.skeleton`), then with a
few wrong letters. What is found is whole grapheme clusters and no piece out of the middle of a word.
"""

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
_DIGITS = regex.compile(r"\d+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+")
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]")


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
        """The place in the window that is most like the quote, if it is like enough and has the same numbers."""
        if len(self.letters) < _SHORTEST or len(self.part.letters) < len(self.letters) * LIKENESS / 100:
            return None
        found = _alignment(self.letters, self.part.letters)
        if found is None:
            return None
        rated = [(_likeness(self.letters, bare_letters(self.text[start:end])), start, end)
                 for start, end in self._around(*self.part.back(*found))]  # fmt: skip
        likeness, start, end = max(rated, key=lambda each: each[0])
        if likeness < LIKENESS or _numbers(self.text[start:end]) != _numbers(self.quote):
            return None
        return Grounded(Span.of(self.text, start, end), "fuzzy", round(likeness, 1))

    def _exact(self, start: int, end: int) -> Iterator[Range]:
        at = self.text.find(self.quote, start, end)
        while at >= 0:
            place = at, at + len(self.quote)
            if all(is_grapheme_edge(self.text, each) for each in place) and _edges(self.text, *place):
                yield place
            at = self.text.find(self.quote, at + 1, end)

    def _normalised(self, part: Skeleton) -> Iterator[Range]:
        """Occurrences in a skeleton whose place in the text, in whole graphemes, has no more letters than the quote."""
        at = part.letters.find(self.letters)
        while at >= 0:
            start, end = grapheme_hull(self.text, *part.back(at, at + len(self.letters)))
            if bare_letters(self.text[start:end]) == self.letters and _edges(self.text, start, end):
                yield start, end
            at = part.letters.find(self.letters, at + 1)

    def _around(self, start: int, end: int) -> Iterator[Range]:
        """The range with the words it cuts and without them, as far as something is left."""
        first, last = _word_at(self.text, start), _word_at(self.text, end - 1)
        for left in {first[0], first[1] if start > first[0] else start}:
            for right in {last[1], last[0] if end < last[1] else end}:
                low, high = _trimmed(self.text, left, right)
                if low < high:
                    yield grapheme_hull(self.text, low, high)


_BOTH = 2


def _edges(text: str, start: int, end: int) -> int:
    """How many ends of a range are edges of words; in scripts without spaces every grapheme edge is one."""
    return _is_edge(text, start) + _is_edge(text, end)


def _is_edge(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return True
    beside = text[at - 1], text[at]
    return not all(map(_LETTER.match, beside)) or any(map(_UNSPACED.match, beside))


def _word_at(text: str, at: int) -> Range:
    """The word at an offset; one character where there is none, or where words are not spaced."""
    if not _WORD.match(text[at]) or _UNSPACED.match(text[at]):
        return grapheme_hull(text, at, at + 1)
    start = end = at
    while start > 0 and not _is_edge(text, start):
        start -= 1
    while end < len(text) and not _is_edge(text, end):
        end += 1
    return start, max(end, at + 1)


def _trimmed(text: str, start: int, end: int) -> Range:
    """The range without what is no letter at its ends."""
    while start < end and not _LETTER.match(text[start]):
        start += 1
    while start < end and not _LETTER.match(text[end - 1]):
        end -= 1
    return start, end


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


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other))


MISSING = "the LLM engine needs packages that are not installed; pip install 'event-annotate[llm]'"
"""What is told where the extra is missing."""
