"""A schema file as it was written: YAML 1.2 with the line and column of every part."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count
from typing import Any

import regex

from annotate.errors import AnnotateError
from annotate.schema.tree import Path

_LARGEST = 20_000_000  # characters; a larger file is no schema
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_MOST = 2_000_000  # keys and values; more come only of aliases within aliases


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its `place` (a path), its tree with the marks of the YAML reader, and the same in plain values."""

    place: str
    marked: Any
    plain: Any

    def depth(self, path: Path) -> int:
        """How many steps of `path` the file has."""
        return self._follow(path)[0]

    def at(self, path: Path) -> str:
        """`place:line:column`, from 1, of the deepest part on `path` that the file has."""
        _, line, column = self._follow(path)
        return f"{self.place}:{line}:{column}"

    def order(self, path: Path) -> tuple[int, int]:
        """Where in the file it is, to sort by."""
        return self._follow(path)[1:]

    def _follow(self, path: Path) -> tuple[int, int, int]:
        node, found = self.marked, (0, 1, 1)
        for steps, step in enumerate(path, start=1):
            try:
                marks = node.lc
                row, column = marks.key(step) if isinstance(node, Mapping) else marks.item(step)
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
            found = (steps, row + 1, column + 1)
        return found


def load_source(text: str, place: str) -> Source:
    """The file with this text; AnnotateError where it is no YAML, or no schema by its size or depth."""
    if len(text) > _LARGEST:
        raise AnnotateError(f"{place}: {len(text)} characters are too many for a schema; is it another file?")
    try:
        marked = _load(text, place)
        return Source(place, marked, _plain(marked, place))
    except RecursionError:
        raise AnnotateError(f"{place}: nested too deeply for a schema; is it another file?") from None


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
    except (ValueError, LookupError) as fault:  # a date that is none, a number of thousands of digits, `!!int x`
        raise AnnotateError(f"{place}: not YAML: a number, date or truth that is none ({fault}); quote it") from None


def _plain(tree: Any, place: str) -> Any:
    """The tree without the marks of the YAML reader; AnnotateError where its aliases make it grow without end."""
    from ruamel.yaml.comments import TaggedScalar

    number = count()

    def plain(node: Any) -> Any:
        if next(number) > _MOST:
            raise AnnotateError(f"{place}: its aliases (*name) stand for over {_MOST} values; write them out")
        if isinstance(node, str):  # first, as most are
            return _whole(str(node), place)
        if isinstance(node, Set):
            node = dict.fromkeys(node)  # what a set is to YAML
        if isinstance(node, Mapping):
            return {_whole(key, place) if isinstance(key, str) else key: plain(value) for key, value in node.items()}
        if isinstance(node, Sequence):
            return [plain(value) for value in node]
        return plain(node.value) if isinstance(node, TaggedScalar) else node

    return plain(tree)


def _whole(text: str, place: str) -> str:
    """Text whose escapes of two halves (`\\ud83d\\udc4d`) are one character; AnnotateError for half a one alone."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise AnnotateError(f"{place}: {ascii(text)[:60]} has half a character (a surrogate); repair it") from None
