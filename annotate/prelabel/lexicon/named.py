"""Persons of an article: a name that one sentence shows to be a person's is one in every other sentence too."""

from collections.abc import Container, Sequence
from typing import Protocol

from annotate.prelabel.lexicon import called, persons
from annotate.prelabel.lexicon.body import Body
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.persons import Names, Run, doubtful_parts

Pieces = Sequence[Piece]


class Naming(Protocol):
    """How persons are named in a language; a module."""

    def names_in(self, pieces: Pieces, language: Language) -> Names:
        """Where names stand in a sentence."""

    def name_parts(self, pieces: Pieces, names: Names) -> set[str]:
        """The words of the names shown that stand for them elsewhere."""

    def person_runs(self, pieces: Pieces, names: Names, known: Container[str]) -> list[Run]:
        """Where persons are named, also by what is `known` from other sentences."""


def find_persons(body: Body, sentences: Sequence[int], lexicon: Lexicon) -> list[list[Run]]:
    """For each of some sentences of an article the runs of pieces that name persons."""
    if "person" not in lexicon.types or not sentences:
        return [[] for _ in sentences]
    language, naming = lexicon.language, _naming(lexicon.language)
    names = {number: naming.names_in(body.pieces(number), language) for number in sentences}
    asked = set().union(*(doubtful_parts(body.pieces(number), found) for number, found in names.items()))
    known: set[str] = set()
    for number in body.with_words(asked):
        pieces = body.pieces(number)
        known |= naming.name_parts(pieces, names.get(number) or naming.names_in(pieces, language))
    return [naming.person_runs(body.pieces(number), found, known & asked) for number, found in names.items()]


def _naming(language: Language) -> Naming:
    if language.verb_first:
        return called
    return persons
