"""Whatever stands in a schema file, it is a schema or a list of faults with their places, never a traceback."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from annotate.errors import AnnotateError, Faults
from annotate.schema.check import RESERVED
from annotate.schema.read import parse_schema

FULL: dict[str, Any] = {
    "name": "visits",
    "version": "1.0.0",
    "unless": {"en": ["film"]},
    "groups": {"actor": ["person"]},
    "entities": {
        "person": {"key": "p", "labels": {"en": "Person"}, "examples": {"en": "[Ana]"}, "formerly": "human"},
        "place": {"parent": "person", "words": {"en": ["cit(y|ies)"]}, "modifiers": 1},
    },
    "attributes": {
        "polarity": {"default": "positive", "values": {"positive": {}, "negative": {}}},
        "sure": {"on": "argument", "flag": True, "roles": ["who"]},
    },
    "relations": {"same": {"ends": [{"from": "person"}], "symmetric": True}},
    "events": {
        "visit": {
            "examples": {"en": ["[Ana]{who} *came*"]},
            "roles": {"who": {"fillers": ["actor"], "count": "+", "cues": {"en": ["subject"]}}},
            "triggers": {
                "en": [
                    {
                        "words": ["visit"],
                        "needs": ["who"],
                        "fills": "who",
                        "attributes": {"polarity": "negative"},
                        "cues": {"who": ["subject"]},
                    }
                ]
            },
        }
    },
}
Place = tuple[str | int, ...]


def places(node: Any, place: Place = ()) -> Iterator[Place]:
    """The way to every value in a tree."""
    yield place
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in inside:
        yield from places(below, (*place, step))


def replaced(node: Any, place: Place, odd: Any) -> Any:
    """The tree with another value at `place`."""
    if not place:
        return odd
    copy = node.copy()
    copy[place[0]] = replaced(node[place[0]], place[1:], odd)
    return copy


def part(place: Place) -> Any:
    """What stands at `place` in the good schema."""
    node: Any = FULL
    for step in place:
        node = node[step]
    return node


def renamed(place: Place, key: str) -> str:
    """The good schema as YAML with `key` in place of the last step to `place`."""
    above, old = place[:-1], place[-1]
    below = {"@" if name == old else name: value for name, value in part(above).items()}
    return json.dumps(replaced(FULL, above, below)).replace('"@"', key)


def is_schema(text: str) -> bool:
    """Whether a text is a schema; if not, it is told so in lines that all name the file."""
    try:
        return bool(parse_schema(text, "s.yaml"))
    except AnnotateError as fault:
        lines = str(fault).split("\n")
    assert all(line.startswith("s.yaml:") for line in lines), text
    return False


def test_a_schema_with_all_its_parts_is_good() -> None:
    """What the other tests here spoil."""
    assert is_schema(json.dumps(FULL))


@pytest.mark.parametrize("odd", [None, 3, [], {}, "", [[]], {"a": 1}, [{}], ["who"]], ids=json.dumps)
def test_an_odd_value_anywhere_is_told(odd: Any) -> None:
    """Nothing, a number, a list where a name should be, a mapping where a list should be, and so on."""
    good = [is_schema(json.dumps(replaced(FULL, place, odd))) for place in places(FULL)]
    assert not all(good)


TAGGED = [
    "!!int x",
    "!!int ''",
    "!!bool x",
    "!!float x",
    "2026-13-45",
    "1" * 5000,
    "!!set {a, b}",
    "!x y",
    "!!binary x",
]


@pytest.mark.parametrize("odd", TAGGED, ids=lambda odd: str(odd)[:12])
def test_a_value_of_no_kind_anywhere_is_told(odd: str) -> None:
    """Dates and numbers that are none, sets in place of lists, and tags that nothing here knows."""
    texts = [json.dumps(replaced(FULL, place, "@")).replace('"@"', odd) for place in places(FULL)]
    good = [is_schema(text) for text in texts]
    assert not all(good)


@pytest.mark.parametrize("key", ["3", "null", "[a]", "{a: b}", "2026-03-01", '""', '"a b"'])
def test_an_odd_key_anywhere_is_told(key: str) -> None:
    """YAML allows keys that are no strings."""
    named = [place for place in places(FULL) if place and isinstance(part(place[:-1]), dict)]
    good = [is_schema(renamed(place, key)) for place in named]
    assert not all(good)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_attribute_is_called_like_a_control_of_the_screen(name: str) -> None:
    """Its choices would be taken for the control's own."""
    tree = replaced(FULL, ("attributes",), {**FULL["attributes"], name: {"values": {"a": {}}}})
    with pytest.raises(Faults, match=f"attributes.{name}: '{name}' is a name the labelling screen uses"):
        parse_schema(json.dumps(tree), "s.yaml")


SPOILT: dict[str, tuple[Place, Any, str]] = {
    "no words": (
        ("events", "visit", "triggers", "en"),
        [{"needs": ["who"]}],
        "triggers.en.0.words: 'words' is missing; add it",
    ),
    "words without a list": (
        ("entities", "place", "words", "en"),
        "city",
        "place.words.en: Input should be a valid tuple",
    ),
    "a role that is filled": (
        ("events", "visit", "triggers", "en", 0, "fills"),
        "wo",
        "unknown role 'wo' (known: who); did you mean 'who'?",
    ),
    "a role with cues": (("events", "visit", "triggers", "en", 0, "cues"), {"wo": ["x"]}, "unknown role 'wo'"),
    "an attribute": (
        ("events", "visit", "triggers", "en", 0, "attributes"),
        {"polarty": "negative"},
        "unknown attribute 'polarty' (known: polarity, sure); did you mean 'polarity'?",
    ),
    "an attribute without values": (("attributes", "polarity"), {}, "polarity: neither 'values' nor 'flag: true'"),
    "a value without a name": (
        ("attributes", "polarity", "values"),
        {" ": {}, "positive": {}},
        "a value without a name",
    ),
    "a role without fillers": (("events", "visit", "roles", "who", "fillers"), [], "should have at least 1 item"),
    "a type that is abstract in words": (
        ("entities", "place", "abstract"),
        "yes",
        "entities.place.abstract: Input should be a valid boolean (found: 'yes')",
    ),
    "a number as a label": (
        ("entities", "person", "labels"),
        {"en": 5},
        "person.labels.en: Input should be a valid string",
    ),
    "an example with an unknown role": (
        ("events", "visit", "examples", "en"),
        "[Ana]{wo} *came*",
        "examples.en: unknown role 'wo' (known: who); did you mean 'who'?",
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_part_is_told(what: str) -> None:
    """One line with the path to it, and the nearest name where one is near."""
    place, odd, said = SPOILT[what]
    above = place[:-1]
    tree = replaced(FULL, above, {**part(above), place[-1]: odd})
    with pytest.raises(Faults) as caught:
        parse_schema(json.dumps(tree), "s.yaml")
    assert any(said in fault for fault in caught.value.faults), caught.value.faults


def test_a_key_given_twice_is_told_without_its_values() -> None:
    """They may be a thousand lines long."""
    text = f"name: a\nevents: {{{', '.join(f'e{number}: {{}}' for number in range(99))}}}\nevents: {{}}\n"
    with pytest.raises(AnnotateError) as caught:
        parse_schema(text, "s.yaml")
    assert str(caught.value) == 's.yaml:3:1: not YAML: found duplicate key "events"'


def test_the_places_are_right_where_lines_end_as_on_windows() -> None:
    """The same line, the same column."""
    text = "name: a\nversion: 1.0.0\nentities: {person: {}}\nevents:\n  e:\n    roles:\n      r: {fillers: [persn]}\n"
    with pytest.raises(Faults, match=r"^s\.yaml:7:21: events\.e\.roles\.r\.fillers\.0: unknown entity type 'persn'"):
        parse_schema(text.replace("\n", "\r\n"), "s.yaml")


def test_no_tag_of_yaml_runs_anything() -> None:
    """A tag that other readers would call is only a mark."""
    with pytest.raises(Faults, match="unknown key 'a'"):
        parse_schema("a: !!python/object/apply:os.abort []\n", "s.yaml")
