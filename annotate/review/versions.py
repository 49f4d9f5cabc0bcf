"""Annotation files that move to another version of their schema, each with a copy of what it was."""

from collections.abc import Iterable
from pathlib import Path

from annotate.annotation import Annotation, to_lines
from annotate.errors import AnnotateError
from annotate.files import read_text, write_lines, write_text
from annotate.schema import Schema


def replace(path: Path, readings: Iterable[Annotation], before: Schema) -> Path:
    """Writes the readings over the file, after a copy named by the version before; returns the copy's path.

    AnnotateError where another copy of that name is there: none is ever overwritten.
    """
    copy = path.with_suffix(f".{before.version}{path.suffix}")
    text = read_text(path)
    if copy.exists() and read_text(copy) != text:
        raise AnnotateError(f"{copy}: holds another copy of {path.name}; move it away")
    write_text(copy, text)
    if read_text(copy) != text:
        raise AnnotateError(f"{copy}: does not read back as it was written; {path.name} was not changed")
    write_lines(path, to_lines(readings))
    return copy
