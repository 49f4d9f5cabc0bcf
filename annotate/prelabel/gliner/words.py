"""Words as a model reads them: no word of any script is cut by its vowel signs, and no character by its parts.

GLiNER2 finds spans of whole words, so what its splitter cuts cannot be found whole, and what it joins cannot be found
apart. Up to version 2.0 its splitter was made with Python's `re`, whose `\\w` knows no vowel sign: यात्रा was six
words. The one of 2.1 knows them; it still takes a run of Chinese for one word, and cuts emoji and flags.
"""

from collections.abc import Container, Iterable, Iterator

import regex

from annotate.article import Range

VERSION = 1
"""Raised when a text is split in another way."""

_SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"  # no spaces between words
_LETTERS = rf"[[\p{{L}}\p{{M}}\p{{N}}_\u200c\u200d]--[{_SIGNS}]]"
_WORD = regex.compile(
    rf"""(?:https?://|www\.)[!-~]*[A-Za-z0-9/]
    | [A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{{2,}}
    | @[A-Za-z0-9_]+
    | [{_SIGNS}]\p{{M}}*
    | {_LETTERS}+(?:-{_LETTERS}+)*
    | \S""",
    regex.VERSION1 | regex.VERBOSE,
)


def split_words(text: str, lower: bool = True) -> Iterator[tuple[str, int, int]]:
    """The words of a text in order, each with its start and end in code points; `lower` lowers the case of the word.

    Chinese, Japanese, Thai, Lao, Khmer and Burmese characters are words of their own. Together the words hold all but
    spaces and what is one character with them; each begins and ends at the edge of a grapheme cluster.
    """
    for start, end in _whole(text, (found.span() for found in _WORD.finditer(text))):
        word = text[start:end]
        yield (word.lower() if lower else word), start, end


def _whole(text: str, words: Iterable[Range]) -> Iterator[Range]:
    """The words, joined with the next one where a grapheme cluster lies across their edge."""
    edges = {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}
    held: Range | None = None
    for start, end in words:
        if held is not None and held[1] == start and start not in edges:
            held = held[0], end
            continue
        yield from _edged(held, edges)
        held = start, end
    yield from _edged(held, edges)


def _edged(word: Range | None, edges: Container[int]) -> Iterator[Range]:
    """The word without parts of clusters that a space is in; nothing where nothing is left."""
    inside = [at for at in range(word[0], word[1] + 1) if at in edges] if word else []
    if len(inside) > 1:
        yield inside[0], inside[-1]
