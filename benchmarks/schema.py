"""Reading a large schema, and compiling it for the labelling screen, beside its YAML reader and its model alone.

The schema is made up: 300 event types under 20 of them, 60 entity types, 50,000 trigger words in six languages. Every
run is a process of its own (`python -m benchmarks.schema SIDE FILE` is one), so that no side finds anything warm and
the peak of memory is its own. The peer is what any reader built the same way must do: ruamel.yaml, in the mode that
keeps lines and columns, and one `Schema.model_validate` of what it gives; no plain tree, no check of a name, no
inheritance. Where PyYAML is at hand its C reader stands beside them, alone.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from annotate.files import read_text, write_text
from annotate.schema import Schema, read_schema
from benchmarks.machine import LIBRARIES, describe_machine
from benchmarks.report import with_figures
from benchmarks.timing import Range

OURS, PEER, READER = "read_schema", "ruamel.yaml and pydantic", "PyYAML in C, alone"
HEADING = "## Figures of the schema"

T = TypeVar("T")

_LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "hi": "कखगघचछजझटठडढतथदधनपफबभमयरलवशसह",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "es": "abcdefghijlmnñopqrstuvzáéíó",
    "ru": "абвгдежзийклмнопрстуфхцчшщыэюя",
    "zh": "国际访问会谈签署协议军队部署外交武器条约总统部长",
}
_WORDS, _TYPES, _ABSTRACT, _ENTITIES = 50_000, 300, 20, 60
_ROLES, _INHERITED = 8, 2  # of the eight roles of a type two are its parent's
_TRIGGERS = 3  # groups of words, by type and language
_MEGABYTE = 1e6
_MILLI = 1e3
_SMALL = 0.1  # ratios under it are told with more digits
_MAXRSS = 1 if sys.platform == "darwin" else 1024  # bytes in one unit of ru_maxrss


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured of one side, once a round, and the peer's values that its ratios are to."""

    name: str
    unit: str
    digits: int
    values: Sequence[float]
    peer: Sequence[float]

    @property
    def range(self) -> Range:
        """In its unit."""
        return Range.of(self.values)

    @property
    def ratios(self) -> Range:
        """How many times the peer's, round by round."""
        return Range.of(mine / theirs for mine, theirs in zip(self.values, self.peer, strict=True))


def measure_schema(rounds: int) -> list[Figure]:
    """Runs every side once in each round, in turn; CalledProcessError where one fails.

    To be called while this process is small: on Linux a process starts with the peak of the one that started it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.yaml")
        write_text(path, to_yaml(large_schema()))
        sides = [OURS, PEER, *([READER] if find_spec("yaml") else [])]
        runs = [{side: _run(side, path) for side in sides} for _ in range(rounds)]
        size = path.stat().st_size
    return list(_figures({side: [run[side] for run in runs] for side in sides}, size))


def _run(side: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.schema", side, str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)
    return dict(json.loads(done.stdout))


def _figures(runs: Mapping[str, Sequence[Mapping[str, float]]], size: int) -> Iterator[Figure]:
    """Times beside the peer's time, peaks beside its peak, and the screen's size beside the file's."""

    def each(side: str, name: str, factor: float) -> list[float]:
        return [factor * run[name] for run in runs[side]]

    for side in runs:
        yield Figure(f"{side}: time", "s", 2, each(side, "load", 1), each(PEER, "load", 1))
    for side in runs:
        peaks = each(side, "peak", 1 / _MEGABYTE), each(PEER, "peak", 1 / _MEGABYTE)
        yield Figure(f"{side}: peak of memory", "MB", 0, *peaks)
    for name, digits in (("to_config", 0), ("palette", 2), ("Screen.texts", 2)):
        yield Figure(f"{name}: time", "ms", digits, each(OURS, name, _MILLI), each(PEER, "load", _MILLI))
    written = each(OURS, "size", 1 / _MEGABYTE)
    yield Figure("to_config: its XML, beside the schema's file", "MB", 2, written, [size / _MEGABYTE] * len(written))


def machine() -> dict[str, str]:
    """What the figures were measured on, with the libraries that count here."""
    plain = {name: value for name, value in describe_machine().items() if name not in LIBRARIES}
    return plain | {name: version(name) for name in ("event-annotate", "ruamel.yaml", "pydantic", "lxml")}


def schema_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """All figures, each with median, low and high of its unit and of its ratio to the peer."""
    return [
        {"name": each.name, "unit": each.unit, "value": asdict(each.range), "times_peer": asdict(each.ratios)}
        for each in figures
    ]


def schema_markdown(figures: Sequence[Figure]) -> str:
    """The table of the README: medians, and in brackets the least and the most of the rounds."""
    measured_on = ", ".join(f"{name} {value}" for name, value in machine().items())
    head = "| what | figure | unit | times the peer's |\n| --- | ---: | --- | ---: |"
    return "\n".join([f"Measured on: {measured_on}.\n", head, *map(_row, figures)]) + "\n"


def with_schema_figures(page: str, figures: str) -> str:
    """`page` with `figures` in their place under the heading; ValueError where there is none."""
    before, heading, rest = page.partition(HEADING)
    return before + heading + with_figures(rest, figures)


def _row(found: Figure) -> str:
    ratios = _told(found.ratios, 2 if found.ratios.median >= _SMALL else 5)
    return f"| {found.name} | {_told(found.range, found.digits)} | {found.unit} | {ratios} |"


def _told(values: Range, digits: int) -> str:
    return f"{values.median:.{digits}f} ({values.low:.{digits}f}-{values.high:.{digits}f})"


def large_schema() -> dict[str, Any]:
    """The plain tree of the made-up schema, the same each time."""
    drawn = random.Random(0)
    return {
        "name": "large",
        "version": "1.0.0",
        "labels": _texts("large"),
        "entities": {f"entity{at}": _entity(at) for at in range(_ENTITIES)},
        "groups": {f"group{at}": [f"entity{step}" for step in range(at, _ENTITIES, 10)] for at in range(10)},
        "attributes": {f"attribute{at}": _attribute(at) for at in range(12)},
        "relations": {f"relation{at}": {"ends": {"from": [f"group{at}"]}} for at in range(2)},
        "events": dict(_events(drawn)),
    }


def _texts(name: str) -> dict[str, str]:
    return {language: f"{name} {letters[:6]}" for language, letters in _LETTERS.items()}


def _entity(at: int) -> dict[str, Any]:
    above = {"parent": f"entity{at % 6}"} if at >= 6 else {}  # noqa: PLR2004  the first six are nobody's children
    name = f"entity{at}"
    return {"labels": _texts(name), "definitions": {"en": f"What {name} is"}, "examples": {"en": "[It] came"}, **above}


def _attribute(at: int) -> dict[str, Any]:
    """One in four of arguments, the others of events, of all or of those under one of the abstract types."""
    of = {"on": "argument"} if at % 4 == 0 else {"types": [f"above{at}"]} if at % 4 == 1 else {}
    values = {f"value{value}": {"labels": _texts(f"value{value}")} for value in range(4)}
    return {"labels": _texts(f"attribute{at}"), **of, "values": values, "default": "value0"}


def _events(drawn: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """The abstract types with two roles each, then those under them, with six more and their share of the words."""
    for at in range(_ABSTRACT):
        roles = {f"role{at}_{role}": _role(at, role) for role in range(_INHERITED)}
        yield f"above{at}", {"abstract": True, "labels": _texts(f"above{at}"), "roles": roles}
    below = _TYPES - _ABSTRACT
    words = {language: _words(drawn, language, at) for at, language in enumerate(_LETTERS)}
    for at in range(below):
        yield f"event{at}", _event(at, {language: found[at::below] for language, found in words.items()})


def _event(at: int, words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    above = at % _ABSTRACT
    return {
        "parent": f"above{above}",
        "labels": _texts(f"event{at}"),
        "definitions": {"en": f"What happens when event {at} happens"},
        "examples": {"en": f"[They]{{role{above}_0}} *did* [it]{{role{above}_2}}"},
        "roles": {f"role{above}_{role}": _role(above, role) for role in range(_INHERITED, _ROLES)},
        "triggers": {language: _triggers(f"role{above}_0", found) for language, found in words.items()},
    }


def _role(at: int, role: int) -> dict[str, Any]:
    fillers = [f"group{role % 10}", f"entity{(7 * at + role) % _ENTITIES}"]
    return {"labels": _texts(f"role {at} {role}"), "fillers": fillers, "count": "?", "cues": {"en": ["subject"]}}


def _triggers(role: str, words: Sequence[str]) -> list[dict[str, Any]]:
    """Some words that need nothing, some that need a role, some that say an attribute."""
    further: Sequence[dict[str, Any]] = ({}, {"needs": [role]}, {"attributes": {"attribute2": "value1"}})
    return [{"words": words[at::_TRIGGERS], **more} for at, more in enumerate(further)]


def _words(drawn: random.Random, language: str, at: int) -> list[str]:
    """The share of all words that falls to a language, the `at`-th."""
    sizes = range(2, 4) if language == "zh" else range(4, 10)
    number = len(range(at, _WORDS, len(_LETTERS)))
    return ["".join(drawn.choices(_LETTERS[language], k=drawn.choice(sizes))) for _ in range(number)]


def to_yaml(tree: Mapping[str, Any]) -> str:
    """The tree as an author writes it: a line a key, what holds no mapping of its own in one line."""
    return "\n".join(_lines(tree, "")) + "\n"


def _lines(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, dict) and any(isinstance(each, dict | list) for each in value.values()):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{indent}{key}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, str) and value[0].isalpha() and not set(value) & set("[]{},:#*"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _ours(path: Path) -> dict[str, float]:
    from annotate.schema.palette import palette
    from annotate.studio.config import to_config
    from annotate.studio.screen import Screen

    schema, load = _timed(lambda: read_schema(path))
    peak = _peak()
    config, compiling = _timed(lambda: to_config(schema, "hi"))
    _, looking = _timed(lambda: palette(schema))
    _, telling = _timed(lambda: Screen(schema, "hi").texts)
    size = len(config.encode())
    return {
        "load": load,
        "peak": peak,
        "to_config": compiling,
        "palette": looking,
        "Screen.texts": telling,
        "size": size,
    }


def _peer(path: Path) -> dict[str, float]:
    def load() -> Schema:
        from ruamel.yaml import YAML  # in the time taken, as it is in ours

        return Schema.model_validate(YAML(typ="rt", pure=True).load(read_text(path)))

    _, taken = _timed(load)
    return {"load": taken, "peak": _peak()}


def _reader(path: Path) -> dict[str, float]:
    def load() -> object:
        yaml = import_module("yaml")
        return yaml.load(read_text(path), yaml.CSafeLoader)

    _, taken = _timed(load)
    return {"load": taken, "peak": _peak()}


def _timed(task: Callable[[], T]) -> tuple[T, float]:
    """Seconds of the processor: a run is one process on one core, and others may be at work on the machine."""
    start = time.process_time()
    return task(), time.process_time() - start


def _peak() -> int:
    """Bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS


if __name__ == "__main__":
    _, given, file = sys.argv
    print(json.dumps({OURS: _ours, PEER: _peer, READER: _reader}[given](Path(file))))
