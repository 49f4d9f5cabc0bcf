"""Whether a sentence shows that the schema's actors are at work in it: a state, an army, an official by title."""

from collections.abc import Mapping, Sequence

from annotate.article import Range
from annotate.prelabel.lexicon.matcher import Piece

_STATES = frozenset({"country", "capital", "demonym"})


def is_set(pieces: Sequence[Piece], bound: Range, setting: frozenset[str], types: Mapping[str, str]) -> bool:
    """Whether a piece of the sentence `bound` is of one of the entity types of `setting` (of any, where it is empty).

    A person is told by a title alone, for a name may be anybody's; `types` are the entity types by kind of finding.
    """
    return not setting or any(not setting.isdisjoint(_types(pieces[at], types)) for at in range(*bound))


def _types(piece: Piece, types: Mapping[str, str]) -> set[str]:
    """The entity types that a word shows to be there."""
    kinds = {"country" if kind in _STATES else kind for kind, _ in piece.senses.names}
    kinds |= {"country"} if piece.has("organs") else set()
    kinds |= {"person"} if piece.has("titles") else set()
    return {types[kind] for kind in kinds if kind in types} | piece.senses.entities
