"""Cuts a text into the tokens that the models label: words, numbers, marks; single signs where no space parts words.

Tokens start and end on grapheme edges, so that no span made of them cuts a Devanagari syllable or an emoji.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from annotate.article import Range
from annotate.prelabel.lexicon.folding import fold_word
from annotate.span import grapheme_hull

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = regex.compile(
    rf"(?V1)[{_UNSPACED}]\p{{M}}*|\p{{N}}+(?:[.,٫٬]\p{{N}}+)*|[[\p{{L}}\p{{M}}\u200c\u200d]--[{_UNSPACED}]]+|\S"
)
_PROCLITICS = frozenset("وفبلك")
_SHORTEST = 3  # letters of a word that an Arabic proclitic can be cut from, itself included
_MOST_PROCLITICS = 2
_ENDS = frozenset(".!?।॥؟۔。！？…")
_LONG, _LONGEST = 60, 300  # tokens after which a stretch ends with the sentence, and at any token


class Token(NamedTuple):
    """A token: its range in the text in code points, its surface, and its folded form for comparison."""

    start: int
    end: int
    text: str
    folded: str


def tokens(text: str) -> list[Token]:
    """Every token of a text in order; white space is none."""
    found: list[Range] = []
    for match in _TOKEN.finditer(text):
        for part in _parts(match.group(), match.start()):
            start, end = grapheme_hull(text, *part)
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
    return [Token(start, end, text[start:end], fold_word(text[start:end])) for start, end in found]


def _parts(word: str, start: int) -> Iterator[Range]:
    """A word, Arabic letters that may be proclitics cut off: tagging joins them again where they are none."""
    at = 0
    while at < _MOST_PROCLITICS and word[at] in _PROCLITICS and len(word) - at >= _SHORTEST:
        yield start + at, start + at + 1
        at += 1
    yield start + at, start + len(word)


def stretches(text: str, every: Sequence[Token], boilerplate: Sequence[Range] = ()) -> Iterator[Range]:
    """The first and last (exclusive) token of each stretch that is labelled at once: lines, long ones cut at sentences.

    Tokens of `boilerplate` are in none.
    """
    first = 0
    for at, token in enumerate(every):
        if _is_inside(token, boilerplate):
            if at > first:
                yield first, at
            first = at + 1
        elif at - first >= _LONGEST or _ends_stretch(text, every, at, at - first):
            yield first, at + 1
            first = at + 1
    if first < len(every):
        yield first, len(every)


def _is_inside(token: Token, ranges: Sequence[Range]) -> bool:
    return any(start <= token.start < end for start, end in ranges)


def _ends_stretch(text: str, every: Sequence[Token], at: int, length: int) -> bool:
    after = every[at + 1].start if at + 1 < len(every) else len(text)
    if "\n" in text[every[at].end : after]:
        return True
    return length >= _LONG and every[at].text in _ENDS and (after > every[at].end or every[at].text != ".")
