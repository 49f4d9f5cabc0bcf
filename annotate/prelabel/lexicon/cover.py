"""Which known words a text without spaces consists of: the cover that leaves the fewest letters and words over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import ahocorasick_rs

from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.runs import Known, Run, Sentences
from annotate.prelabel.lexicon.senses import Senses
from annotate.prelabel.lexicon.sentences import sentences

Hit = tuple[int, int, Senses]
"""Start and end of a known word, and what it means."""
_Priced = tuple[int, int, Senses]
"""Where a known word starts, its price, and what it means."""

_TRIGGER, _KNOWN, _SINGLE, _PARTICLE, _JOINER, _STATE = 5, 6, 10, 8, 4, 7
_LETTER, _NAME_LETTER, _OPENING, _MARK = 10, 9, 5, 3  # of an unknown word: each letter, and that there is one more
_NEVER = 10**9


class Cover:
    """Covers the sentences of one language with its words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._letters = frozenset(lexicon.language.name_letters)
        self._automaton = ahocorasick_rs.AhoCorasick(lexicon.words, store_patterns=False)
        self._senses = tuple(word.plain for word in lexicon.words.values())
        self._prices = tuple(self._price(text, word.plain) for text, word in lexicon.words.items())

    def sentences(self, text: str) -> Sentences:
        """The sentences of a folded text, each one run with the known words in it, in the order of their ends."""
        ranges = sentences(text, self._lexicon.abbreviations, spaced=False)
        hits, senses = self._automaton.find_matches_as_indexes(text, overlapping=True), self._senses
        runs: list[list[Run]] = []
        at = 0
        for start, end in ranges:
            run = Run(text[start:end])
            known: list[Known] = []
            while at < len(hits) and hits[at][2] <= end:
                if hits[at][1] >= start:
                    known.append(hits[at])
                    run.may_trigger = run.may_trigger or bool(senses[hits[at][0]].triggers)
                at += 1
            run.known = known
            runs.append([run])
        return ranges, runs

    def best(self, text: str, base: int, tokens: Sequence[tuple[int, int]], known: Iterable[Known]) -> list[Hit]:
        """The known words that cover a sentence most cheaply, in order.

        It begins at `base` of the article's text. `tokens` are its runs of letters, digits and marks, `known` all words
        that are known in it, in the order of their ends.
        """
        whole = {end: start for start, end in tokens if not _is_letter(text[start])}
        inside = {at for end, start in whole.items() for at in range(start + 1, end)}
        ending: list[list[_Priced]] = [[] for _ in range(len(text) + 1)]
        for word, start, end in known:
            first, last = start - base, end - base
            if first not in inside and last not in inside:
                ending[last].append((first, self._prices[word], self._senses[word]))
        for first, last, state in self._short_names(text):
            if first not in inside and last not in inside:
                ending[last].append((first, _STATE, state))
        return _walked(*_steps(text, whole, ending, self._letters))

    def _short_names(self, text: str) -> Iterator[Hit]:
        """States named by one letter, in company that shows it: *美* in 美军 and 访美, *中* and *俄* in 中俄."""
        pattern, names = self._lexicon.language.short_pattern, self._lexicon.language.short_names
        for found in pattern.finditer(text) if pattern is not None else ():
            yield found.start(), found.end(), _state(names[found[0]])

    def _price(self, text: str, senses: Senses) -> int:
        if not _is_letter(text[0]):
            return _MARK
        if len(text) == 1:
            if senses.names or text in self._letters:
                return _STATE if senses.names else _SINGLE
            return _JOINER if "conjunctions" in senses.classes else _PARTICLE
        return _TRIGGER if senses.triggers else _KNOWN


def _is_letter(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


@cache
def _state(code: str) -> Senses:
    return Senses(names=(("country", code),))


_Steps = tuple[list[int], list[Senses | None]]
"""For each offset where the best last step to it starts, and what the word means (None: something unknown)."""


def _steps(text: str, whole: Mapping[int, int], ending: Sequence[Sequence[_Priced]], letters: frozenset[str]) -> _Steps:
    costs, backs, meanings = [0], [0], list[Senses | None]([None])
    last = 0
    unknown, opened = _NEVER, 0  # what the best unknown word that ends here costs, and where it starts
    for at, character in enumerate(text, start=1):
        senses: Senses | None = None
        if "\u3400" <= character <= "\u9fff" or character == "〇":
            if last + _OPENING < unknown:
                unknown, opened = last + _OPENING, at - 1
            unknown += _NAME_LETTER if character in letters else _LETTER
            last, back = unknown, opened
        else:
            back = whole.get(at, at - 1)
            last, unknown = costs[back] + _MARK, _NEVER
        if ending[at]:
            for start, price, known in reversed(ending[at]):
                if costs[start] + price <= last:
                    last, back, senses = costs[start] + price, start, known
        costs.append(last)
        backs.append(back)
        meanings.append(senses)
    return backs, meanings


def _walked(backs: Sequence[int], meanings: Sequence[Senses | None]) -> list[Hit]:
    """The known words on the way of the best steps to the end."""
    found: list[Hit] = []
    at = len(backs) - 1
    while at > 0:
        senses = meanings[at]
        if senses is not None:
            found.append((backs[at], at, senses))
        at = backs[at]
    return found[::-1]
