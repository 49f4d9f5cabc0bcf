"""Which mentions are subject and object of a trigger, passive turned round."""

from collections.abc import Iterator, Sequence

from annotate.prelabel.lexicon.grammar import (
    acts_alone,
    antecedent,
    is_passive,
    object_of,
    subject,
)
from annotate.prelabel.lexicon.inflected import (
    accusatives_of,
    is_passive_participle,
    nominatives_of,
    participle_head,
    subject_before,
)
from annotate.prelabel.lexicon.lexicon import Plan
from annotate.prelabel.lexicon.scene import Chain, Scene, in_clause
from annotate.prelabel.lexicon.triggers import Candidate
from annotate.prelabel.lexicon.verb_first import relations_of

_AGENTS = ("country", "capital", "organization", "person", "title")


def relations(scene: Scene, candidate: Candidate) -> dict[Chain, str]:
    """Which chains are subject and object of the trigger, passive turned round."""
    at = candidate.at
    kinds = [plan.fillers for plan in candidate.plans if any(cue.kind in ("subject", "object") for cue in plan.cues)]
    if scene.language.cases:
        return _case_relations(scene, candidate)
    if scene.language.verb_first:
        return relations_of(scene, at, candidate.plans)
    given = _of_participle(scene, at)
    if given:
        return given
    first = subject(scene, at, frozenset().union(*kinds)) if kinds else None
    passive = is_passive(scene, at)
    turned = passive and scene.language.spaced
    found = dict.fromkeys(object_of(scene, at), "subject" if turned else "object")
    if first is not None:
        found[first] = "object" if passive else "subject"
    if first is not None and scene.language.drops_subjects and not in_clause(scene, at, first):
        found.update(dict.fromkeys(_companions(scene, first), found[first]))
    head = antecedent(scene, at)
    if head is not None and first is not None and scene.has(head.before, "datives") and scene.text(head.right) != ",":
        found.pop(first)  # who asks, not who is asked to act: pidió *a Chad* que retire sus tropas
        first = None
    able = frozenset().union(*(plan.fillers for plan in candidate.plans if _takes_subject(plan)))
    if head is not None and not able.isdisjoint(head.types) and acts_alone(scene, at):
        return {**dict.fromkeys(object_of(scene, at), "object"), head: "object" if passive else "subject"}
    if head is not None:
        found[head] = "object" if passive or (first is not None and in_clause(scene, at, first)) else "subject"
    if passive:
        found.update((chain, "subject") for chain in scene.chains if chain.word_before in scene.language.agents)
    return found


def _of_participle(scene: Scene, at: int) -> dict[Chain, str]:
    """The noun that a participle describes and who acts, where both stand beside it: tanks *sold* by Chad."""
    if scene.language.linkers or not scene.language.spaced or scene.text(at + 1) not in scene.language.agents:
        return {}
    free = [chain for chain in scene.chains if chain.host is None]
    agent = next((chain for chain in free if chain.before == at + 1 and chain.members[0].kind in _AGENTS), None)
    head = next((chain for chain in free if chain.right == at and chain.members[0].kind == "noun"), None)
    return {head: "object", agent: "subject"} if agent is not None and head is not None else {}


def _companions(scene: Scene, first: Chain) -> Iterator[Chain]:
    """With whom the subject of another clause acts there, and so in the clauses that leave it out."""
    own = scene.clauses[first.members[0].first]
    for chain in scene.chains:
        after = chain.left > first.right and scene.clauses[chain.members[0].first] == own
        if after and chain.word_before in scene.language.companions:
            yield chain


def _case_relations(scene: Scene, candidate: Candidate) -> dict[Chain, str]:
    """Subject and object by their endings; who acts is looked for in other clauses too."""
    at = candidate.at
    actors = [plan.fillers for plan in candidate.plans if _acts([cue.kind for cue in plan.cues])]
    first = subject(scene, at, frozenset().union(*actors)) if actors else None
    found = dict.fromkeys(nominatives_of(scene, at), "subject") | dict.fromkeys(accusatives_of(scene, at), "object")
    after = {kind for chain in found if chain.left > at and found[chain] == "object" for kind in chain.types}
    for chain in nominatives_of(scene, at):
        if chain.right <= at and not after.isdisjoint(chain.types):
            found[chain] = "subject"
    if first is not None:
        found[first] = "subject"
    patients = frozenset().union(*(plan.fillers for plan in candidate.plans if _takes_subject(plan)))
    before = subject_before(scene, at, patients)
    if before is not None:
        found.setdefault(before, "subject")
    participle = participle_head(scene, at)
    if participle is not None:
        found[participle] = "object" if is_passive_participle(scene, at) else "subject"
    head = antecedent(scene, at)
    if head is not None and head is not first:
        found[head] = "object" if first is not None and in_clause(scene, at, first) else "subject"
    return found


def _takes_subject(plan: Plan) -> bool:
    return any(cue.kind == "subject" for cue in plan.cues)


def _acts(kinds: Sequence[str]) -> bool:
    """Whether a role is rather the subject's than the object's."""
    return "subject" in kinds and "object" not in kinds[: kinds.index("subject")]
