"""What the models see of a token: its letters, its shape, what is known of it, and the same of its neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotate.article import Range
from annotate.prelabel.learned.crf import Features, hashed
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.tokens import Token

VERSION = 1
"""Raised whenever the code makes other features of the same text: a model knows those it was trained on."""

_AFFIXES = range(1, 6)  # letters
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


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a model sees: neighbours on each side of which it sees what begins with `seen`, and known words around.

    The figures below were chosen by cross-validation on the project's development gold: with few reviews a model that
    sees more learns less.
    """

    reach: int
    seen: tuple[str, ...]
    around: int


TRIGGERS = Sight(1, ("w=", "k="), 15)
MENTIONS = Sight(2, ("w=", "k=", "shape="), 12)


def token_features(page: Page, stretch: Range, sight: Sight) -> list[Features]:
    """The hashed features of each token of a stretch, as far as a model sees."""
    first, last = stretch
    own = [list(_own(page, at)) for at in range(first, last)]
    known = [sorted({what.partition("|")[0] for what in page.known.get(at, ())}) for at in range(first, last)]
    return [
        [hashed(name) for name in (*own[at], *_beside(own, at, sight), *_around(known, at, sight.around))]
        for at in range(last - first)
    ]


def affixes(token: Token) -> Iterator[str]:
    """The first and last letters of a token's folded form."""
    word = token.folded
    for size in _AFFIXES:
        if len(word) > size:
            yield f"p={word[:size]}"
            yield f"s={word[-size:]}"


def _own(page: Page, at: int) -> Iterator[str]:
    token = page.tokens[at]
    yield "bias"
    yield f"w={token.folded}"
    yield from affixes(token)
    yield f"shape={shape(token.text)}"
    yield f"script={script(token.text)}"
    for what in page.known.get(at, ()):
        yield f"k={what}"
    if at and page.tokens[at - 1].end == token.start:
        yield f"glued={page.tokens[at - 1].folded}"
        yield f"glued={page.tokens[at - 1].folded}_{token.folded}"
    if at + 1 < len(page.tokens) and page.tokens[at + 1].start == token.end:
        yield f"glue={token.folded}_{page.tokens[at + 1].folded}"


def _beside(own: Sequence[Sequence[str]], at: int, sight: Sight) -> Iterator[str]:
    for step in range(-sight.reach, sight.reach + 1):
        beside = at + step
        if step and 0 <= beside < len(own):
            yield from (f"{step}{name}" for name in own[beside] if name.startswith(sight.seen))
        elif step:
            yield f"{step}edge"


def _around(known: Sequence[Sequence[str]], at: int, reach: int) -> Iterator[str]:
    """The kinds of known words nearby, alone and with what the token itself is known as: what an event needs."""
    kinds = {what for beside in (*known[max(0, at - reach) : at], *known[at + 1 : at + reach + 1]) for what in beside}
    for kind in sorted(kinds):
        yield f"in={kind}"
        yield from (f"{own}&in={kind}" for own in known[at])
