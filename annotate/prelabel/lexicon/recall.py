"""What a clause leaves out because the one before has said it: *The first jets will be shipped in May.* By whom?"""

from collections.abc import Sequence

from annotate.prelabel.lexicon.arguments import Filled
from annotate.prelabel.lexicon.happening import Happening, Recalled
from annotate.prelabel.lexicon.triggers import Candidate
from annotate.schema.model import Schema

_SURE = 0.5  # how sure the filler of an earlier event is, in parts of how sure it is there


def within_reach(before: Sequence[Happening], schema: Schema) -> dict[str, frozenset[str]]:
    """The entity types that the sentence before names for events of each type in roles that reach that far."""
    found: dict[str, frozenset[str]] = {}
    for one in before:
        roles = schema.events[one.event].roles
        types = {each.type for each in one.filled if roles[each.role].reach == "neighbour"}
        found[one.event] = found.get(one.event, frozenset()) | types
    return found


def recall(
    candidate: Candidate,
    filled: Sequence[Filled],
    here: Sequence[Happening],
    before: Sequence[Happening],
    schema: Schema,
) -> tuple[Recalled, ...]:
    """The fillers that an earlier event of the same type has for roles that are open; who fills one already fills none.

    That event is the last one `here` in the sentence, for a trigger that is no mention itself (a treaty); else the only
    one in the sentence `before`. Only roles that the schema lets reach that far are filled.
    """
    same = [one for one in here if one.event == candidate.event and candidate.trigger.fills is None][-1:]
    cue = "clause before" if same else "sentence before"
    same = same or [one for one in before if one.event == candidate.event]
    if len(same) != 1:
        return ()
    own = {one.role for one in filled}
    roles = schema.events[candidate.event].roles
    missing = {name for name, role in roles.items() if role.reach == "neighbour" and name not in own}
    taken = {one.found.place for one in filled if same[0] in here}
    there = (one for one in same[0].filled if one.role in missing and one.sure and one.found.place not in taken)
    return tuple((same[0].pieces, one.recalled(one.score * _SURE, cue)) for one in there)
