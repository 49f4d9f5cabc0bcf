"""Cuts a text into sentences without losing a character."""

from collections.abc import Container, Iterator

import regex

from annotate.article import Range

_STOP = regex.compile(r"[.।॥?!؟۔。？！…]+[\"'”’»)\]]*[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]*|\n+")
_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}]+(?:\.[\p{L}\p{M}]+)*\Z")
_UNSPACED = frozenset("।॥。？！؟۔")
LONGEST_SENTENCE, _LONGEST_UNSPACED = 1_200, 400
"""Code points, about 200 words: the longest of 22,000 sentences of news have 504, and 263 in Chinese. What is longer is
a list or has no stops at all; it is cut, so that the time to read it grows with its length and not with its square."""
_FITTING = (";؛；", ",、，", " \t\n")


def sentences(text: str, abbreviations: Container[str], *, spaced: bool = True) -> list[Range]:
    """Start and end of each sentence, in code points; together they are the whole text, and none is endless.

    `abbreviations` are folded words, without their last full stop, after which a full stop ends no sentence.
    """
    found: list[Range] = []
    start = 0
    for end in ends(text, abbreviations):
        found += stretches(text, start, end, spaced=spaced)
        start = end
    return [*found, *stretches(text, start, len(text), spaced=spaced)] if start < len(text) else found


def ends(text: str, abbreviations: Container[str]) -> Iterator[int]:
    """Where the stops of a text end a sentence."""
    for stop in _STOP.finditer(text):
        start, end = stop.span()
        if _ends(text, start, end, abbreviations):
            yield end


def stretches(text: str, start: int, end: int, *, spaced: bool = True) -> list[Range]:
    """A sentence as it is, or one longer than any that people write in stretches that end at its marks or spaces."""
    longest = LONGEST_SENTENCE if spaced else _LONGEST_UNSPACED
    found: list[Range] = []
    while end - start > longest:
        stop = start + longest
        marked = (max(text.rfind(mark, start + longest // 2, stop) for mark in marks) for marks in _FITTING)
        last = next((at + 1 for at in marked if at >= 0), stop)
        found.append((start, last))
        start = last
    return [*found, (start, end)]


def _ends(text: str, start: int, end: int, abbreviations: Container[str]) -> bool:
    """Whether the stop at `start` to `end` ends a sentence: no `U.S.`, `Aug.`, `10.5`, `site.org`."""
    if text[start] in _UNSPACED or text[start] == "\n" or end >= len(text):
        return True
    if text[end] == "\n":
        return True
    spaced = text[end].isspace()
    if text[start] != "." or (spaced and end - start > 1):
        return spaced
    word = _WORD_BEFORE.search(text, max(0, start - 24), start)
    latin = bool(word) and text[start - 1].isascii()
    if not spaced:
        return bool(word) and not latin and not _is_short(word)
    if not word:
        return True
    return word.group().lower() not in abbreviations and not _is_initial(word.group(), latin)


def _is_short(word: "regex.Match[str] | None") -> bool:
    """A word of one or two letters before an unspaced stop is an initial: `एफ.`, `डॉ.`"""
    return word is None or len(regex.findall(r"\X", word.group().rpartition(".")[2])) <= 2


def _is_initial(word: str, latin: bool) -> bool:
    """`U.S`, `J`, `एस`: the letters of a name or of a short form."""
    last = word.rpartition(".")[2]
    return (latin and ((len(last) == 1 and last.isupper()) or "." in word)) or (not latin and len(last) == 1)
