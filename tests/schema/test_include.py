"""Schemas that extend others: what they get, what they change, and what is refused."""

from pathlib import Path

import pytest

from annotate.errors import AnnotateError, Faults
from annotate.schema import read_schema

BASE = """\
name: base
version: 2.0.0
changelog: {2.0.0: {en: grown}}
entities: {person: {labels: {en: Person}}, place: {}}
events:
  visit:
    labels: {en: Visit, hi: यात्रा}
    roles: {visitor: {fillers: [person]}, where: {fillers: [place]}}
  rain: {}
"""
HEAD = "name: own\nversion: 1.0.0\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_extended_is_there_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    """Mappings are merged key by key, lists replaced, `null` takes away; a file's name and version are its own."""
    written(tmp_path, "base.yaml", BASE)
    path = written(
        tmp_path,
        "own.yaml",
        HEAD + "extends: base.yaml\nevents: {visit: {labels: {en: Trip}, roles: {where: null}}, rain: null}\n",
    )
    schema = read_schema(path)
    assert (schema.id, schema.changelog, list(schema.events)) == ("own@1.0.0", {}, ["visit"])
    assert schema.events["visit"].labels == {"en": "Trip", "hi": "यात्रा"}
    assert list(schema.events["visit"].roles) == ["visitor"]


def test_the_later_of_two_bases_counts(tmp_path: Path) -> None:
    """`extends` is read in order, each over the one before; both may have the same base."""
    written(tmp_path, "base.yaml", BASE)
    written(tmp_path, "a.yaml", "extends: base.yaml\nevents: {visit: {labels: {en: A}}}\n")
    written(tmp_path, "b.yaml", "extends: base.yaml\nevents: {visit: {labels: {en: B}}}\n")
    path = written(tmp_path, "own.yaml", HEAD + "extends: [a.yaml, b.yaml]\n")
    assert read_schema(path).events["visit"].label("en", "") == "B"


def test_a_shipped_schema_is_extended_by_its_name(tmp_path: Path) -> None:
    """No copy is needed to add a type to `diplomacy`."""
    path = written(tmp_path, "own.yaml", HEAD + "extends: diplomacy\nevents: {sanction: {}}\n")
    assert {"sanction", "treaty"} <= read_schema(path).events.keys()


def test_a_fault_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    """What the base spoils is named there, what the schema itself spoils here."""
    written(tmp_path, "base.yaml", BASE.replace("[place]", "[plaec]"))
    path = written(tmp_path, "own.yaml", HEAD + "extends: base.yaml\nevents: {rain: {parent: storm}}\n")
    with pytest.raises(Faults) as caught:
        read_schema(path)
    own, base = caught.value.faults
    assert own.startswith(f"{path}:4:17: events.rain.parent: unknown parent 'storm'")
    assert base.startswith(f"{tmp_path / 'base.yaml'}:8:")
    assert "roles.where.fillers.0: unknown entity type 'plaec'" in base


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere.yaml", "no file"),
        ("own.yaml", "extends this file in turn (own.yaml -> own.yaml); cut the circle"),
        ("circle.yaml", "extends this file in turn (own.yaml -> circle.yaml -> own.yaml); cut the circle"),
        ("../outside.yaml", "is outside"),
        ("[7]", "a path is needed (found: 7)"),
        ("list.yaml", "list.yaml:1:1: own.yaml extends it, but it is no mapping"),
        ("empty.yaml", "empty.yaml:1:1: own.yaml extends it, but it is no mapping"),
        ("loop.yaml", "no file"),
        ("folder", "no file"),
        ('""', "no file"),
        ("a" * 5000, "no file"),
        ('"a\\0b"', "a path is needed (found: 'a\\x00b')"),
    ],
)
def test_what_cannot_be_extended_is_refused(tmp_path: Path, named: str, said: str) -> None:
    """A file that is missing, outside the workspace, or extends itself in the end: one line with its place."""
    written(tmp_path, "outside.yaml", BASE)
    written(tmp_path, "work/annotate.toml", "")
    written(tmp_path, "work/circle.yaml", "extends: own.yaml\n")
    written(tmp_path, "work/list.yaml", "[a]\n")
    written(tmp_path, "work/empty.yaml", "")
    (tmp_path / "work" / "folder").mkdir()
    (tmp_path / "work" / "loop.yaml").symlink_to("loop.yaml")
    path = written(tmp_path, "work/own.yaml", f"{HEAD}extends: {named}\nevents: {{rain: {{}}}}\n")
    with pytest.raises(AnnotateError, match="extends") as caught:
        read_schema(path)
    assert said in str(caught.value)


def test_a_link_out_of_the_workspace_is_outside(tmp_path: Path) -> None:
    """What counts is where the file lies, not how it is called."""
    outside = written(tmp_path, "outside.yaml", BASE)
    written(tmp_path, "work/annotate.toml", "")
    (tmp_path / "work" / "base.yaml").symlink_to(outside)
    path = written(tmp_path, "work/own.yaml", HEAD + "extends: base.yaml\n")
    with pytest.raises(AnnotateError, match="is outside"):
        read_schema(path)


def test_many_shared_bases_are_read_once(tmp_path: Path) -> None:
    """Thirty files that each extend the one before twice are thirty files, not a thousand million."""
    written(tmp_path, "s0.yaml", BASE)
    for number in range(1, 31):
        written(tmp_path, f"s{number}.yaml", f"{HEAD}extends: [s{number - 1}.yaml, s{number - 1}.yaml]\n")
    assert "visit" in read_schema(tmp_path / "s30.yaml").events
