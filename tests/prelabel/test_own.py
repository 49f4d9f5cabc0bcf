"""Engines of somebody's own, and why a pre-label was made."""

from pathlib import Path

import pytest

from annotate.annotation import read_annotations
from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine

OWN = """
from annotate.annotation import Event, reading
from annotate.span import Span

class First:
    name = "first"

    def fingerprint(self, schema):
        return f"first {schema.id}"

    def prelabel(self, articles, schema):
        for article in articles:
            event = Event(id="e1", type="treaty", trigger=Span.of(article.text, 0, 4), why=["the first word"])
            yield reading(article, events=[event], engine=self.name, fingerprint=self.fingerprint(schema))

def make():
    return First()

ready = First()
broken = 7

def failing():
    raise OSError("no such model")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own_engine.py").write_text(OWN, encoding="utf-8")
    (tmp_path / "a.txt").write_text("They signed it.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["First", "make", "ready"])
def test_an_engine_of_ones_own_is_named_by_module_and_name(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A class, a function that makes one, or one ready made; --explain says why."""
    arguments = ["a.txt", "--schema", "diplomacy", "--engine", f"own_engine:{name}", "-o", "o.jsonl", "--explain"]
    assert run(["prelabel", *arguments]) == 0
    [made] = read_annotations(folder / "o.jsonl")
    assert [event.trigger.text for event in made.events] == ["They"]
    assert made.engine == "first"
    assert "treaty 'the first word'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_such_module:X", "cannot be loaded: ModuleNotFoundError"),
        ("own_engine:Nothing", "cannot be loaded: AttributeError"),
        ("own_engine:failing", "cannot be loaded: OSError: no such model"),
        ("own_engine:OWN", "cannot be loaded"),
        ("own_engine:Span", "cannot be loaded"),
        ("json:loads", "cannot be loaded"),
        ("pathlib:PurePath", "has no fingerprint and no prelabel"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_no_engine_is_told_in_one_line(name: str, said: str) -> None:
    """Whatever another's code raises, or lacks."""
    with pytest.raises(AnnotateError) as caught:
        load_engine(name)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value).partition("cannot be loaded")[0]


def test_the_lexicon_has_no_models() -> None:
    """A model named for it is a mistake, and is not passed over."""
    with pytest.raises(AnnotateError, match="'lexicon@large': it has no models"):
        load_engine("lexicon@large")
