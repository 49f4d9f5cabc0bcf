"""What the parts of a schema are called in brat."""

from collections.abc import Collection, Mapping

from annotate.schema.forms.brat.names import BRAT, is_term, storage_form, unique
from annotate.schema.model import Named, Schema

Names = dict[str, dict[str, str]]
"""By kind, the name in brat of each part."""


def conf_names(schema: Schema) -> Names:
    """By kind (entities, events, roles, relations, attributes) the name of each part in brat, by its own.

    It is the part's code `brat` if it has one, else its own as brat can write it, told apart from others.
    """
    entities = _named(schema.entities, ())
    events = _named(schema.events, entities.values())
    roles = _named_roles(schema)
    relations = _named(schema.relations, {*roles.values(), "ENTITY-NESTING"})
    attributes = _named(schema.attributes, ())
    return {"entities": entities, "events": events, "roles": roles, "relations": relations, "attributes": attributes}


def _named_roles(schema: Schema) -> dict[str, str]:
    """Those of the roles; brat refuses a name with a digit at its end where it may be filled several times."""
    roles = [pair for event in schema.events.values() for pair in event.roles.items()]
    repeated = {name for name, role in roles if role.count.high != 1}
    named = _named(dict(roles), ())
    return {name: f"{term}_" if name in repeated and term[-1].isdigit() else term for name, term in named.items()}


def _named(parts: Mapping[str, Named], taken: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, part in parts.items():
        code = next((each for each in part.codes.get(BRAT, ()) if is_term(each)), "")
        found[name] = code or unique(storage_form(name), {*taken, *found.values()})
    return found
