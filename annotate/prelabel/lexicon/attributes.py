"""Attributes of an event from the words around its trigger: negation, future, modality, as the language signs them."""

from collections.abc import Iterator

from annotate.prelabel.lexicon.grammar import trigger_start
from annotate.prelabel.lexicon.language import Sign, sign_class
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.scene import Scene
from annotate.schema.model import Schema, Trigger


def read_attributes(scene: Scene, at: int, trigger: Trigger, event_type: str, schema: Schema) -> dict[str, str]:
    """A value for each attribute of the event type: the trigger's own, else the first sign's, else the default."""
    asked = schema.attributes_of("event", event_type)
    values = {name: attribute.default for name, attribute in asked.items()}
    signed: dict[str, str] = {}
    for sign in _signs(scene, at, event_type):
        for name, value in sign.sets.items():
            if name in values and value in asked[name].choices:
                signed.setdefault(name, value)
    chosen = {**values, **signed, **trigger.attributes}
    return {name: value for name, value in chosen.items() if value is not None}


def _signs(scene: Scene, at: int, event_type: str) -> Iterator[Sign]:
    shown = frozenset().union(*(piece.senses.classes for piece in scene.pieces))
    triggers = list(_sharing(scene, at, event_type))
    for index, sign in enumerate(scene.language.signs):
        fits = not sign.forms or scene.language.form_patterns[index].match(scene.text(at)) is not None
        if (
            fits
            and (sign.endings or sign_class(index) in shown)
            and any(_is_signed(scene, one, index, undenied) for one, undenied in triggers)
        ):
            yield sign


def _is_signed(scene: Scene, at: int, index: int, undenied: int | None) -> bool:
    """Whether the trigger at `at` has a sign, or a piece where that sign can stand."""
    sign = scene.language.signs[index]
    if (sign.where == "self" or sign.endings) and _signs_at(scene, at, index, itself=True):
        return True
    return any(_signs_at(scene, one, index, itself=False) for one in _scope(scene, at, sign, undenied))


def _signs_at(scene: Scene, at: int, index: int, *, itself: bool) -> bool:
    """Whether the piece at `at` is a sign: by its ending, and by what word it is unless it is the trigger `itself`."""
    piece = scene.pieces[at]
    if (
        not scene.language.spaced
        and "adpositions" in piece.classes
        and any(chain.before == at for chain in scene.chains)
    ):
        return False  # 将 before what it governs is no future
    pattern = scene.language.sign_patterns[index]
    if scene.language.linkers and piece.capital and at > 0:
        return False  # part of a name: Tratado de *No* Proliferación, Teherán
    if sign_class(index) in piece.senses.classes and not (itself and scene.language.signs[index].where != "self"):
        return True
    return pattern is not None and not _is_name(piece) and pattern.search(piece.text) is not None


def _is_name(piece: Piece) -> bool:
    """Whether a list has the word as a name, which only looks like a verb: *سيرغي*, *سيناء*, *ستوكهولم*."""
    return bool(piece.senses.names) or piece.has("given_names", "leaders")


def _opens_apart(scene: Scene, at: int) -> bool:
    """Whether a conjunction or comma begins a clause that depends on none before: ... *و*زار موقعا."""
    opens = at > 0 and scene.clauses[at] != scene.clauses[at - 1]
    return opens and (scene.has(at, "conjunctions") or scene.text(at) == ",")


def _verb_before(scene: Scene, at: int) -> int | None:
    """The trigger that happens as or at what that one says, a noun behind it: *посетит* Москву с визитом."""
    start = trigger_start(scene, at)
    if not scene.has(start - 1, "circumstances"):
        return None
    before = [one for one in scene.acting if one < start - 1 and scene.clauses[one] == scene.clauses[at]]
    return before[-1] if before else None


def _is_occasion(scene: Scene, at: int) -> bool:
    """Whether what a verb says happens at it, not for it: *at* a meeting, на *встрече*."""
    pattern = scene.language.occasion_pattern
    return scene.has(trigger_start(scene, at) - 1, "occasions") and pattern.search(scene.text(at)) is not None


def _happens_at(scene: Scene, at: int, event_type: str) -> bool:
    return any(each.at == at and each.event == event_type for each in scene.candidates)


def _sharing(scene: Scene, at: int, event_type: str) -> Iterator[tuple[int, int | None]]:
    """The trigger, and the verbs before as or at which it happens, if they say the same: *will come* on a *visit*.

    With each the verb at which it does, of another event: what is denied of that is not denied of it, as in did not
    *agree* at a *meeting*.
    """
    verb = _verb_before(scene, at)
    if verb is not None and _happens_at(scene, verb, event_type):
        yield at, None
        yield from _sharing(scene, verb, event_type)
    else:
        yield at, verb if verb is not None and _is_occasion(scene, at) else None


def _scope(scene: Scene, at: int, sign: Sign, undenied: int | None) -> Iterator[int]:
    """The pieces around a trigger where a sign can stand, in its clause only unless it reaches across."""
    before = range(at - 1, max(0, at - sign.reach) - 1, -1) if sign.where in ("before", "around") else ()
    after = range(at + 1, min(scene.last, at + sign.reach + 1)) if sign.where in ("after", "around") else ()
    for side in (before, after):
        for one in side:
            if one == undenied and "polarity" in sign.sets:
                break
            if (scene.clauses[one] != scene.clauses[at] and not sign.across) or scene.has(one, *sign.stops):
                break
            if scene.language.verb_first and _opens_apart(scene, one):
                break
            yield one
