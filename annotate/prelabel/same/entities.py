"""Which mentions name the same entity: by country code, by name, and by a part of one name only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotate.annotation import Annotation, Mention
from annotate.prelabel.same.naming import Name, name_of
from annotate.prelabel.same.proposal import Proposal
from annotate.prelabel.values import kinds_by_type
from annotate.schema.model import Schema

_BY_CODE, _BY_CAPITAL, _BY_NAME, _BY_WORD, _BY_SURNAME = 0.95, 0.8, 0.9, 0.8, 0.75
_KEY = tuple[str, ...]


@dataclass(slots=True)
class _Entity:
    """The mentions of one entity so far, in text order, each with the name it has and how it came here."""

    type: str
    name: Name
    members: list[tuple[Mention, float, str]] = field(default_factory=list)


def same_entities(reading: Annotation, schema: Schema) -> list[Proposal]:
    """A proposal for each mention but the first of an entity: the nearest mention before it, in text order."""
    found = [proposal for entity in _entities(reading, schema) for proposal in _links(entity)]
    starts = {mention.id: mention.start for mention in reading.mentions}
    return sorted(found, key=lambda one: (starts[one.source], one.source))


def entity_of(proposals: Sequence[Proposal], reading: Annotation, schema: Schema) -> dict[str, str]:
    """The first mention of the entity of each mention that names one, by id; nouns and measures are not in it."""
    kinds, language = kinds_by_type(schema), reading.language or ""
    named = [one for one in reading.mentions if _key(one, kinds.get(one.type, frozenset()), schema, language)]
    first = {mention.id: mention.id for mention in named}
    for one in proposals:
        first[one.source] = first.get(one.target, one.target)
    return first


def _entities(reading: Annotation, schema: Schema) -> list[_Entity]:
    kinds, language = kinds_by_type(schema), reading.language or ""
    found: dict[_KEY, _Entity] = {}
    for mention in sorted(reading.mentions, key=lambda one: (one.start, one.end, one.id)):
        own = kinds.get(mention.type, frozenset())
        key = _key(mention, own, schema, language)
        if key:
            name = key[2:] if key[0] == "name" else ()
            entity = found.setdefault(key, _Entity(mention.type, name))
            entity.members.append((mention, *_ground(mention, key)))
    persons = [entity for entity in found.values() if "person" in kinds.get(entity.type, frozenset())]
    return [*_with_short_names(persons), *(each for each in found.values() if each not in persons)]


def _key(mention: Mention, kinds: frozenset[str], schema: Schema, language: str) -> _KEY:
    """What two mentions of one entity share: their type, and the country's code or the name; empty for a noun."""
    value = mention.value or {}
    if value.get("kind") == "country" and isinstance(value.get("code"), str):
        return "code", mention.type, value["code"]
    name = () if kinds & {"date", "quantity"} else name_of(mention, kinds, schema, language)
    return ("name", mention.type, *name) if name else ()


def _ground(mention: Mention, key: _KEY) -> tuple[float, str]:
    """How sure it is, and why."""
    if key[0] == "code":
        capital = str((mention.value or {}).get("derived", "")).startswith("capital")
        return (_BY_CAPITAL if capital else _BY_CODE), f"country {key[2]}"
    return (_BY_NAME if len(key) > 3 else _BY_WORD), "same name"  # noqa: PLR2004  # more than one part


def _with_short_names(persons: Sequence[_Entity]) -> list[_Entity]:
    """Persons called by a part of their name go to the one person of the article who has it at an end."""
    kept = {id(entity): entity for entity in persons}
    for entity in sorted(persons, key=lambda one: len(one.name)):
        longer = [other for other in persons if _is_part(entity, other)]
        whole = [other for other in longer if not any(_is_part(other, more) for more in longer)]
        if whole:
            del kept[id(entity)]  # of several it is not known who is meant, nor whether it is always the same one
        if len(whole) == 1:
            _join(entity, whole[0])
    return list(kept.values())


def _is_part(one: _Entity, other: _Entity) -> bool:
    size = len(one.name)
    same_type = one.type == other.type and 0 < size < len(other.name)
    return same_type and one.name in (other.name[-size:], other.name[:size])


def _join(short: _Entity, whole: _Entity) -> None:
    longest = max((member[0].text for member in whole.members), key=len)
    why = f"part of the name {longest}"
    whole.members = sorted(
        [*whole.members, *((mention, _BY_SURNAME, why) for mention, _, _ in short.members)],
        key=lambda member: (member[0].start, member[0].end, member[0].id),
    )


def _links(entity: _Entity) -> Iterator[Proposal]:
    for (before, lower, other), (after, score, why) in zip(entity.members, entity.members[1:], strict=False):
        if after.start >= before.end:  # one inside the other is no second mention
            yield Proposal(after.id, before.id, *min((lower, other), (score, why)))
