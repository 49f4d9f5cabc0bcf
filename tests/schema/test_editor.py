"""The JSON Schema for editors: good files are valid under it, faults of form are not."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from annotate.schema import builtin_folder
from annotate.schema.editor import json_schema

SHIPPED = sorted(builtin_folder().glob("*.yaml"))


def faults(tree: Any) -> Iterator[str]:
    checker = jsonschema.Draft202012Validator(json_schema())
    return (str(fault.message) for fault in checker.iter_errors(tree))


def test_it_is_a_json_schema() -> None:
    """Of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert "2020-12" in json_schema()["$schema"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.stem))
def test_shipped_schemas_are_valid(path: Any) -> None:
    """What the tool reads, an editor does not underline."""
    assert list(faults(YAML(typ="safe").load(path))) == []


@pytest.mark.parametrize("count", ["1", 1, "?", "+", "*", "{2}", "{2-}", "{1-3}"])
def test_counts_of_every_form_are_valid(count: object) -> None:
    """And nothing else is."""
    assert list(faults(small(count))) == []


@pytest.mark.parametrize("count", ["many", 2, "{a}", ""])
def test_other_counts_are_not(count: object) -> None:
    """An editor shows it before the tool does."""
    assert list(faults(small(count))) != []


def small(count: object) -> dict[str, Any]:
    role = {"fillers": ["person"], "count": count}
    return {"name": "a", "version": "1.0.0", "entities": {"person": {}}, "events": {"e": {"roles": {"who": role}}}}


def test_an_unknown_key_and_a_missing_one_are_shown() -> None:
    """The two commonest slips."""
    tree = {**small("1"), "colour": "red"}
    del tree["version"]
    assert sorted(faults(tree)) == [
        "'version' is a required property",
        "Additional properties are not allowed ('colour' was unexpected)",
    ]


def test_a_file_that_extends_another_need_not_be_whole() -> None:
    """Its events may come from there, and `null` takes a part away; a key that is none is still shown."""
    own = {"name": "own", "version": "1.0.0", "extends": "base.yaml", "events": {"rain": None}}
    assert list(faults(own)) == []
    assert list(faults({"name": "own", "version": "1.0.0", "extends": ["a.yaml", "b.yaml"]})) == []
    assert list(faults({**own, "evnets": {}})) == ["Additional properties are not allowed ('evnets' was unexpected)"]
    assert list(faults({**own, "version": "one"})) != []
