"""Phrases of several tokens by how they open."""

from collections.abc import Iterable

import regex

TOKEN = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}]*|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*|[^\s\p{L}\p{M}\p{N}]")
OPENING = 2
"""How many characters after its first token a phrase is told by: a space and a letter."""
Leads = dict[str, tuple[int, ...]]
"""The lengths of the phrases that a token leads, the longest first, by the characters right behind it."""


def openings(phrases: Iterable[str]) -> dict[str, Leads]:
    """What each token leads that is the first of a phrase of several tokens."""
    found: dict[str, dict[str, set[int]]] = {}
    for phrase in phrases:
        first = TOKEN.match(phrase)
        if first and first.end() < len(phrase):
            behind = phrase[first.end() : first.end() + OPENING]
            found.setdefault(first[0], {}).setdefault(behind, set()).add(len(phrase))
    return {
        token: {behind: tuple(sorted(lengths, reverse=True)) for behind, lengths in leads.items()}
        for token, leads in found.items()
    }


def lengths(leads: Leads, behind: str) -> tuple[int, ...]:
    """The lengths of the phrases that may go on with the two characters `behind` the token that leads them."""
    found = leads.get(behind, ())
    return found if behind.startswith(" ") else found + leads.get(behind[:1], ())  # no phrase ends with a space
