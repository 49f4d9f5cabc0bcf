"""Reads a schema from YAML 1.2: every fault at once, each with file, line, column and path."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from annotate.errors import AnnotateError, Faults, suggest
from annotate.schema import model
from annotate.schema.builtin import schema_path
from annotate.schema.check import name_faults
from annotate.schema.include import Assembled, assemble
from annotate.schema.inherit import resolved
from annotate.schema.model import Schema
from annotate.schema.source import Source, load_source
from annotate.schema.tree import Fault
from annotate.schema.tree import Path as Place


def load_schema(name: str) -> Schema:
    """The schema at a path or, where there is no such file, the shipped one with that name."""
    return read_schema(schema_path(name))


def read_schema(path: Path) -> Schema:
    """The schema in a YAML file, inheritance written out; raises `Faults` with one line for each fault."""
    return resolved(read_written(path))


def read_written(path: Path) -> Schema:
    """The schema as its author wrote it, abstract types, parents and groups as they are; faults as `read_schema`."""
    return _checked(assemble(path))


def parse_schema(text: str, place: str) -> Schema:
    """The schema in a YAML text; `place` names it in faults. It has no folder, so that it can extend nothing."""
    return resolved(parse_written(text, place))


def parse_written(text: str, place: str) -> Schema:
    """The schema in a YAML text as its author wrote it."""
    source = load_source(text, place)
    if isinstance(source.plain, Mapping) and source.plain.get("extends"):
        raise AnnotateError(f"{source.at(('extends',))}: extends: only a file can extend another; save it first")
    return _checked(Assembled(source.plain, (source,)))


def _checked(given: Assembled) -> Schema:
    own = given.sources[0]
    if not isinstance(given.tree, Mapping):
        raise AnnotateError(f"{own.place}:1:1: a schema is a mapping with name, version, entities and events")
    faults = list(name_faults(given.tree))
    try:
        schema = Schema.model_validate(given.tree)
    except ValidationError as fault:
        faults += _described(fault)
    else:
        if not faults:
            return schema
    raise Faults(_told(given.sources, faults))


def _told(sources: Sequence[Source], faults: Sequence[Fault]) -> Iterator[str]:
    """The faults in the order of the files, each in the file that has most of its path."""
    homes = [(max(sources, key=lambda source: source.depth(fault[0])), fault) for fault in faults]
    for home, (path, message) in sorted(homes, key=lambda each: (sources.index(each[0]), each[0].order(each[1][0]))):
        yield f"{home.at(path)}: {'.'.join(map(_step, path))}: {message}"


def _step(step: object) -> str:
    """A step of a path, on one line whatever it holds."""
    return str(step) if str(step).isprintable() else repr(step)


def _described(fault: ValidationError) -> Iterator[Fault]:
    for error in fault.errors():
        loc = tuple(step for step in error["loc"] if step != "[key]")
        if error["type"] == "extra_forbidden":
            yield loc, f"unknown key {loc[-1]!r} {suggest(str(loc[-1]), _known_keys(loc))}"
        elif error["type"] == "missing":
            yield loc, f"{loc[-1]!r} is missing; add it"
        else:
            yield loc, f"{error['msg'].removeprefix('Value error, ')} (found: {error['input']!r:.60})"


_KINDS: dict[str, type[model.Part]] = {
    "entities": model.EntityType,
    "attributes": model.Attribute,
    "events": model.EventType,
    "relations": model.RelationType,
    "ends": model.Ends,
    "roles": model.Role,
    "triggers": model.Trigger,
    "values": model.Choice,
    "formerly": model.Former,
}


def _known_keys(loc: Place) -> list[str]:
    """The keys that the model has where an unknown one stood."""
    steps = [str(step) for step in loc[:-1] if step in _KINDS]
    fields = (_KINDS[steps[-1]] if steps else Schema).model_fields
    return [field.alias or name for name, field in fields.items()]
