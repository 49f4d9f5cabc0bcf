"""Phrases of several tokens by how they open."""

from collections.abc import Iterable

import regex

TOKEN = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}]*|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*|[^\s\p{L}\p{M}\p{N}]")
OPENING = 2
"""How many characters after its first token a phrase is told by: a space and a letter."""


def openings(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the phrases of several tokens by how they open, the longest first; with none, each first token."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        first = TOKEN.match(phrase)
        if first and first.end() < len(phrase):
            found.setdefault(first[0], set())
            found.setdefault(phrase[: first.end() + OPENING], set()).add(len(phrase))
    return {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}
