"""The role list of RAMS: a line an event type, with each role and how many fillers it takes at most."""

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from annotate.errors import AnnotateError
from annotate.schema.forms.foreign import Exported, Foreign
from annotate.schema.forms.ids import whole
from annotate.schema.forms.listed import Listed, Slot, called, grown
from annotate.schema.forms.losses import said, told
from annotate.schema.model import EventType, Schema
from annotate.schema.write import tree_of

_ONTOLOGY = "RAMS"
_NUMBER = regex.compile(r"[1-9][0-9]{0,5}")


def from_rams(text: str, place: str, name: str = "imported") -> Foreign:
    """The schema in a role list; AnnotateError names the line that is no type with pairs of role and number.

    One entity type fills every role. A role that takes 1 has the count `?`, one that takes m `{0-m}`.
    """
    lines = ((f"{place}:{number}", line.split()) for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1))
    listed = [_listed(at, fields) for at, fields in lines if fields]
    return grown(listed, _ONTOLOGY, place, name)


def _listed(place: str, fields: Sequence[str]) -> Listed:
    kind, roles, numbers = fields[0], fields[1::2], fields[2::2]
    odd = [number for number in numbers if not _NUMBER.fullmatch(number)]
    if len(roles) != len(numbers) or odd:
        found = f"{odd[0]!r} is no such number" if odd else f"{roles[-1]!r} has none"
        raise AnnotateError(f"{place}: each role is followed by how many fillers it takes (1 or more); {found}")
    twice = [role for role, times in Counter(roles).items() if times > 1]
    if twice:
        raise AnnotateError(f"{place}: the role {twice[0]!r} stands twice; keep it once, with the larger number")
    return Listed(kind, place, tuple(Slot(role, (), int(most)) for role, most in zip(roles, numbers, strict=True)))


def to_rams(schema: Schema) -> Exported:
    """The role list of a schema, in its order; a role that takes any number of fillers is written with 1."""
    plain = whole(schema)
    names = called(plain.events, _ONTOLOGY)
    lines = [" ".join([names[kind], *_pairs(event)]) for kind, event in plain.events.items()]
    counts = said(tree_of(schema)) + _narrowed(plain)
    return Exported("".join(f"{line}\n" for line in lines), told(counts, {f"codes {_ONTOLOGY}", "counts"}))


def _pairs(event: EventType) -> Iterator[str]:
    names = called(event.roles, _ONTOLOGY)
    for name, role in event.roles.items():
        yield from (names[name], str(role.count.high or 1))


def _narrowed(plain: Schema) -> Counter[str]:
    """What is lost of roles: their fillers, unless every entity type is one, and counts other than a maximum."""
    roles = [role for event in plain.events.values() for role in event.roles.values()]
    return Counter(
        {
            "fillers": sum(set(role.fillers) != set(plain.entities) for role in roles),
            "entity types": len(plain.entities) if len(plain.entities) > 1 else 0,
            "roles without a maximum, written with 1": sum(role.count.high is None for role in roles),
            "minimums of roles": sum(role.count.low > 0 for role in roles),
        }
    )
