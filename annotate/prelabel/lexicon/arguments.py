"""Fills the roles of an event: each mention in the role whose cue fits it best, coordinated mentions together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from annotate.prelabel.lexicon.construct import is_verb
from annotate.prelabel.lexicon.cues import holds
from annotate.prelabel.lexicon.grammar import (
    has_organ,
    speaker,
)
from annotate.prelabel.lexicon.lexicon import Cue, Plan
from annotate.prelabel.lexicon.mentions import STATES, Found
from annotate.prelabel.lexicon.relations import relations
from annotate.prelabel.lexicon.scene import Chain, Scene, in_clause
from annotate.prelabel.lexicon.triggers import Candidate

_BEST, _STEP, _LEAST = 0.9, 0.05, 0.6
_CLAUSE, _TRIGGER, _WORD = 0.12, 0.15, 0.004
_OPENING = 0.1  # a date that opens the sentence dates all of it
_TOLD = 0.2  # what distance takes off at most where a pronoun stands for the subject
_ENOUGH, _MARGIN = 0.4, 0.25
_INSIDE = frozenset({"modifier", "owner"})
_ARMY = "armed_force"


class Filled:
    """A role filled by a mention, read as one entity type, for a cue; `sure` if more than nearness speaks for it."""

    __slots__ = ("cue", "found", "role", "score", "sure", "type")

    def __init__(self, role: str, found: Found, type_: str, score: float, cue: str, *, sure: bool) -> None:
        self.role = role
        self.found = found
        self.type = type_
        self.score = score
        self.cue = cue
        self.sure = sure

    def recalled(self, score: float, cue: str) -> "Filled":
        """The same, known from elsewhere."""
        return Filled(self.role, self.found, self.type, score, cue, sure=self.sure)


class _Fit:
    """A role of the event that a chain may fill, how well, and the cue for it."""

    __slots__ = ("chain", "cue", "plan", "score")

    def __init__(self, plan: Plan, chain: Chain, score: float, cue: str) -> None:
        self.plan = plan
        self.chain = chain
        self.score = score
        self.cue = cue


def fill(scene: Scene, candidate: Candidate) -> list[Filled]:
    """The arguments of one candidate, in text order."""
    found = relations(scene, candidate)
    told = _is_told(scene, candidate.at)
    fits = [fit for chain in scene.chains for fit in _fits(scene, candidate, chain, found, told=told)]
    chosen = _of_chosen_hosts(_best_of_each_role(_best_of_each_chain(fits), scene, candidate.at), scene, candidate.at)
    acts = (
        not scene.language.verb_first
        or is_verb(scene.pieces[candidate.at], scene.language)
        or any(
            fit.cue != "near" and fit.chain.host is None and in_clause(scene, candidate.at, fit.chain) for fit in chosen
        )
    )
    filled = [one for fit in chosen for one in _members(fit, in_clause(scene, candidate.at, fit.chain), told=acts)]
    if not scene.language.spaced or scene.language.verb_first:
        filled += [one for fit in chosen for one in _left_over(scene, candidate, fit)]
    return sorted(filled, key=lambda one: (one.found.first, one.role))


def _left_over(scene: Scene, candidate: Candidate, fit: _Fit) -> Iterator[Filled]:
    """The members of a chain that can only fill another role for the same cue: a person among parties signs."""
    rest = [one for one in fit.chain.members if fit.plan.fillers.isdisjoint(one.types)]
    for one in rest:
        for plan in candidate.plans:
            kind = next((kind for kind in one.types if kind in plan.fillers), None)
            if kind is not None and fit.cue in [cue.written for cue in plan.cues]:
                yield Filled(plan.role, one, kind, fit.score, fit.cue, sure=in_clause(scene, candidate.at, fit.chain))
                break


def _is_told(scene: Scene, at: int) -> bool:
    """Whether the subject of a trigger may stand far from it, for a pronoun or nothing at all stands for it."""
    told = bool(scene.language.linkers) or speaker(scene, at) is not None or _shares_subject(scene, at)
    return told or (scene.language.drops_subjects and scene.pieces[at].is_verbal)


def _shares_subject(scene: Scene, at: int) -> bool:
    """Whether a clause goes on after a conjunction, where verbs stand last: ... गए *और* राष्ट्रपति से मिले."""
    opening = scene.clause_start(at)
    return scene.language.postpositions and opening > 0 and scene.has(opening, "conjunctions")


def _fits(
    scene: Scene, candidate: Candidate, chain: Chain, found: Mapping[Chain, str], *, told: bool
) -> Iterator[_Fit]:
    """Each role that a chain may fill, with the first of its cues that holds; not those that it is too far from."""
    if any(one.first <= candidate.at < one.last for one in chain.members):
        return
    demonym = scene.language.spaced and chain.members[-1].kind == "demonym"
    attributive = demonym and not has_organ(chain, scene.language)
    cost = _cost(scene, candidate.at, chain)
    if _BEST - cost < _ENOUGH and not (told and "subject" in found.get(chain, "")):
        return
    army = _army_of(scene, candidate, chain)
    for plan in candidate.plans:
        if not plan.fillers.isdisjoint(chain.types):
            for rank, cue in enumerate(plan.cues):
                own = (not attributive or cue.kind in _INSIDE) and holds(scene, candidate.at, chain, cue, found)
                given = (
                    army is not None and _is_given(scene, army, cue) and holds(scene, candidate.at, army, cue, found)
                )
                if own or given:
                    weight = _LEAST if cue.kind == "near" else max(_BEST - _STEP * rank, _LEAST)
                    taken_off = min(cost, _TOLD) if told and cue.kind == "subject" else cost
                    yield _Fit(plan, chain, weight - taken_off, cue.written if own else f"{cue.written}, its army")
                    break


def _is_given(scene: Scene, army: Chain, cue: Cue) -> bool:
    """Whether a cue says who receives something: *to*, *को*, a dative."""
    if cue.kind == "words":
        return scene.has(army.after if cue.after else army.before, "receivers")
    return cue.kind == "dative"


def _army_of(scene: Scene, candidate: Candidate, state: Chain) -> Chain | None:
    """The army that stands for its state where the event has no role for armies: sold to *Chad's army*."""
    host = state.host
    if host is None or host.kind != "noun" or _ARMY not in host.types or state.members[0].kind not in STATES:
        return None
    if any(_ARMY in plan.fillers for plan in candidate.plans):
        return None
    return next((chain for chain in scene.chains if host in chain.members), None)


def _cost(scene: Scene, at: int, chain: Chain) -> float:
    """What distance takes off: clauses, other triggers and words between a chain and the trigger."""
    if chain.members[0].kind == "date" and chain.left <= 2:
        return _OPENING
    near = chain.members[-1 if chain.left < at else 0].first
    low, high = sorted((at, near))
    between = max(0, bisect_left(scene.acting, high) - bisect_right(scene.acting, low))
    return _CLAUSE * abs(scene.clauses[near] - scene.clauses[at]) + _TRIGGER * between + _WORD * (high - low)


def _best_of_each_chain(fits: Sequence[_Fit]) -> list[_Fit]:
    best: dict[Chain, _Fit] = {}
    for fit in fits:
        if fit.score >= _ENOUGH and (fit.chain not in best or fit.score > best[fit.chain].score):
            best[fit.chain] = fit
    return list(best.values())


def _best_of_each_role(fits: Sequence[_Fit], scene: Scene, at: int) -> list[_Fit]:
    """For each role its best chain, and for each other cue in the trigger's clause the best chain nearly as good."""
    kept: dict[tuple[str, str, Found | None], _Fit] = {}
    top: dict[str, _Fit] = {}
    for fit in sorted(fits, key=lambda fit: -fit.score):
        best = top.setdefault(fit.plan.role, fit)
        near = fit.cue == "subject" or in_clause(scene, at, fit.chain)
        beside = near and fit.cue != "near" and fit.score >= best.score - _MARGIN
        if fit is best or beside:
            kept.setdefault((fit.plan.role, fit.cue, _counted(fit, scene)), fit)
    return list(kept.values())


def _counted(fit: _Fit, scene: Scene) -> Found | None:
    """What a role may be filled by once each: the noun that a number counts, who acts along with the subject."""
    if scene.language.spaced:
        return None
    if fit.cue == "subject" and fit.chain.word_before in scene.language.companions:
        return fit.chain.members[0]
    return fit.chain.host if fit.chain.members[0].kind == "quantity" else None


def _of_chosen_hosts(fits: Sequence[_Fit], scene: Scene, at: int) -> list[_Fit]:
    """Without what stands inside a noun phrase that itself fills no role."""
    chosen = {one for fit in fits for one in fit.chain.members}
    chosen = chosen.union(*(_read_alike(scene, one) for one in chosen), _around(scene, at))
    return [
        fit
        for fit in fits
        if fit.chain.host is None or fit.cue not in ("modifier", "owner") or fit.chain.host in chosen
    ]


def _read_alike(scene: Scene, one: Found) -> Iterator[Found]:
    """The same words read as another type: a frigate as weapon and as force; and, where names follow, with its name."""
    mentions = (other for chain in scene.chains for other in chain.members)
    return (
        other
        for other in mentions
        if other.first == one.first and (other.last == one.last or scene.language.verb_first)
    )


def _around(scene: Scene, at: int) -> Iterator[Found]:
    """The mention that the trigger stands in: the *Russian-Turkish* treaty."""
    return (one for chain in scene.chains for one in chain.members if one.first <= at < one.last)


def _members(fit: _Fit, beside: bool, *, told: bool) -> Iterator[Filled]:
    sure = fit.cue != "near" and (beside or (told and fit.cue in ("subject", "object")))
    for one in fit.chain.members:
        kind = next((kind for kind in one.types if kind in fit.plan.fillers), None)
        if kind is not None:
            yield Filled(fit.plan.role, one, kind, min(max(fit.score, 0.01), 1.0), fit.cue, sure=sure)
