"""The plain tree of a schema file, whatever stands in it: how to look into it, and what to say of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from annotate.errors import suggest

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
"""Where in the schema (keys and indices from the top), and what is wrong there."""


def mapping(tree: Any, *keys: str) -> Mapping[str, Any]:
    """The mapping under `keys`, empty where there is none: its absence is pydantic's to report."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, Mapping) else {}


def sequence(tree: Mapping[str, Any], key: str) -> Sequence[Any]:
    """The list under `key`, empty where there is none."""
    found = tree.get(key)
    return found if isinstance(found, Sequence) and not isinstance(found, str) else ()


def unknown(kind: str, name: str, known: Collection[str]) -> str:
    """What to say of a name that is not among the known ones."""
    return f"unknown {kind} {name!r} {suggest(str(name), known)}"


def lineage(parents: Mapping[str, Any], name: str) -> list[str]:
    """A type and those above it, the type first; ends before a parent that is unknown or comes a second time."""
    return _climbed(parents, name, parents.__getitem__)


def lineage_among(types: Mapping[str, Any], name: str) -> list[str]:
    """The same among the types of the plain tree, of which it reads no more than those it meets."""
    return _climbed(types, name, lambda step: mapping(types, step).get("parent"))


def _climbed(known: Collection[str], name: str, parent_of: Callable[[str], Any]) -> list[str]:
    found: list[str] = []
    step: Any = name
    while isinstance(step, str) and step in known and step not in found:
        found.append(step)
        step = parent_of(step)
    return found
