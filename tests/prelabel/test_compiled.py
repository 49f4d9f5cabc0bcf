"""The compiled lexicon engine is really compiled, and reads as its sources do."""

import os
import subprocess
import sys
import tomllib
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.compiled

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "annotate" / "prelabel" / "lexicon"
HATCH = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
PURE = HATCH["build"]["targets"]["wheel"]["hooks"]["mypyc"]["exclude"]
MODULES = sorted(path.name for path in LEXICON.glob("[!_]*.py"))

READ = """
import sys
from pathlib import Path
from annotate.annotation import read_annotations, to_json
from annotate.article import Article
from annotate.prelabel import load_engine
from annotate.prelabel.lexicon import engine
from annotate.schema import load_schema

data = Path(sys.argv[1])
gold = [each.article for path in sorted(data.glob("gold.*.jsonl")) for each in read_annotations(path)]
near = [
    Article(text=line, language=path.name.split(".")[1])
    for path in sorted(data.glob("near.*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
lexicon, schema = load_engine("lexicon"), load_schema("diplomacy")
print(engine.__file__)
print(lexicon.fingerprint(schema))
for reading in lexicon.prelabel([*gold, *near], schema):
    print(to_json(reading))
"""


def read(folder: Path, **environment: str) -> tuple[Path, list[str]]:
    """The file of the engine in a fresh process, its fingerprint and its readings of tests/data, a line each."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-P", "-c", READ, str(ROOT / "tests" / "data")],
        env={**os.environ, **environment}, cwd=folder, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    engine, *lines = done.stdout.splitlines()
    return Path(engine), lines


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_compiled_where_the_build_says_so(module: str) -> None:
    """The tests beside this one would tell nothing of compiled code if they ran on the sources."""
    found = find_spec(f"annotate.prelabel.lexicon.{Path(module).stem}")
    assert found
    assert found.origin
    assert found.origin.endswith(tuple(SOURCE_SUFFIXES if module in PURE else EXTENSION_SUFFIXES))
    assert not Path(found.origin).is_relative_to(LEXICON)


def test_the_engine_reads_alike_compiled_and_from_source(tmp_path: Path) -> None:
    """The same bytes for every gold sentence and every one that looks like an event; a run may change between them."""
    compiled, expected = read(tmp_path)
    source, found = read(tmp_path, PYTHONPATH=str(ROOT))
    assert compiled.name.endswith(tuple(EXTENSION_SUFFIXES))
    assert source == LEXICON / "engine.py"
    assert len(expected) > 100
    assert expected == found
