"""Subjects and objects where the verb comes first, and verbal nouns have them too: *زار* X Y, *زيارة* X إلى Y.

Nothing but order and types tells them apart, so a phrase may be both until the roles choose.
"""

from collections.abc import Iterator, Sequence

from annotate.prelabel.lexicon.clitics import SUFFIXED
from annotate.prelabel.lexicon.construct import is_demonym, is_verb, phrase_end
from annotate.prelabel.lexicon.lexicon import Plan
from annotate.prelabel.lexicon.scene import ACTORS, Chain, Scene, by_clause

_MEASURES = frozenset({"date", "quantity"})
_DESCRIBED = _MEASURES | {"demonym"}
_PERSONS = frozenset({"person", "title"})


def relations_of(scene: Scene, at: int, plans: Sequence[Plan]) -> dict[Chain, str]:
    """Which chains are `subject`, `object` or either of the trigger."""
    types = frozenset().union(
        *(plan.fillers for plan in plans if any(cue.kind in ("subject", "object") for cue in plan.cues))
    )
    after = list(_after(scene, at))
    finite = is_verb(scene.pieces[at], scene.language)
    if not finite and after and not _adjoins(at, after[0]):
        after = []
    before = _before(scene, at, types)
    heads = list(_antecedents(scene, at))
    found = (
        _verb(scene, at, after, before, plans)
        if finite
        else _noun(scene, at, after, told=before is not None and scene.clauses[before.left] == scene.clauses[at])
    )
    hosted = before is not None and not finite and _is_hosted(scene, before) and "place" in before.types
    if (
        before is not None
        and not (hosted and scene.clauses[before.left] != scene.clauses[at])
        and (finite or not _is_between(scene, at))
    ):
        found.setdefault(before, "object" if hosted else "subject")
    for head in heads:
        told = scene.has(at, SUFFIXED) or (finite and bool(after) and _acts(after[0]))
        found[head] = "object" if told and finite else "subject object"
    return found


def _verb(
    scene: Scene, at: int, after: Sequence[Chain], before: Chain | None, plans: Sequence[Plan]
) -> dict[Chain, str]:
    if not after:
        return {}
    alone = len(after) == 1 and before is not None and not scene.has(at, SUFFIXED)
    takes = any(
        not plan.fillers.isdisjoint(after[0].types) for plan in plans if any(cue.kind == "object" for cue in plan.cues)
    )
    if alone and takes and _goes_on(scene, at):
        return {after[0]: "object"}
    inverted = before is not None and scene.clauses[before.left] == scene.clauses[at]
    if inverted and after[0].members[0].kind not in _PERSONS:
        return dict.fromkeys(after, "object")
    if len(after) > 1 and _acts(after[0]):
        return {after[0]: "subject", **dict.fromkeys(after[1:], "object")}
    if after[0].members[0].kind in _PERSONS and not inverted:
        return {after[0]: "subject", **dict.fromkeys(after[1:], "object")}
    return dict.fromkeys(after, "object" if inverted else "subject object")


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a clause goes on about the subject of the one before: وصل إلى أكرا *حيث* التقى ..., *و*التقى ..."""
    return scene.has(at - 1, "conjunctions", "continuing") and scene.clauses[at] > scene.clauses[0]


def _noun(scene: Scene, at: int, after: Sequence[Chain], *, told: bool) -> dict[Chain, str]:
    """A verbal noun owns its subject or its object; its subject where it has an object or goal of its own."""
    if not after:
        return {}
    if len(after) > 1 and _acts(after[0]) and after[1].left - after[0].right <= 1:
        return {after[0]: "object" if told else "subject", **dict.fromkeys(_alike(after, after[1]), "object")}
    if _acts(after[0]) and _has_goal(scene, at, after[0]):
        return {after[0]: "subject"}
    either = "object" if told and after[0].members[0].kind in ("capital", "place") else "subject object"
    return dict.fromkeys(_alike(after, after[0], scene), either)


def _alike(chains: Sequence[Chain], first: Chain, scene: Scene | None = None) -> Iterator[Chain]:
    """The chain itself, other readings of its words, and what is joined to it: صواريخ *و*قوات."""
    for chain in chains:
        joined = scene is not None and chain.left == first.right + 1 and scene.has(first.right, "conjunctions")
        if chain.left == first.left or joined:
            yield chain


def _is_between(scene: Scene, at: int) -> bool:
    """Whether those whom a noun joins are named after it: قمة *بين مصر والسودان*."""
    own = (chain for chain in scene.chains if at < chain.left and scene.clauses[chain.left] == scene.clauses[at])
    return any(scene.text(chain.before) == "بين" and len(chain.members) > 1 for chain in own)


def _is_hosted(scene: Scene, chain: Chain) -> bool:
    """Whether the verb before a chain says that something takes place there: *تستضيف الدوحة* محادثات."""
    at = chain.left
    own = (one for one in range(at - 1, -1, -1) if scene.clauses[one] == scene.clauses[at])
    verb = next((one for one in own if is_verb(scene.pieces[one], scene.language)), None)
    return verb is not None and scene.has(verb, "hosting")


def is_reached(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a chain behind an adposition can belong to the trigger: not one before a noun that is governed itself."""
    if scene.clauses[chain.left] != scene.clauses[at] and chain.left > 2:
        return False
    if chain.left > at or is_verb(scene.pieces[at], scene.language):
        return True
    return is_open(scene, at) and scene.text(chain.before) != "من"


def is_open(scene: Scene, at: int) -> bool:
    """Whether a noun is governed by a verb, not by an adposition, so that what stands before it may belong to it."""
    if is_verb(scene.pieces[at], scene.language):
        return True
    before = at - 1
    while scene.has(before, "determiners", "common"):
        before -= 1
    return not scene.has(before, "adpositions", "conjunctions") or scene.text(before) == "في"


def _has_goal(scene: Scene, at: int, first: Chain) -> bool:
    own = (chain for chain in scene.chains if chain.left > first.right - 1 and chain.left - at < 10)
    goals = (
        chain for chain in own if scene.has(chain.before, "datives") and scene.clauses[chain.left] == scene.clauses[at]
    )
    return any(
        not {"place", "country"}.isdisjoint(chain.types) and not is_demonym(scene.pieces[chain.members[0].first])
        for chain in goals
    )


def _acts(chain: Chain) -> bool:
    one = chain.members[0]
    return one.kind in ACTORS or "organization" in one.types or "person" in one.types


def _adjoins(at: int, chain: Chain) -> bool:
    return chain.left <= at + 1 or chain.before <= at


def _after(scene: Scene, at: int) -> Iterator[Chain]:
    """The free chains behind the trigger, up to the next verb or trigger."""
    for chain in scene.chains:
        if chain.left > at and scene.clauses[chain.members[0].first] == scene.clauses[at] and is_free(scene, chain, at):
            if any(
                scene.acts_at(one) or is_verb(scene.pieces[one], scene.language) for one in range(at + 1, chain.left)
            ):
                return
            yield chain


def _before(scene: Scene, at: int, types: frozenset[str]) -> Chain | None:
    """Who acts, as said before: the last free chain of the trigger's clause, else the first of the nearest one."""
    own = scene.clauses[at]
    able = [
        chain for chain in scene.chains
        if chain.members[-1].last <= at and not types.isdisjoint(chain.types)
        and (is_free(scene, chain, at) or _is_asked(scene, chain))
    ]  # fmt: skip
    clauses = by_clause(scene, able)
    for number in range(own, -1, -1):
        there = clauses.get(number, [])
        if there:
            asked = _asked(scene, number, there, at)
            if asked is not None:
                return asked
            actors = [chain for chain in there if _acts(chain)]
            if not actors and number < own:
                continue
            return (actors or there)[0]
    return None


def _is_asked(scene: Scene, chain: Chain) -> bool:
    """Whether someone asks a chain to act: طلب العراق *من الولايات المتحدة* سحب قواتها."""
    own = scene.clauses[chain.left]
    before = (one for one in range(chain.left - 1, -1, -1) if scene.clauses[one] == own)
    verb = next((one for one in before if is_verb(scene.pieces[one], scene.language)), None)
    return chain.host is None and scene.text(chain.before) == "من" and verb is not None and scene.has(verb, "asking")


def _asked(scene: Scene, number: int, there: Sequence[Chain], at: int) -> Chain | None:
    """Who is asked to act, the second of two chains after a verb of asking, or the one behind من."""
    marked = [chain for chain in there if _is_asked(scene, chain)]
    asks = any(scene.has(one, "asking") for one in range(at) if scene.clauses[one] == number)
    return marked[-1] if marked else there[-1] if asks and len(there) > 1 else None


def _antecedents(scene: Scene, at: int) -> Iterator[Chain]:
    """What a relative clause or a participle after a noun describes: القوات *المنتشرة*, الاتفاق *الذي وقعته* ..."""
    opening = scene.clause_start(at)
    if scene.has(opening, "relatives") and opening < at:
        ends = (opening, opening - 1) if scene.text(opening - 1) == "," else (opening,)
        found = [chain for chain in scene.chains if chain.right in ends]
        yield from [chain for chain in found if chain.host is None] or found[:1]
        return
    participle = scene.text(at).startswith((scene.language.article + "م", "لم"))
    yield from (chain for chain in scene.chains if participle and chain.right == at and chain.host is None)


def is_free(scene: Scene, chain: Chain, at: int) -> bool:
    """Whether nothing but the trigger governs a chain: no adposition, no noun whose possessor it is."""
    if chain.host is not None or chain.members[0].kind in _MEASURES:
        return False
    if chain.members[-1].kind == "demonym" and chain.left == chain.members[0].first:
        return False
    before = chain.before
    if scene.has(before, "adpositions"):
        return False
    if before == at or before < 0:
        return True
    piece = scene.pieces[before]
    owner = (
        "common" in piece.classes
        and not piece.text.startswith(scene.language.article)
        and not is_verb(piece, scene.language)
    )
    return not owner and not (
        piece.is_unknown and piece.text.endswith("ة") and not piece.text.startswith(scene.language.article)
    )


def is_within(scene: Scene, at: int, chain: Chain, *, owned: bool, hosts: frozenset[str]) -> bool:
    """Whether a chain is in the phrase of the trigger or of a noun: its possessor (`owned`), or what describes it."""
    described = chain.members[0].kind in _DESCRIBED
    if chain.host is not None and chain.host.kind == "noun" and not hosts.intersection(chain.host.types):
        return described != owned
    end = phrase_end(scene.pieces, at, scene.last, scene.language)
    return (
        chain.host is None
        and at < chain.left < end
        and described != owned
        and not scene.has(chain.before, "adpositions")
    )
