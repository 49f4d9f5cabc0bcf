"""The one place where whole files are written: complete or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from annotate.errors import AnnotateError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it takes the place of `path` when the block ends well.

    A fault in the block, a full disk or an interruption leaves `path` as it was and no temporary file behind. A device
    or a pipe is refused: a file would take its place.
    """
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "no regular file"
        raise AnnotateError(f"{path}: cannot be written: {kind}; name a file, or leave --output out")
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    part = Path(name)
    try:
        with told(path):
            yield part
            _settle(part, path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _settle(part: Path, path: Path) -> None:
    """Rename with the permissions a new file would have, after the bytes are on the disk."""
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns a fault of the file system, or a text that UTF-8 cannot hold, into one line that names the place."""
    try:
        yield
    except UnicodeEncodeError as fault:
        sign = f"lone surrogate U+{ord(fault.object[fault.start]):04X}"
        raise AnnotateError(f"{path}: cannot be written: {sign}; repair the file it came from") from fault
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise AnnotateError(f"{path}: cannot be written: {reason}; free space or choose another folder") from fault


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Writes UTF-8 `lines` to `path`, whole or not at all, and returns their number."""
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as out:
        return _count(out, lines)


def _count(out: IO[str], lines: Iterable[str]) -> int:
    number = 0
    for line in lines:
        out.write(line)
        number += 1
    return number


def write_text(path: Path, text: str) -> None:
    """Writes `text` to `path` in UTF-8, whole or not at all."""
    write_lines(path, [text])


def read_text(path: Path) -> str:
    """The UTF-8 text of a file, line ends kept; AnnotateError where it is missing, unreadable or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as fault:
        raise AnnotateError(f"{path}: not UTF-8 at byte {fault.start}; convert it to UTF-8") from fault
    except OSError as fault:
        raise AnnotateError(f"{path}: cannot be read: {fault.strerror}; check the path") from fault
