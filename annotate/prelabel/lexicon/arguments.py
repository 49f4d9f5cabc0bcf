"""Fills the roles of an event: each mention in the role whose cue fits it best, coordinated mentions together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.prelabel.lexicon.grammar import (
    antecedent,
    is_bare,
    is_closed_off,
    is_passive,
    object_of,
    speaker,
    subject,
    trigger_start,
    word_after,
    word_before,
)
from annotate.prelabel.lexicon.lexicon import Cue, Plan
from annotate.prelabel.lexicon.mentions import Found
from annotate.prelabel.lexicon.scene import Chain, Scene
from annotate.prelabel.lexicon.triggers import Candidate

_BEST, _STEP, _LEAST = 0.9, 0.05, 0.6
_CLAUSE, _TRIGGER, _WORD = 0.12, 0.15, 0.004
_OPENING = 0.1  # a date that opens the sentence dates all of it
_TOLD = 0.2  # what distance takes off at most where a pronoun stands for the subject
_ENOUGH, _MARGIN = 0.4, 0.25
_INSIDE = frozenset({"modifier", "owner"})
_NO_HOSTS = frozenset({"place", "organization", "person"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A role filled by a mention, read as one entity type, for a cue; `sure` if more than nearness speaks for it."""

    role: str
    found: Found
    type: str
    score: float
    cue: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    plan: Plan
    chain: Chain
    score: float
    cue: str


def fill(scene: Scene, candidate: Candidate) -> list[Filled]:
    """The arguments of one candidate, in text order."""
    relations = _relations(scene, candidate)
    fits = [fit for chain in scene.chains for fit in _fits(scene, candidate, chain, relations)]
    chosen = _of_chosen_hosts(_best_of_each_role(_best_of_each_chain(fits), scene, candidate.at))
    filled = [one for fit in chosen for one in _members(fit, _same_clause(scene, candidate.at, fit.chain))]
    return sorted(filled, key=lambda one: (one.found.first, one.role))


def _relations(scene: Scene, candidate: Candidate) -> dict[Chain, str]:
    """Which chains are subject and object of the trigger, passive turned round."""
    at = candidate.at
    kinds = [plan.fillers for plan in candidate.plans if any(cue.kind in ("subject", "object") for cue in plan.cues)]
    first = subject(scene, at, frozenset().union(*kinds)) if kinds else None
    passive = is_passive(scene, at)
    relations = dict.fromkeys(object_of(scene, at), "subject" if passive else "object")
    if first is not None:
        relations[first] = "object" if passive else "subject"
    head = antecedent(scene, at)
    if head is not None:
        relations[head] = "object" if passive or (first is not None and _same_clause(scene, at, first)) else "subject"
    if passive:
        relations.update(
            (chain, "subject") for chain in scene.chains if word_before(scene, chain) in scene.language.agents
        )
    return relations


def _fits(scene: Scene, candidate: Candidate, chain: Chain, relations: Mapping[Chain, str]) -> Iterator[_Fit]:
    """Each role that a chain may fill, with the first of its cues that holds."""
    if any(one.first <= candidate.at < one.last for one in chain.members):
        return
    attributive = chain.members[-1].kind == "demonym" and chain.right == chain.members[-1].last
    cost, told = _cost(scene, candidate.at, chain), speaker(scene, candidate.at) is not None
    for plan in candidate.plans:
        if not plan.fillers.isdisjoint(chain.types):
            for rank, cue in enumerate(plan.cues):
                if (not attributive or cue.kind in _INSIDE) and _holds(scene, candidate.at, chain, cue, relations):
                    weight = _LEAST if cue.kind == "near" else max(_BEST - _STEP * rank, _LEAST)
                    taken_off = min(cost, _TOLD) if told and cue.kind == "subject" else cost
                    yield _Fit(plan, chain, weight - taken_off, cue.written)
                    break


def _holds(scene: Scene, at: int, chain: Chain, cue: Cue, relations: Mapping[Chain, str]) -> bool:
    if cue.kind == "words":
        return _is_governed(scene, at, chain, cue)
    if cue.kind in ("subject", "object"):
        return relations.get(chain) == cue.kind
    if cue.kind == "bare":
        return chain not in relations and is_bare(scene, chain) and not is_closed_off(scene, chain, at)
    if cue.kind in ("modifier", "owner"):
        return _is_inside(scene, at, chain, owned=cue.kind == "owner")
    return cue.kind == "near" and (chain.host is None or chain.host.kind != "person")


def _is_inside(scene: Scene, at: int, chain: Chain, *, owned: bool) -> bool:
    """Whether a chain stands in the phrase of the trigger or of a noun, as possessor (`owned`) or as modifier."""
    in_noun = chain.host is not None and chain.host.kind == "noun" and not _NO_HOSTS.intersection(chain.host.types)
    in_trigger = chain.host is None and trigger_start(scene, at) <= chain.left < at
    possessor = scene.has(chain.right, "genitives")
    return (in_noun and possessor == owned) or (in_trigger and not owned and not possessor)


def _is_governed(scene: Scene, at: int, chain: Chain, cue: Cue) -> bool:
    """Whether the words of a cue stand around a chain, a genitive one with nothing but modifiers before the trigger."""
    if (
        chain.host is not None
        or _is_of_next_verb(scene, at, chain)
        or (cue.before and word_before(scene, chain) != cue.before)
    ):
        return False
    if cue.after and word_after(scene, chain) != cue.after:
        return False
    if cue.after and scene.has(chain.right, "genitives"):
        return trigger_start(scene, at) <= chain.members[-1].first < at
    return True


def _is_of_next_verb(scene: Scene, at: int, chain: Chain) -> bool:
    """Where verbs stand last, what follows in another clause belongs to the verb of that one."""
    return scene.language.postpositions and chain.left > at and not _same_clause(scene, at, chain)


def _same_clause(scene: Scene, at: int, chain: Chain) -> bool:
    return any(scene.clauses[one.first] == scene.clauses[at] for one in chain.members)


def _cost(scene: Scene, at: int, chain: Chain) -> float:
    """What distance takes off: clauses, other triggers and words between a chain and the trigger."""
    if chain.members[0].kind == "date" and chain.left <= scene.first + 2:
        return _OPENING
    near = chain.members[-1 if chain.left < at else 0].first
    low, high = sorted((at, near))
    between = sum(low < other < high and scene.pieces[other].is_verbal for other in scene.triggers)
    return _CLAUSE * abs(scene.clauses[near] - scene.clauses[at]) + _TRIGGER * between + _WORD * (high - low)


def _best_of_each_chain(fits: Sequence[_Fit]) -> list[_Fit]:
    best: dict[Chain, _Fit] = {}
    for fit in fits:
        if fit.score >= _ENOUGH and (fit.chain not in best or fit.score > best[fit.chain].score):
            best[fit.chain] = fit
    return list(best.values())


def _best_of_each_role(fits: Sequence[_Fit], scene: Scene, at: int) -> list[_Fit]:
    """For each role its best chain, and for each other cue in the trigger's clause the best chain nearly as good."""
    kept: dict[tuple[str, str], _Fit] = {}
    top: dict[str, _Fit] = {}
    for fit in sorted(fits, key=lambda fit: -fit.score):
        best = top.setdefault(fit.plan.role, fit)
        near = fit.cue == "subject" or _same_clause(scene, at, fit.chain)
        beside = near and fit.cue != "near" and fit.score >= best.score - _MARGIN
        if fit is best or beside:
            kept.setdefault((fit.plan.role, fit.cue), fit)
    return list(kept.values())


def _of_chosen_hosts(fits: Sequence[_Fit]) -> list[_Fit]:
    """Without what stands inside a noun phrase that itself fills no role."""
    chosen = {one for fit in fits for one in fit.chain.members}
    return [
        fit
        for fit in fits
        if fit.chain.host is None or fit.cue not in ("modifier", "owner") or fit.chain.host in chosen
    ]


def _members(fit: _Fit, beside: bool) -> Iterator[Filled]:
    sure = fit.cue != "near" and (beside or fit.cue in ("subject", "object"))
    for one in fit.chain.members:
        kind = next((kind for kind in one.types if kind in fit.plan.fillers), None)
        if kind is not None:
            yield Filled(fit.plan.role, one, kind, min(max(fit.score, 0.01), 1.0), fit.cue, sure)
