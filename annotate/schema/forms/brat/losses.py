"""What of a schema a brat configuration cannot hold, counted by kind."""

from collections import Counter
from collections.abc import Iterator, Mapping

from annotate.schema.forms.brat.exported import Names
from annotate.schema.forms.brat.lists import Written
from annotate.schema.forms.brat.names import BRAT, ENDS, NORM, TERMS, writable
from annotate.schema.forms.brat.values import value_names
from annotate.schema.model import Described, EntityType, EventType, Named, RelationType, Role, Schema, Type

_CARRIERS = {"argument": "attributes of arguments", "article": "attributes of articles"}
_TEXTS = ("labels", "definitions")
_SEVERAL = ("examples", "counterexamples", "notes")


def losses(schema: Schema, names: Names, lists: Written, text: str) -> Iterator[str]:
    """A line a kind with how many there are, such as `definitions: 34`; `text` is the configuration."""
    found: Counter[str] = Counter({"name and version": 1})
    for part in _parts(schema):
        found.update(_described(part))
        found.update(_named(part))
    found.update(_whole(schema))
    found.update(_asked(schema))
    found["names changed"] = _changed(schema, names)
    found["names that an entity and an event type share"] = len(_shared(names))
    found["groups renamed"] = len(lists.renamed)
    found["groups of no use"] = sum(f"{lists.tokens[name]}" not in text for name in schema.groups)
    hints = {"labels": " (to_visual writes those of one language)", "colours": " (to_visual writes them)"}
    yield from (f"{kind}: {number}{hints.get(kind, '')}" for kind, number in found.items() if number)


def _parts(schema: Schema) -> Iterator[Described]:
    yield schema
    yield from schema.types.values()
    yield from (role for event in schema.events.values() for role in event.roles.values())
    yield from schema.relations.values()
    yield from schema.attributes.values()
    yield from (value for attribute in schema.attributes.values() for value in attribute.values.values())


def _described(part: Described) -> Counter[str]:
    """Texts by language, and lists of texts by language."""
    found: Counter[str] = Counter({kind: len(getattr(part, kind)) for kind in _TEXTS})
    found.update({kind: sum(map(len, getattr(part, kind).values())) for kind in _SEVERAL})
    return found


def _named(part: Described) -> Counter[str]:
    """What parts of one class or another have."""
    found: Counter[str] = Counter()
    if isinstance(part, Named):
        found["codes"] = sum(key not in _held(part) or not all(map(writable, part.codes[key])) for key in part.codes)
        found["former names"] = len(part.formerly)
    if isinstance(part, Type):
        found["colours"], found["keys"] = int(part.colour is not None), int(part.key is not None)
    if isinstance(part, EntityType):
        found["words"] = sum(map(len, part.words.values()))
        found["complements"] = sum(map(len, part.complements.values()))
        found["modifiers"], found["kinds"] = int(part.modifiers > 0), len(part.kinds)
    if isinstance(part, EventType):
        found["triggers"] = sum(map(len, part.triggers.values()))
    if isinstance(part, Role):
        found["cues"] = sum(map(len, part.cues.values()))
    return found


def _held(part: Named) -> set[str]:
    """The codes that a configuration has a place for."""
    if isinstance(part, Role):
        return {BRAT}
    own = NORM if isinstance(part, Type) else ENDS if isinstance(part, RelationType) else TERMS
    return {BRAT, TERMS, own}


def _whole(schema: Schema) -> Counter[str]:
    """What the schema itself has."""
    unless = sum(map(len, schema.unless.values()))
    return Counter(
        {
            "extended files": len(schema.extends),
            "changelog": len(schema.changelog),
            "unless words": unless,
            "setting": len(schema.setting),
        }
    )


def _asked(schema: Schema) -> Counter[str]:
    """How attributes are asked: of what, in which roles, and whether there must be an answer."""
    found: Counter[str] = Counter()
    for attribute in schema.attributes.values():
        found.update(_CARRIERS[each] for each in attribute.on if each in _CARRIERS)
        found["attributes that must have a value"] += attribute.awaited
        found["values changed"] += sum(value != name for value, name in value_names(attribute).items())
    return found


def _shared(names: Names) -> set[str]:
    """Names that stand in a list for both an entity and an event type, even where one alone is meant."""
    return set(names["entities"].values()) & set(names["events"].values())


def _changed(schema: Schema, names: Names) -> int:
    """How many names brat has otherwise, without a code that says so."""
    kinds: dict[str, Mapping[str, Named]] = {
        "entities": schema.entities,
        "events": schema.events,
        "roles": {name: role for event in schema.events.values() for name, role in event.roles.items()},
        "relations": schema.relations,
        "attributes": schema.attributes,
    }
    return sum(
        names[kind][name] not in {name, *part.codes.get(BRAT, ())}
        for kind, parts in kinds.items()
        for name, part in parts.items()
    )
