"""One sentence as the rules see it: pieces, clauses, mentions, the chains they are coordinated in, and the triggers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found, holds

ACTORS = frozenset({"person", "title", "country", "capital", "demonym", "organization"})
PLACES = frozenset({"place", "capital", "country"})


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Mentions that are coordinated (`A, B and C`) and so share what governs them; `host` is what they stand inside.

    Their phrases reach from the piece `left` to `right`; `before` and `after` are the next pieces past quotes and
    determiners. `types` are all entity types that a member can be.
    """

    members: tuple[Found, ...]
    host: Found | None
    left: int
    right: int
    before: int
    after: int
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence: the pieces `first` to `last` of an article, the clause of each, its chains and trigger pieces."""

    pieces: Sequence[Piece]
    first: int
    last: int
    clauses: dict[int, int]
    chains: tuple[Chain, ...]
    triggers: tuple[int, ...]
    language: Language
    starts: dict[int, int] = field(default_factory=dict)

    def text(self, at: int) -> str:
        """The folded text of a piece, nothing outside the sentence."""
        return self.pieces[at].text if self.first <= at < self.last else ""

    def has(self, at: int, *classes: str) -> bool:
        """Whether the piece is in the sentence and of one of these classes."""
        return self.first <= at < self.last and self.pieces[at].has(*classes)

    def acts_at(self, at: int) -> bool:
        """Whether the piece triggers an event here without naming an entity."""
        return at in self.triggers and self.pieces[at].is_verbal


def clause_numbers(pieces: Sequence[Piece], first: int, last: int, language: Language) -> dict[int, int]:
    """The number of the clause that each piece of a sentence belongs to."""
    number, found = 0, {}
    for at in range(first, last):
        after_saying = at > first and not language.postpositions and pieces[at - 1].has("reports")
        if at > first and (after_saying or _opens_clause(pieces, at, first, last, language)):
            number += 1
        found[at] = number
    return found


def _opens_clause(pieces: Sequence[Piece], at: int, first: int, last: int, language: Language) -> bool:
    """Whether a clause begins at a piece; where verbs stand last, a conjunction after an auxiliary begins one."""
    piece = pieces[at]
    if (
        language.postpositions
        and at - 2 >= first
        and pieces[at - 1].has("clause_links")
        and _is_infinitive(pieces[at - 2])
    ):
        return True
    if piece.has("subordinators") or piece.text in (";", ":", "—", "؛", "；"):
        return True
    if piece.has("conjunctions") or piece.text == ",":
        if language.postpositions and at > first and (pieces[at - 1].has("auxiliaries") or pieces[at - 1].is_verbal):
            return True
        after = pieces[at + 1] if at + 1 < last else None
        return after is not None and (after.has("auxiliaries", "pronouns", "passives") or after.is_verbal)
    return False


def _is_infinitive(piece: Piece) -> bool:
    """`कराने के बदले में ...`: an oblique infinitive with its postposition is a clause of its own."""
    return piece.text.endswith("ने") and (piece.has("verbs", "vectors", "common", "auxiliaries") or piece.is_verbal)


def chains(pieces: Sequence[Piece], found: Sequence[Found], language: Language) -> tuple[Chain, ...]:
    """The mentions of a sentence in coordinated chains, in text order."""
    hosts = {one: _host(one, found, language) for one in found}
    groups: list[list[Found]] = []
    for one in sorted(found, key=lambda one: (one.first, one.last)):
        home = next((group for group in reversed(groups) if _coordinated(pieces, group[-1], one, hosts)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return tuple(_chain(pieces, tuple(group), hosts[group[-1]]) for group in groups)


def _chain(pieces: Sequence[Piece], members: tuple[Found, ...], host: Found | None) -> Chain:
    left, right = members[0].left, members[-1].right
    before, after = left - 1, right
    while before >= 0 and (pieces[before].has("determiners", "particles") or pieces[before].text in "\"'("):
        before -= 1
    while after < len(pieces) and (pieces[after].has("particles", "honorifics") or pieces[after].text in "\"')"):
        after += 1
    return Chain(members, host, left, right, before, after, frozenset(kind for one in members for kind in one.types))


def _host(one: Found, found: Sequence[Found], language: Language) -> Found | None:
    """The closest mention in whose phrase another stands; with postpositions, a state's bare name is in no phrase."""
    if (
        language.postpositions
        and one.kind == "country"
        and any(other.kind == "noun" and other.left == one.left and other.first == one.right for other in found)
    ):
        return None
    return min(
        (other for other in found if holds(other, one)), key=lambda other: abs(other.first - one.last), default=None
    )


def _coordinated(pieces: Sequence[Piece], one: Found, other: Found, hosts: Mapping[Found, Found | None]) -> bool:
    if not _alike(one, other):
        return False
    if hosts[one] is not hosts[other] and not (
        hosts[one] is None and _is_attribute(pieces, one) and _is_attribute(pieces, other)
    ):
        return False
    return any(joined(pieces, end, start) for end in {one.right, one.last} for start in {other.left, other.first})


def _is_attribute(pieces: Sequence[Piece], one: Found) -> bool:
    """A name that can stand before a noun like an adjective: *US*, *French* and *Turkish* forces."""
    return one.kind in ("demonym", "country", "organization") and not (
        one.right < len(pieces) and pieces[one.right].has("genitives")
    )


def _alike(one: Found, other: Found) -> bool:
    kinds = {one.kind, other.kind}
    if "noun" in kinds:
        return not set(one.types).isdisjoint(other.types) or (
            kinds <= ACTORS | {"noun"} and "organization" in (*one.types, *other.types)
        )
    return len(kinds) == 1 or kinds <= ACTORS or kinds <= PLACES


def joined(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether nothing but a conjunction, comma or dash stands between two phrases: the pieces `start` to `end`."""
    between = pieces[start:end] if end - start <= 3 else ()
    joins = any(piece.has("conjunctions") or piece.text in ",-/—" for piece in between)
    return joins and all(
        piece.has("conjunctions", "determiners", "honorifics") or piece.text in ",-/'\"—" for piece in between
    )
