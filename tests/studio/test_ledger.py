"""What a push had under way when it stopped: remembered over runs, held by one push at a time."""

from pathlib import Path

import pytest

from annotate.errors import AnnotateError
from annotate.studio.ledger import Ledger

URL = "http://studio.example"


def test_a_batch_is_remembered_by_the_next_push(tmp_path: Path) -> None:
    """The articles recorded before a batch leaves are there for a new ledger of the same project."""
    Ledger(tmp_path, URL, "events").sending(["a1", "लेख 2"])
    assert Ledger(tmp_path, URL, "events").in_flight() == ["a1", "लेख 2"]


def test_a_batch_that_arrived_is_forgotten(tmp_path: Path) -> None:
    """An empty batch says that nothing is under way."""
    ledger = Ledger(tmp_path, URL, "events")
    ledger.sending(["a1"])
    ledger.sending([])
    assert ledger.in_flight() == []


def test_a_fresh_ledger_has_nothing_under_way(tmp_path: Path) -> None:
    """Before the first push there is no file, and its folder is made when one is needed."""
    ledger = Ledger(tmp_path / "not" / "there", URL, "events")
    assert ledger.in_flight() == []
    ledger.sending(["a1"])
    assert ledger.in_flight() == ["a1"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"sending": 3}', '{"other": []}', "\x00"])
def test_a_damaged_ledger_is_an_empty_one(tmp_path: Path, content: str) -> None:
    """The server is the truth: a ledger that cannot be read is begun anew."""
    ledger = Ledger(tmp_path, URL, "events")
    ledger.path.write_text(content, encoding="utf-8")
    assert ledger.in_flight() == []
    ledger.sending(["a1"])
    assert ledger.in_flight() == ["a1"]


def test_each_project_of_each_server_has_its_own(tmp_path: Path) -> None:
    """A batch to one project is not under way to another, though titles hold any sign."""
    Ledger(tmp_path, URL, "../events").sending(["a1"])
    others = [Ledger(tmp_path, URL, "events"), Ledger(tmp_path, "http://other.example", "../events")]
    assert [other.in_flight() for other in others] == [[], []]
    assert {path.parent for path in tmp_path.rglob("*.json")} == {tmp_path}


def test_two_pushes_do_not_hold_one_ledger(tmp_path: Path) -> None:
    """A second push to the project is told to wait; after the first has ended it may go on."""
    ledger = Ledger(tmp_path, URL, "events")
    with ledger.held():
        with pytest.raises(AnnotateError, match="another push to this project is running; wait for it"):
            Ledger(tmp_path, URL, "events").held().__enter__()
        with Ledger(tmp_path, URL, "other").held():
            pass
    with Ledger(tmp_path, URL, "events").held():
        assert ledger.path.with_suffix(".lock").exists()


def test_a_push_that_fails_lets_go(tmp_path: Path) -> None:
    """A fault within a push leaves the ledger free, with the batch still recorded."""
    ledger = Ledger(tmp_path, URL, "events")

    def fail() -> None:
        with ledger.held():
            ledger.sending(["a1"])
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail()
    with ledger.held():
        assert ledger.in_flight() == ["a1"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, the line names it."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    ledger = Ledger(tmp_path / "file", URL, "events")
    with (
        pytest.raises(AnnotateError, match=r"cannot be written: .*; free space or choose another folder"),
        ledger.held(),
    ):
        pass
