"""What endings and neighbours show of names with capitals, in a language whose words are inflected."""

from collections.abc import Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece


def is_inflected_alone(pieces: Sequence[Piece], run: tuple[int, int], *, opens: bool, language: Language) -> bool:
    """Whether one word with a capital is no name: it `opens` a sentence, belongs to the common noun after it, or
    is a letter.
    """
    if run[1] == run[0] + 1 and len(pieces[run[0]].text) == 1:
        return True
    if run[1] != run[0] + 1 or not _is_inflected(pieces[run[0]], language):
        return False
    return opens or (run[1] < len(pieces) and _is_plain_noun(pieces[run[1]], language))


def _is_inflected(piece: Piece, language: Language) -> bool:
    """A verb, adverb or adjective by its ending, that has a capital because it opens a sentence; no `Зеленский`."""
    endings = (language.verb_pattern, language.adverb_pattern, language.modifier_pattern)
    told = any(pattern is not None and pattern.search(piece.text) for pattern in endings)
    return told and len(piece.text) > 4 and not piece.text.endswith(("скии", "цкии"))


def _is_plain_noun(piece: Piece, language: Language) -> bool:
    """A common noun, so that an adjective with a capital before it is part of a name: *Юридический* комитет."""
    noun = piece.is_unknown or piece.senses.entities or piece.senses.triggers
    return piece.is_word and not piece.capital and bool(noun) and not language.ends_as_verb(piece.text)


def is_first_of_two(pieces: Sequence[Piece], end: int) -> bool:
    """Whether a conjunction and another name follow."""
    follows = end + 1 < len(pieces) and "conjunctions" in pieces[end].classes
    return follows and pieces[end + 1].capital and pieces[end + 1].is_unknown


def title_before(pieces: Sequence[Piece], start: int, floor: int, language: Language) -> int:
    """Where the title of a person starts, over the possessors between them: *президент* США Хелена Дуарте."""
    at = start
    while at - 1 >= max(floor, start - 7) and "titles" not in pieces[at - 1].classes:
        piece = pieces[at - 1]
        plain = piece.is_unknown and not piece.capital and not language.ends_as_verb(piece.text)
        if not (plain or piece.senses.names or piece.senses.entities or piece.has("organs", "loose", "classifiers")):
            return start
        at -= 1
    return at - 1 if at - 1 >= floor and "titles" in pieces[at - 1].classes else start
