"""A schema as a labelling screen: what annotators choose from, in their language, and none of it broken XML."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotate.errors import AnnotateError
from annotate.schema import EntityType, EventType, Schema, load_schema, parse_schema
from annotate.schema.model import NAME
from annotate.studio.config import LONE_DOLLAR, STATUSES, guidelines, is_ours, labels_of, language_of, to_config
from annotate.studio.screen import Screen
from annotate.studio.task import to_data
from tests.studio.articles import prelabel

SCHEMA = load_schema("diplomacy")
ODD = 'R&D <x> "q"'
SMALL = """
name: small
version: 0.1.0
labels: {en: 'R&D <x> "q"'}
definitions: {en: "]]> <!-- & 'a' --> &amp;"}
entities:
  lab: {labels: {en: 'R&D <x> "q"', hi: "प्रयोगशाला 👩‍🔬"}}
attributes:
  mood: {values: {good: {definitions: {en: "👩‍🚀 < 👍🏽"}}}}
events:
  grant:
    labels: {en: 'R&D <x> "q"', hi: "अनुदान 👩‍🔬"}
    roles: {payee: {fillers: [lab]}}
"""


def drawn(schema: Schema, language: str = "en") -> Any:
    """The screen as a tree, read again from its XML."""
    return etree.fromstring(to_config(schema, language).encode("utf-8"))


def labels(screen: Any, control: str) -> list[Any]:
    return list(screen.iterfind(f".//Labels[@name='{control}']/Label"))


def large(events: int, entities: int) -> Schema:
    return Schema.model_validate(
        {
            "name": "large",
            "version": "1.0.0",
            "entities": {f"entity{number}": {} for number in range(entities)},
            "events": {f"event{number}": {} for number in range(events)},
        }
    )


def test_labels_are_read_back_as_they_stand_in_the_schema() -> None:
    """Every type, role and value is offered by its id, so that nothing has to be mapped back."""
    offered = labels_of(to_config(SCHEMA))
    assert offered["trigger"] == set(SCHEMA.events)
    assert offered["mention"] == set(SCHEMA.entities)
    assert offered["relation"] == set(Screen(SCHEMA).texts.values())
    assert {name: offered[name] for name in SCHEMA.attributes} == {
        name: set(attribute.values) for name, attribute in SCHEMA.attributes.items()
    }
    assert offered["status"] == set(STATUSES)
    assert offered.keys() == {"trigger", "mention", "relation", "status", *SCHEMA.attributes}


def test_labels_with_markup_are_escaped() -> None:
    """A label with &, angle brackets or quotes, and a definition with more, come back to the letter."""
    schema = parse_schema(SMALL, "small.yaml")
    screen = drawn(schema)
    assert [label.get("value") for label in (*labels(screen, "trigger"), *labels(screen, "mention"))] == [ODD] * 2
    assert screen.find(".//Panel").get("value") == f"Guidelines: {ODD}"
    assert "]]> <!-- & 'a' --> &amp;" in [header.get("value") for header in screen.iter("Header")]


def test_labels_with_emoji_come_back() -> None:
    """Emoji joined of several code points stay whole, in the label and in a hint."""
    screen = drawn(parse_schema(SMALL, "small.yaml"), "hi")
    assert [label.get("value") for label in labels(screen, "trigger")] == ["अनुदान 👩‍🔬"]
    assert [choice.get("hint") for choice in screen.iterfind(".//Choices[@name='mood']/Choice")] == ["👩‍🚀 < 👍🏽"]


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.dictionaries(st.from_regex(NAME, fullmatch=True), _WORDS, min_size=1, max_size=4), _WORDS)
def test_any_schema_makes_xml_that_says_it(events: dict[str, str], text: str) -> None:
    """Whatever words a schema holds, its screen is XML whose labels and hints are those words."""
    tree = {
        "name": "any",
        "version": "1.0.0",
        "definitions": {"en": text},
        "events": {name: {"labels": {"en": label}} for name, label in events.items()},
    }
    config = to_config(Schema.model_validate(tree))
    assert labels_of(config)["trigger"] == set(events)
    screen = etree.fromstring(config.encode("utf-8"))
    shown = [label.get("value", "").replace(LONE_DOLLAR, "$") for label in labels(screen, "trigger")]
    assert shown == list(events.values())


DOLLARS = """\
name: aid
version: 1.0.0
labels: {en: Aid of $100}
definitions: {en: $text}
entities: {person: {labels: {en: $about}}}
attributes: {sum: {labels: {en: Over $5m}, values: {$5: {}, less: {}}, default: less}}
events: {aid: {labels: {en: Aid$}, roles: {giver: {fillers: [person], labels: {en: gave $9}}}}}
"""


def test_no_text_is_taken_for_a_name_in_the_task() -> None:
    """Label Studio shows `$100` as what the task holds under `100`; of arcs it shows, and stores, the text itself."""
    config = to_config(parse_schema(DOLLARS, "aid.yaml"))
    shown = [tag.get("value", "") for tag in etree.fromstring(config).iter("Panel", "Header", "Label", "Choice")]
    assert [text for text in shown if "$" in text.replace(LONE_DOLLAR, "")] == ["$about"]  # our own
    assert {"Aid$\u2060", "$\u2060about", "Over $\u20605m", "$\u20605"} <= set(shown)
    assert labels_of(config)["relation"] == {"gave $9"}
    assert labels_of(config)["sum"] == {"$5", "less"}


@pytest.mark.parametrize("schema", [SCHEMA, large(30, 30)], ids=["diplomacy", "large"])
def test_no_key_is_given_twice(schema: Schema) -> None:
    """A key chooses one label; where keys run out the rest have none."""
    keys = [label.get("hotkey") for label in drawn(schema).iter("Label")]
    assert [key for key, times in Counter(filter(None, keys)).items() if times > 1] == []
    assert keys[0] == "1"


def test_the_first_types_have_keys() -> None:
    """Ten event types take the digits and the entity types letters."""
    screen = drawn(large(11, 17))
    assert "".join(label.get("hotkey", "-") for label in labels(screen, "trigger")) == "1234567890-"
    assert "".join(label.get("hotkey", "-") for label in labels(screen, "mention")).endswith("p-")


def test_keys_and_colours_that_the_schema_gives_are_taken() -> None:
    """The others get the next of the list that is free."""
    types = {"a": EventType(key="2", colour="#123456"), "b": EventType(), "c": EventType()}
    screen = drawn(SCHEMA.model_copy(update={"events": types, "entities": {"d": EntityType(key="1")}}))
    assert [label.get("hotkey") for label in labels(screen, "trigger")] == ["2", "3", "4"]
    assert [label.get("hotkey") for label in labels(screen, "mention")] == ["1"]
    assert labels(screen, "trigger")[0].get("background") == "#123456"


def test_attributes_are_asked_of_a_selected_trigger_alone() -> None:
    """Per-region choices show when a trigger of a type that they are asked of is selected, and hold there alone; those
    of the article always show.
    """
    screen = drawn(SCHEMA)
    asked = [choices for choices in screen.iter("Choices") if choices.get("perRegion") == "true"]
    assert [choices.get("name") for choices in asked] == ["modality", "polarity"]
    shown = {"visibleWhen": "region-selected", "whenLabelValue": ",".join(SCHEMA.events)}
    assert [dict(choices.getparent().attrib) for choices in asked] == [shown, shown]
    assert [dict(choices.attrib) | shown for choices in asked] == [dict(choices.attrib) for choices in asked]
    status = screen.find(".//Choices[@name='status']")
    assert [above.get("visibleWhen") for above in status.iterancestors()] == [None, None]


def test_each_control_marks_the_text() -> None:
    """Every control names the one text, and the text takes any span of code points."""
    screen = drawn(SCHEMA)
    controls = [tag for tag in screen.iter() if tag.get("name") and tag.get("toName")]
    assert {tag.get("toName") for tag in controls} == {"text"}
    assert dict(screen.find(".//Text").attrib) == {
        "name": "text",
        "value": "$text",
        "granularity": "symbol",
        "showLabels": "true",
    }


def test_every_variable_of_the_screen_is_in_a_task() -> None:
    """Label Studio refuses a task that lacks a `$name` of the screen."""
    used = {tag.get("value")[1:] for tag in drawn(SCHEMA).iter() if (tag.get("value") or "").startswith("$")}
    assert used == {"about", "link", "text"}
    assert used <= to_data(prelabel(1).article).keys()


def test_hindi_guidelines_are_in_hindi() -> None:
    """Labels, definitions and hints are those of the language; the ids that are chosen stay."""
    screen = drawn(SCHEMA, "hi")
    shown = {label.get("alias"): (label.get("value"), label.get("hint")) for label in screen.iter("Label")}
    assert shown["meeting"][0] == "बैठक"
    assert shown["meeting"][1].startswith("दो या अधिक राज्यों")
    assert shown["person"][0] == "व्यक्ति"
    assert screen.find(".//Panel").get("value") == "दिशानिर्देश: कूटनीति और सशस्त्र बल"


@pytest.mark.parametrize("language", ["en", "hi", "fr"])
def test_what_is_stored_does_not_depend_on_the_language(language: str) -> None:
    """Ids of types and values are stored; of arcs the text that is shown, which leads back to its role."""
    stored, english = labels_of(to_config(SCHEMA, language)), labels_of(to_config(SCHEMA))
    texts = stored.pop("relation")
    assert stored == {name: kept for name, kept in english.items() if name != "relation"}
    assert {Screen(SCHEMA, "ru").ids[text] for text in texts} == set(SCHEMA.roles)


def test_a_screen_says_its_language() -> None:
    """What is pushed later has the texts of the screen that is there."""
    assert language_of(to_config(SCHEMA, "hi")) == "hi"
    assert language_of("<View/>") == "en"


def test_a_language_the_schema_lacks_falls_back_to_english() -> None:
    """Where a schema has no text in a language, annotators read the English one."""
    assert to_config(SCHEMA, "fr") == to_config(SCHEMA, "en").replace('@1.0.0 en"', '@1.0.0 fr"')


def test_guidelines_name_every_role_and_what_fills_it() -> None:
    """Each event type is a paragraph with its roles and the types that may fill them."""
    paragraphs = list(guidelines(SCHEMA, "en"))
    for name, event in SCHEMA.events.items():
        paragraph = next(text for text in paragraphs if text.startswith(f"{event.label('en', name)}: "))
        for line, part in zip(paragraph.splitlines()[1:], event.roles.values(), strict=True):
            assert part.definition("en") in line
            fillers = ", ".join(SCHEMA.entities[filler].label("en", filler) for filler in part.fillers)
            assert line.endswith(f"({fillers})")


def test_arabic_lines_run_from_the_right() -> None:
    """Each line takes its direction from its own letters, whatever the language of the guidelines."""
    for language in ("ar", "en"):
        style = drawn(SCHEMA, language).find("Style").text
        assert ".lsf-richtext__line{unicode-bidi:plaintext; text-align:start;" in style


def test_a_long_list_of_types_has_a_filter() -> None:
    """With more types than one sees at a glance there is a field to search them."""
    assert drawn(large(12, 1)).find(".//Filter") is None
    assert drawn(large(13, 1)).find(".//Filter").get("toName") == "trigger"


def test_the_same_schema_makes_the_same_screen() -> None:
    """A push compares the screen with the project's, so that it must not differ from run to run."""
    assert to_config(load_schema("diplomacy"), "hi") == to_config(load_schema("diplomacy"), "hi")


def test_our_screen_is_known() -> None:
    """The screens of any schema and language are ours."""
    assert is_ours(to_config(SCHEMA))
    assert is_ours(to_config(parse_schema(SMALL, "small.yaml"), "hi"))


CHOICES = '<Choices name="c" toName="text"><Choice value="a"/></Choices>'
ENTITIES = (
    '<Labels name="label" toName="text"><Label value="PER"/></Labels><Relations><Relation value="r"/></Relations>'
)
TRIGGERS = '<Labels name="trigger" toName="text"><Label value="a"/></Labels>'


@pytest.mark.parametrize("controls", ["", CHOICES, ENTITIES, TRIGGERS], ids=["none", "choices", "entities", "triggers"])
def test_a_screen_of_someone_else_is_not_ours(controls: str) -> None:
    """A project with other controls, or none yet, is left to its owner."""
    assert not is_ours(f'<View>{controls}<Text name="text" value="$text"/></View>')
    assert not is_ours("")


def test_what_is_no_xml_is_told() -> None:
    """A config that cannot be read is told in one line."""
    with pytest.raises(AnnotateError, match="the labelling config is no XML: ") as caught:
        labels_of("<View><Labels></View>")
    assert len(str(caught.value).splitlines()) == 1


def test_a_comment_is_no_label() -> None:
    """A remark that someone left in the screen is not taken for a label that the schema lacks."""
    assert labels_of('<View><Labels name="l"><!-- most used --><Label value="x"/></Labels></View>') == {"l": {"x"}}
