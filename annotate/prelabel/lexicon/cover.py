"""Which known words a text without spaces consists of: the cover that leaves the fewest letters and words over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

import ahocorasick_rs

from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.runs import Known, Run, Sentences
from annotate.prelabel.lexicon.senses import Senses
from annotate.prelabel.lexicon.sentences import sentences

Hit = tuple[int, int, Senses]
"""Start and end of a known word, and what it means."""
_Priced = tuple[int, int, int, Senses]
"""The same with its price before its meaning."""

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
            run = Run(text[start:end], [], stops=False)
            while at < len(hits) and hits[at][2] <= end:
                if hits[at][1] >= start:
                    run.words.append(hits[at])
                    run.triggers = run.triggers or bool(senses[hits[at][0]].triggers)
                at += 1
            runs.append([run])
        return ranges, runs

    def best(self, text: str, base: int, tokens: Sequence[tuple[int, int]], words: Iterable[Known]) -> list[Hit]:
        """The known words that cover a sentence most cheaply, in order.

        It begins at `base` of the article's text. `tokens` are its runs of letters, digits and marks, `words` all that
        are known in it, in the order of their ends.
        """
        whole = {end: start for start, end in tokens if not _is_letter(text[start])}
        inside = {at for end, start in whole.items() for at in range(start + 1, end)}
        prices, senses = self._prices, self._senses
        found = ((start - base, end - base, prices[word], senses[word]) for word, start, end in words)
        ending: dict[int, list[_Priced]] = {}
        for hit in chain(found, self._short_names(text)):
            if hit[0] not in inside and hit[1] not in inside:
                ending.setdefault(hit[1], []).append(hit)
        return _walked(_steps(text, whole, ending, self._letters))

    def _short_names(self, text: str) -> Iterator[_Priced]:
        """States named by one letter, in company that shows it: *美* in 美军 and 访美, *中* and *俄* in 中俄."""
        pattern, names = self._lexicon.language.short_pattern, self._lexicon.language.short_names
        for found in pattern.finditer(text) if pattern is not None else ():
            yield found.start(), found.end(), _STATE, _state(names[found[0]])

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


def _steps(
    text: str, whole: Mapping[int, int], ending: Mapping[int, Sequence[_Priced]], letters: frozenset[str]
) -> list[tuple[int, Senses | None]]:
    """For each offset the best last step to it: where it starts, and what the word means (None: something unknown)."""
    costs = [0]
    last = 0
    unknown, opened = _NEVER, 0  # what the best unknown word that ends here costs, and where it starts
    steps: list[tuple[int, Senses | None]] = [(0, None)]
    for at, character in enumerate(text, start=1):
        senses = None
        if "\u3400" <= character <= "\u9fff" or character == "〇":
            if last + _OPENING < unknown:
                unknown, opened = last + _OPENING, at - 1
            unknown += _NAME_LETTER if character in letters else _LETTER
            last, back = unknown, opened
        else:
            back = whole.get(at, at - 1)
            last, unknown = costs[back] + _MARK, _NEVER
        for start, _, price, known in reversed(ending.get(at, ())):
            if costs[start] + price <= last:
                last, back, senses = costs[start] + price, start, known
        costs.append(last)
        steps.append((back, senses))
    return steps


def _walked(steps: Sequence[tuple[int, Senses | None]]) -> list[Hit]:
    found: list[Hit] = []
    at = len(steps) - 1
    while at > 0:
        back, senses = steps[at]
        if senses is not None:
            found.append((back, at, senses))
        at = back
    return found[::-1]
