"""Where a reading breaks its schema: each breach with its grade, its place, and the task where it can be mended."""

from typing import Any

import pytest
from hypothesis import given

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading
from annotate.article import Article, text_id
from annotate.review.violations import Violation, task_link, violations
from annotate.schema import Schema, load_schema
from annotate.span import Span
from tests.strategies import annotations

DIPLOMACY = load_schema("diplomacy")
SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "version": "1.0.0",
        "entities": {"person": {}, "place": {}},
        "attributes": {
            "mood": {"values": {"sure": {}, "vague": {}}},
            "polarity": {"values": {"positive": {}, "negative": {}}, "default": "positive"},
        },
        "events": {
            "visit": {"roles": {"visitor": {"fillers": ["person"], "count": "1"}, "stop": {"fillers": ["place"]}}},
            "report": {"roles": {"content": {"fillers": ["visit"], "count": "{1-2}"}}},
        },
    }
)
TEXT = "अना कोवाच नैरोबी पहुंचीं, सूत्र बोले।"
PERSON = "mention m1 (person 'अना कोवाच')"
PLACE = "mention m2 (place 'नैरोबी')"
VISIT = "event e1 (visit 'पहुंचीं')"
REPORT = "event e2 (report 'बोले')"


def span(surface: str) -> Span:
    return Span.of(TEXT, TEXT.index(surface), TEXT.index(surface) + len(surface))


def mention(name: str, kind: str, surface: str, **more: Any) -> Mention:
    return Mention(id=name, type=kind, **{**span(surface).model_dump(exclude={"tidied"}), **more})


def visit(*fillers: tuple[str, str], **more: Any) -> Event:
    """A visit that is as it should be, but for the fillers and changes given."""
    arguments = tuple(Argument(role=role, filler=filler) for role, filler in fillers or [("visitor", "m1")])
    good: dict[str, Any] = {"id": "e1", "type": "visit", "trigger": span("पहुंचीं"), "attributes": {"mood": "sure"}}
    return Event(**{**good, "arguments": arguments, **more})


def report(*fillers: str) -> Event:
    arguments = tuple(Argument(role="content", filler=filler) for filler in fillers)
    return Event(id="e2", type="report", trigger=span("बोले"), arguments=arguments, attributes={"mood": "sure"})


PEOPLE = (mention("m1", "person", "अना कोवाच"), mention("m2", "place", "नैरोबी"))


def read(*events: Event, mentions: tuple[Mention, ...] = PEOPLE, **more: Any) -> Annotation:
    return reading(Article(text=TEXT), mentions=mentions, events=events, **more)


def found(annotation: Annotation) -> list[tuple[str, str, str]]:
    """Grade, place and message of every violation."""
    return [(each.grade, each.place, each.message) for each in violations(annotation, SCHEMA)]


def test_a_reading_that_keeps_to_its_schema_has_none() -> None:
    """Roles, fillers, counts and values as declared: nothing to say."""
    assert found(read(visit(("visitor", "m1"), ("stop", "m2")), report("e1"))) == []


@given(annotations(DIPLOMACY))
def test_what_the_schema_allows_is_no_error(annotation: Annotation) -> None:
    """Any reading made of the schema's types, roles and values has no violation of grade error."""
    assert [each for each in violations(annotation, DIPLOMACY) if each.grade == "error"] == []


def test_an_unknown_entity_type() -> None:
    """A type that the schema lacks is an error, with what is known and the nearest name."""
    odd = mention("m1", "persn", "अना कोवाच")
    place = "mention m1 (persn 'अना कोवाच')"
    said = "unknown entity type (known: person, place); did you mean 'person'?"
    assert ("error", place, said) in found(read(mentions=(odd,)))


def test_an_unknown_event_type() -> None:
    """An event of no type is one error, and its roles and attributes are not judged."""
    odd = visit(("guest", "m1"), type="visitt", attributes={"colour": "red"})
    said = "unknown event type (known: visit, report); did you mean 'visit'?"
    assert found(read(odd)) == [("error", "event e1 (visitt 'पहुंचीं')", said)]


def test_an_unknown_role() -> None:
    """A role that the event type lacks is an error, and does not count for those it has."""
    said = "unknown role 'visiter' (known: visitor, stop); did you mean 'visitor'?"
    assert found(read(visit(("visiter", "m1")))) == [
        ("error", VISIT, said),
        ("incomplete", VISIT, "visitor is filled 0 times, the schema says 1"),
    ]


def test_a_filler_of_another_type() -> None:
    """A role filled by a type that it does not take is an error that names the filler by its surface."""
    said = "visitor takes person, not place 'नैरोबी'"
    assert found(read(visit(("visitor", "m2")))) == [("error", VISIT, said)]


def test_a_role_that_takes_an_event() -> None:
    """An event may fill a role that takes its type, and an event of another type may not."""
    good = read(visit(), report("e1"))
    odd = read(visit(), report("e2"))
    assert found(good) == []
    assert found(odd) == [("error", REPORT, "content takes visit, not report 'बोले'")]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (visit(("stop", "m2")), (VISIT, "visitor is filled 0 times, the schema says 1")),
        (visit(("visitor", "m1"), ("visitor", "m1")), (VISIT, "visitor is filled 2 times, the schema says 1")),
        (report(), (REPORT, "content is filled 0 times, the schema says {1-2}")),
    ],
    ids=["too few", "too many", "no event"],
)
def test_a_count_that_is_not_met(event: Event, said: tuple[str, str]) -> None:
    """A role filled too seldom or too often is incomplete, with the count of the schema."""
    assert found(read(event)) == [("incomplete", *said)]


def test_an_unknown_attribute_and_value() -> None:
    """An attribute or a value that the schema lacks is an error with the nearest name."""
    odd = visit(attributes={"mood": "shure", "tence": "past"})
    assert found(read(odd)) == [
        ("error", VISIT, "mood: unknown value 'shure' (known: sure, vague); did you mean 'sure'?"),
        ("error", VISIT, "unknown attribute 'tence' (known: mood, polarity)"),
    ]


def test_an_attribute_without_a_default_must_be_chosen() -> None:
    """What has no default and was not chosen is incomplete; what has one need not be chosen."""
    assert found(read(visit(attributes={}))) == [("incomplete", VISIT, "mood is not chosen")]


def test_an_untidy_span_is_a_warning() -> None:
    """A mention or a trigger with a tidy form beside it says what is meant, and is kept."""
    cut = mention("m1", "person", "अना कोवा", tidied=span("अना कोवाच"))
    wide = span(" पहुंचीं,").model_copy(update={"tidied": span("पहुंचीं")})
    assert found(read(visit(trigger=wide), mentions=(cut,))) == [
        ("warning", "mention m1 (person 'अना कोवा')", "cut or wide: 'अना कोवाच' is meant; kept as drawn"),
        ("warning", "event e1 (visit ' पहुंचीं,')", "cut or wide: 'पहुंचीं' is meant; kept as drawn"),
    ]


@pytest.mark.parametrize("origin", ["manual", "changed"])
def test_a_mention_that_a_person_drew_for_no_role(origin: str) -> None:
    """What a person marked and joined to nothing was probably meant to fill a role."""
    alone = mention("m2", "place", "नैरोबी", origin=origin)
    said = "fills no role and has no relation; draw one to it, or delete it"
    assert found(read(visit(), mentions=(PEOPLE[0], alone))) == [("warning", PLACE, said)]


def test_a_mention_that_a_person_drew_for_a_role() -> None:
    """What a person marked and joined to a trigger is as it should be."""
    joined = mention("m2", "place", "नैरोबी", origin="manual")
    assert found(read(visit(("visitor", "m1"), ("stop", "m2")), mentions=(PEOPLE[0], joined))) == []


@pytest.mark.parametrize("origin", [None, "prediction"])
def test_a_mention_that_an_engine_left_over(origin: str | None) -> None:
    """What an engine found and nobody touched may fill no role."""
    assert found(read(visit(), mentions=(PEOPLE[0], mention("m2", "place", "नैरोबी", origin=origin)))) == []


@pytest.mark.parametrize(
    ("arc", "place", "said"),
    [
        (Relation(source="m1", target="m2"), "person 'अना कोवाच' -> place 'नैरोबी'", "no role, and more or less than"),
        (Relation(source="e1", target="m2"), "visit 'पहुंचीं' -> place 'नैरोबी'", "no role, and more or less than"),
        (
            Relation(type="stop", source="m1", target="m2"),
            "person 'अना कोवाच' -> place 'नैरोबी'",
            "role 'stop' does not",
        ),
    ],
)
def test_an_arc_that_is_no_argument(arc: Relation, place: str, said: str) -> None:
    """An arc that could not be mended is an error, its ends named by their surfaces."""
    ((grade, where, message),) = found(read(visit(), relations=(arc,)))
    assert (grade, where) == ("error", f"relation {place}")
    assert message.startswith(said)
    assert message.endswith("draw it from the trigger and choose the role")


def test_what_no_screen_of_ours_made() -> None:
    """A part of a result that was kept aside is an error with its region, which may have no id."""
    aside = [{"id": "r7", "type": "rectanglelabels"}, {"type": "relation"}]
    said = "not of our labelling screen, or outside the text; kept aside"
    assert found(read(visit(), unmapped=aside)) == [("error", "region r7", said), ("error", "region ?", said)]


def test_a_surface_that_differs_is_a_warning() -> None:
    """Where Label Studio shows another text the offsets hold, and a person may look."""
    said = "Label Studio shows another text than stands at the offsets; the offsets hold"
    assert found(read(visit(), surface_differs=["region m2 ('नैरोबी')"])) == [("warning", "region m2 ('नैरोबी')", said)]


PLACED = {"server": "http://studio.example/label/", "project": 4, "task": 9, "sha": text_id(TEXT), "annotation": 5}


def test_a_text_that_changed_on_the_server() -> None:
    """A reading of another text than was pushed is an error; of the same text it is none."""
    said = "the text on the server is not the one that was pushed; push the article again"
    assert found(read(visit(), task=PLACED)) == []
    assert found(read(visit(), task={**PLACED, "sha": "0" * 16})) == [("error", "text", said)]


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({"state": "submitted", "task": PLACED}, True),
        ({"state": "submitted", "task": PLACED, "lead_time": 4.5}, False),
        ({"state": "submitted", "task": PLACED, "lead_time": 0.0}, False),
        ({"state": "skipped", "task": PLACED}, False),
        ({"state": "draft", "task": PLACED}, False),
        ({"state": "submitted"}, False),
    ],
)
def test_a_submission_without_lead_time(given: dict[str, Any], warned: bool) -> None:
    """What was accepted in bulk was read by nobody: a warning, where a server would have taken the time."""
    said = "it has no lead time: accepted in bulk, or made by a program"
    assert found(read(visit(), **given)) == ([("warning", "annotation", said)] if warned else [])


def test_every_violation_names_its_article_and_task() -> None:
    """Each breach is a line with its grade, the article, the place, and the link that opens the task."""
    odd = read(visit(("visitor", "m2"), attributes={}), task=PLACED)
    given = violations(odd, SCHEMA)
    link = "http://studio.example/label/projects/4/data?task=9"
    assert [(each.article, each.link) for each in given] == [(odd.id, link)] * 2
    assert str(given[0]) == f"incomplete: {odd.id}: {VISIT}: mood is not chosen <{link}>"


def test_without_a_task_there_is_no_link() -> None:
    """A reading from a file, or one whose place is known in part, has nothing to open."""
    assert task_link(read()) is None
    assert task_link(read(task={"server": "http://studio.example", "project": 4})) is None
    assert str(Violation("error", "a1", "text", "odd")) == "error: a1: text: odd"


def test_violations_stand_in_order() -> None:
    """First what is wrong with the document, then mentions, events and arcs, each in the reading's order."""
    odd = read(
        visit(type="x"),
        mentions=(mention("m1", "y", "अना कोवाच"), mention("m2", "z", "नैरोबी")),
        relations=(Relation(source="m1", target="m2"),),
        unmapped=[{"id": "r1"}],
    )
    assert [place.split(" ")[1] for _, place, _ in found(odd)] == ["r1", "m1", "m2", "e1", "y"]
