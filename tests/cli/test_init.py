"""A new workspace works at once, and nothing that was there is touched."""

import json
from pathlib import Path

import pytest

from annotate.cli import run
from annotate.schema import builtin_folder, load_schema
from annotate.workspace import read_workspace

NEW = ["annotate.toml", "schemas/diplomacy.yaml", "seeds/example.txt", ".gitignore"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that must succeed prints."""
    capsys.readouterr()
    code = run(list(arguments))
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return captured.out


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("LABEL_STUDIO_URL", "LABEL_STUDIO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_workspace_is_made_with_everything_it_names(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The settings, the schema and an article are there, and the settings lead to the others."""
    told = json.loads(printed(capsys, "init", "my events", "--json"))
    assert told == {"made": [str(Path("my events") / name) for name in NEW], "kept": []}
    place = read_workspace(outside / "my events" / "annotate.toml")
    assert load_schema(str(place.path(place.schema_name))) == load_schema("diplomacy")
    assert (
        place.path("seeds/example.txt").read_text(encoding="utf-8").startswith("Foreign Minister Amara Sesay arrived")
    )
    assert (outside / "my events" / "exports").is_dir()


def test_the_workspaces_schema_is_the_shipped_one_to_the_byte(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Comments are kept: the copy is what a person goes on to write."""
    printed(capsys, "init")
    shipped = builtin_folder() / "diplomacy.yaml"
    assert (outside / "schemas" / "diplomacy.yaml").read_bytes() == shipped.read_bytes()


def test_a_new_workspace_works_at_once(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Doctor, schema check, pre-labels and an export of them: no further step, no server."""
    printed(capsys, "init", ".")
    checks = json.loads(printed(capsys, "doctor", "--json"))
    assert {each["check"]: each["state"] for each in checks if each["check"] != "fonts"} == {
        "python": "ok", "disk": "ok", "workspace": "ok", "schema": "ok", "articles": "ok", "server": "optional",
    }  # fmt: skip
    assert printed(capsys, "schema", "check", "schemas/diplomacy.yaml").endswith(": no fault\n")
    told = json.loads(printed(capsys, "prelabel", "--json"))
    assert (told["articles"], told["faults"]) == (1, [])
    assert told["events"] >= 2
    out = json.loads(printed(capsys, "export", ".annotate/prelabels/diplomacy.jsonl", "--json"))
    assert (out["readings"], out["events"]) == (1, told["events"])
    assert (outside / "exports" / "diplomacy" / "README.md").is_file()


def test_what_is_there_is_kept(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder with files of its own only what is missing is made; what stays is named."""
    mine = {"annotate.toml": 'schema = "mine.yaml"\n', ".gitignore": "*.bak\n", "seeds/story.txt": "My story."}
    for name, text in mine.items():
        (outside / name).parent.mkdir(exist_ok=True)
        (outside / name).write_text(text, encoding="utf-8")
    assert run(["init", "."]) == 0
    captured = capsys.readouterr()
    assert captured.err.splitlines() == ["kept as it is: annotate.toml", "kept as it is: .gitignore"]
    assert "made: seeds/example.txt" in captured.out
    assert {name: (outside / name).read_text(encoding="utf-8") for name in mine} == mine


def test_a_second_init_makes_nothing(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A schema that a person changed is safe from a second `annotate init`."""
    printed(capsys, "init", ".")
    schema = outside / "schemas" / "diplomacy.yaml"
    schema.write_text(schema.read_text(encoding="utf-8").replace("1.0.0", "9.9.9", 1), encoding="utf-8")
    assert json.loads(printed(capsys, "init", ".", "--json")) == {"made": [], "kept": NEW}
    assert load_schema(str(schema)).version == "9.9.9"


def test_an_unknown_schema_names_the_shipped_ones(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in --schema makes nothing and says what there is."""
    assert run(["init", ".", "--schema", "diplomcy"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("--schema: no shipped schema 'diplomcy' (known: ")
    assert line.endswith("did you mean 'diplomacy'?")
    assert list(outside.iterdir()) == []
