"""Files are written whole or not at all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.errors import AnnotateError
from annotate.files import read_text, replacing, write_lines, write_text


def test_lines_are_counted_and_written_as_they_are(tmp_path: Path) -> None:
    """UTF-8, line ends kept, folders made, permissions those of a new file."""
    path = tmp_path / "deep" / "a.jsonl"
    assert write_lines(path, ["एक\r\n", "दो\n"]) == 2
    assert path.read_bytes() == "एक\r\nदो\n".encode()
    (tmp_path / "plain").touch()
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """Whatever ends the writing: what was there is there still, whole, alone."""
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def lines() -> Iterator[str]:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(path, lines())
    assert (path.read_text(), [each.name for each in tmp_path.iterdir()]) == ("old", ["a.txt"])


LIMITED = """
import resource, sys
from pathlib import Path
from annotate.errors import AnnotateError
from annotate.files import write_lines
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_lines(Path(sys.argv[1]), ("नया " * 99 + "\\n" for _ in range(99)))
except AnnotateError as fault:
    print(fault)
"""


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """The system refuses more bytes halfway: one line that names the file, and no half of it."""
    path = tmp_path / "a.txt"
    write_text(path, "old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], check=False, capture_output=True, encoding="utf-8", timeout=60
    )
    said = f"{path}: cannot be written: File too large; free space or choose another folder\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")
    assert (path.read_text(), [each.name for each in tmp_path.iterdir()]) == ("old", ["a.txt"])


def test_text_that_utf_8_cannot_hold_is_told(tmp_path: Path) -> None:
    """Half a surrogate pair, as a careless JSON file gives it: one line, and the old file stays."""
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(AnnotateError, match=r"a\.txt: cannot be written: lone surrogate U\+D83D; repair the file"):
        write_lines(path, ["new \ud83d"])
    assert (path.read_text(), [each.name for each in tmp_path.iterdir()]) == ("old", ["a.txt"])


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """A slip in a path costs nothing."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(AnnotateError, match=r"a: cannot be written: "):
        write_text(tmp_path / "a", "x")
    assert [each.name for each in tmp_path.rglob("*")] == ["a", "b"]


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    """A file where a folder should be: one line with the path and the reason."""
    write_text(tmp_path / "a.txt", "x")
    with pytest.raises(
        AnnotateError, match=r"a\.txt/b\.txt: cannot be written: .*; free space or choose another folder"
    ):
        write_text(tmp_path / "a.txt" / "b.txt", "y")


def test_a_fault_of_the_file_system_within_the_block_names_the_target(tmp_path: Path) -> None:
    """The name of the temporary file is of no use to anyone."""
    with pytest.raises(AnnotateError, match=r"a\.txt: cannot be written"), replacing(tmp_path / "a.txt") as part:
        raise OSError(28, "No space left on device", str(part))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read: No such file or directory; check the path"), (b"Z\xfcrich", "not UTF-8 at byte 1")],
)
def test_a_file_that_cannot_be_read_is_named(content: bytes | None, said: str, tmp_path: Path) -> None:
    """Missing, or in another encoding."""
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AnnotateError, match=f"a.txt: {said}"):
        read_text(path)


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    """A device or a pipe that a file took the place of would be gone for everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(AnnotateError, match="no regular file; name a file"):
        write_text(pipe, "x")
    assert pipe.is_fifo()
    with pytest.raises(AnnotateError, match="a folder; name a file"):
        write_text(tmp_path, "x")
