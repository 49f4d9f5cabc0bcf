"""A reading as a row, and the features that its schema declares."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.export.views import Row, features, row
from annotate.schema import parse_schema
from annotate.span import Span
from tests.studio.articles import span

SCHEMA = parse_schema(
    """
name: travel
version: 1.2.0
labels: {en: Travel}
definitions: {en: Who goes where.}
entities: {place: {}, person: {}}
attributes:
  modality: {values: {asserted: {}, planned: {}}, default: asserted}
  means: {values: {ship: {}, train: {}}}
events:
  visit:
    definitions: {en: Somebody goes somewhere.}
    roles: {visitor: {fillers: [person], count: "+"}, destination: {fillers: [place]}}
  plan:
    roles: {planned: {fillers: [visit], count: "1"}}
""",
    "travel.yaml",
)

ENGLISH = "🇳🇴 Amara Sesay visited Oslo. The plan was known."
HINDI = "🧑🏽‍✈️ अना कोवाच मंगलवार को नैरोबी पहुंचीं।"


def mention(name: str, kind: str, surface: str, text: str, **more: Any) -> Mention:
    return Mention(id=name, type=kind, **span(surface, text).model_dump(exclude={"tidied"}), **more)


def english() -> Annotation:
    """Two events, one of which fills a role of the other; one span drawn too wide."""
    wide = span("Oslo.", ENGLISH).model_dump(exclude={"tidied"})
    visit = Event(
        id="e1",
        type="visit",
        trigger=span("visited", ENGLISH),
        attributes={"modality": "asserted"},
        origin="prediction",
        arguments=(
            Argument(role="visitor", filler="m1", origin="prediction"),
            Argument(role="destination", filler="m2"),
        ),
    )
    plan = Event(
        id="e2",
        type="plan",
        trigger=span("plan", ENGLISH),
        attributes={"modality": "planned", "means": "ship"},
        arguments=(Argument(role="planned", filler="e1"),),
        origin="manual",
    )
    return Annotation(
        id="en-1",
        language="en",
        text=ENGLISH,
        licence="CC0-1.0",
        events=(visit, plan),
        state="submitted",
        mentions=(
            mention("m1", "person", "Amara Sesay", ENGLISH, origin="prediction"),
            Mention(id="m2", type="place", **wide, tidied=span("Oslo", ENGLISH), origin="changed"),
        ),
        annotator="annotator-1",
        lead_time=12.5,
        parent="lexicon-1",
        schema_id="travel@1.2.0",
        status="done",
    )


def hindi() -> Annotation:
    """One event after an emoji of four code points."""
    return Annotation(
        id="hi-1",
        language="hi",
        text=HINDI,
        state="submitted",
        annotator="annotator-2",
        boilerplate=((0, 4),),
        mentions=(mention("m1", "person", "अना कोवाच", HINDI), mention("m2", "place", "नैरोबी", HINDI)),
        events=(
            Event(
                id="e1",
                type="visit",
                trigger=span("पहुंचीं", HINDI),
                origin="manual",
                arguments=(Argument(role="visitor", filler="m1"), Argument(role="destination", filler="m2")),
            ),
        ),
    )


def empty() -> Annotation:
    """A submission in which the annotator found nothing."""
    return Annotation(id="en-0", language="en", text="Rain fell.", state="submitted", annotator="annotator-1")


def spans_of(one: Row) -> Iterator[Row]:
    """Every start, end and text in a row, but the row's own."""
    for key, node in one.items():
        if key != "attributes" and isinstance(node, dict):
            yield from _placed(node)
        elif isinstance(node, list):
            for each in node:
                yield from _placed(each)


def _placed(node: Row) -> Iterator[Row]:
    if {"start", "end", "text"} <= node.keys():
        yield node
    yield from spans_of(node)


def surfaces(one: Row) -> list[tuple[int, int, str]]:
    return [(each["start"], each["end"], each["text"]) for each in spans_of(one)]


def test_every_span_of_a_row_is_cut_from_its_text() -> None:
    """Offsets are code points: after a flag and a joined emoji the surfaces still stand where the row says."""
    for reading in (english(), hindi()):
        one = row(reading, SCHEMA)
        assert all(one["text"][each["start"] : each["end"]] == each["text"] for each in spans_of(one))
    assert [each["text"] for each in spans_of(row(hindi(), SCHEMA))] == [
        "अना कोवाच",
        "नैरोबी",
        "पहुंचीं",
        "अना कोवाच",
        "नैरोबी",
    ]


def test_an_argument_carries_its_fillers_own_span() -> None:
    """Who reads an event needs no join: the argument of an event holds the mention's surface."""
    visit = row(english(), SCHEMA)["events"][0]
    assert [(each["role"], each["text"]) for each in visit["arguments"]] == [
        ("visitor", "Amara Sesay"),
        ("destination", "Oslo."),
    ]


def test_an_event_that_fills_a_role_gives_its_trigger() -> None:
    """Where a role takes an event, the argument's surface is that event's trigger."""
    (argument,) = row(english(), SCHEMA)["events"][1]["arguments"]
    assert (argument["filler"], argument["text"]) == ("e1", "visited")


def test_a_slip_of_the_hand_stands_as_drawn_with_what_was_meant_beside_it() -> None:
    """The span of a person is never altered; `tidied` holds the tidy form, and nothing where there is none."""
    person, place = row(english(), SCHEMA)["mentions"]
    assert (place["text"], place["tidied"]["text"]) == ("Oslo.", "Oslo")
    assert person["tidied"] is None


def test_the_features_name_what_a_row_holds() -> None:
    """The declared features and the rows have the same columns in the same order."""
    assert list(features(SCHEMA)) == list(row(english(), SCHEMA)) == list(row(empty(), SCHEMA))


def test_types_roles_and_values_are_class_labels_in_the_schemas_order() -> None:
    """Names come from the schema, not from what the data happen to hold."""
    declared = features(SCHEMA)
    event = declared["events"].feature
    assert declared["mentions"].feature["type"].names == ["place", "person"]
    assert event["type"].names == ["visit", "plan"]
    assert event["arguments"].feature["role"].names == ["destination", "planned", "visitor"]
    assert {name: label.names for name, label in event["attributes"].items()} == {
        "modality": ["asserted", "planned"],
        "means": ["ship", "train"],
    }


def test_a_schema_without_entities_or_attributes_has_features_too() -> None:
    """The least schema that is allowed declares every column."""
    least = parse_schema("name: least\nversion: 0.1.0\nevents: {rain: {}}\n", "least.yaml")
    declared = features(least)
    assert list(declared) == list(features(SCHEMA))
    assert declared["events"].feature["type"].names == ["rain"]


_SIGNS = st.text(st.sampled_from("aŊ́क्षिे👩🏽‍🚀 \n।"), min_size=1, max_size=40)


@st.composite
def _readings(draw: st.DrawFn) -> Annotation:
    text = draw(_SIGNS)
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    first, second = draw(edges), draw(edges)
    who = Span.of(text, *first).model_dump(exclude={"tidied"})
    event = Event(
        id="e",
        type="visit",
        trigger=Span.of(text, *second),
        arguments=(Argument(role="visitor", filler="m"),),
    )
    return Annotation(id="x", text=text, mentions=(Mention(id="m", type="person", **who),), events=(event,))


@given(_readings())
def test_class_labels_become_numbers_and_no_surface_moves(reading: Annotation) -> None:
    """Whatever the script, a row under its features has the surfaces of the reading, at the same code points."""
    encoded = features(SCHEMA).encode_example(row(reading, SCHEMA))
    assert encoded["events"][0]["type"] == list(SCHEMA.events).index("visit")
    assert surfaces(encoded) == surfaces(row(reading, SCHEMA))
    assert all(encoded["text"][each["start"] : each["end"]] == each["text"] for each in spans_of(encoded))
