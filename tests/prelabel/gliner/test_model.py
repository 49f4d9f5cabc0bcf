"""What is missing or wrong is told in one line with the remedy, before anything is loaded."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.prelabel.gliner import Settings, read_settings
from annotate.prelabel.gliner.model import Model


def told(name: str) -> str:
    with pytest.raises(AnnotateError) as raised:
        _ = Model(name).content
    return str(raised.value)


def test_a_model_must_be_named() -> None:
    """As a folder or an id of the hub."""
    with pytest.raises(AnnotateError, match="engine 'gliner': name a model: gliner@FOLDER, or gliner@OWNER/NAME"):
        load_engine("gliner")


@pytest.mark.parametrize("name", ["./models/mine", "/models/mine", "a/b/c", "~/mine", "my model"])
def test_a_folder_that_is_not_there_is_told(name: str) -> None:
    """Where the name can be nothing else."""
    assert told(name) == f"engine 'gliner@{name}': there is no such folder, and no model on the hub has such a name"


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    """With the file that is missing."""
    assert told(str(tmp_path)).startswith(f"engine 'gliner@{tmp_path}': no config.json in {tmp_path}; name the folder")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert f"no encoder_config/config.json in {tmp_path}" in told(str(tmp_path))


def test_a_missing_library_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, with what to install, and nothing is written."""
    if find_spec("gliner2") is not None:
        monkeypatch.setitem(sys.modules, "gliner2", None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Modi visited Oslo.", encoding="utf-8")
    name = f"gliner@{tmp_path}"
    assert run(["prelabel", "a.txt", "--schema", "diplomacy", "--engine", name, "-o", "o.jsonl"]) == 1
    [line] = capsys.readouterr().err.strip().splitlines()
    assert "engine 'gliner' needs gliner2" in line
    assert line.endswith("pip install 'event-annotate[gliner]'")
    assert not (tmp_path / "o.jsonl").exists()


def test_a_model_is_known_by_what_is_in_its_folder(tmp_path: Path) -> None:
    """The same files in another folder of that name are the same model, others are not; hidden files do not count."""
    for place in ("one", "two"):
        folder = tmp_path / place / "mine"
        (folder / "encoder_config").mkdir(parents=True)
        for name in ("config.json", "encoder_config/config.json", "model.safetensors"):
            (folder / name).write_text(name, encoding="utf-8")
    (tmp_path / "two" / "mine" / ".cache").write_text("x", encoding="utf-8")
    one, two = (Model(str(tmp_path / place / "mine")).content for place in ("one", "two"))
    assert one == two
    assert one.startswith("mine:")
    (tmp_path / "two" / "mine" / "model.safetensors").write_text("trained on", encoding="utf-8")
    assert Model(str(tmp_path / "two" / "mine")).content != one


def test_settings_are_those_of_the_workspace(tmp_path: Path) -> None:
    """What is left out is the default; what cannot be is told with its place."""
    assert read_settings(tmp_path) == Settings()
    file = tmp_path / "annotate.toml"
    file.write_text("[gliner]\nthreshold = 0.3\nbatch = 2\n", encoding="utf-8")
    assert read_settings(tmp_path) == Settings(threshold=0.3, batch=2)
    file.write_text("[gliner]\nthreshold = 3\n", encoding="utf-8")
    with pytest.raises(AnnotateError, match=r"annotate.toml: gliner.threshold: Input should be less than"):
        read_settings(tmp_path)
