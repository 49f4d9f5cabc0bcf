"""Skims a sentence before it is cut: the marks of the words in it, at first too many of them rather than too few."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

import ahocorasick_rs

from annotate.prelabel.lexicon.matcher import Matcher, by_tokens
from annotate.prelabel.lexicon.openings import TOKEN
from annotate.prelabel.lexicon.runs import Marks, Phrase, Phrases, Run


class Skim:
    """Finds the marks of words in the sentences of one language.

    A phrase is known by its longest token: `_alone` are the marks of words by themselves, `_phrases` those of the
    phrases that a word may stand for, `_glimpsed` both but for the marks that a first look leaves out. Where words are
    written together, a first look is at all letters that could be a word (`_words_in`), a closer one at those that the
    run is cut into (`_words_of`). Without spaces the runs know their words by numbers, and `_numbered` are the marks.
    """

    def __init__(
        self, known: Mapping[str, Marks], more: Callable[[str, Marks], Marks], left_out: Marks, matcher: Matcher
    ) -> None:
        """`known` are the marks of words and phrases; `more` adds to those of a text what else there is in it.

        `left_out` are marks that many words have and that are of no use by themselves.
        """
        language = matcher.language
        self._more = more
        self._seen = ~left_out
        self._alone, self._phrases = _apart(known) if language.spaced else ({}, {})
        self._numbered = () if language.spaced else tuple(known.values())
        glimpsed = dict(self._alone)
        for word, phrases in self._phrases.items():
            glimpsed[word] = reduce(or_, (marks for _, marks in phrases), glimpsed.get(word, 0))
        self._glimpsed = {word: marks & self._seen for word, marks in glimpsed.items()}
        self._words_in = _words_in(glimpsed, matcher) if language.spaced else _none
        self._words_of = matcher.words_of if language.article else self._words_in

    def marks(self, runs: Iterable[Run]) -> Marks:
        """The marks of a sentence at a first look, those of a phrase wherever its longest token is."""
        found = 0
        for run in runs:
            own = run.glimpsed
            if own < 0:
                own = run.glimpsed = self._glimpse(run)
            found |= own
        return found

    def sure_marks(self, runs: Iterable[Run], folded: str) -> Marks:
        """The marks of a sentence, those of a phrase only where its letters are in the `folded` text."""
        found = rare = 0
        phrases: list[Phrase] = []
        for run in runs:
            if run.phrases is None:
                self._look_at(run)
            if run.phrases:
                phrases += run.phrases
            found |= run.sure
            if run.rare:
                rare |= run.rare
        found |= rare
        for phrase, marks in phrases:
            if found | marks != found and phrase in folded:
                found |= marks
        return found

    def _glimpse(self, run: Run) -> Marks:
        return self._more(run.written, self._marks_of(run, self._words_in(run), self._glimpsed)) & self._seen

    def _look_at(self, run: Run) -> None:
        """Notes the marks of the words of a run by themselves, and the phrases that they may stand for."""
        words = self._words_in(run)
        alone = self._more(run.written, self._marks_of(run, self._words_of(run), self._alone))
        run.sure, run.rare = alone & self._seen, alone & ~self._seen
        run.phrases = tuple(phrase for word in words for phrase in self._phrases.get(word, ()))

    def _marks_of(self, run: Run, words: Iterable[str], known: Mapping[str, Marks]) -> Marks:
        found = 0
        for word in words:
            found |= known.get(word, 0)
        for number, _, _ in run.known:
            found |= self._numbered[number]
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


def _none(run: Run) -> Sequence[str]:  # noqa: ARG001
    """No words where the run knows them by their numbers."""
    return ()


def _words_in(known: Mapping[str, Marks], matcher: Matcher) -> Callable[[Run], Sequence[str]]:
    """Finds the words of a run that may be `known`, folded."""
    language = matcher.language
    if by_tokens(language):
        return lambda run: TOKEN.findall(language.fold(run.written))
    words = [word for word, marks in known.items() if marks]
    automaton = ahocorasick_rs.AhoCorasick(words, store_patterns=False)
    return lambda run: [words[word] for word, _ in matcher.apart.find(automaton, run.written)]
