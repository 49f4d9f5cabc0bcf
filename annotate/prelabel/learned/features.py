"""What the models see of a token: its letters, its shape, what is known of it, and the same of its neighbours."""

from collections.abc import Iterator, Sequence

import regex

from annotate.article import Range
from annotate.prelabel.learned.crf import Features, hashed
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.tokens import Token

VERSION = 1
"""Raised whenever the code makes other features of the same text: a model knows those it was trained on."""

_AFFIXES = range(1, 6)  # letters
_REACH = 2  # neighbours on each side that are seen whole
_FURTHER = 5  # neighbours on each side of which only the word is seen
_SCRIPTS = ("Latin", "Devanagari", "Arabic", "Cyrillic", "Han")
_SCRIPT = regex.compile("|".join(rf"(\p{{{name}}})" for name in _SCRIPTS))
_CLASSES = ((str.isupper, "X"), (str.isdigit, "9"), (str.isalpha, "x"))


def shape(word: str) -> str:
    """The kinds of a word's signs, runs written once: `Xx` for a capital and small letters, `9` for digits."""
    kinds = [next((mark for is_kind, mark in _CLASSES if is_kind(sign)), sign) for sign in word]
    return "".join(kind for at, kind in enumerate(kinds) if at == 0 or kinds[at - 1] != kind)[:8]


def script(word: str) -> str:
    """The script of a word's first letter that has a known one, else `other`."""
    found = _SCRIPT.search(word)
    return _SCRIPTS[found.lastindex - 1] if found and found.lastindex else "other"


def token_features(page: Page, stretch: Range) -> list[Features]:
    """The hashed features of each token of a stretch."""
    first, last = stretch
    own = [list(_own(page, at)) for at in range(first, last)]
    words = [page.tokens[at].folded for at in range(first, last)]
    return [[hashed(name) for name in _with_context(own, words, at)] for at in range(last - first)]


def affixes(token: Token) -> Iterator[str]:
    """The first and last letters of a token's folded form."""
    word = token.folded
    for size in _AFFIXES:
        if len(word) > size:
            yield f"p={word[:size]}"
            yield f"s={word[-size:]}"


def _own(page: Page, at: int) -> Iterator[str]:
    token = page.tokens[at]
    yield f"w={token.folded}"
    yield from affixes(token)
    yield f"shape={shape(token.text)}"
    yield f"script={script(token.text)}"
    for what in page.known.get(at, ()):
        yield f"k={what}"
    if at and page.tokens[at - 1].end == token.start:
        yield f"glued={page.tokens[at - 1].folded}"


def _with_context(own: Sequence[Sequence[str]], words: Sequence[str], at: int) -> Iterator[str]:
    yield "bias"
    yield from own[at]
    for step in (*range(-_REACH, 0), *range(1, _REACH + 1)):
        beside = at + step
        if 0 <= beside < len(own):
            yield from (f"{step}{name}" for name in own[beside] if not name.startswith("p="))
        else:
            yield f"{step}edge"
    yield from _joined(words, at)
    for step in range(_REACH + 1, _FURTHER + 1):
        yield from (f"far={words[beside]}" for beside in (at - step, at + step) if 0 <= beside < len(words))


def _joined(words: Sequence[str], at: int) -> Iterator[str]:
    """The word with one neighbour, and with two: what single signs mean where no space parts words."""
    for start, end in ((-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 1), (-2, 0), (0, 2)):
        if 0 <= at + start and at + end < len(words):
            yield f"{start}{end}={'_'.join(words[at + start : at + end + 1])}"


