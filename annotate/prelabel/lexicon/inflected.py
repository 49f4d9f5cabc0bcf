"""Who is subject and who object where the cases tell it and the order of words does not."""

from collections.abc import Iterator, Sequence

from annotate.prelabel.lexicon.scene import Chain, Scene, by_clause

_AMBIGUOUS, _FOLLOWS = 6, 3  # pieces of distance that an unclear ending, and standing after the trigger, count as


def nominative_of(scene: Scene, at: int, able: Sequence[Chain], pronoun: int | None) -> Chain | None:
    """The subject of the trigger at `at`: the nearest nominative of its clause, else of the nearest clause before."""
    free = [chain for chain in able if "nominative" in chain.cases and is_free(scene, chain)]
    free = [chain for chain in free if not _is_of_another(scene, at, chain)] or free
    later = [chain for chain in free if chain.left == at + 1 and "accusative" in chain.cases and _is_place(chain)]
    return _nearest(scene, at, [chain for chain in free if chain not in later], pronoun) or next(iter(later), None)


def _nearest(scene: Scene, at: int, free: Sequence[Chain], pronoun: int | None) -> Chain | None:
    own = scene.clauses[at]
    clauses = by_clause(scene, free)
    for number in range(own, -1, -1):
        there = clauses.get(number, [])
        if number == own and pronoun is not None:
            there = [chain for chain in there if chain.left < pronoun]
        elif number < own and pronoun is None:
            there = [chain for chain in there if not _says(scene, chain)]
        if there:
            return min(there, key=lambda chain: _distance(chain, at))
    return None


def _is_of_another(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a chain that can be an object stands right after another verb: *посетить* Пхеньян."""
    before = chain.left - 1
    return before != at and "accusative" in chain.cases and scene.acts_at(before)


def _is_place(chain: Chain) -> bool:
    """A state or city right after a verb is rather its object: *посетил* Китай."""
    return chain.members[0].kind in ("country", "capital", "place")


def _distance(chain: Chain, at: int) -> int:
    unclear = _AMBIGUOUS if "genitive" in chain.cases else 0
    return unclear + (at - chain.right if chain.left < at else chain.left - at + _FOLLOWS)


def _says(scene: Scene, chain: Chain) -> bool:
    """Whether a chain is the subject of a verb of saying right before or after it, so not of what is said."""
    return scene.has(chain.left - 1, "reports") or scene.has(chain.right, "reports")


def is_free(scene: Scene, chain: Chain) -> bool:
    """Whether no adposition and no noun governs a chain."""
    if chain.host is not None or scene.has(chain.before, "adpositions"):
        return False
    return "genitive" not in chain.cases or not _follows_noun(scene, chain)


def _follows_noun(scene: Scene, chain: Chain) -> bool:
    """Whether a chain stands after a word that is neither verb nor modifier, whose possessor it then is."""
    if not chain.left:
        return False
    piece, language = scene.pieces[chain.left - 1], scene.language
    patterns = (language.verb_pattern, language.modifier_pattern, language.adverb_pattern)
    other = any(pattern and pattern.search(piece.text) for pattern in patterns)
    noun = piece.is_unknown or ("common" in piece.classes and "determiners" not in piece.classes)
    return noun and not piece.capital and not other


def _follows_participle(scene: Scene, chain: Chain) -> bool:
    """Whether an instrumental belongs to a participle right before it: *поддерживаемых* Россией."""
    pattern = scene.language.participle_pattern
    piece = scene.pieces[chain.left - 1] if chain.left > 0 else None
    return piece is not None and piece.is_unknown and pattern is not None and pattern.search(piece.text) is not None


def accusatives_of(scene: Scene, at: int) -> Iterator[Chain]:
    """The chains of the trigger's clause that can be its object, on either side of it."""
    for chain in scene.chains:
        same = scene.clauses[chain.members[0].first] == scene.clauses[at]
        if same and "accusative" in chain.cases and is_free(scene, chain):
            yield chain


def participle_head(scene: Scene, at: int) -> Chain | None:
    """What a participle after a comma belongs to: войска, *размещённые* в Нигере."""
    pattern, before = scene.language.modifier_pattern, at - 1
    while scene.has(before, "adverbs", "particles"):
        before -= 1
    if scene.text(before) != "," or pattern is None or not pattern.search(scene.text(at)):
        return None
    return next((chain for chain in scene.chains if chain.right == before and chain.host is None), None)


def is_passive_participle(scene: Scene, at: int) -> bool:
    """Whether the trigger is a participle whose noun is its object, not its subject."""
    pattern = scene.language.participle_pattern
    return pattern is not None and pattern.search(scene.text(at)) is not None and "щ" not in scene.text(at)[-5:]


def subject_before(scene: Scene, at: int, types: frozenset[str]) -> Chain | None:
    """The nominative of a clause before, where the trigger's own clause has none."""
    named = [chain for chain in scene.chains if chain.members[0].kind not in ("date", "quantity")]
    free = [chain for chain in named if "nominative" in chain.cases and is_free(scene, chain)]
    own = scene.clauses[at]
    if any(scene.clauses[chain.members[0].first] == own for chain in free):
        return None
    before = (chain for chain in reversed(free) if chain.right <= at and not types.isdisjoint(chain.types))
    return next((chain for chain in before if not _is_of_another(scene, at, chain)), None)


def nominatives_of(scene: Scene, at: int) -> Iterator[Chain]:
    """The chains of the trigger's clause that can be its subject, on either side of it."""
    for chain in scene.chains:
        same = scene.clauses[chain.members[0].first] == scene.clauses[at]
        if same and "nominative" in chain.cases and is_free(scene, chain):
            yield chain


def stands_in(scene: Scene, at: int, chain: Chain, case: str) -> bool:
    """Whether a chain of the trigger's clause stands in a case; a genitive only after a noun that it belongs to."""
    if case not in chain.cases or scene.has(chain.before, "adpositions"):
        return False
    if chain.host is not None and (case != "dative" or chain.host.kind != "noun" or chain.left < chain.host.last):
        return False
    if scene.clauses[chain.members[0].first] != scene.clauses[at]:
        return False
    if _follows_noun(scene, chain):
        return False
    if case != "genitive":
        return case != "instrumental" or not _follows_participle(scene, chain)
    pattern = scene.language.verb_pattern
    verbal = pattern is not None and pattern.search(scene.text(at)) is not None
    return not verbal and at < chain.left and not any(scene.acts_at(one) for one in range(at + 1, chain.left))
