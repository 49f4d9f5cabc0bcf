"""Parents, abstract types and groups: what they give, and what can be wrong with them."""

import pytest

from annotate.errors import Faults
from annotate.review.violations import violations
from annotate.schema.read import parse_schema
from annotate.studio.config import labels_of, to_config
from tests.prelabel.engine import ENGINE

NESTED = """\
name: moves
version: 1.0.0
groups:
  actor: [person, body]
entities:
  person: {}
  body: {abstract: true}
  state: {parent: body, kinds: [country]}
  party: {parent: body}
  place: {kinds: [place, capital]}
events:
  move:
    abstract: true
    roles:
      mover: {fillers: [actor], cues: {en: [subject]}}
      goal: {fillers: [place], cues: {en: [to _]}}
  visit:
    parent: move
    roles:
      host: {fillers: [body]}
    triggers: {en: [{words: ['travel(|s|led)'], needs: [mover, goal]}]}
  flight:
    parent: visit
    roles:
      goal: {fillers: [place, state]}
  report:
    roles:
      what: {fillers: [move]}
"""
SCHEMA = parse_schema(NESTED, "moves.yaml")


def test_a_type_has_the_roles_of_those_above_it() -> None:
    """Its own of the same name stand in their place, and come where the first of that name stood."""
    assert list(SCHEMA.events["visit"].roles) == ["mover", "goal", "host"]
    assert list(SCHEMA.events["flight"].roles) == ["mover", "goal", "host"]
    assert SCHEMA.events["visit"].roles["goal"].fillers == ("place",)
    assert SCHEMA.events["flight"].roles["goal"].fillers == ("place", "state")


def test_a_parent_and_a_group_stand_for_the_concrete_types_under_them() -> None:
    """Entities, a group of them, and events that fill a role of another event."""
    assert SCHEMA.events["visit"].roles["host"].fillers == ("state", "party")
    assert SCHEMA.events["visit"].roles["mover"].fillers == ("person", "state", "party")
    assert SCHEMA.events["report"].roles["what"].fillers == ("visit", "flight")


def test_an_abstract_type_is_no_label() -> None:
    """Not in the schema as others see it, not on the screen."""
    assert list(SCHEMA.events) == ["visit", "flight", "report"]
    assert list(SCHEMA.entities) == ["person", "state", "party", "place"]
    labels = labels_of(to_config(SCHEMA))
    assert sorted(labels["trigger"]) == ["flight", "report", "visit"]
    assert sorted(labels["mention"]) == ["party", "person", "place", "state"]


def test_the_engine_and_the_checks_know_inherited_roles() -> None:
    """A trigger's needs are met by roles of the type above, and the reading breaks no rule."""
    from annotate.article import Article

    reading = next(ENGINE.prelabel([Article(text="Norway travelled to Lagos.", language="en")], SCHEMA))
    [event] = reading.events
    assert [argument.role for argument in event.arguments] == ["mover", "goal"]
    assert [each for each in violations(reading, SCHEMA) if each.grade == "error"] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{parent: body}", "{parent: boddy}", "entities.party.parent: unknown parent 'boddy'"),
        ("{abstract: true}", "{parent: state}", "'state' is above itself: state under body under state"),
        ("person: {}", "person: {parent: person}", "'person' is above itself: person under person"),
        ("abstract: true}", "abstract: true, words: {en: [body]}}", "'body' is abstract, so no word names it"),
        ("[person, body]", "[persn, body]", "groups.actor.0: unknown type 'persn'"),
        ("  actor: [", "  place: [", "groups.place: 'place' is a type too; rename one of them"),
        ("parent: move", "parent: body", "unknown parent 'body' (known: move, visit, flight, report)"),
        ("needs: [mover, goal]", "needs: [mover, gaol]", "unknown role 'gaol' (known: mover, goal, host)"),
        ("parent: body, kinds: [country]}\n  party: {parent: body", "}\n  party: {", "no concrete type is under"),
    ],
)  # fmt: skip
def test_a_hierarchy_that_cannot_be_is_told(old: str, new: str, said: str) -> None:
    """Unknown parents, circles, words of an abstract type, groups of nothing, roles that no one can fill."""
    assert NESTED.count(old) == 1
    with pytest.raises(Faults) as caught:
        parse_schema(NESTED.replace(old, new), "moves.yaml")
    assert any(said in fault for fault in caught.value.faults), caught.value.faults


def test_one_event_type_must_be_a_label() -> None:
    """A schema of abstract events alone has nothing to mark."""
    with pytest.raises(Faults, match="every event type is abstract; one at least must be a label"):
        parse_schema("name: a\nversion: 1.0.0\nevents: {e: {abstract: true}}", "a.yaml")
