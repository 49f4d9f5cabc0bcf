"""Persons of an article: a name that one sentence shows to be a person's is one in every other sentence too."""

from collections.abc import Container, Sequence
from typing import Protocol

from annotate.prelabel.lexicon import called, persons
from annotate.prelabel.lexicon.body import Body
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.persons import Run

Pieces = Sequence[Piece]


class Naming(Protocol):
    """How persons are named in a language; a module."""

    def shown_runs(self, pieces: Pieces, language: Language) -> list[Run]:
        """Where names stand that their own sentence shows."""

    def name_parts(self, pieces: Pieces, shown: Sequence[Run]) -> set[str]:
        """The words of the names `shown` that stand for them elsewhere."""

    def doubtful_parts(self, pieces: Pieces, shown: Sequence[Run], language: Language) -> set[str]:
        """The words that are names if another sentence shows it."""

    def person_runs(self, pieces: Pieces, shown: Sequence[Run], known: Container[str], language: Language) -> list[Run]:
        """Where names stand, those `shown` and those `known` from other sentences."""


def find_persons(body: Body, sentences: Sequence[Pieces], lexicon: Lexicon) -> list[list[Run]]:
    """For each of some sentences of an article the runs of pieces that name persons."""
    if "person" not in lexicon.types:
        return [[] for _ in sentences]
    language, naming = lexicon.language, _naming(lexicon.language)
    shown = [naming.shown_runs(pieces, language) for pieces in sentences]
    parts = [naming.doubtful_parts(*one, language) for one in zip(sentences, shown, strict=True)]
    known = _known(body, set().union(*parts), naming, language)
    return [naming.person_runs(*one, known, language) for one in zip(sentences, shown, strict=True)]


def _naming(language: Language) -> Naming:
    if language.verb_first:
        return called
    return persons


def _known(body: Body, words: set[str], naming: Naming, language: Language) -> set[str]:
    """Those of the words that some sentence of the article shows to name a person."""
    found: set[str] = set()
    for number in body.with_words(words):
        pieces = body.pieces(number)
        found |= naming.name_parts(pieces, naming.shown_runs(pieces, language))
    return found & words
