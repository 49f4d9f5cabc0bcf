"""Words that are written together: و and ب before a word, the article, a pronoun behind it: *و*+*ب*+*قوات*+*ها*.

What stands before a word is cut off and becomes a piece of its own; the article and what stands behind stay with it.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from annotate.prelabel.lexicon.folding import Folded
from annotate.prelabel.lexicon.language import Language, read_language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.openings import OPENING, Leads, openings
from annotate.prelabel.lexicon.senses import STEM, UNCONTRACTED, Senses

Hit = tuple[int, int, Senses, int]
"""Start, end, what it means, how many letters at its end are a suffix."""
Found = tuple[int, int, Senses | None]

SUFFIXED = "suffixed"
"""The word class of words with a pronoun behind them."""
_OUTER, _INNER = 2, 3
_SHORT = 2
_LEAST = 5  # letters that an unknown word must have for a conjunction to be cut off
_KEPT = 16_384  # words that are remembered, for they recur; and the same word has the same senses again
_BEARS_SUFFIX = frozenset({"titles", "organs", "locatives", "common", "units", "classifiers"})


@cache
def clitic_senses(code: str) -> dict[str, Senses]:
    """What each of the letters can be that are cut off before a word of the language `code`."""
    language = read_language(code)
    classes = {
        letter: [name for name, texts in language.words.items() if letter in texts] for letter in language.proclitics
    }
    return {letter: Senses(frozenset(names)) for letter, names in classes.items()}


class Clitics:
    """Cuts the sentences of a language in which words are written together; what a word consists of is remembered."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._language = lexicon.language
        self._words = lexicon.words
        self._openings = openings(lexicon.words)
        self._within = lru_cache(_KEPT)(self._read)

    def split(self, text: str, tokens: Sequence[tuple[int, int]], article: Folded) -> list[Found]:
        """The pieces of a folded sentence: known words as long as can be, what is cut off them, other words, marks.

        What is cut off an unknown word is told by the words of the whole `article`.
        """
        kept = _longest(self._hits(text, tokens))
        found: list[Found] = []
        at, waiting = 0, iter(kept)
        hit = next(waiting, None)
        titled = False
        for begin, end in tokens:
            start = max(begin, at)
            if start >= end:
                continue
            if hit is not None and hit[0] < end:
                found += _cut_off(start, hit[0], text, self._language)
                found.append(hit[:3])
                titled = "titles" in hit[2].classes
                at = hit[1]
                hit = next(waiting, None)
            else:
                first = start if titled else _unknown_start(text, start, end, article, self._language)
                found += [*_cut_off(start, first, text, self._language), (first, end, None)]
                titled, at = False, end
        return found

    def _hits(self, text: str, tokens: Sequence[tuple[int, int]]) -> list[Hit]:
        """The known words and phrases of a sentence, where they may start and end."""
        found: list[Hit] = []
        for begin, end in tokens:
            words, opening = self._within(text[begin:end])
            for start, stop, senses, suffix in words:
                found.append((begin + start, begin + stop, senses, suffix))
            for at, edge, leads in opening:
                found += self._phrases(text, begin + at, end, edge, leads, tokens)
        return found

    def _phrases(
        self, text: str, start: int, end: int, edge: int, leads: Leads, tokens: Sequence[tuple[int, int]]
    ) -> Iterator[Hit]:
        """The phrases of several tokens that start at an edge of one, which ends at `end`."""
        for more in (OPENING, 1):
            for length in leads.get(text[end : end + more], ()):
                word, stop = self._words.get(text[start : start + length]), start + length
                whole = _whole(stop, text, tokens, self._language) if word is not None else None
                if word is not None and whole is not None:
                    senses = _fitting(word.plain, text, start, stop, whole, edge, self._language)
                    if senses is not None:
                        yield start, whole, senses, whole - stop

    def _read(self, token: str) -> tuple[tuple[Hit, ...], tuple[tuple[int, int, Leads], ...]]:
        """The known words in one token, and the edges at which phrases may start that begin with the rest of it."""
        starts, shorter = _edges_of(token, self._language.language)
        whole, found = len(token), []
        for start, edge in starts:
            for less in (0, *shorter):
                word = self._words.get(token[start : whole - less])
                if word is not None:
                    senses = _fitting(word.plain, token, start, whole - less, whole, edge, self._language)
                    if senses is not None:
                        found.append((start, whole, senses, less))
        leads = ((at, edge, self._openings.get(token[at:])) for at, edge in starts)
        return tuple(found), tuple((at, edge, each) for at, edge, each in leads if each is not None)


def _whole(stop: int, text: str, tokens: Sequence[tuple[int, int]], language: Language) -> int | None:
    """Where the token ends that a word may end in at `stop`; None if it may not."""
    for start, end in tokens:
        if start < stop <= end:
            return end if stop == end or end - stop in _edges_of(text[start:end], language.language)[1] else None
    return None


def _cut_off(start: int, end: int, text: str, language: Language) -> Iterator[Found]:
    """The clitics between `start` and `end`, each a piece."""
    return ((at, at + 1, clitic_senses(language.language)[text[at]]) for at in range(start, end))


def _unknown_start(text: str, start: int, end: int, article: Folded, language: Language) -> int:
    """Where an unknown word starts once what shows to be cut off is: *و*+الحرب, *و*+ترامب."""
    at = start
    for _ in range(2):
        rest = text[at + 1 : end]
        if text[at] not in language.proclitics or len(rest) <= _SHORT:
            break
        contracted = text[at] == language.contracts and rest.startswith(language.contracts)
        joins = (
            "conjunctions" in clitic_senses(language.language)[text[at]].classes and end - at >= _LEAST and at == start
        )
        if not (
            rest.startswith(language.article)
            or contracted
            or (joins and text[at] == language.proclitics[0])
            or rest in article.words
        ):
            break
        at += 1
    return at


@lru_cache(_KEPT)
def _edges_of(token: str, code: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Where words may start in a token (1, or 2 and 3 after clitics), how many letters before its end they may end."""
    language = read_language(code)
    starts = [(0, 1)]
    at, inner = 0, False
    while at + _SHORT < len(token) and token[at] in language.proclitics and not inner:
        inner = "conjunctions" not in clitic_senses(code)[token[at]].classes
        if not inner and at > 0:
            break
        at += 1
        starts.append((at, _INNER if inner else _OUTER))
    ends = [len(one) for one in language.suffixes if token.endswith(one) and len(token) - len(one) > _SHORT]
    return tuple(starts), tuple(ends)


def _fitting(
    senses: Senses, text: str, start: int, end: int, whole: int, edge: int, language: Language
) -> Senses | None:
    """What a word means where it stands, with what is written before and behind it; None if it cannot stand there."""
    apart = UNCONTRACTED in senses.classes and (edge != _INNER or text[start - 1] != language.contracts)
    if apart or (STEM in senses.classes and end == whole) or (edge == _INNER and end - start <= _SHORT):
        return None
    if edge == _INNER and senses.triggers and not senses.entities and language.is_finite(text[start:end]):
        return senses if text[start - 1] == language.contracts else None
    if end == whole:
        return senses
    suffix = text[end:whole]
    demonym = any(kind == "demonym" for kind, _ in senses.names)
    bears = senses.triggers or senses.entities or demonym or not senses.classes.isdisjoint(_BEARS_SUFFIX)
    if not bears or (senses.names and suffix != language.indefinite) or text.startswith(language.article, start):
        return None
    return senses if suffix == language.indefinite else _suffixed(senses)


@lru_cache(_KEPT)
def _suffixed(senses: Senses) -> Senses:
    return senses | Senses(frozenset({SUFFIXED}))


@lru_cache(_KEPT)
def _either(one: Senses, other: Senses) -> Senses:
    return one | other


def _longest(hits: list[Hit]) -> list[Hit]:
    """The hits that do not overlap: leftmost first, the longest of those, without a suffix before with one."""
    hits.sort(key=lambda hit: (hit[0], -hit[1], hit[3]))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
        elif hit[:2] == kept[-1][:2] and hit[3] == kept[-1][3]:
            kept[-1] = (*hit[:2], _either(kept[-1][2], hit[2]), hit[3])
    return kept
