"""Who acts where a subject may follow its verb or be left out: *llegó a Omán el ministro*."""

from collections.abc import Iterator, Sequence

from annotate.prelabel.lexicon.linked import is_adjective, phrase_end
from annotate.prelabel.lexicon.scene import Chain, Scene

_STOPS = ("auxiliaries", "reports", "relatives", "relative_phrases")
_NOMINAL = ("determiners", "loose", "adpositions", "numbers")


def trigger_end(scene: Scene, at: int) -> int:
    """Where the noun phrase of a trigger ends in a language whose modifiers follow: visita *oficial*."""
    end = at + 1
    while end < scene.last and is_adjective(scene.pieces[end], scene.language):
        end += 1
    return end


def is_attached(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a linked chain belongs to the trigger and to no noun between: not `visitó la sede *de la ONU*`."""
    last = chain.before - 1
    if last < phrase_end(scene.pieces, at + 1, scene.last, scene.language):
        return last >= at
    return any(one.left <= last < one.right for one in scene.chains) or scene.has(last, "units", "adverbs", "days")


def participle_head(scene: Scene, at: int) -> Chain | None:
    """The noun that a participle follows: las tropas *desplegadas*."""
    if not scene.text(at).endswith(scene.language.participle_endings or ("\0",)):
        return None
    return next((chain for chain in scene.chains if chain.right == at and chain.host is None), None)


def actor_of(scene: Scene, at: int, able: Sequence[Chain], pronoun: int | None) -> Chain | None:
    """The subject of the trigger at `at`: before it in its clause, else after it, else in a clause before."""
    told = _told(scene, at, able)
    if told is not None:
        return told
    free = [chain for chain in able if _is_free(scene, chain) and chain is not participle_head(scene, at)]
    limit = at if pronoun is None else pronoun
    before = [chain for chain in free if chain.left < limit and _clause(scene, chain) == scene.clauses[at]]
    if before:
        return before[-1]
    return next(_inverted(scene, at, free), None) or _left_out(scene, at, free) or _announced(scene, at, free)


def _told(scene: Scene, at: int, able: Sequence[Chain]) -> Chain | None:
    """Who is asked to act: instó *a Ruanda* a retirar sus tropas."""
    if not (_is_infinite(scene, at) and scene.has(at - 1, "datives")):
        return None
    return next((chain for chain in able if chain.right == at - 1 and scene.has(chain.before, "datives")), None)


def _clause(scene: Scene, chain: Chain) -> int:
    return scene.clauses[chain.members[0].first]


def _is_free(scene: Scene, chain: Chain) -> bool:
    """Whether nothing governs a chain; right after a verb only who acts is no object, for persons take `a` then."""
    if chain.host is not None or scene.has(chain.before, "adpositions"):
        return False
    return chain.left - 1 not in scene.triggers or _is_actor(chain)


def _is_actor(chain: Chain) -> bool:
    first = chain.members[0]
    return first.kind in ("person", "title", "organization") or (first.kind == "noun" and "organization" in first.types)


def _inverted(scene: Scene, at: int, free: Sequence[Chain]) -> Iterator[Chain]:
    """A subject after its verb, with no other verb between."""
    for chain in free:
        if chain.left > at and _clause(scene, chain) == scene.clauses[at] and _is_actor(chain):
            between = range(at + 1, chain.left)
            if not any(scene.acts_at(one) or scene.has(one, *_STOPS) for one in between):
                yield chain


def _left_out(scene: Scene, at: int, free: Sequence[Chain]) -> Chain | None:
    """The last who acted before, who need not be named again; for a noun only right before its clause."""
    opening = scene.clause_start(at)
    ends = (opening, opening - 1) if scene.text(opening - 1) == "," else (opening,)
    named = next((chain for chain in free if chain.right in ends), None)
    if _is_nominal(scene, at) or (named is not None and scene.text(named.right) == ","):
        return named
    earlier = [chain for chain in free if _clause(scene, chain) < scene.clauses[at] and chain.left < at]
    return max(earlier, key=lambda chain: (_clause(scene, chain), chain.left), default=None)


def _announced(scene: Scene, at: int, free: Sequence[Chain]) -> Chain | None:
    """Who acts in the clause after an infinitive that opens the sentence: `Tras viajar a Omán, *el ministro* ...`."""
    if scene.clause_start(at) != 0 or not (_is_infinite(scene, at) or at == 0):
        return None
    return next((chain for chain in free if chain.left > at and _is_actor(chain)), None)


def _is_infinite(scene: Scene, at: int) -> bool:
    language = scene.language
    return scene.text(at).endswith((*language.infinitives, *language.active_endings) or ("\0",))


def _is_nominal(scene: Scene, at: int) -> bool:
    owned = scene.has(at - 1, "possessives")
    return scene.has(at - 1, *_NOMINAL) and not owned and not _is_infinite(scene, at)
