"""An article as the engine reads it: only the sentences that something is asked of are cut into pieces."""

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import ahocorasick_rs

from annotate.article import Article
from annotate.prelabel.lexicon.folding import fold
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.matcher import Piece, cut
from annotate.prelabel.lexicon.sentences import sentences
from annotate.prelabel.lexicon.unspaced import counted, parted


class Body:
    """The sentences of an article, each known by its number."""

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        folded = fold(article.text, accents=lexicon.language.accents)
        if lexicon.language.variants:
            folded = replace(folded, text=folded.text.translate(lexicon.language.variant_table))
        self.folded = folded
        self._lexicon = lexicon
        self._ranges = sentences(folded.text, lexicon.abbreviations)
        self._starts = [start for start, _ in self._ranges]
        self._boilerplate = article.boilerplate
        self._cut: dict[int, list[Piece]] = {}

    def pieces(self, number: int) -> Sequence[Piece]:
        """The pieces of a sentence; their offsets are code points of the folded text of the whole article."""
        if number not in self._cut:
            language, entities = self._lexicon.language, self._lexicon.schema.entities
            found = cut(self.folded, self._ranges[number], self._lexicon)
            if not language.spaced:
                found = counted(parted(found, language), language, entities)
            self._cut[number] = found
        return self._cut[number]

    def with_triggers(self) -> list[int]:
        """The sentences that may have a trigger word, in text order."""
        text, language = self.folded.text, self._lexicon.language
        found = self._lexicon.triggers.find_matches_as_indexes(text, overlapping=True)
        return self._numbers(start for _, start, end in found if _is_apart(text, start, end, language))

    def with_words(self, words: Collection[str]) -> list[int]:
        """The sentences that some of the folded words stand in."""
        found = ahocorasick_rs.AhoCorasick(words).find_matches_as_indexes(self.folded.text, overlapping=True)
        return self._numbers(start for _, start, _ in found)

    def is_boilerplate(self, number: int) -> bool:
        """Whether the first piece of a sentence lies in a range that is not part of the body."""
        at, _ = self.folded.back(self.pieces(number)[0].start, 0) if self._boilerplate else (0, 0)
        return any(start <= at < end for start, end in self._boilerplate)

    def _numbers(self, starts: Iterable[int]) -> list[int]:
        """The sentences in which these offsets lie, each once, in text order."""
        return sorted({bisect_right(self._starts, start) - 1 for start in starts})


def _is_apart(text: str, start: int, end: int, language: Language) -> bool:
    """Whether no more letters stand right before and after a word than can be written together with it."""
    if not language.spaced:
        return True
    before, after = (2, max(map(len, language.suffixes))) if language.article else (0, 0)
    return not (_all_letters(text, start - before - 1, start + 1) or _all_letters(text, end - 1, end + after + 1))


def _all_letters(text: str, start: int, end: int) -> bool:
    """Whether nothing but letters and their marks stands in a range, all of which lies in the text."""
    inside = start >= 0 and end <= len(text)
    return inside and all(letter.isalpha() or unicodedata.category(letter)[0] == "M" for letter in text[start:end])
