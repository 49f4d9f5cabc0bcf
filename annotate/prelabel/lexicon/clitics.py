"""Words that are written together: و and ب before a word, the article, a pronoun behind it: *و*+*ب*+*قوات*+*ها*.

What stands before a word is cut off and becomes a piece of its own; the article and what stands behind stay with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache

from annotate.prelabel.lexicon.language import Language, read_language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.openings import TOKEN, openings
from annotate.prelabel.lexicon.runs import Hit, Part, Reading, Run
from annotate.prelabel.lexicon.senses import STEM, UNCONTRACTED, Senses, form_of

SUFFIXED = "suffixed"
"""The word class of words with a pronoun behind them."""
_OUTER, _INNER = 2, 3
_SHORT = 2
_CUT_OFF = 2  # letters that are cut off an unknown word at most
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
        readings, starts = self._readings(runs)
        found: list[Part] = []
        done = 0
        titled = False
        for number, one in enumerate(readings):
            base = starts[number]
            start, end = base + one.start, base + one.end
            if start < done:
                continue
            hit = self._phrase(text, readings, starts, number) if one.edges else None
            done = end
            if hit is not None:
                found += _cut_off(start, hit[0], text, self._language)
                found.append(_part(text, *hit[:3]))
                done = hit[1]
                titled = "titles" in hit[2].classes
            elif one.parts:
                for first, last, form in one.parts:
                    found.append((base + first, base + last, form))
                titled = one.titled
            else:  # nothing is cut off a name after a title
                first = start if titled else _unknown_start(text, start, end, words, self._language)
                found += _cut_off(start, first, text, self._language)
                found.append(_part(text, first, end, None))
                titled = False
        return found

    def words_of(self, run: Run) -> list[str]:
        """What a run may be cut into where no phrase takes it: known words without their suffixes, and unknown ones.

        How much is cut off an unknown word only the article tells: so it is here with and without its first letters.
        """
        found: list[str] = []
        for one in self._of_run(run):
            for start, end, _, suffix in one.hits:
                found.append(run.written[start : end - suffix])
            if not one.hits:
                found += [run.written[start : one.end] for start in range(one.start, one.start + _CUT_OFF + 1)]
        return found

    def words(self, runs: Iterable[Run]) -> Set[str]:
        """The words in what stands between spaces, as they are written."""
        found: set[str] = set()
        for run in runs:
            words = run.words
            if words is None:
                texts = [run.written[one.start : one.end] for one in self._of_run(run)]
                words = run.words = [text for text in texts if text[0].isalpha()]
            found.update(words)
        return found

    def _readings(self, runs: Iterable[Run]) -> tuple[list[Reading], list[int]]:
        """What each token of a sentence may be, and where the run of each starts."""
        found: list[Reading] = []
        starts: list[int] = []
        start = 0
        for run in runs:
            for one in self._of_run(run):
                found.append(one)
                starts.append(start)
            start += len(run.written) + 1
        return found, starts

    def _of_run(self, run: Run) -> list[Reading]:
        found = run.readings
        if found is None:
            found = run.readings = [self._read(run.written, *match.span()) for match in TOKEN.finditer(run.written)]
        return found

    def _phrase(self, text: str, readings: Sequence[Reading], starts: Sequence[int], number: int) -> Hit | None:
        """The longest of the words and phrases that start in a token; None where no phrase does, of several tokens."""
        if number + 1 == len(readings):
            return None
        one, follower = readings[number], readings[number + 1]
        base, behind = starts[number], starts[number + 1] + follower.end
        found: list[Hit] = []
        for at, edge, leads in one.edges:
            start = base + at
            for less in (0, *follower.suffixes):
                for length in leads.get(text[base + one.end : behind - less], ()):
                    word, stop = self._words.get(text[start : start + length]), start + length
                    whole = _whole(stop, readings, starts, number + 1) if word is not None else None
                    if word is not None and whole is not None:
                        senses = _fitting(word.plain, text, start, stop, whole, edge, self._language)
                        if senses is not None:
                            found.append((start, whole, senses, whole - stop))
        if not found:
            return None
        for start, end, senses, suffix in one.hits:
            found.append((base + start, base + end, senses, suffix))
        return _longest(found)[0]

    def _read(self, run: str, begin: int, end: int) -> Reading:
        """What the token from `begin` to `end` of a run may be."""
        token, hits, edges = run[begin:end], [], []
        starts, suffixes = _edges_of(token, self._language.language)
        for start, edge in starts:
            for less in (0, *suffixes):
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
        elif token[0] not in self._language.proclitics:
            parts = [_part(run, begin, end, None)]
        return Reading(begin, end, hits, edges, parts, suffixes)


def _part(text: str, start: int, end: int, senses: Senses | None) -> Part:
    return start, end, form_of(text[start:end], senses)


def _whole(stop: int, readings: Sequence[Reading], starts: Sequence[int], number: int) -> int | None:
    """Where the token ends, from one on, that a word may end in at `stop`; None if it may not."""
    while number < len(readings):
        one = readings[number]
        end = starts[number] + one.end
        if stop <= end:
            return end if stop == end or (stop > starts[number] + one.start and end - stop in one.suffixes) else None
        number += 1
    return None


def _cut_off(start: int, end: int, text: str, language: Language) -> Iterator[Part]:
    """The clitics between `start` and `end`, each a part."""
    return (_part(text, at, at + 1, clitic_senses(language.language)[text[at]]) for at in range(start, end))


def _unknown_start(text: str, start: int, end: int, words: Callable[[], Set[str]], language: Language) -> int:
    """Where an unknown word starts once what shows to be cut off is: *و*+الحرب, *و*+ترامب."""
    at = start
    for _ in range(_CUT_OFF):
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
