"""Who is subject and who object of a trigger, and what governs a mention: as much grammar as the cues need."""

from collections.abc import Iterator

from annotate.prelabel.lexicon.clauses import tells_source
from annotate.prelabel.lexicon.inflected import accusatives_of, nominative_of
from annotate.prelabel.lexicon.inverted import actor_of, participle_head
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.mentions import phrase_start
from annotate.prelabel.lexicon.scene import Chain, Scene, by_clause


def trigger_start(scene: Scene, at: int) -> int:
    """Where the noun phrase of a trigger starts (the trigger itself, for a verb)."""
    if at not in scene.starts:
        scene.starts[at] = phrase_start(scene.pieces, at, 0, scene.language, name=False)
    return scene.starts[at]


def is_bare(scene: Scene, chain: Chain) -> bool:
    """Whether no adposition, genitive or noun governs a chain."""
    if chain.host is not None:
        return False
    if scene.language.postpositions:
        return not scene.has(chain.after, "adpositions", "genitives")
    if not scene.language.spaced and _is_listed(scene, chain):
        return not scene.has(chain.right, "genitives")
    return not scene.has(chain.before, "adpositions") and not scene.has(chain.right, "genitives")


def _is_listed(scene: Scene, chain: Chain) -> bool:
    """Whether a noun is joined to a noun of another kind by a word that could be an adposition: 武器*和*士兵."""
    joins = scene.has(chain.before, "conjunctions") and chain.members[0].kind == "noun"
    return joins and any(other.members[0].kind == "noun" for other in scene.ending.get(chain.before, ()))


def is_closed_off(scene: Scene, chain: Chain, at: int) -> bool:
    """Whether another verb that stands last in its clause takes what stands before it."""
    between = range(chain.right, at) if scene.language.postpositions else ()
    return any(scene.acts_at(one) for one in between)


def is_passive(scene: Scene, at: int) -> bool:
    """Whether the trigger at `at` is a passive verb: *was* quickly *signed*."""
    text = scene.pieces[at].text
    if at == 0:
        return text.endswith(scene.language.participle_endings or ("\0",))
    if text.endswith(scene.language.active_endings or ("\0",)):
        return False
    before = at - 1
    while scene.has(before, "adverbs", "particles", "negations"):
        before -= 1
    return scene.has(before, "passives") or (not scene.language.spaced and _has_agent(scene, at))


def _has_agent(scene: Scene, at: int) -> bool:
    """Whether who acts stands behind a mark of passives in the trigger's clause: *被*土耳其扣押."""
    before = [chain for chain in scene.chains if chain.right <= at and scene.has(chain.before, "passives")]
    own = [chain for chain in before if scene.clauses[chain.members[0].first] == scene.clauses[at]]
    return any(chain.word_before in scene.language.agents for chain in own)


def speaker(scene: Scene, at: int) -> int | None:
    """The pronoun that is the subject of the trigger's clause: who it stands for was named before."""
    own = scene.clauses[at]
    return next((one for one in range(at) if scene.clauses[one] == own and scene.has(one, "speakers")), None)


def subject(scene: Scene, at: int, types: frozenset[str]) -> Chain | None:
    """The trigger's subject: a chain of its own clause, else of the nearest one before, else one that follows."""
    own = scene.clauses[at]
    able = [
        chain
        for chain in scene.chains
        if not types.isdisjoint(chain.types) and not _covers(chain, at) and _can_act(chain, scene.language)
    ]
    if scene.language.linkers:
        return actor_of(scene, at, able, speaker(scene, at))
    if any(scene.has(one, "possessives") for one in range(trigger_start(scene, at), at)):
        return _possessor(at, able)
    if scene.language.cases:
        return nominative_of(scene, at, able, speaker(scene, at))
    pronoun = speaker(scene, at)
    before = by_clause(scene, (chain for chain in able if chain.left < at))
    for number in range(own, -1, -1):
        there = before.get(number, [])
        if number == own and pronoun is not None:
            there = [chain for chain in there if chain.left < pronoun]
        elif number < own and pronoun is None:
            there = [chain for chain in there if not _reports(scene, chain)]
        found = _subject_among(scene, at, there, types)
        if found is not None:
            return found
    if scene.language.drops_subjects:
        return _last_acting(scene, at, able) if scene.pieces[at].is_verbal else None
    own_one = any(scene.has(one, "reflexives") for one in range(trigger_start(scene, at), at))
    return _subject_after(scene, at, able) or (_possessor(at, able) if own_one else None)


def _last_acting(scene: Scene, at: int, able: list[Chain]) -> Chain | None:
    """The last chain before that can be a subject, also one that says something: who is not named again."""
    before = [chain for chain in able if chain.left < at and is_bare(scene, chain) and not _is_object(scene, chain)]
    return before[-1] if before else None


def _possessor(at: int, able: list[Chain]) -> Chain | None:
    """Whose `his visit` and `its purchase` are: the last person named before, else who else is, else a person after."""
    persons = [chain for chain in able if chain.members[0].kind in ("person", "title")]
    before = [chain for chain in persons if chain.right <= at] or [chain for chain in able if chain.right <= at]
    return before[-1] if before else next(iter(persons), None)


def _covers(chain: Chain, at: int) -> bool:
    return any(one.first <= at < one.last for one in chain.members)


def _can_act(chain: Chain, language: Language) -> bool:
    """A demonym acts only through an organ of its state: the *Greek parliament*."""
    return chain.host is None and (chain.members[-1].kind != "demonym" or has_organ(chain, language))


def has_organ(chain: Chain, language: Language) -> bool:
    """Whether the phrase of a state goes on to an organ of it, on the side where the language has that."""
    before = bool(language.linkers or language.verb_first) and chain.left < chain.members[0].first
    return before or chain.right > chain.members[-1].last


def _reports(scene: Scene, chain: Chain) -> bool:
    """Whether a chain is the subject of a verb of saying, so not of what is said."""
    clause = scene.clauses[chain.members[-1].first]
    reach = 30 if scene.language.postpositions else 6
    return any(
        scene.has(one, "reports") and scene.clauses[one] == clause
        for one in range(chain.right, min(chain.right + reach, scene.last))
    )


def _subject_among(scene: Scene, at: int, before: list[Chain], types: frozenset[str]) -> Chain | None:
    marked = [chain for chain in before if chain.word_after in scene.language.subjects]
    if not scene.language.spaced and scene.has(at + 1, "genitives"):  # 接收了*罗马尼亚*捐赠的装甲车
        marked = [chain for chain in before if chain.right == at and is_bare(scene, chain)] or marked
    if marked:
        return marked[-1]
    bare = [chain for chain in before if is_bare(scene, chain) and not _is_object(scene, chain)]
    if not scene.language.postpositions:
        return bare[-1] if bare else None
    apart = [chain for chain in bare if chain.right != at or chain.members[-1].kind in ("person", "title", "noun")]
    return next((chain for chain in apart if chain.members[0].types[0] in types), next(iter(apart), None))


def _subject_after(scene: Scene, at: int, able: list[Chain]) -> Chain | None:
    """`ताशकंद आए ... राष्ट्रपति ने`, `Welcomed in Tashkent, General ...`: the subject of a participle follows it."""
    later = [
        chain for chain in able if chain.left > at and not tells_source(scene.pieces, chain.left, len(scene.pieces))
    ]
    if not scene.language.postpositions:
        bare = [chain for chain in later if is_bare(scene, chain) and not _is_object(scene, chain)]
        return next(iter(bare), None) if scene.clauses[at] == 0 else None
    marked = next((chain for chain in later if chain.word_after in scene.language.subjects), None)
    last = next((chain for chain in later if is_bare(scene, chain) and _ends_clause(scene, chain, at)), None)
    return marked or last or next((chain for chain in able if _acts_beside(scene, chain, at)), None)


def _ends_clause(scene: Scene, chain: Chain, at: int) -> bool:
    """`रूस का दौरा कर सकते हैं किम`: headlines put the subject last."""
    end = scene.clauses.get(chain.right) != scene.clauses[at] or not scene.pieces[chain.right].is_word
    return end and scene.clauses[chain.left] == scene.clauses[at]


def _acts_beside(scene: Scene, chain: Chain, at: int) -> bool:
    """Right before a verb stands who acts; a state's name right before a noun is where to: `रूस यात्रा`."""
    verbal = scene.language.ends_as_verb(scene.text(at))
    acts = verbal or chain.members[-1].kind in ("person", "title", "noun")
    return acts and chain.right == at and is_bare(scene, chain)


def _is_object(scene: Scene, chain: Chain) -> bool:
    """Whether a chain follows a verb directly, in a language whose objects do."""
    before = chain.left - 1 if scene.language.spaced else chain.before
    return not scene.language.postpositions and before in scene.triggers and chain.members[0].kind != "title"


def object_of(scene: Scene, at: int) -> Iterator[Chain]:
    """The bare chains right after a trigger in its clause, in a language whose objects follow the verb."""
    if scene.language.postpositions:
        return
    if scene.language.cases:
        yield from accusatives_of(scene, at)
        return
    stop = next(
        (
            one
            for one in range(at + 1, scene.last)
            if scene.clauses[one] != scene.clauses[at] or _ends_object(scene, one)
        ),
        scene.last,
    )
    for chain in scene.chains:
        beside = not scene.language.spaced and _is_near_object(scene, at, chain)
        bare = is_bare(scene, chain) or (beside and chain.members[0].kind == "noun")
        if at < chain.left and (chain.members[0].first < stop or beside) and bare:
            yield chain
    head = participle_head(scene, at) if scene.language.linkers else None
    if head is not None:
        yield head


def _is_near_object(scene: Scene, at: int, chain: Chain) -> bool:
    return chain.before == at or _is_listed(scene, chain) or _closes_description(scene, at, chain)


def _closes_description(scene: Scene, at: int, chain: Chain) -> bool:
    """Whether a chain follows a description in the clause of the trigger: *废除* 去年签署的协议."""
    same = scene.clauses[chain.left] == scene.clauses[at] if chain.left in scene.clauses else False
    return same and chain.left > at and scene.has(chain.left - 1, "genitives")


def _ends_object(scene: Scene, at: int) -> bool:
    if scene.language.linkers:
        return scene.has(at, "subordinators") or scene.acts_at(at)
    counts = scene.has(at, "approximators") and scene.has(at + 1, "number", "numbers")
    return (scene.has(at, "adpositions", "subordinators") and not counts) or scene.acts_at(at)


def _head_after(scene: Scene, at: int) -> Chain | None:
    """The noun phrase that a participle stands in front of: *भेजे गए* सैनिक."""
    end = at + 1
    while scene.has(end, "participles", "vectors", "verbs"):
        end += 1
    heads = scene.chains if scene.has(end - 1, "participles") else ()
    return next((chain for chain in heads if chain.left == end and chain.host is None), None)


def _head_described(scene: Scene, at: int) -> Chain | None:
    """The noun phrase that a clause with the trigger describes: 部署在叙利亚*的部队*."""
    for mark in range(at + 1, min(at + 9, scene.last)):
        if scene.clauses[mark] != scene.clauses[at] or scene.acts_at(mark):
            return None
        if scene.has(mark, "genitives"):
            heads = (chain for chain in scene.chains if chain.left == mark + 1)
            return next((chain for chain in heads if chain.host is None), None)
    return None


def acts_alone(scene: Scene, at: int) -> bool:
    """Whether a verb opens a clause that describes what follows and has no subject before it: 同*来访的*外长."""
    before = at - 1
    while scene.has(before, "adverbs", "particles"):
        before -= 1
    opens = scene.has(before, "adpositions", "conjunctions", "verbs", "determiners") or scene.acts_at(before)
    return not scene.language.spaced and opens


def antecedent(scene: Scene, at: int) -> Chain | None:
    """What a relative clause or a participle belongs to: `the convention that X concluded`, `भेजे गए सैनिक`."""
    if scene.language.postpositions:
        return _head_after(scene, at)
    if not scene.language.spaced:
        return _head_described(scene, at)
    opening = scene.clause_start(at)
    if not scene.has(opening, "relatives"):
        return None
    ends = (opening, opening - 1) if scene.text(opening - 1) == "," else (opening,)
    return next((chain for chain in scene.chains if chain.right in ends and chain.host is None), None)
