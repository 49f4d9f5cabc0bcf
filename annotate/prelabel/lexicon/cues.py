"""Whether the cue of a role holds for a mention: the words around it, its case, its place in the sentence."""

from collections.abc import Mapping

from annotate.prelabel.lexicon.cases import CASES
from annotate.prelabel.lexicon.grammar import (
    is_bare,
    is_closed_off,
    trigger_start,
)
from annotate.prelabel.lexicon.inflected import (
    stands_in,
)
from annotate.prelabel.lexicon.inverted import is_attached, trigger_end
from annotate.prelabel.lexicon.lexicon import Cue
from annotate.prelabel.lexicon.scene import Chain, Scene, in_clause
from annotate.prelabel.lexicon.verb_first import is_open, is_reached, is_within

_NO_HOSTS = frozenset({"place", "organization", "person"})


def holds(scene: Scene, at: int, chain: Chain, cue: Cue, relations: Mapping[Chain, str]) -> bool:
    """Whether a cue of the trigger at the piece `at` holds for a chain, which may be its subject or object."""
    if cue.kind == "words":
        return (not cue.before or cue.before == chain.word_before) and _is_governed(scene, at, chain, cue)
    if cue.kind in ("subject", "object"):
        return cue.kind in relations.get(chain, "").split()
    if cue.kind in CASES:
        return relations.get(chain) != "subject" and stands_in(scene, at, chain, cue.kind)
    if cue.kind == "bare":
        return chain not in relations and is_bare(scene, chain) and not is_closed_off(scene, chain, at)
    if cue.kind in ("modifier", "owner"):
        return _is_inside(scene, at, chain, owned=cue.kind == "owner")
    return cue.kind == "near" and (chain.host is None or chain.host.kind != "person") and _may_date(scene, at, chain)


def _may_date(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a chain is no date, or one of the trigger's own clause as far as the language tells."""
    if chain.members[0].kind != "date":
        return True
    elsewhere = bool(scene.language.linkers) and not _is_here(scene, at, chain)
    before = scene.language.verb_first and chain.left < at and not is_open(scene, at)
    return not elsewhere and not before


def _is_inside(scene: Scene, at: int, chain: Chain, *, owned: bool) -> bool:
    """Whether a chain stands in the phrase of the trigger or of a noun, as possessor (`owned`) or as modifier."""
    if scene.language.verb_first:
        return is_within(scene, at, chain, owned=owned, hosts=_NO_HOSTS)
    in_noun = chain.host is not None and chain.host.kind == "noun" and not _NO_HOSTS.intersection(chain.host.types)
    in_trigger = chain.host is None and trigger_start(scene, at) <= chain.left < at
    possessor = scene.has(chain.right, "genitives")
    if not scene.language.spaced and _is_governed_elsewhere(scene, chain):
        return False
    if scene.language.possessors_follow and in_noun and _names_its_host(chain):
        return False
    if scene.language.linkers:
        in_trigger = chain.host is None and at < chain.left < trigger_end(scene, at)
        possessor = chain.word_before in scene.language.linkers
    return (in_noun and possessor == owned) or (in_trigger and not owned and not possessor)


def _is_governed_elsewhere(scene: Scene, chain: Chain) -> bool:
    """Whether an adposition or another verb governs a chain: 赴*开罗*会晤."""
    if scene.acts_at(chain.before):
        return chain.host is None
    return scene.has(chain.before, "adpositions") and not _is_joined_before(scene, chain)


def _is_joined_before(scene: Scene, chain: Chain) -> bool:
    """Whether what may be an adposition before a chain joins it to another mention: 俄罗斯*与*土耳其."""
    joins = scene.has(chain.before, "conjunctions")
    return joins and any(other is not chain for other in scene.ending.get(chain.before, ()))


def _names_its_host(chain: Chain) -> bool:
    """Whether a person is only the name of a ship or unit: авианосец «Шарль де Голль»."""
    one, host = chain.members[0], chain.host
    return one.kind == "person" and host is not None and host.first <= one.first and one.last <= host.last


def _is_governed(scene: Scene, at: int, chain: Chain, cue: Cue) -> bool:
    """Whether the words of a cue govern a chain they stand before, a genitive one right before the trigger's phrase."""
    if chain.host is not None and not _has_own(scene, chain, cue) and not _is_shared(scene, at, chain, cue):
        return False
    if _is_of_next_verb(scene, at, chain):
        return False
    if cue.after in CASES:
        return cue.after in chain.cases
    if not _is_within_reach(scene, at, chain, cue) or (cue.after and chain.word_after != cue.after):
        return False
    if cue.after and scene.has(chain.right, "genitives"):
        return trigger_start(scene, at) <= chain.members[-1].first < at
    return True


def _has_own(scene: Scene, chain: Chain, cue: Cue) -> bool:
    """Whether what stands inside a noun phrase has an adposition of its own there: *在*叙利亚的部队."""
    own = not scene.language.spaced and chain.host is not None and chain.host.kind == "noun"
    if own and chain.host is not None and chain.left == chain.host.left and "armed_force" in chain.host.types:
        return bool(cue.before)
    return own and bool(cue.before) and (scene.has(chain.right, "genitives") or scene.has(chain.before, "partitives"))


def _is_shared(scene: Scene, at: int, chain: Chain, cue: Cue) -> bool:
    """Whether what is linked to the trigger's object may be linked to the trigger too: retiró las tropas *de* Chad."""
    host = chain.host
    linked = cue.before in scene.language.linkers and host is not None and host.kind == "noun" and host.first > at
    return linked and host is not None and _NO_HOSTS.isdisjoint(host.types)


def _is_within_reach(scene: Scene, at: int, chain: Chain, cue: Cue) -> bool:
    """Whether a trigger reaches a chain: one of its clause, or one that opens the sentence."""
    if scene.language.verb_first:
        return is_reached(scene, at, chain)
    if cue.before in scene.language.linkers and not is_attached(scene, at, chain):
        return False
    return not scene.language.linkers or _is_here(scene, at, chain)


def _is_here(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a chain stands in the clause of the trigger, or opens the sentence and so belongs to all of it."""
    return in_clause(scene, at, chain) or chain.left <= 2


def _is_of_next_verb(scene: Scene, at: int, chain: Chain) -> bool:
    """Where verbs stand last, what follows in another clause belongs to the verb of that one."""
    return scene.language.postpositions and chain.left > at and not in_clause(scene, at, chain)
