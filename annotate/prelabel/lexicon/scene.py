"""One sentence as the rules see it: pieces, clauses, mentions, the chains they are coordinated in, and the triggers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.prelabel.lexicon.cases import phrase_cases, with_possessors
from annotate.prelabel.lexicon.clauses import tells_source
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found, holds
from annotate.prelabel.lexicon.triggers import Candidate

ACTORS = frozenset({"person", "title", "country", "capital", "demonym", "organization"})
PLACES = frozenset({"place", "capital", "country"})


class Chain:
    """Mentions that are coordinated (`A, B and C`) and so share what governs them; `host` is what they stand inside.

    Their phrases reach from the piece `left` to `right`; `before` and `after` are the next pieces past quotes and
    determiners, `word_before` (without its article) and `word_after` what these say. `types` are all entity types that
    a member can be, `cases` the grammatical cases that its endings allow.
    """

    __slots__ = (
        "after", "before", "cases", "host", "left", "members", "right", "types", "word_after", "word_before",
    )  # fmt: skip

    def __init__(
        self, members: tuple[Found, ...], host: Found | None, before: int, after: int, word_before: str,
        word_after: str, cases: frozenset[str],
    ) -> None:  # fmt: skip
        self.members = members
        self.host = host
        self.left = members[0].left
        self.right = members[-1].right
        self.before = before
        self.after = after
        self.word_before = word_before
        self.word_after = word_after
        self.types = frozenset([kind for one in members for kind in one.types])
        self.cases = cases


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence: its pieces, the clause of each, its chains, its trigger pieces and what events these may be.

    `acting` are the trigger pieces that name no entity, in order; `ending` are the chains by where their phrases end.
    """

    pieces: Sequence[Piece]
    clauses: dict[int, int]
    chains: tuple[Chain, ...]
    triggers: frozenset[int]
    acting: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    language: Language
    ending: Mapping[int, Sequence[Chain]]
    starts: dict[int, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The piece after the last one."""
        return len(self.pieces)

    def text(self, at: int) -> str:
        """The folded text of a piece, nothing outside the sentence."""
        return self.pieces[at].text if 0 <= at < len(self.pieces) else ""

    def has(self, at: int, *classes: str) -> bool:
        """Whether the piece is in the sentence and of one of these classes."""
        return 0 <= at < len(self.pieces) and self.pieces[at].has(*classes)

    def clause_start(self, at: int) -> int:
        """The first piece of the clause of the piece `at`."""
        start = at
        while start > 0 and self.clauses[start - 1] == self.clauses[at]:
            start -= 1
        return start

    def acts_at(self, at: int) -> bool:
        """Whether the piece triggers an event here without naming an entity."""
        return at in self.triggers and self.pieces[at].is_verbal


def chains(pieces: Sequence[Piece], found: Sequence[Found], language: Language) -> tuple[Chain, ...]:
    """The mentions of a sentence in coordinated chains, in text order."""
    found = with_possessors(pieces, found, language) if language.possessors_follow else found
    hosts = {one: _host(pieces, one, found, language) for one in found}
    groups: list[list[Found]] = []
    for one in sorted(found, key=lambda one: (one.first, one.last)):
        homes = (group for group in reversed(groups) if _coordinated(pieces, group[-1], one, hosts, language))
        home = next(homes, None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return tuple(_chain(pieces, tuple(group), hosts[group[-1]], language) for group in groups)


def _chain(pieces: Sequence[Piece], members: tuple[Found, ...], host: Found | None, language: Language) -> Chain:
    left, right = members[0].left, members[-1].right
    before, after = left - 1, right
    while before >= 0 and (pieces[before].has("determiners", "particles") or pieces[before].text in "\"'(《"):
        before -= 1
    while after < len(pieces) and (pieces[after].has("particles", "honorifics") or pieces[after].text in "\"')》"):
        after += 1
    if not language.spaced:
        before = _before_verb(pieces, before)
    cases = phrase_cases(pieces, members, language) if language.cases else frozenset()
    governor = language.plain_form(pieces[before].text) if before >= 0 else ""
    follower = pieces[after].text if after < len(pieces) else ""
    return Chain(members, host, before, after, governor, follower, cases)


def _before_verb(pieces: Sequence[Piece], before: int) -> int:
    """What governs a phrase that a verb alone describes: *同* 来访的外长."""
    while before > 0 and pieces[before].has("genitives", "particles"):
        if "genitives" in pieces[before].classes and not pieces[before - 1].is_verbal:
            break
        before -= 2 if "genitives" in pieces[before].classes else 1
    return before


def _host(pieces: Sequence[Piece], one: Found, found: Sequence[Found], language: Language) -> Found | None:
    """The closest mention in whose phrase another stands; with postpositions, a state's bare name is in no phrase."""
    if (
        language.postpositions
        and one.kind == "country"
        and any(other.kind == "noun" and other.left == one.left and other.first == one.right for other in found)
    ):
        return None
    able = (
        other
        for other in found
        if holds(other, one) and other.kind != "demonym" and not _is_equal_to(pieces, one, other)
    )
    if not language.spaced:
        able = (other for other in able if not (one.kind == other.kind == "noun" and one.last == other.last))
    return min(able, key=lambda other: abs(other.first - one.last), default=None)


def _is_equal_to(pieces: Sequence[Piece], one: Found, other: Found) -> bool:
    """Whether a state does not stand inside the phrase of its organ, or an army inside that of its state.

    With postpositions each is in the phrase of the other: यूक्रेन की सरकार, यूक्रेन की सेना.
    """
    if (one.left, one.right) != (other.left, other.right) or {one.kind, other.kind} != {"country", "noun"}:
        return False
    noun = one if one.kind == "noun" else other
    return "organs" in pieces[noun.first].classes and ("armed_force" in noun.types) == (noun is one)


def _coordinated(
    pieces: Sequence[Piece], one: Found, other: Found, hosts: Mapping[Found, Found | None], language: Language
) -> bool:
    if not language.spaced and one.kind != other.kind and one.left and "places_before" in pieces[one.left - 1].classes:
        return False
    if not _alike(one, other) or (language.cases and not _agree(pieces, one, other, language)):
        return False
    free = hosts[one] is None and _is_attribute(pieces, one) and _is_attribute(pieces, other)
    return (hosts[one] is hosts[other] or free) and _stand_together(pieces, one, other, language)


def _stand_together(pieces: Sequence[Piece], one: Found, other: Found, language: Language) -> bool:
    """Whether what stands between two mentions joins them."""
    if language.linkers and _repeats(pieces, one, other):
        return True
    said = pieces[other.left - 1].text == "," and tells_source(pieces, other.left, len(pieces))
    if said or not _is_list(pieces, one, other):
        return False
    demonyms = language.verb_first and one.kind == other.kind == "demonym"
    if one.last == other.first and (demonyms or _are_short(pieces, one, other)):
        return True
    return any(joined(pieces, end, start) for end in {one.right, one.last} for start in {other.left, other.first})


def _agree(pieces: Sequence[Piece], one: Found, other: Found, language: Language) -> bool:
    """Whether two mentions can stand in one case."""
    return bool(phrase_cases(pieces, (one,), language) & phrase_cases(pieces, (other,), language))


def _are_short(pieces: Sequence[Piece], one: Found, other: Found) -> bool:
    """Two states by one letter each: *中* and *俄* in 中俄会谈."""
    kinds = {one.kind, other.kind}
    return kinds == {"country"} and all(len(pieces[each.first].text) == 1 for each in (one, other))


def _is_list(pieces: Sequence[Piece], one: Found, other: Found) -> bool:
    """Whether two mentions are alike or joined by more than a comma: no `En Lima, Boric ...`."""
    persons = (one.kind in ("person", "title"), other.kind in ("person", "title"))
    return persons[0] == persons[1] or any("conjunctions" in piece.classes for piece in pieces[one.last : other.first])


def _repeats(pieces: Sequence[Piece], one: Found, other: Found) -> bool:
    """Whether the adposition of the first stands before the second again: `con Rusia y *con* China`."""
    start, end = one.right, other.left - 1
    joins = (
        0 < end - start <= 2
        and pieces[start].text != "."
        and all("conjunctions" in piece.classes or piece.text == "," for piece in pieces[start:end])
    )
    return (
        joins
        and one.left > 0
        and "adpositions" in pieces[end].classes
        and pieces[end].text == pieces[one.left - 1].text
    )


def _is_attribute(pieces: Sequence[Piece], one: Found) -> bool:
    """A name that can stand before a noun like an adjective: *US*, *French* and *Turkish* forces."""
    return one.kind in ("demonym", "country", "organization") and not (
        one.right < len(pieces) and "genitives" in pieces[one.right].classes
    )


def _alike(one: Found, other: Found) -> bool:
    kinds = {one.kind, other.kind}
    if "noun" in kinds:
        return not set(one.types).isdisjoint(other.types) or (
            kinds <= ACTORS | {"noun"} and "organization" in one.types + other.types
        )
    return len(kinds) == 1 or kinds <= ACTORS or kinds <= PLACES


def joined(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether nothing but a conjunction, comma or dash stands between two phrases: the pieces `start` to `end`."""
    between = pieces[start:end] if end - start <= 3 else ()
    joins = any("conjunctions" in piece.classes or piece.text in ",-/—" for piece in between)
    return joins and all(
        piece.has("conjunctions", "determiners", "honorifics") or piece.text in ",-/'\"—" for piece in between
    )


def by_end(chains: Iterable[Chain]) -> dict[int, list[Chain]]:
    """Chains by the piece after their phrase."""
    found: dict[int, list[Chain]] = {}
    for chain in chains:
        found.setdefault(chain.right, []).append(chain)
    return found


def by_clause(scene: Scene, chains: Iterable[Chain]) -> dict[int, list[Chain]]:
    """Chains by the clause that they begin in."""
    found: dict[int, list[Chain]] = {}
    for chain in chains:
        found.setdefault(scene.clauses[chain.members[0].first], []).append(chain)
    return found


def in_clause(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a chain stands, with a part at least, in the clause of the piece `at`."""
    return any(scene.clauses[one.first] == scene.clauses[at] for one in chain.members)
