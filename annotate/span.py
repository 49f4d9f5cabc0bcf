"""Spans of text in code points, the grapheme edges they must respect, and maps to normalised forms.

Offsets are Unicode code points, end exclusive: `text[start:end]` in Python.
"""

from typing import Self

import regex
from pydantic import BaseModel, ConfigDict, model_validator

_GRAPHEME = regex.compile(r"\X")
_OUTER = regex.compile(r"[\s\u200b\ufeff।॥,;،؛、，；。]")
_STOP_AFTER_OTHER_SCRIPT = regex.compile(r"[^\p{Latin}\d.]\.$")


class Value(BaseModel):
    """A frozen value of an annotation file; keys it does not know survive a round trip."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True, serialize_by_alias=True)


class Span(Value):
    """A stretch of an article: `start` and `end` in code points, end exclusive, and its surface `text`."""

    start: int
    end: int
    text: str
    tidied: "Span | None" = None

    @model_validator(mode="after")
    def _has_an_extent(self) -> Self:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}-{self.end} is empty or reversed")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`; ValueError where it is empty or outside the text."""
        if end > len(text):
            raise ValueError(f"span {start}-{end} ends past the text ({len(text)} code points)")
        return Span(start=start, end=end, text=text[start:end])

    def fits(self, text: str) -> bool:
        """Whether the span's own text is what stands at its offsets in `text`."""
        return self.end <= len(text) and text[self.start : self.end] == self.text


def is_grapheme_edge(text: str, at: int) -> bool:
    """Whether the code point offset `at` lies between two grapheme clusters of `text`, not inside one."""
    if at <= 0 or at >= len(text):
        return True
    if text[at].isascii() and text[at - 1].isascii():
        return text[at - 1 : at + 1] != "\r\n"
    found = _GRAPHEME.match(text, at - 1, at + 1)  # what follows has no part in it, and may be long
    return found is None or found.end() == at


def grapheme_hull(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest range of whole grapheme clusters that holds `start` to `end`."""
    while not is_grapheme_edge(text, start):
        start -= 1
    return start, end if is_grapheme_edge(text, end) else _next_edge(text, end)


def _next_edge(text: str, at: int) -> int:
    """The first edge after the code point at `at`, which may stand inside a cluster: its end is found all the same."""
    found = _GRAPHEME.match(text, at)
    return found.end() if found else at + 1


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the slips of a hand: whole graphemes, no outer spaces, commas or sentence ends.

    A range of nothing but such characters keeps them, and a mark keeps the space or comma that carries it.
    """
    hull = start, end = grapheme_hull(text, start, end)
    while start < end and _OUTER.match(text[start]):
        start += 1
    while start < end and _ends_untidily(text[start:end]):
        end -= 1
    return grapheme_hull(text, start, end) if start < end else hull


def _ends_untidily(surface: str) -> bool:
    """A full stop closes a sentence after Devanagari or Arabic; after Latin letters it may belong to `U.S.`."""
    return bool(_OUTER.match(surface[-1]) or _STOP_AFTER_OTHER_SCRIPT.search(surface))
