"""Words that are written together: و and ب before a word, the article, a pronoun behind it: *و*+*ب*+*قوات*+*ها*.

What stands before a word is cut off and becomes a piece of its own; the article and what stands behind stay with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache

from annotate.prelabel.lexicon.language import Language, read_language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.openings import OPENING, TOKEN, lengths, openings
from annotate.prelabel.lexicon.runs import Hit, Part, Reading, Run
from annotate.prelabel.lexicon.senses import STEM, UNCONTRACTED, Senses, form_of

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
    """Cuts the sentences of a language in which words are written together."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._language = lexicon.language
        self._words = lexicon.words
        self._openings = openings(lexicon.words)

    def split(self, text: str, runs: Iterable[Run], words: Callable[[], Set[str]]) -> list[Part]:
        """The parts of a folded sentence: known words as long as can be, what is cut off them, other words, marks.

        What is cut off an unknown word is told by the `words` of the whole article.
        """
        readings = list(self._readings(runs))
        tokens = [(base + one.start, base + one.end) for base, one in readings]
        phrases = [hit for base, one in readings if one.edges for hit in self._phrases(text, base, one, tokens)]
        if phrases:
            return self._around(text, tokens, _longest([*phrases, *_placed(readings)]), words)
        found: list[Part] = []
        titled = False
        for base, one in readings:
            if one.parts:
                for start, end, form in one.parts:
                    found.append((base + start, base + end, form))
                titled = one.titled
            else:
                found += self._unknown(text, base + one.start, base + one.end, words, titled=titled)
                titled = False
        return found

    def words(self, runs: Iterable[Run]) -> Set[str]:
        """The words in what stands between spaces, as they are written."""
        texts = (run.written[one.start : one.end] for run in runs for one in self._of_run(run))
        return {text for text in texts if text[0].isalpha()}

    def _around(
        self, text: str, tokens: Sequence[tuple[int, int]], kept: Sequence[Hit], words: Callable[[], Set[str]]
    ) -> list[Part]:
        """The parts of a sentence in which the words and phrases were found that are kept."""
        found: list[Part] = []
        at, waiting = 0, iter(kept)
        hit = next(waiting, None)
        titled = False
        for begin, end in tokens:
            start = max(begin, at)
            if start >= end:
                continue
            if hit is not None and hit[0] < end:
                found += [*_cut_off(start, hit[0], text, self._language), _part(text, *hit[:3])]
                titled = "titles" in hit[2].classes
                at = hit[1]
                hit = next(waiting, None)
            else:
                found += self._unknown(text, start, end, words, titled=titled)
                titled, at = False, end
        return found

    def _unknown(
        self, text: str, start: int, end: int, words: Callable[[], Set[str]], *, titled: bool
    ) -> Iterator[Part]:
        """An unknown word, or mark, and what is cut off it; nothing of a name after a title."""
        first = start if titled else _unknown_start(text, start, end, words, self._language)
        yield from _cut_off(start, first, text, self._language)
        yield _part(text, first, end, None)

    def _readings(self, runs: Iterable[Run]) -> Iterator[tuple[int, Reading]]:
        """What each token of a sentence may be, with where its run starts."""
        base = 0
        for run in runs:
            for one in self._of_run(run):
                yield base, one
            base += len(run.written) + 1

    def _of_run(self, run: Run) -> list[Reading]:
        if run.readings is None:
            run.readings = [self._read(run.written, *match.span()) for match in TOKEN.finditer(run.written)]
        return run.readings

    def _phrases(self, text: str, base: int, token: Reading, tokens: Sequence[tuple[int, int]]) -> Iterator[Hit]:
        """The phrases of several tokens that start in one of a run that starts at `base`."""
        end = base + token.end
        for at, edge, leads in token.edges:
            start = base + at
            for length in lengths(leads, text[end : end + OPENING]):
                word, stop = self._words.get(text[start : start + length]), start + length
                whole = _whole(stop, text, tokens, self._language) if word is not None else None
                if word is not None and whole is not None:
                    senses = _fitting(word.plain, text, start, stop, whole, edge, self._language)
                    if senses is not None:
                        yield start, whole, senses, whole - stop

    def _read(self, run: str, begin: int, end: int) -> Reading:
        """What the token from `begin` to `end` of a run may be."""
        token, hits, edges = run[begin:end], [], []
        starts, shorter = _edges_of(token, self._language.language)
        for start, edge in starts:
            for less in (0, *shorter):
                word = self._words.get(token[start : len(token) - less])
                if word is not None:
                    whole = len(token)
                    senses = _fitting(word.plain, token, start, whole - less, whole, edge, self._language)
                    if senses is not None:
                        hits.append((begin + start, end, senses, less))
            leads = self._openings.get(token[start:])
            if leads is not None:
                edges.append((begin + start, edge, leads))
        hits = _longest(hits)
        parts: list[Part] = []
        if hits:
            parts = [*_cut_off(begin, hits[0][0], run, self._language), _part(run, *hits[0][:3])]
        return Reading(begin, end, hits, edges, parts)


def _placed(readings: Iterable[tuple[int, Reading]]) -> Iterator[Hit]:
    """The known words of single tokens, where they stand in the sentence."""
    for base, one in readings:
        for start, end, senses, suffix in one.hits:
            yield base + start, base + end, senses, suffix


def _part(text: str, start: int, end: int, senses: Senses | None) -> Part:
    return start, end, form_of(text[start:end], senses)


def _whole(stop: int, text: str, tokens: Sequence[tuple[int, int]], language: Language) -> int | None:
    """Where the token ends that a word may end in at `stop`; None if it may not."""
    for start, end in tokens:
        if start < stop <= end:
            return end if stop == end or end - stop in _edges_of(text[start:end], language.language)[1] else None
    return None


def _cut_off(start: int, end: int, text: str, language: Language) -> Iterator[Part]:
    """The clitics between `start` and `end`, each a part."""
    return (_part(text, at, at + 1, clitic_senses(language.language)[text[at]]) for at in range(start, end))


def _unknown_start(text: str, start: int, end: int, words: Callable[[], Set[str]], language: Language) -> int:
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
            or rest in words()
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
