"""What the README tells people to type works, and what it points to is there."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.annotation import Annotation
from annotate.cli import run
from tests.cli.test_help import EVERY
from tests.studio.articles import prelabel, write_prelabels

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"(make|annotate|pip|cd) ")

Words = tuple[str, ...]


def fenced(language: str) -> list[str]:
    """The blocks between fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> Iterator[Words]:
    """The commands in a block, those joined by `&&` one by one, comments left away."""
    for line in text.splitlines():
        for part in line.strip().partition("  #")[0].split("&&"):
            if COMMAND.match(part.strip()):
                yield tuple(shlex.split(part, comments=True))


RUN_HERE = [each for block in fenced("sh") for each in commands(block)]
INDENTED = list(commands("\n".join(line for line in README.splitlines() if line.startswith("    "))))
ANNOTATE = [each for each in (*RUN_HERE, *INDENTED) if each[0] == "annotate"]


def test_the_readme_is_short() -> None:
    """Who reads it is through in a few minutes."""
    assert len(README.splitlines()) < 150


def test_the_readme_has_commands_to_check() -> None:
    """Commands to run without a server, commands that need one, and the two verbs of make."""
    assert {each[1] for each in RUN_HERE if each[0] == "annotate"} >= {"init", "schema", "prelabel", "export", "doctor"}
    assert {each[1] for each in INDENTED if each[0] == "annotate"} >= {"studio", "push", "pull", "export"}
    assert [each[1] for each in INDENTED if each[0] == "make"] == ["demo", "test"]


@pytest.mark.parametrize("verb", sorted({*re.findall(r"`?make ([a-z-]+)", README)}))
def test_every_verb_of_make_is_in_the_makefile(verb: str) -> None:
    """A verb that is named can be made."""
    assert re.search(rf"^{verb}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("words", ANNOTATE, ids=" ".join)
def test_every_command_and_its_options_are_known(words: Words) -> None:
    """No option is told that the command does not have."""
    path = words[1:3] if words[1:3] in EVERY else words[1:2]
    known = [option for each in EVERY[path].params for option in each.opts]
    assert [word for word in words if word.startswith("-") and word.partition("=")[0] not in known] == []


def test_the_table_lists_every_command() -> None:
    """The table of commands and the command line name the same."""
    listed = re.findall(r"^\| `annotate ([a-z]+)", README, flags=re.MULTILINE)
    assert sorted(set(listed)) == sorted({path[0] for path in EVERY})


def test_the_first_steps_work_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands that need no server, typed one after the other, all end well and leave a dataset."""
    monkeypatch.chdir(tmp_path)
    for name in ("LABEL_STUDIO_URL", "LABEL_STUDIO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for words in RUN_HERE:
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        elif words[0] == "annotate":
            assert run(list(words[1:])) == 0, (words, capsys.readouterr().err)
        else:
            assert words == ("pip", "install", ".")  # what tests/test_packaging.py tries
    assert (Path("silver") / "README.md").is_file()


def test_the_dataset_opens_as_told(workspace: Path) -> None:
    """The Python block runs as it stands, beside a dataset of its name."""
    (block,) = fenced("python")
    write_prelabels(workspace / "p.jsonl", 1)
    assert run(["export", "p.jsonl"]) == 0
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([*block.splitlines()[:-1], f"print({block.splitlines()[-1]})"])],
        env={**os.environ, "HF_HOME": str(workspace / "cache"), "HF_HUB_OFFLINE": "1"},
        cwd=workspace, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == [prelabel(0).events[0].trigger.text], done.stderr


def test_the_reading_that_is_shown_is_one() -> None:
    """The example of the file format is read as it stands: offsets and surfaces agree."""
    (block,) = fenced("json")
    shown = Annotation.model_validate_json(block)
    assert [mention.text for mention in shown.mentions] == ["Modi"]
    assert [event.trigger.text for event in shown.events] == ["visited"]


def named_paths() -> list[str]:
    """What links lead to, and what stands in backticks with a slash."""
    links = re.findall(r"\]\(([^)#]+)\)", README)
    ticked = re.findall(r"`([A-Za-z.][\w.-]*/[\w./-]*)`", README)
    return sorted({each for each in [*links, *ticked] if "://" not in each})


@pytest.mark.parametrize("name", named_paths())
def test_every_path_that_is_named_is_there(name: str) -> None:
    """No link leads nowhere."""
    assert (ROOT / name).exists()
