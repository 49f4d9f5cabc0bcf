"""An article as the engine reads it: only the sentences that something is asked of are cut into pieces."""

import sys
from bisect import bisect_right
from collections.abc import Collection, Sequence, Set

import ahocorasick_rs

from annotate.article import Article
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.matcher import Matcher, Piece
from annotate.prelabel.lexicon.runs import Run
from annotate.prelabel.lexicon.unspaced import counted, parted

_SOON_MADE = ahocorasick_rs.Implementation.ContiguousNFA  # a few words for one article: making it is most of the work
_SOON_SEARCHED = 200_000  # code points, a word after the other: no longer than making the automaton


class Body:
    """The sentences of an article, each known by its number."""

    def __init__(self, article: Article, lexicon: Lexicon, matcher: Matcher) -> None:
        self.folded = folded = lexicon.language.folding.fold(article.text)
        self._lexicon = lexicon
        self._matcher = matcher
        self._ranges, self._runs = matcher.sentences(folded)
        self._boilerplate = article.boilerplate
        self._cut: dict[int, list[Piece]] = {}
        self._words: Set[str] | None = None

    def pieces(self, number: int) -> Sequence[Piece]:
        """The pieces of a sentence; their offsets are code points of the folded text of the whole article."""
        if number not in self._cut:
            language, entities = self._lexicon.language, self._lexicon.schema.entities
            start, _ = self._ranges[number]
            found = self._matcher.cut(self.text(number), start, self.runs(number), self.words)
            if not language.spaced:
                found = counted(parted(found, language), language, entities)
            self._cut[number] = found
        return self._cut[number]

    def beside(self, number: int) -> list[int]:
        """The sentences right before and after one."""
        return [one for one in (number - 1, number + 1) if 0 <= one < len(self._ranges)]

    def with_triggers(self) -> Sequence[int]:
        """The sentences in which there may be a trigger word, in text order; all of them in a language with spaces."""
        if self._lexicon.language.spaced:
            return range(len(self._ranges))
        return [number for number, runs in enumerate(self._runs) if any(run.may_trigger for run in runs)]

    def runs(self, number: int) -> list[Run]:
        """What stands between spaces in a sentence, with its capitals where the language has any."""
        return self._runs[number]

    def words(self) -> Set[str]:
        """Every word of the article, in a language in which they are written together."""
        if self._words is None:
            self._words = self._matcher.words(run for runs in self._runs for run in runs)
        return self._words

    def text(self, number: int) -> str:
        """A sentence as it is folded."""
        start, end = self._ranges[number]
        return self.folded.text[start:end]

    def with_words(self, words: Collection[str]) -> list[int]:
        """The sentences that some of the folded words stand in, in text order."""
        text, apart = self.folded.text, self._matcher.apart
        if len(words) * len(text) > _SOON_SEARCHED:
            automaton = ahocorasick_rs.AhoCorasick(words, implementation=_SOON_MADE, store_patterns=False)
            return sorted({self._number(start) for _, start in apart.find(automaton, text)})
        found: set[int] = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                going_on = at + 1
                if apart.stands(text, at, at + len(word)):
                    number = self._number(at)
                    found.add(number)
                    going_on = self._ranges[number][1]
                at = text.find(word, going_on)
        return sorted(found)

    def is_boilerplate(self, number: int) -> bool:
        """Whether the first piece of a sentence lies in a range that is not part of the body."""
        at, _ = self.folded.back(self.pieces(number)[0].start, 0) if self._boilerplate else (0, 0)
        return any(start <= at < end for start, end in self._boilerplate)

    def _number(self, at: int) -> int:
        """The sentence in which an offset of the folded text lies."""
        return bisect_right(self._ranges, (at, sys.maxsize)) - 1
