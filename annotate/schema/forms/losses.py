"""What of ours another form leaves out, counted by kind."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from annotate.schema.tree import mapping, sequence

_PARTS = ("entities", "events", "attributes", "relations")
_LIMITS = ("abstract", "default", "ends", "flag", "on", "parent", "required", "symmetric", "transitive", "types")
_FRAME = frozenset({*_LIMITS, "codes", "fillers", "roles", "triggers", "values"})
_PLURALS = {"count": "counts", "colour": "colours", "key": "keys", "formerly": "former names"}


def said(tree: Mapping[str, Any]) -> Counter[str]:
    """How many parts of a schema's plain tree say each kind of thing that another form may not hold."""
    parts = list(_parts(tree))
    keys = (key for part in parts for key in part if key not in _FRAME)
    codes = (f"codes {ontology}" for part in parts for ontology in mapping(part, "codes"))
    lists = Counter({kind: len(mapping(tree, kind)) for kind in ("attributes", "relations", "groups")})
    words = (kind for event in mapping(tree, "events").values() for kind in _triggers(event))
    return (
        Counter(_PLURALS.get(key, key) for key in keys)
        + Counter(codes)
        + lists
        + Counter(_above(tree))
        + Counter(words)
    )


def _parts(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {key: part for key, part in tree.items() if key not in {"name", "version", "groups", *_PARTS}}
    for kind in _PARTS:
        for part in mapping(tree, kind).values():
            yield part
            yield from mapping(part, "roles").values()
            yield from mapping(part, "values").values()


def _above(tree: Mapping[str, Any]) -> Iterator[str]:
    """Parents and abstract types, except those that the dots of the names say."""
    for kind in ("entities", "events"):
        types = mapping(tree, kind)
        for name, part in types.items():
            if "parent" in part and not name.startswith(f"{part['parent']}."):
                yield "parents"
            if "abstract" in part and not any(each.startswith(f"{name}.") for each in types):
                yield "abstract types"


def _triggers(event: Mapping[str, Any]) -> Iterator[str]:
    for language in mapping(event, "triggers"):
        for trigger in sequence(mapping(event, "triggers"), language):
            yield f"triggers in {language}"
            yield from (f"triggers' {key}" for key in trigger if key != "words")


def told(counts: Mapping[str, int], held: Collection[str] = ()) -> tuple[str, ...]:
    """The lines of `Exported.lost`: each kind that is there and not held, sorted, with its number."""
    return tuple(f"{kind}: {number}" for kind, number in sorted(counts.items()) if number > 0 and kind not in held)
