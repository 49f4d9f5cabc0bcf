"""The role list of RAMS becomes a schema and goes out again."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.schema import load_schema
from annotate.schema.forms.rams import from_rams, to_rams
from annotate.schema.inherit import resolved
from annotate.schema.model import Schema
from annotate.schema.read import parse_schema, parse_written
from annotate.schema.write import to_yaml

FILE = Path(__file__).parents[3].parent / "shared" / "corpora" / "ontologies" / "rams" / "event_role_multiplicities.txt"


def written(tree: dict[str, Any]) -> Schema:
    return parse_written(to_yaml(tree), "imported.yaml")


def listed(tree: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The count of each role of each type that is no level, by their names in the list."""
    return {
        node.get("codes", {}).get("RAMS", name): {
            part.get("codes", {}).get("RAMS", role): part["count"] for role, part in node.get("roles", {}).items()
        }
        for name, node in tree["events"].items()
        if not node.get("abstract")
    }


def test_every_type_role_and_number_of_the_list_comes_in() -> None:
    """A role that takes 1 is `?`, one that takes 2 `{0-2}`; types and roles equal those counted in the raw file."""
    text = FILE.read_text(encoding="utf-8")
    lines = [line.split(" ") for line in text.splitlines()]
    signs = {"1": "?", "2": "{0-2}"}
    raw = {
        kind: {role: signs[most] for role, most in zip(pairs[::2], pairs[1::2], strict=True)} for kind, *pairs in lines
    }
    found = from_rams(text, "rams.txt", "rams")
    schema = parse_schema(to_yaml(found.tree), "rams.yaml")
    roles = [role for event in schema.events.values() for role in event.roles.values()]
    print(f"\nRAMS: {len(lines)} types, {sum(map(len, raw.values()))} roles in", end="; ")
    print(f"{len(schema.events)} types, {len(roles)} roles out")
    assert listed(found.tree) == raw
    assert (len(schema.events), len(roles)) == (len(lines), text.count(" 1") + text.count(" 2"))
    assert sum(role.count.high == 2 for role in roles) == text.count(" 2")
    assert found.lost == ("rams.txt: no role says what may fill it; one entity type, 'entity', fills every role",)


def test_the_list_goes_out_as_it_came() -> None:
    """The exported text is the file, byte for byte, and nothing of it is lost."""
    text = FILE.read_text(encoding="utf-8")
    schema = written(from_rams(text, "rams.txt").tree)
    out = to_rams(schema)
    assert out.text == text
    assert out.lost == ()
    assert to_rams(resolved(schema)) == out


def test_a_type_that_is_no_name_has_it_as_its_code() -> None:
    """`conflict.attack.n/a` is `conflict.attack.n_a`, under the level that it shares."""
    events = from_rams("conflict.attack.n/a attacker 1\nconflict.attack.bombing attacker 3\n", "r").tree["events"]
    assert events["conflict.attack"] == {"abstract": True, "parent": "conflict"}
    assert events["conflict.attack.n_a"] == {
        "parent": "conflict.attack",
        "codes": {"RAMS": "conflict.attack.n/a"},
        "roles": {"attacker": {"fillers": ["entity"], "count": "?"}},
    }
    assert events["conflict.attack.bombing"]["roles"]["attacker"]["count"] == "{0-3}"


BAD = {
    "a role without a number": (
        "a b 1\nx y",
        "r:2: each role is followed by how many fillers it takes (1 or more); 'y' has",
    ),
    "a word for a number": (
        "a b many",
        "r:1: each role is followed by how many fillers it takes (1 or more); 'many' is",
    ),
    "no filler at all": ("a b 0", "r:1: each role is followed by how many fillers it takes (1 or more); '0' is no"),
    "a role twice": ("a b 1 b 2", "r:1: the role 'b' stands twice"),
    "a type twice": ("a b 1\n\na c 1", "r:3: 'a' stands in r:1 already"),
    "nothing": (" \n", "r: no event type is listed"),
}


@pytest.mark.parametrize("bad", BAD)
def test_an_odd_line_is_refused_with_its_number(bad: str) -> None:
    """The message is one line that begins with the place and says what is expected."""
    text, message = BAD[bad]
    with pytest.raises(AnnotateError) as caught:
        from_rams(text, "r")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_the_list_cannot_hold_is_counted() -> None:
    """Minimums, missing maximums, fillers and entity types are told with their numbers, texts and words too."""
    text = """
name: visits
version: 1.0.0
entities: {person: {words: {en: [men]}}, place: {}}
events:
  visit:
    definitions: {en: Someone goes somewhere.}
    codes: {ACE: Visit, RAMS: contact.visit}
    roles:
      visitor: {fillers: [person], count: "+"}
      goal: {fillers: [place, person], count: "{1-2}"}
    triggers: {en: [{words: [visit], needs: [goal]}]}
"""
    out = to_rams(parse_schema(text, "s.yaml"))
    assert out.text == "contact.visit visitor 1 goal 2\n"
    assert out.lost == (
        "codes ACE: 1",
        "definitions: 1",
        "entity types: 2",
        "fillers: 1",
        "minimums of roles: 2",
        "roles without a maximum, written with 1: 1",
        "triggers in en: 1",
        "triggers' needs: 1",
        "words: 1",
    )


def test_a_shipped_schema_goes_out_and_comes_in() -> None:
    """Its types and roles are there, by their own names, and what comes in goes out the same."""
    schema = load_schema("diplomacy")
    text = to_rams(schema).text
    tree = from_rams(text, "r").tree
    assert {kind: set(roles) for kind, roles in listed(tree).items()} == {
        kind: set(event.roles) for kind, event in schema.events.items()
    }
    assert to_rams(written(tree)).text == text


NAMES = st.text("aAbB._/-é1", min_size=1, max_size=6)
ROLES = st.dictionaries(NAMES, st.integers(1, 12), max_size=4)


@given(st.dictionaries(NAMES, ROLES, min_size=1, max_size=5))
def test_any_list_comes_in_whole_and_goes_out_as_it_came(types: dict[str, dict[str, int]]) -> None:
    """Each type, role and number is there; the text that goes out is the one that came in."""
    lines = [" ".join([kind, *(f"{role} {most}" for role, most in roles.items())]) for kind, roles in types.items()]
    text = "".join(f"{line}\n" for line in lines)
    tree = from_rams(text, "r").tree
    counts = {
        kind: {role: "?" if n == 1 else f"{{0-{n}}}" for role, n in roles.items()} for kind, roles in types.items()
    }
    assert listed(tree) == counts
    assert to_rams(written(tree)).text == text
    assert json.dumps(from_rams(text, "r").tree) == json.dumps(tree)
