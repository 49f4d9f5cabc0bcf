"""Skims a sentence before it is cut: the marks of the words in it, at first too many of them rather than too few."""

from collections.abc import Callable, Iterable, Mapping

import ahocorasick_rs

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Apart, by_tokens
from annotate.prelabel.lexicon.openings import TOKEN
from annotate.prelabel.lexicon.runs import Marks, Phrases, Run


class Skim:
    """Finds the marks of words in the sentences of one language.

    A phrase is known by its longest token: `_alone` are the marks of words by themselves, `_phrases` those of the
    phrases that a word may stand for, `_glimpsed` both but for the marks that a first look leaves out.
    """

    def __init__(
        self, known: Mapping[str, Marks], everywhere: Callable[[str], Marks], left_out: Marks, language: Language
    ) -> None:
        """`known` are the marks of words and phrases; `everywhere` tells those of a text beside what is known in it.

        `left_out` are marks that many words have and that are of no use by themselves.
        """
        self._everywhere = everywhere
        self._looks_twice = language.spaced  # else a phrase is found as a word is
        self._seen = ~left_out if self._looks_twice else -1
        self._alone, self._phrases = _apart(known) if language.spaced else (dict(known), {})
        glimpsed = dict(self._alone)
        for word, phrases in self._phrases.items():
            glimpsed[word] = _all((marks for _, marks in phrases), glimpsed.get(word, 0))
        self._glimpsed = {word: marks & self._seen for word, marks in glimpsed.items()}
        self._words_in = _tokens_in(language) if by_tokens(language) else _letters_in(glimpsed, language)

    def marks(self, runs: Iterable[Run]) -> Marks:
        """The marks of a sentence at a first look, those of a phrase wherever its longest token is."""
        found = 0
        for run in runs:
            own = run.glimpsed
            if own < 0:
                own = run.glimpsed = self._glimpse(run.written)
            found |= own
        return found

    def sure_marks(self, runs: Iterable[Run], folded: str) -> Marks:
        """The marks of a sentence, those of a phrase only where its letters are in the `folded` text."""
        found = 0
        for run in runs:
            sure = run.sure
            if sure is None:
                sure = run.sure = self._look_at(run)
            found |= sure[0]
            for phrase, marks in sure[1]:
                if found | marks != found and phrase in folded:
                    found |= marks
        return found

    def _glimpse(self, run: str) -> Marks:
        glimpsed = self._glimpsed
        return _all((glimpsed.get(word, 0) for word in self._words_in(run)), self._everywhere(run) & self._seen)

    def _look_at(self, run: Run) -> tuple[Marks, Phrases]:
        if not self._looks_twice and run.glimpsed >= 0:
            return run.glimpsed, ()
        words = self._words_in(run.written)
        alone = _all((self._alone.get(word, 0) for word in words), self._everywhere(run.written))
        return alone, tuple(phrase for word in words for phrase in self._phrases.get(word, ()))


def _all(marks: Iterable[Marks], found: Marks) -> Marks:
    for own in marks:
        found |= own
    return found


def _apart(known: Mapping[str, Marks]) -> tuple[dict[str, Marks], dict[str, Phrases]]:
    """Words of one token with their marks, and phrases by their longest token."""
    alone: dict[str, Marks] = {}
    phrases: dict[str, dict[str, Marks]] = {}
    for text, marks in known.items():
        tokens = [text] if text.isalpha() else TOKEN.findall(text)
        if len(tokens) < 2:
            alone[text] = marks
        elif marks:
            phrases.setdefault(max(tokens, key=len), {})[text] = marks
    return alone, {word: tuple(each.items()) for word, each in phrases.items()}


def _tokens_in(language: Language) -> Callable[[str], list[str]]:
    """Finds the folded tokens of a text in a language whose words begin and end with them."""
    return lambda text: TOKEN.findall(language.fold(text))


def _letters_in(known: Mapping[str, Marks], language: Language) -> Callable[[str], list[str]]:
    """Finds the known words in a folded text whose words are written together."""
    words = [word for word, marks in known.items() if marks]
    automaton = ahocorasick_rs.AhoCorasick(words, store_patterns=False)
    apart = Apart(language)
    return lambda text: [words[word] for word, _ in apart.find(automaton, text)]
