"""Questions: the schema in the words and the form that GLiNER2 takes."""

from annotate.prelabel.gliner.questions import attribute_form, entity_form, questions
from annotate.schema import load_schema, parse_schema
from tests.prelabel.gliner.stories import small_schema

CLASHING = """\
name: clashing
version: 1.0.0
entities: {a.b: {}}
events:
  entities:
    roles: {trigger: {fillers: [a.b]}, head: {fillers: [a.b]}, tail: {fillers: [a.b]}, confidence: {fillers: [a.b]}}
  x.y: {roles: {z: {fillers: [a.b]}, z.z: {fillers: [a.b]}, z_z: {fillers: [a.b]}}}
"""


def test_an_event_type_is_a_structure_that_its_trigger_holds_together() -> None:
    """With a field for each role: one value where the schema allows one, else a list."""
    [asked] = questions(small_schema(), "en", 800)
    assert asked.form["structures"]["visit"] == {
        "mode": "natural",
        "anchor": "trigger",
        "fields": [
            {"name": "trigger", "dtype": "str", "description": "Visit: Somebody goes to a place."},
            {"name": "visitor", "dtype": "list", "description": "Visitor"},
            {"name": "where", "dtype": "str", "description": "Where"},
        ],
    }
    assert asked.form["structures"]["report"]["fields"][0] == {"name": "trigger", "dtype": "str"}


def test_descriptions_are_in_the_language_of_the_article() -> None:
    """In English where the schema has no other."""
    [asked] = questions(small_schema(), "hi", 800)
    said = [field.get("description") for field in asked.form["structures"]["visit"]["fields"]]
    assert said == ["यात्रा: कोई कहीं जाता है।", "आगंतुक", "Where"]
    assert entity_form(small_schema(), {"person", "country"}, "hi") == {
        "entities": {"person": "व्यक्ति: A named human being.", "country": "देश"}
    }


def test_a_long_schema_is_asked_in_several_passes() -> None:
    """Every type once, in the order of the schema."""
    schema = load_schema("ace")
    passes = questions(schema, "en", 800)
    asked = [structure.event for each in passes for structure in each.structures.values()]
    assert len(passes) > 1
    assert asked == [*schema.events]
    assert all(
        len(each.structures) == 1 or sum(one.length for one in each.structures.values()) <= 800 for each in passes
    )


def test_names_that_mean_something_else_to_the_library_are_changed() -> None:
    """And the ids of events and roles are remembered."""
    [asked] = questions(parse_schema(CLASHING, "clashing.yaml"), "en", 800)
    assert {name: each.event for name, each in asked.structures.items()} == {"entities_": "entities", "x_y": "x.y"}
    assert asked.structures["entities_"].roles == {
        "trigger_": "trigger", "head_": "head", "tail": "tail", "confidence_": "confidence"
    }  # fmt: skip
    assert asked.structures["x_y"].roles == {"z": "z", "z_z": "z.z", "z_z_": "z_z"}


def test_attributes_are_asked_of_one_event_by_its_trigger() -> None:
    """A flag has a second choice; what an attribute has no words for is called by its id."""
    form = attribute_form(small_schema(), "visit", "visited", "en")
    assert form["classifications"] == [
        {
            "task": "modality",
            "labels": {"asserted": "It has happened.", "planned": "planned"},
            "prompt": "Visit: visited",
        },
        {"task": "doubtful", "labels": {"yes": "The text doubts it.", "no": "no"}, "prompt": "Visit: visited"},
    ]
    bare = parse_schema("{name: bare, version: 1.0.0, events: {e: {}}}", "bare.yaml")
    assert attribute_form(bare, "e", "went", "en") == {}
