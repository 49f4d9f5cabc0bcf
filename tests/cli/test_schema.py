"""`annotate schema check`: every fault of every file, each with its place."""

import json
import os
from pathlib import Path

import pytest

from annotate.cli import run
from annotate.schema import builtin_names

FAULTY = """\
name: travel
version: 1.0.0
entities: {person: {}}
attributes: {modality: {values: {asserted: {}}, default: planned}}
events:
  visit:
    shade: red
    roles: {visitor: {fillers: [persn]}, place: {fillers: [person], count: "{2-1}"}}
"""


def check(capsys: pytest.CaptureFixture[str], *arguments: str, code: int) -> tuple[str, list[str]]:
    """Standard output and the lines of standard error of a check that ends with `code`."""
    capsys.readouterr()
    assert run(["schema", "check", *arguments]) == code
    captured = capsys.readouterr()
    return captured.out, captured.err.splitlines()


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A schema with four faults, in the current folder, which is no workspace."""
    monkeypatch.chdir(tmp_path)
    path = Path("travel.yaml")
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_every_shipped_schema_is_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """Shipped schemas are known by name, and good."""
    out, lines = check(capsys, *builtin_names(), code=0)
    assert [line.partition("@")[0] for line in out.splitlines()] == builtin_names()
    assert lines == []


def test_all_faults_are_listed_at_once_with_their_places(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a fault, in the order of the file: file, line, column, path, and what was meant."""
    out, lines = check(capsys, "travel.yaml", code=1)
    assert out == ""
    assert [line.split(":")[:2] for line in lines] == [
        ["travel.yaml", "4"], ["travel.yaml", "7"], ["travel.yaml", "8"], ["travel.yaml", "8"],
    ]  # fmt: skip
    assert "attributes.modality.default: unknown value 'planned' (known: asserted)" in lines[0]
    assert "events.visit.shade: unknown key 'shade'" in lines[1]
    assert "events.visit.roles.visitor.fillers.0: unknown entity type 'persn'" in lines[2]
    assert lines[2].endswith("did you mean 'person'?")
    assert "count {2-1} cannot be met" in lines[3]


def test_a_place_is_where_the_word_stands(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line and column, counted from 1, lead an editor to the fault."""
    _, lines = check(capsys, "travel.yaml", code=1)
    _, line, column, *_ = lines[2].split(":")
    assert FAULTY.splitlines()[int(line) - 1][int(column) - 1 :].startswith("persn")


def test_good_files_are_told_beside_bad_ones(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault in one file does not hide that another is good."""
    out, lines = check(capsys, "travel.yaml", "diplomacy", "nowhere.yaml", code=1)
    assert out.startswith("diplomacy@")
    assert len(lines) == 5
    assert lines[4].startswith("nowhere.yaml: no such schema file, nor a shipped schema (known: ")


def test_json_is_one_document_also_where_there_are_faults(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the good schemas and every fault in one document; people the faults on standard error."""
    out, lines = check(capsys, "travel.yaml", "diplomacy", "--json", code=1)
    told = json.loads(out)
    assert [name.partition("@")[0] for name in told["schemas"]] == ["diplomacy"]
    assert told["faults"] == lines


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name: [", "not YAML"), (b"\xff\xfename", "not UTF-8 at byte 0"), (b"", "a schema is a mapping"),
        (b"- a\n- b\n", "a schema is a mapping"), (b"name: a\nname: b\n", "not YAML"), (b"name: a\tb\0\n", "not YAML"),
    ],
    ids=["open bracket", "utf-16", "empty", "list", "key twice", "nul"],
)  # fmt: skip
def test_a_file_that_is_no_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    """Whatever is in it, one line with the file's name."""
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    out, lines = check(capsys, str(path), code=1)
    assert (out, len(lines)) == ("", 1)
    assert lines[0].startswith(str(path))
    assert said in lines[0]


def test_a_folder_is_no_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder in the place of a file is told like a missing one."""
    _, (line,) = check(capsys, str(tmp_path), code=1)
    assert line.startswith(f"{tmp_path}: no such schema file")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Standard output of a command of the group."""
    capsys.readouterr()
    assert run(["schema", *arguments]) == 0
    return capsys.readouterr().out


def test_warnings_go_beside_the_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A schema with gaps in its texts is good all the same."""
    path = tmp_path / "bare.yaml"
    path.write_text("name: bare\nversion: 1.0.0\nevents: {visit: {}}\n", encoding="utf-8")
    out, lines = check(capsys, str(path), code=0)
    assert out == "bare@1.0.0: no fault\n"
    assert f"{path}: warning: events.visit: no definition; annotators will each make up their own" in lines


def test_show_prints_a_tree(capsys: pytest.CaptureFixture[str]) -> None:
    """Event types with roles, fillers and counts, in the language asked for."""
    lines = printed(capsys, "show", "diplomacy", "--language", "hi").splitlines()
    assert lines[0] == "diplomacy@1.0.0  कूटनीति और सशस्त्र बल"
    assert "│   ├── force * (armed_force)  बल" in lines
    assert lines[-1].endswith("polarity: positive | negative, default positive  ध्रुवता")
    assert json.loads(printed(capsys, "show", "diplomacy", "--json"))["name"] == "diplomacy"


def test_config_is_what_push_makes_the_project_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, in a file, or within JSON: the same XML."""
    from annotate.schema import load_schema
    from annotate.studio.config import to_config

    expected = to_config(load_schema("diplomacy"), "hi")
    assert printed(capsys, "config", "diplomacy", "--language", "hi") == expected
    printed(capsys, "config", "diplomacy", "--language", "hi", "-o", str(tmp_path / "c.xml"))
    assert (tmp_path / "c.xml").read_text(encoding="utf-8") == expected
    assert json.loads(printed(capsys, "config", "diplomacy", "--language", "hi", "--json"))["config"] == expected


def test_the_json_schema_is_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For an editor to be pointed at."""
    told = json.loads(printed(capsys, "json-schema"))
    printed(capsys, "json-schema", "-o", str(tmp_path / "s.json"))
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == told
    assert {"name", "version", "events"} <= set(told["else"]["required"])


WRITING = [
    ["config"],
    ["models"],
    ["guidelines"],
    ["export", "--format", "brat"],
]


@pytest.mark.parametrize("command", WRITING, ids=lambda command: str(command[0]))
def test_no_output_takes_the_place_of_what_is_read(
    command: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not under another name either."""
    text = FAULTY.splitlines()[0] + "\nversion: 1.0.0\nevents: {visit: {}}\n"
    (workspace / "travel.yaml").write_text(text, encoding="utf-8")
    (workspace / "link.yaml").symlink_to("travel.yaml")
    capsys.readouterr()
    assert run(["schema", *command, "travel.yaml", "--output", "link.yaml"]) == 1
    assert "link.yaml: is what is read here and would be overwritten" in capsys.readouterr().err
    assert (workspace / "travel.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("command", WRITING, ids=lambda command: str(command[0]))
def test_no_output_takes_the_place_of_a_pipe(
    command: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is replaced as a whole, and a pipe or a device would be gone."""
    os.mkfifo(workspace / "pipe")
    capsys.readouterr()
    assert run(["schema", *command, "diplomacy", "--output", "pipe"]) == 1
    assert "pipe: is no plain file" in capsys.readouterr().err
    assert (workspace / "pipe").is_fifo()
