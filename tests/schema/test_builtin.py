"""The schemas that ship, and how they are found."""

from pathlib import Path

import pytest

from annotate.errors import AnnotateError
from annotate.schema import Schema, builtin_folder, builtin_names, load_schema

MENTIONED = ["person", "country", "place", "organization", "armed_force", "weapon", "agreement", "quantity", "date"]
"""The entity types of the gold guidelines."""


@pytest.fixture(scope="module", params=builtin_names())
def shipped(request: pytest.FixtureRequest) -> Schema:
    """Each schema that ships."""
    return load_schema(str(request.param))


def test_diplomacy_ships_with_the_entity_types_of_the_guidelines() -> None:
    """In any order, and no others."""
    assert sorted(load_schema("diplomacy").entities) == sorted(MENTIONED)


def test_a_shipped_schema_is_called_like_its_file(shipped: Schema) -> None:
    """Its name finds it again."""
    assert load_schema(shipped.name) == shipped
    assert load_schema(str(builtin_folder() / f"{shipped.name}.yaml")) == shipped


def test_every_event_type_can_be_triggered_in_english_and_hindi(shipped: Schema) -> None:
    """And every role that a trigger needs has a cue in that language."""
    for event in shipped.events.values():
        assert {"en", "hi"} <= set(event.triggers)
        for language in ("en", "hi"):
            needed = {
                role for trigger in event.triggers[language] for need in trigger.needs for role in need.split("|")
            }
            assert [role for role in sorted(needed) if not event.roles[role].cues.get(language)] == []


def test_every_entity_type_fills_a_role(shipped: Schema) -> None:
    """A type of no use would only take up a key on the screen."""
    filling = {filler for event in shipped.events.values() for role in event.roles.values() for filler in role.fillers}
    assert set(shipped.entities) <= filling


def test_what_holds_unless_said_otherwise_is_said(shipped: Schema) -> None:
    """No attribute holds an annotator up: it has a default, is a flag, or need not be chosen."""
    assert [name for name, attribute in shipped.attributes.items() if attribute.awaited] == []


def test_a_file_called_like_a_shipped_schema_needs_its_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare name means the shipped one, whatever lies in the current folder."""
    monkeypatch.chdir(tmp_path)
    text = "name: mine\nversion: 1.0.0\nevents: {e: {}}\n"
    for name in ("diplomacy", "diplomacy.yaml"):
        Path(name).write_text(text, encoding="utf-8")
    assert load_schema("diplomacy").name == "diplomacy"
    assert load_schema("diplomacy.yaml").name == "mine"


@pytest.mark.parametrize("name", ["", ".", "missing.yaml", "schemas"])
def test_what_is_no_schema_is_told_with_the_shipped_ones(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty name, a folder, a file that is not there."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AnnotateError, match=r"no such schema file, nor a shipped schema \(known: .*diplomacy"):
        load_schema(name)
