"""What the engine finds in a text before it knows of any event: names, persons, nouns, quantities and dates."""

from collections.abc import Iterable, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece

STATES = frozenset({"country", "capital", "demonym"})
"""The kinds of names that stand for a state."""
_DESCRIBING = (
    "titles", "organs", "locatives", "loose", "number", "numbers", "scales", "ordinals", "approximators", "honorifics",
)  # fmt: skip
_COUNTS = ("loose", "number", "numbers", "scales", "ordinals", "approximators")
_PLURALS = ("s", "ों")
_OWNERS = ("organs", "titles", "locatives", "pronouns", "name_particles")


class Found:
    """Something named at the pieces `first` to `last` (exclusive), in a noun phrase from `left` to `right`.

    `kind` is country, capital, demonym, place, organization, person, title (a person without a name), quantity, date,
    or `noun`; `types` are the entity types it can be, the likeliest first. None is ever changed, and each is itself.
    """

    __slots__ = ("first", "kind", "last", "left", "right", "types")

    def __init__(self, kind: str, types: tuple[str, ...], first: int, last: int, left: int, right: int) -> None:
        self.kind = kind
        self.types = types
        self.first = first
        self.last = last
        self.left = left
        self.right = right

    @property
    def place(self) -> tuple[str, int, int]:
        """What it is and where."""
        return self.kind, self.first, self.last

    def within(self, left: int, right: int) -> "Found":
        """The same in another noun phrase."""
        return Found(self.kind, self.types, self.first, self.last, left, right)


def holds(outer: Found, inner: Found) -> bool:
    """Whether `inner` stands inside the phrase of another, as a modifier, a possessor or an apposition."""
    return outer is not inner and outer.left <= inner.first and inner.last <= outer.right and not (
        inner.first <= outer.first and outer.last <= inner.last
    )  # fmt: skip


def phrase_start(pieces: Sequence[Piece], first: int, floor: int, language: Language, *, name: bool) -> int:
    """Where the noun phrase starts whose noun (or `name`) begins at the piece `first`; not before `floor`."""
    at, plain, titled = first, 0, not name
    while at > floor and not _bounds_phrase(pieces, at):
        piece = pieces[at - 1]
        if _ends_phrase(pieces, at, floor, language, name=name):
            break
        if "determiners" in piece.classes:
            return _before_genitive(pieces, at - 1, floor)
        if name and _is_persons(pieces, at - 1, floor, language):
            break
        if _is_plain(piece, language) and not (name and (language.possessors_follow or not language.spaced)):
            plain += 1
            step = at - 1 if plain <= (3 if titled else 1) else None
        else:
            step = _step_left(pieces, at, first, floor, language, name=name)
        if step is None and not language.spaced and not name and piece.senses.names and pieces[at].senses.entities:
            step = at - 1
        if step is None:
            break
        titled = titled or "titles" in piece.classes
        at = step
    if not language.spaced and not name and at > floor and _is_of(pieces, at, first):
        at -= 1
    return _after_marks(pieces, at, first)


def _is_persons(pieces: Sequence[Piece], at: int, floor: int, language: Language) -> bool:
    """Whether a word before a state's name is the name of who goes there: प्रधानमंत्री *मोदी* जापान पहुंचे."""
    if language.capitals or not pieces[at].is_unknown:
        return False
    return "leaders" in pieces[at].classes or (at > floor and "titles" in pieces[at - 1].classes)


def _ends_phrase(pieces: Sequence[Piece], at: int, floor: int, language: Language, *, name: bool) -> bool:
    """Whether the piece before `at` is no part of the phrase, which a language's order of words tells."""
    piece = pieces[at - 1]
    if name and piece.has("number", "numbers", "scales", "approximators"):
        return True  # it counts the noun that follows: *9,000* American troops
    if language.possessors_follow and _owns_next(piece, name=name):
        return True
    if language.linkers and not _precedes(pieces, at, floor):
        return True
    return not language.spaced and "genitives" in piece.classes and _describes(pieces, at - 1, floor)


def _describes(pieces: Sequence[Piece], at: int, floor: int) -> bool:
    """Whether a verb with a noun stands before the genitive mark at `at`: *购买战斗机*的协议."""
    one = at - 1
    while one > floor and (pieces[one].senses.entities or pieces[one].is_unknown or pieces[one].has(*_DESCRIBING)):
        one -= 1
    return (
        one < at - 1
        and bool(pieces[at - 1].senses.entities)
        and (pieces[one].is_verbal or "verbs" in pieces[one].classes)
    )


def _is_of(pieces: Sequence[Piece], at: int, first: int) -> bool:
    """Whether a word before the phrase is part of it with its possessor: *与*希腊的协议, *在*叙利亚的部队."""
    return "of" in pieces[at - 1].classes and any("genitives" in pieces[one].classes for one in range(at, first))


def _owns_next(piece: Piece, *, name: bool) -> bool:
    """Whether a noun is no modifier of what follows, where possessors follow: *правительство* Норвегии."""
    if piece.senses.names and all(kind != "demonym" for kind, _ in piece.senses.names):
        return True
    if "locatives" in piece.classes:
        return not name
    return piece.has("titles", "organs") or bool(piece.senses.entities)


def _precedes(pieces: Sequence[Piece], at: int, floor: int) -> bool:
    """Whether the piece before `at` can stand before a noun where most modifiers follow it."""
    counted = at - 2 >= floor and pieces[at - 2].has("number", "numbers", "scales")
    piece = pieces[at - 1]
    titled = "titles" in piece.classes and not piece.senses.triggers
    described = titled or piece.has("determiners", *_COUNTS) or piece.text in "\"'-"
    return described or (counted and "partitives" in pieces[at - 1].classes)


def _bounds_phrase(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece before `at` governs or joins the phrase, and so is no part of it."""
    piece = pieces[at - 1]
    return piece.has("adpositions", "conjunctions") and "partitives" not in piece.classes and not _ranges(pieces, at)


def _is_plain(piece: Piece, language: Language) -> bool:
    """An ordinary word that no list has, and no verb by its ending."""
    agrees = language.modifier_pattern is None or language.modifier_pattern.search(piece.text) is not None
    return piece.is_unknown and not piece.capital and agrees and not language.ends_as_verb(piece.text)


def _step_left(
    pieces: Sequence[Piece], at: int, first: int, floor: int, language: Language, *, name: bool
) -> int | None:
    """Where the phrase reaches with what stands before `at`; None where that is no part of it."""
    piece = pieces[at - 1]
    if "genitives" in piece.classes:
        start = _owner_start(pieces, at, floor)
        return start if start is None or name else _joint_start(pieces, start, floor, pieces[first], language)
    parted = at - 2 >= floor and pieces[at - 2].has("number", "numbers", "scales", "locatives", "organs")
    described = piece.has(*_DESCRIBING) or piece.text in "\"'-《" or (bool(piece.senses.entities) and not name)
    if described or (parted and "partitives" in piece.classes) or _is_attribute(pieces, at, first, name=name):
        return at - 1
    return None


def _ranges(pieces: Sequence[Piece], at: int) -> bool:
    """`about` before a number is no adposition."""
    return (
        "approximators" in pieces[at - 1].classes and at < len(pieces) and pieces[at].has("number", "numbers", "scales")
    )


def _before_genitive(pieces: Sequence[Piece], at: int, floor: int) -> int:
    """A determiner opens a phrase; before it only a possessor can stand (`रूस के कई ...`)."""
    if at > floor and "genitives" in pieces[at - 1].classes:
        return _owner_start(pieces, at, floor) or at
    return at


def _owner_start(pieces: Sequence[Piece], at: int, floor: int) -> int | None:
    """Where a possessor starts that ends with the genitive before `at`; None where that is no possessor's."""
    if at - 2 < floor:
        return None
    owner = pieces[at - 2]
    named = owner.senses.names or owner.senses.entities or owner.has(*_OWNERS)
    return at - 2 if named or owner.is_unknown else None


def _joint_start(pieces: Sequence[Piece], start: int, floor: int, noun: Piece, language: Language) -> int:
    """Where the first of the states starts that the holders of an office are of: *Iraq and* Turkey's ministers.

    One who holds it is of one state, the last: Iraq and | Turkey's minister. So are all where something governs the
    state before: he visited Iraq and | Turkey's ministers left.
    """
    if "titles" not in noun.classes or not noun.text.endswith(_PLURALS):
        return start
    at = start
    while at - 2 >= floor and _is_state(pieces[at]) and _is_state(pieces[at - 2]):
        listed = pieces[at - 1].text == "," and at < start
        if not listed and "conjunctions" not in pieces[at - 1].classes:
            break
        at -= 2
    if at > floor and not language.postpositions and not pieces[at - 1].has("mark", "subordinators", "determiners"):
        return start
    return at


def _is_state(piece: Piece) -> bool:
    return any(kind in ("country", "capital") for kind, _ in piece.senses.names)


def _is_attribute(pieces: Sequence[Piece], at: int, first: int, *, name: bool) -> bool:
    """A demonym anywhere before the noun, another name right before it: *Russian* troops, *NATO* troops."""
    kinds = {kind for kind, _ in pieces[at - 1].senses.names}
    if "demonym" in kinds:
        return True
    short = len(pieces[at - 1].text) == 1 and bool(pieces[at].senses.names)
    beside = at == first or short or pieces[at].text == "-" or pieces[at].has("titles", "organs")
    return bool(kinds) and beside and (not name or pieces[at].has("titles", "organs"))


def _after_marks(pieces: Sequence[Piece], at: int, first: int) -> int:
    while at < first and pieces[at].text in "\"'-":
        at += 1
    return at


def free_of(found: Iterable[Found], taken: Sequence[Found]) -> list[Found]:
    """Those of `found` that share no piece with one already taken."""
    pieces = {index for other in taken for index in range(other.first, other.last)}
    return [one for one in found if pieces.isdisjoint(range(one.first, one.last))]
