"""Phrases of several tokens by how they open."""

from collections.abc import Iterable

import regex

TOKEN = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}]*|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*|[^\s\p{L}\p{M}\p{N}]")
Leads = dict[str, tuple[int, ...]]
"""The lengths of the phrases that a token leads, the longest first, by what follows it to the end of the next one."""


def openings(phrases: Iterable[str]) -> dict[str, Leads]:
    """What each token leads that is the first of a phrase of several tokens."""
    found: dict[str, dict[str, set[int]]] = {}
    for phrase in phrases:
        first = TOKEN.match(phrase)
        second = TOKEN.search(phrase, first.end()) if first else None
        if first and second:
            lengths = found.setdefault(first[0], {}).setdefault(phrase[first.end() : second.end()], set())
            lengths.add(len(phrase))
    return {
        token: {behind: tuple(sorted(lengths, reverse=True)) for behind, lengths in leads.items()}
        for token, leads in found.items()
    }
