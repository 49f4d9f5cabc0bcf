"""`annotate.toml`, and where it says things are."""

from pathlib import Path

import pytest

from annotate.errors import AnnotateError, Faults
from annotate.workspace import find_workspace, read_workspace


def settings(folder: Path, text: str) -> Path:
    path = folder / "annotate.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_workspace_is_the_nearest_folder_upwards(tmp_path: Path) -> None:
    """Paths start at the folder of the file, wherever the command was called."""
    settings(tmp_path, 'schema = "schemas/treaties.yaml"\n[label-studio]\nproject = "spring"\n')
    (tmp_path / "deep" / "er").mkdir(parents=True)
    found = find_workspace(tmp_path / "deep" / "er")
    assert found is not None
    assert (found.schema_name, found.articles, found.studio.project) == ("schemas/treaties.yaml", ("seeds",), "spring")
    assert found.review("treaties") == tmp_path / "seeds" / "reviews" / "treaties.jsonl"
    assert found.prelabels("treaties") == tmp_path / ".annotate" / "prelabels" / "treaties.jsonl"


def test_of_two_workspaces_the_inner_one_counts(tmp_path: Path) -> None:
    """One lies in the other, as a user's may lie in a checkout of this project."""
    settings(tmp_path, 'engine = "outer"')
    (tmp_path / "deep").mkdir()
    settings(tmp_path / "deep", 'engine = "inner"')
    found = find_workspace(tmp_path / "deep")
    assert found is not None
    assert (found.engine, found.root) == ("inner", tmp_path / "deep")


def test_a_folder_of_that_name_is_no_workspace(tmp_path: Path) -> None:
    """Only a file holds settings."""
    settings(tmp_path, "")
    (tmp_path / "deep" / "annotate.toml").mkdir(parents=True)
    found = find_workspace(tmp_path / "deep")
    assert found is not None
    assert found.root == tmp_path


def test_every_unknown_setting_is_told(tmp_path: Path) -> None:
    """A misspelt key would otherwise be without effect."""
    with pytest.raises(Faults) as caught:
        read_workspace(settings(tmp_path, 'shema = "x"\narticles = "seeds"\n[label-studio]\nurl = 7\n'))
    said = str(caught.value)
    assert len(caught.value.faults) == 3
    assert all(part in said for part in ("shema: ", "articles: ", "label-studio.url: "))


def test_what_is_no_toml_is_told_with_its_place(tmp_path: Path) -> None:
    """The file and the line."""
    with pytest.raises(AnnotateError, match=r"annotate\.toml: not TOML: .*line 1"):
        read_workspace(settings(tmp_path, "schema: x"))
