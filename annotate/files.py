"""The one place where whole files are written: complete or not at all."""

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, BinaryIO

from annotate.errors import AnnotateError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it takes the place of `path` when the block ends well.

    A fault in the block, a full disk or an interruption leaves `path` as it was and no temporary file behind. A device
    or a pipe is refused: a file would take its place.
    """
    _check_file(path)
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


def _check_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "no regular file"
        raise AnnotateError(f"{path}: cannot be written: {kind}; name a file, or leave --output out")


@contextmanager
def growing(path: Path) -> Iterator[BinaryIO]:
    """`PATH.part`, open at its start to read and write; it takes the place of `path` when the block ends well.

    Where the block does not, what is written stays there, and whoever calls this again finds it. AnnotateError where
    another process is at it.
    """
    _check_file(path)
    part = path.with_name(f"{path.name}.part")
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
        with part.open("r+b") as file:
            _take(file, part)
            try:
                yield file
                file.flush()
                _settle(part, path)
            finally:
                _drop_empty(part)


def _take(file: BinaryIO, part: Path) -> None:
    """The file is this process's own until it is closed; AnnotateError where it is another's, or was until just now."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = part.exists() and os.path.samestat(os.fstat(file.fileno()), part.stat())
    except BlockingIOError:
        mine = False
    if not mine:
        raise AnnotateError(f"{part}: another run is writing it; wait until it is done, or name another --output")


def _drop_empty(part: Path) -> None:
    with suppress(FileNotFoundError):
        if not part.stat().st_size:
            part.unlink()


def extend(file: BinaryIO, size: int, lines: Iterable[str]) -> None:
    """Writes UTF-8 `lines` after the first `size` bytes, each flushed as it comes.

    What stood there gives way when there is a line, or when there are none without a fault.
    """
    rest = iter(lines)
    head = list(islice(rest, 1))
    file.seek(size)
    file.truncate()
    for line in chain(head, rest):
        file.write(line.encode())
        file.flush()


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
