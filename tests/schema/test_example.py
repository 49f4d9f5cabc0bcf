"""Examples in a schema are marked up, and the markup is checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import Faults
from annotate.schema import load_schema
from annotate.schema.example import parse_example
from annotate.schema.read import parse_schema

SCHEMA = """\
name: visits
version: 1.0.0
entities:
  person: {examples: {en: "Mr [Kovač]"}}
events:
  move: {abstract: true, roles: {mover: {fillers: [person]}}}
  visit:
    parent: move
    examples: {en: ["[Kovač]{mover} *left*.", "*Off* they went."]}
"""


def test_marks_are_spans_of_the_text_without_markup() -> None:
    """The trigger and each mention with its role, in code points."""
    example = parse_example("[नॉर्वे]{sender} ने [300]{quantity} [सैनिक]{force} *भेजे*।")
    assert example.text == "नॉर्वे ने 300 सैनिक भेजे।"
    assert [span.text for span in example.triggers] == ["भेजे"]
    assert [(mark.role, mark.span.text) for mark in example.marks] == [
        ("sender", "नॉर्वे"), ("quantity", "300"), ("force", "सैनिक"),
    ]  # fmt: skip
    assert all(mark.span.fits(example.text) for mark in example.marks)


@given(text=st.text(min_size=1))
def test_a_backslash_takes_the_next_sign_as_it_is(text: str) -> None:
    """Any text can be in an example."""
    escaped = "".join(f"\\{sign}" for sign in text)
    assert parse_example(escaped).text == text
    assert parse_example(f"[{escaped}]{{who}}").marks[0].span.text == text


@pytest.mark.parametrize(
    ("marked", "sign", "at"), [("a [b", "[", 2), ("a] b", "]", 1), ("a * b", "*", 2), ("{r}", "{", 0)]
)
def test_a_sign_that_stands_alone_is_told(marked: str, sign: str, at: int) -> None:
    """With its place, and what to write for the sign itself."""
    with pytest.raises(ValueError, match="stands alone") as caught:
        parse_example(marked)
    assert str(caught.value) == f"{sign!r} at {at} stands alone; write \\{sign} for the sign itself"


def test_good_examples_are_no_fault() -> None:
    """One or a list, with roles of the type or of one above it."""
    schema = parse_schema(SCHEMA, "s.yaml")
    assert schema.events["visit"].examples == {"en": ("[Kovač]{mover} *left*.", "*Off* they went.")}
    assert schema.entities["person"].examples == {"en": ("Mr [Kovač]",)}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{mover} *left*",
            "{movr} *left*",
            "s.yaml:9:16: events.visit.examples.en: unknown role 'movr' (known: mover); did",
        ),
        ("{mover} *left*", " *left*", "[Kovač] has no role; write it in braces after the bracket"),
        ("*left*", "left", "an event's example has one trigger in *stars*, this one 0"),
        ("*left*", "*left* and *came*", "an event's example has one trigger in *stars*, this one 2"),
        ("*left*", "*left", "'*' at 15 stands alone; write \\* for the sign itself"),
        ("Mr [Kovač]", "Mr Kovač", "an entity's example has [brackets] around each mention, and nothing else"),
        ("Mr [Kovač]", "Mr [Kovač]{mover}", "an entity's example has [brackets] around each mention, and nothing else"),
    ],
)
def test_a_bad_example_is_a_fault_of_the_schema(old: str, new: str, said: str) -> None:
    """Markup, triggers and roles, each with line and path."""
    assert SCHEMA.count(old) == 1
    with pytest.raises(Faults) as caught:
        parse_schema(SCHEMA.replace(old, new), "s.yaml")
    [fault] = caught.value.faults
    assert said in fault


def test_every_type_that_ships_has_an_example_in_each_language() -> None:
    """And each can be read without its markup."""
    schema = load_schema("diplomacy")
    for part in (*schema.entities.values(), *schema.events.values()):
        assert {language for language, found in part.examples.items() if found} == {"en", "hi", "ar", "es", "ru", "zh"}
