"""Reads a schema from YAML 1.2: every fault at once, each with file, line, column and path."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from annotate.errors import AnnotateError, Faults, suggest
from annotate.files import read_text
from annotate.schema.check import name_faults
from annotate.schema.inherit import resolved
from annotate.schema.model import Schema
from annotate.schema.tree import Fault
from annotate.schema.tree import Path as Place

_LARGEST = 20_000_000  # characters; a larger file is no schema
_MOST = 2_000_000  # keys and values; more come only of aliases within aliases


def read_schema(path: Path) -> Schema:
    """The schema in a YAML file; raises `Faults` with one line for each fault."""
    return parse_schema(read_text(path), str(path))


def parse_schema(text: str, place: str) -> Schema:
    """The schema in a YAML text; `place` names it in faults."""
    if len(text) > _LARGEST:
        raise AnnotateError(f"{place}: {len(text)} characters are too many for a schema; is it another file?")
    try:
        return _checked(_load(text, place), place)
    except RecursionError:
        raise AnnotateError(f"{place}: nested too deeply for a schema; is it another file?") from None


def _checked(tree: Any, place: str) -> Schema:
    if not isinstance(tree, Mapping):
        raise AnnotateError(f"{place}:1:1: a schema is a mapping with name, version, entities and events")
    plain = _plain(tree, place)
    faults = list(name_faults(plain))
    try:
        schema = Schema.model_validate(plain)
    except ValidationError as fault:
        faults += _described(fault)
    else:
        if not faults:
            return resolved(schema)
    raise Faults(_at(place, tree, *fault) for fault in sorted(faults, key=lambda fault: _mark(tree, fault[0])))


def _load(text: str, place: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        where = f"{place}:{mark.line + 1}:{mark.column + 1}" if mark else place
        problem = str(fault.problem).partition(" with value ")[0]  # a duplicate key's values may be the whole file
        raise AnnotateError(f"{where}: not YAML: {problem}") from None
    except YAMLError as fault:
        raise AnnotateError(f"{place}: not YAML: {' '.join(str(fault).split())}") from None


def _plain(tree: Any, place: str) -> Any:
    """The tree without the marks of the YAML reader; AnnotateError where its aliases make it grow without end."""
    number = count()

    def plain(node: Any) -> Any:
        if next(number) > _MOST:
            raise AnnotateError(f"{place}: its aliases (*name) stand for over {_MOST} values; write them out")
        if isinstance(node, Mapping):
            return {key: plain(value) for key, value in node.items()}
        if isinstance(node, Sequence) and not isinstance(node, str):
            return [plain(value) for value in node]
        return str(node) if isinstance(node, str) else node

    return plain(tree)


def _described(fault: ValidationError) -> Iterator[Fault]:
    for error in fault.errors():
        loc = tuple(step for step in error["loc"] if step != "[key]")
        if error["type"] == "extra_forbidden":
            yield loc, f"unknown key {loc[-1]!r} {suggest(str(loc[-1]), _known_keys(loc))}"
        elif error["type"] == "missing":
            yield loc, f"{loc[-1]!r} is missing; add it"
        else:
            yield loc, f"{error['msg'].removeprefix('Value error, ')} (found: {error['input']!r:.60})"


def _known_keys(loc: Place) -> list[str]:
    """The keys that the model has where an unknown one stood."""
    from annotate.schema import model

    kinds: dict[str, type[model.Part]] = {
        "entities": model.EntityType,
        "attributes": model.Attribute,
        "events": model.EventType,
    }
    kinds |= {"roles": model.Role, "triggers": model.Trigger, "values": model.Choice}
    steps = [str(step) for step in loc[:-1] if step in kinds]
    return list((kinds[steps[-1]] if steps else model.Schema).model_fields)


def _at(place: str, tree: Any, path: Place, message: str) -> str:
    line, column = _mark(tree, path)
    dotted = ".".join(str(step) for step in path)
    return f"{place}:{line}:{column}: {dotted}: {message}"


def _mark(node: Any, path: Place) -> tuple[int, int]:
    """Line and column, from 1, of the deepest node on `path` that the file has."""
    at = (1, 1)
    for step in path:
        try:
            marks = node.lc
            row, column = marks.key(step) if isinstance(node, Mapping) else marks.item(step)
            at, node = (row + 1, column + 1), node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return at
