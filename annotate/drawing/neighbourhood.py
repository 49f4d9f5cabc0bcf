"""The parts of a long text that matter: what stands around its boxes."""

from collections.abc import Iterable

import regex

from annotate.drawing.picture import Box
from annotate.span import grapheme_hull

_WORD = regex.compile(r"(?<=\s)(?=\S)|(?<=\p{Line_Break=ID})")
_REACH = 24
"""How far, in code points, a cut may move to fall between two words; what is no longer than that is not cut out."""
Stretch = tuple[int, int]


def neighbourhoods(text: str, boxes: Iterable[Box], context: int) -> tuple[Stretch, ...]:
    """The stretches to draw, in order and apart: each box with `context` code points before and after it, or some more.

    Cuts fall between words where there are any nearby, always between graphemes. A text without boxes is drawn from its
    beginning, with twice the context.
    """
    wanted = sorted((box.start - context, box.end + context) for box in boxes) or [(0, 2 * context)]
    found: list[Stretch] = []
    for start, end in (_widened(text, *each) for each in wanted):
        if found and start - found[-1][1] <= _REACH:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _widened(text: str, start: int, end: int) -> Stretch:
    """The stretch, out to the nearest edges of words, and to those of the text where few words are left there."""
    start, end = max(0, start), min(end, len(text))
    before = _word_edges(text, max(0, start - _REACH), start)
    after = _word_edges(text, end, min(end + _REACH, len(text)))
    start, end = max(before, default=start), min(after, default=end)
    return grapheme_hull(text, 0 if start <= _REACH else start, len(text) if end >= len(text) - _REACH else end)


def _word_edges(text: str, start: int, end: int) -> list[int]:
    return [found.start() for found in _WORD.finditer(text, start, end + 1) if found.start() <= end]
