"""What the engine finds in a text before it knows of any event: names, persons, nouns, quantities and dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece


@dataclass(frozen=True, slots=True)
class Found:
    """Something named at the pieces `first` to `last` (exclusive), in a noun phrase from `left` to `right`.

    `kind` is country, capital, demonym, place, organization, person, title (a person without a name), quantity, date,
    or `noun`; `types` are the entity types it can be, the likeliest first; `code` is a country's ISO code or a person's
    name.
    """

    kind: str
    types: tuple[str, ...]
    first: int
    last: int
    left: int
    right: int
    code: str = ""


def holds(outer: Found, inner: Found) -> bool:
    """Whether `inner` stands inside the phrase of another, as a modifier, a possessor or an apposition."""
    return outer is not inner and outer.left <= inner.first and inner.last <= outer.right and not (
        inner.first <= outer.first and outer.last <= inner.last
    )  # fmt: skip


def phrase_start(pieces: Sequence[Piece], first: int, floor: int, language: Language, *, name: bool) -> int:
    """Where the noun phrase starts whose noun (or `name`) begins at the piece `first`; not before `floor`."""
    at, plain, titled = first, 0, not name
    while at > floor:
        piece = pieces[at - 1]
        if piece.has("adpositions", "conjunctions") and not piece.has("partitives") and not _ranges(pieces, at):
            break
        if piece.is_unknown and not piece.capital and not _is_verb_like(piece, language):
            plain += 1
            if plain > (3 if titled else 1):
                break
            at -= 1
        elif piece.has("determiners"):
            return _before_genitive(pieces, at - 1, floor, language)
        elif piece.has("genitives"):
            step = _owner_start(pieces, at, floor, language)
            if step is None:
                break
            at = step
        elif piece.has("partitives") and at - 2 >= floor and pieces[at - 2].has("number", "numbers", "scales", "locatives", "organs"):
            at -= 1
        elif piece.has("titles", "organs", "locatives", "loose", "number", "numbers", "scales", "ordinals", "approximators"):
            titled = titled or piece.has("titles")
            at -= 1
        elif piece.senses.entities and not name:
            at -= 1
        elif piece.text in "\"'-" or piece.has("honorifics"):
            at -= 1
        elif _is_attribute(pieces, at, first, name=name):
            at -= 1
        else:
            break
    return _after_marks(pieces, at, first)


def _ranges(pieces: Sequence[Piece], at: int) -> bool:
    """`about` before a number is no adposition."""
    return pieces[at - 1].has("approximators") and at < len(pieces) and pieces[at].has("number", "numbers", "scales")


def _before_genitive(pieces: Sequence[Piece], at: int, floor: int, language: Language) -> int:
    """A determiner opens a phrase; before it only a possessor can stand (`रूस के कई ...`)."""
    if at > floor and pieces[at - 1].has("genitives"):
        return _owner_start(pieces, at, floor, language) or at
    return at


def _owner_start(pieces: Sequence[Piece], at: int, floor: int, language: Language) -> int | None:
    """Where a possessor starts that ends with the genitive before `at`; None where that is no possessor's."""
    if at - 2 < floor:
        return None
    owner = pieces[at - 2]
    owns = owner.senses.names or owner.senses.entities or owner.has("organs", "titles", "locatives", "pronouns", "name_particles")
    return at - 2 if owns or owner.is_unknown else None


def _is_attribute(pieces: Sequence[Piece], at: int, first: int, *, name: bool) -> bool:
    """A demonym anywhere before the noun, a country or organization right before it: *Russian* troops, *NATO* troops."""
    kinds = {kind for kind, _ in pieces[at - 1].senses.names}
    if "demonym" in kinds:
        return True
    beside = at == first or pieces[at].text == "-" or pieces[at].has("titles", "organs")
    return bool(kinds) and beside and (not name or pieces[at].has("titles", "organs"))


def _after_marks(pieces: Sequence[Piece], at: int, first: int) -> int:
    while at < first and pieces[at].text in "\"'-":
        at += 1
    return at


def _is_verb_like(piece: Piece, language: Language) -> bool:
    return bool(language.verb_pattern and language.verb_pattern.search(piece.text))


def free_of(found: Iterable[Found], taken: Sequence[Found]) -> list[Found]:
    """Those of `found` that share no piece with one already taken."""
    pieces = {index for other in taken for index in range(other.first, other.last)}
    return [one for one in found if pieces.isdisjoint(range(one.first, one.last))]
