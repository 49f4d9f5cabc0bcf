"""Whether a sentence shows that the schema's actors are at work in it: a state, an army, an official by title."""

from collections.abc import Sequence

from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.matcher import Piece

_STATES = frozenset({"country", "capital", "demonym"})


def is_set(pieces: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether a piece of a sentence is of one of the entity types of the setting (of any, where it is empty).

    A person is told by a title alone, for a name may be anybody's.
    """
    setting = lexicon.schema.setting
    return not setting or any(not _types(piece, lexicon).isdisjoint(setting) for piece in pieces)


def _types(piece: Piece, lexicon: Lexicon) -> set[str]:
    """The entity types that a word shows to be there."""
    kinds = {"country" if kind in _STATES else kind for kind, _ in piece.senses.names}
    kinds |= {"country"} if piece.has("organs") else set()
    kinds |= {"person"} if piece.has("titles") else set()
    return {lexicon.types[kind] for kind in kinds if kind in lexicon.types} | piece.senses.entities
