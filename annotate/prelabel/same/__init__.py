"""Proposals of same entities and same events within an article, for a person to take or leave; docs/values.md.

They are relations of the schema: nothing is proposed where it declares no `same_entity` and no `same_event`.
"""

from collections.abc import Iterable, Iterator

from annotate.annotation import Annotation, Relation
from annotate.prelabel.same.entities import same_entities
from annotate.prelabel.same.events import same_events
from annotate.prelabel.same.proposal import Proposal, groups
from annotate.schema.model import Schema

VERSION = 1
"""Raised whenever the code or its words propose something else in the same reading."""

SAME_ENTITY, SAME_EVENT = "same_entity", "same_event"


def with_proposals(reading: Annotation, schema: Schema) -> Annotation:
    """The reading with a relation for each proposal, its `score` and `why` beside it; what is joined is left alone.

    Each mention or event goes to the nearest one before it that is the same: the relation goes on over what it joins.
    """
    if not has_proposals(schema):
        return reading
    entities = same_entities(reading, schema)
    made = [*_relations(SAME_ENTITY, entities, reading, schema)]
    if SAME_EVENT in schema.relations:
        made += _relations(SAME_EVENT, same_events(reading, schema, entities), reading, schema)
    return reading.model_copy(update={"relations": (*reading.relations, *made)}) if made else reading


def has_proposals(schema: Schema) -> bool:
    """Whether the schema has a relation that can be proposed."""
    return SAME_ENTITY in schema.relations or SAME_EVENT in schema.relations


def fingerprint() -> str:
    """`proposals/VERSION`."""
    return f"proposals/{VERSION}"


def _relations(name: str, proposals: Iterable[Proposal], reading: Annotation, schema: Schema) -> Iterator[Relation]:
    """What the schema admits of the proposals, without what is joined already, by a person or by an earlier run."""
    relation = schema.relations.get(name)
    if relation is None:
        return
    known = groups((each.source, each.target) for each in reading.relations if each.type == name)
    types = {mention.id: mention.type for mention in reading.mentions}
    types |= {event.id: event.type for event in reading.events}
    for one in proposals:
        joined = known.get(one.source, one.source) == known.get(one.target, one.target)
        if not joined and relation.admits(types[one.source], types[one.target]):
            yield Relation.model_validate(
                {"type": name, "from": one.source, "to": one.target, "origin": "prediction",
                 "score": one.score, "why": one.why}
            )  # fmt: skip
