"""Attributes and relations: what they can be asked of, and what can be wrong with them."""

import pytest
from hypothesis import given

from annotate.annotation import Annotation, Event, Mention, Relation, reading
from annotate.article import Article
from annotate.errors import Faults
from annotate.review.violations import violations
from annotate.schema import parse_schema
from annotate.span import Span
from tests.rich import RICH, rich_schema
from tests.strategies import annotations

CASES = {
    "neither values nor flag": (
        "tone: {on: article, values: {calm: {}, sharp: {}}, required: false}",
        "tone: {on: article}",
        "attributes.tone: neither 'values' nor 'flag: true'",
    ),
    "both": ("breaking: {on: article, flag: true}", "breaking: {on: article, flag: true, values: {a: {}}}",
             "attributes.breaking.values: a flag is set or not and has no values"),
    "a default of a flag": ("breaking: {on: article, flag: true}", "breaking: {flag: true, default: a}",
                            "attributes.breaking.default: a flag has no default"),
    "an unknown default": ("default: asserted", "default: asseretd", "did you mean 'asserted'?"),
    "an unknown carrier": ("tone: {on: article", "tone: {on: articel", "attributes.tone.on.0: Input should be 'event'"),
    "an unknown type": ("types: [visit], labels", "types: [visti], labels", "unknown type 'visti'"),
    "a type of another kind": ("default: asserted, types: [visit]", "default: asserted, types: [place]",
                               "it is said of event, which 'place' is none of; mend 'on'"),
    "roles of no argument": ("doubt: {on: [event, mention]", "doubt: {on: [event, mention], roles: [where]",
                             "only what is said of arguments alone can be limited to roles"),
    "an unknown role": ("roles: [visitor, where]", "roles: [visitor, wher]", "unknown role 'wher'"),
    "a relation called like a role": ("  before:", "  where:", "'where' is a role too"),
    "a relation called like an attribute": ("  before:", "  indirect:", "'indirect' is an attribute of arguments too"),
    "an unknown end": ("to: [visit, report]", "to: [visit, reprot]",
                       "relations.before.ends.to.1: unknown type 'reprot'"),
    "a relation of nothing": ("{from: [visit, report], to: [visit, report]}", "{from: []}",
                              "relations.before.ends.0.from: Tuple should have at least 1 item"),
    "a group of other things": ("default: asserted, types: [visit]", "default: asserted, types: [actor]",
                                "it is said of event, which 'actor' is none of; mend 'on'"),
    "said of nothing": ("tone: {on: article", "tone: {on: []", "attributes.tone.on: Tuple should have at least 1 item"),
    "a flag of arguments called like a role": ("  indirect:", "  where:", "attributes.where: 'where' is a role too"),
    "a label of a role and of a value": ("labels: {en: Where", "labels: {en: 'certainty: sure'",
                                         "'certainty: sure' is what 'where' is called too"),
    "a label that differs by what no one sees": ("{labels: {en: Body", '{labels: {en: "Per\\u200bson\\u200f"',
                                                 "is what 'person' is called too"),
    "a label of two types": ("body: {labels: {en: Body, hi: निकाय", "body: {labels: {en: Body, hi: व्यक्ति",
                             "'व्यक्ति' is what 'person' is called too"),
    "an arc's label in another language": ("hi: कारण", "hi: Where", "'Where' is what 'where' is called too"),
    "an arc's label that is an id": ("{en: Where,", "{en: topic,", "'topic' is what 'where' is called too"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_with_its_place(case: str) -> None:
    """Attributes, relations and labels are checked with all else, each fault with its path."""
    old, new, said = CASES[case]
    assert RICH.count(old) == 1
    with pytest.raises(Faults) as caught:
        parse_schema(RICH.replace(old, new), "rich.yaml")
    assert any(said in fault for fault in caught.value.faults), caught.value.faults


def test_what_is_asked_of_no_type_is_left_out() -> None:
    """With an empty group for its types an attribute would be asked of all, a relation would join like with like."""
    text = RICH.replace("{actor: [person, body]}", "{actor: [person, body], none: []}")
    text = text.replace("types: [visit], labels", "types: [none], labels").replace("to: [visit, report]", "to: [none]")
    text = text.replace("{from: place}", "{from: none}")
    schema = parse_schema(text, "rich.yaml")
    assert "indirect" not in schema.attributes
    assert {name: len(each.ends) for name, each in schema.relations.items()} == {"same_entity": 1, "same_event": 2}


def test_an_attribute_is_asked_of_its_types_alone() -> None:
    """Groups stand for their members; what has no types is asked of all."""
    schema = rich_schema()
    assert list(schema.attributes_of("event", "visit")) == ["modality", "doubt"]
    assert list(schema.attributes_of("event", "report")) == ["doubt"]
    assert list(schema.attributes_of("mention", "person")) == ["doubt", "level"]
    assert list(schema.attributes_of("mention", "place")) == ["doubt"]
    assert list(schema.attributes_of("argument", "visit", "cause")) == ["indirect"]
    assert list(schema.attributes_of("argument", "report", "reporter")) == []
    assert list(schema.attributes_on("argument")) == ["certainty", "indirect"]


def test_a_relation_joins_like_with_like_unless_it_says_otherwise() -> None:
    """Without `to` both ends are of one of the pairs; a directed one admits what it says, in that direction."""
    schema = rich_schema()
    assert schema.relations_for("person", "body") == ("same_entity",)
    assert schema.relations_for("person", "place") == ()
    assert schema.relations_for("visit", "report") == ("before",)
    assert schema.relations["same_entity"].ends[0].target == ("person", "body")


def test_a_trigger_implies_only_what_is_asked_of_its_event() -> None:
    """A word of a report cannot imply a modality that is asked of visits."""
    bad = "report: {triggers: {en: [{words: [said], attributes: {modality: planned}}]}, "
    with pytest.raises(Faults, match="'modality' is not asked of 'report'"):
        parse_schema(RICH.replace("report: {roles", bad + "roles"), "rich.yaml")


@given(annotations(rich_schema()))
def test_what_a_schema_can_say_is_no_error(annotation: Annotation) -> None:
    """Any choice, relation and filler that the schema offers passes its own check."""
    assert [str(each) for each in violations(annotation, rich_schema()) if each.grade == "error"] == []


def test_what_is_not_asked_is_an_error() -> None:
    """An attribute of another type, a value that is none, a relation of things that it cannot join."""
    text = "Ana went."
    said = {"level": "nmae", "modality": "planned"}
    ana = Mention(id="m1", type="person", start=0, end=3, text="Ana", attributes=said)
    went = Event(id="e1", type="report", trigger=Span(start=4, end=8, text="went"), attributes={"modality": "planned"})
    arcs = (Relation(type="same_entity", source="m1", target="e1"), Relation(type="before", source="e1", target="e1"))
    given = reading(Article(text=text), mentions=(ana,), events=(went,), relations=arcs, attributes={"tone": "loud"})
    told = [each.message for each in violations(given, rich_schema()) if each.grade == "error"]
    assert told == [
        "tone: unknown value 'loud' (known: calm, sharp)",
        "level: unknown value 'nmae' (known: name, nominal); did you mean 'name'?",
        "modality is not asked here; delete the choice 'planned'",
        "modality is not asked here; delete the choice 'planned'",
        "same_entity goes from person, body to person, body or place to place",
        "before joins it with itself; delete the relation",
    ]
