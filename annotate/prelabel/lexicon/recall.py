"""What a sentence leaves out because the one before has said it: *The first jets will be shipped in May.* By whom?"""

from collections.abc import Sequence
from dataclasses import replace

from annotate.prelabel.lexicon.arguments import Filled
from annotate.prelabel.lexicon.happening import Happening, Recalled
from annotate.prelabel.lexicon.triggers import Candidate
from annotate.schema.model import Schema

_SURE = 0.5  # how sure a filler of the sentence before is, in parts of how sure it is there


def within_reach(before: Sequence[Happening], schema: Schema) -> dict[str, frozenset[str]]:
    """The entity types that the sentence before names for events of each type in roles that reach that far."""
    found: dict[str, frozenset[str]] = {}
    for one in before:
        roles = schema.events[one.event].roles
        types = {each.type for each in one.filled if roles[each.role].reach == "neighbour"}
        found[one.event] = found.get(one.event, frozenset()) | types
    return found


def recall(
    candidate: Candidate, filled: Sequence[Filled], before: Sequence[Happening], schema: Schema
) -> tuple[Recalled, ...]:
    """The fillers of roles without any that the sentence before names for the one happening of the same type there.

    Only roles that the schema lets reach that far have them.
    """
    same = [one for one in before if one.event == candidate.event]
    if len(same) != 1:
        return ()
    own = {one.role for one in filled}
    roles = schema.events[candidate.event].roles
    missing = {name for name, role in roles.items() if role.reach == "neighbour" and name not in own}
    there = (one for one in same[0].filled if one.role in missing and one.sure)
    return tuple((same[0].pieces, replace(one, score=one.score * _SURE, cue="sentence before")) for one in there)
