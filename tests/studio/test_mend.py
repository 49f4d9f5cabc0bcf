"""Slips of the hand: mended where one reading is possible, kept and reported where more are."""

import pytest
from hypothesis import given

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading
from annotate.article import Article
from annotate.review.violations import violations
from annotate.schema import load_schema
from annotate.span import Span
from annotate.studio.mend import mended, tidied_form
from tests.rich import rich_schema
from tests.strategies import annotations
from tests.studio.articles import span

SCHEMA = load_schema("diplomacy")
TEXT = "विदेश मंत्री अना कोवाच मंगलवार को नैरोबी पहुंचीं।"


def drawn(*arcs: Relation, arguments: tuple[Argument, ...] = ()) -> Annotation:
    """A visit `e1` by a person `m1` to a place `m2` on a date `m3`, with the arcs that a person drew."""
    mentions = tuple(
        Mention(id=name, type=kind, origin="manual", **span(surface, TEXT).model_dump(exclude={"tidied"}))
        for name, kind, surface in [
            ("m1", "person", "अना कोवाच"),
            ("m2", "place", "नैरोबी"),
            ("m3", "date", "मंगलवार"),
            ("m4", "weapon", "मंत्री"),
        ]
    )
    visit = Event(id="e1", type="diplomatic_visit", trigger=span("पहुंचीं", TEXT), arguments=arguments)
    return reading(Article(text=TEXT), mentions=mentions, events=(visit,), relations=arcs)


def arc(source: str, target: str, role: str = "") -> Relation:
    return Relation(type=role, source=source, target=target)


def arguments(annotation: Annotation) -> list[tuple[str, str, str | None]]:
    """The surface, role and origin of every argument."""
    surfaces = {mention.id: mention.text for mention in annotation.mentions}
    return [(surfaces[a.filler], a.role, a.origin) for event in annotation.events for a in event.arguments]


def test_a_missing_role_is_the_only_one_possible() -> None:
    """A visit joins a date in one role alone, so that an arc without a role means it, and is recorded as inferred."""
    given = mended(drawn(arc("e1", "m3")), SCHEMA)
    assert arguments(given) == [("मंगलवार", "date", "inferred")]
    assert given.relations == ()


def test_an_arc_drawn_backwards_is_turned_round() -> None:
    """An arc from the argument to the trigger with a role of the trigger's type is that role."""
    given = mended(drawn(arc("m2", "e1", "destination")), SCHEMA)
    assert arguments(given) == [("नैरोबी", "destination", "inferred")]
    assert given.relations == ()


def test_an_arc_drawn_backwards_without_a_role_is_both() -> None:
    """Turned round it has one role that its types allow."""
    assert arguments(mended(drawn(arc("m3", "e1")), SCHEMA)) == [("मंगलवार", "date", "inferred")]


def test_what_is_mended_stands_behind_what_was_drawn() -> None:
    """Arguments with a role stay as they are; an inferred one follows them."""
    given = drawn(arc("e1", "m3"), arguments=(Argument(role="visitor", filler="m1"),))
    assert arguments(mended(given, SCHEMA)) == [("अना कोवाच", "visitor", None), ("मंगलवार", "date", "inferred")]


@pytest.mark.parametrize(
    ("ambiguous", "said"),
    [
        (arc("e1", "m2"), "no role, and more or less than one would fit"),
        (arc("m1", "e1"), "no role, and more or less than one would fit"),
        (arc("e1", "m4"), "no role, and more or less than one would fit"),
        (arc("m1", "m2"), "no role, and more or less than one would fit"),
        (arc("m1", "m2", "destination"), "role 'destination' does not fit"),
        (arc("m3", "e1", "destination"), "role 'destination' does not fit"),
    ],
    ids=["two roles", "three roles backwards", "none fits", "no trigger", "no trigger, a role", "role of another type"],
)
def test_an_ambiguous_arc_is_kept_and_reported(ambiguous: Relation, said: str) -> None:
    """Where more or less than one role fits, the arc stays as drawn and an error says what to do."""
    given = mended(drawn(ambiguous), SCHEMA)
    assert arguments(given) == []
    assert given.relations == (ambiguous,)
    found = [each for each in violations(given, SCHEMA) if each.place.startswith("relation")]
    assert [each.grade for each in found] == ["error"]
    assert found[0].message == f"{said}; draw it from the trigger and choose the role"


def test_an_arc_that_says_an_argument_again_is_not_doubled() -> None:
    """Where the argument is there already, none is added, and the arc is kept."""
    again = arc("m2", "e1", "destination")
    given = mended(drawn(again, arguments=(Argument(role="destination", filler="m2"),)), SCHEMA)
    assert arguments(given) == [("नैरोबी", "destination", None)]
    assert given.relations == (again,)


def test_an_arc_of_two_events_is_not_guessed() -> None:
    """Between two triggers, neither of which takes an event, there is no role to infer."""
    given = drawn()
    second = Event(id="e2", type="meeting", trigger=span("मंत्री", TEXT))
    both = given.model_copy(update={"events": (*given.events, second), "relations": (arc("e1", "e2"),)})
    assert mended(both, SCHEMA) == both


def marked(text: str, start: int, end: int) -> Span:
    """What a person drew from `start` to `end` of `text`, as a mention and as a trigger, both mended."""
    drawn_span = Span.of(text, start, end)
    one = Mention(id="m1", type="place", **drawn_span.model_dump(exclude={"tidied"}))
    event = Event(id="e1", type="meeting", trigger=drawn_span)
    given = mended(reading(Article(text=text), mentions=(one,), events=(event,)), SCHEMA)
    mention, trigger = given.mentions[0], given.events[0].trigger
    assert mention.tidied == trigger.tidied
    assert (trigger.start, trigger.end) == (mention.start, mention.end)
    return mention


@pytest.mark.parametrize(
    ("text", "surface", "meant"),
    [
        ("वह नैरोबी पहुंचीं।", "नैरोब", "नैरोबी"),
        ("वह नैरोबी पहुंचीं।", "ैरोबी", "नैरोबी"),
        ("वह फ\u093cौज के साथ", "फ", "फ\u093cौ"),
        ("वे 👩‍🚀 से मिले", "👩", "👩‍🚀"),
        ("वे 👩‍🚀 से मिले", "🚀", "👩‍🚀"),
        ("वह नैरोबी पहुंचीं।", " नैरोबी ", "नैरोबी"),
        ("वह नैरोबी पहुंचीं।", "पहुंचीं।", "पहुंचीं"),
        ("वह गईं नैरोबी.", "नैरोबी.", "नैरोबी"),
        ("وصل إلى نيروبي، اليوم", "نيروبي، ", "نيروبي"),
        ("抵达内罗毕。", "内罗毕。", "内罗毕"),
        ("in Oslo,\r\nthen", "Oslo,\r\n", "Oslo"),
        ("in Oslo,\r\nthen", "Oslo,\r", "Oslo"),
    ],
)
def test_a_span_drawn_untidily_is_kept_with_the_tidy_one_beside(text: str, surface: str, meant: str) -> None:
    """A cut grapheme, an outer space, comma or danda: the drawing stays, and what is meant stands beside it."""
    start = text.index(surface)
    found = marked(text, start, start + len(surface))
    assert (found.text, found.tidied and found.tidied.text) == (surface, meant)
    assert found.tidied
    assert found.tidied.fits(text)


@pytest.mark.parametrize(
    ("text", "surface"),
    [("in the U.S. today", "U.S."), ("वह नैरोबी पहुंचीं।", "नैरोबी"), ("वह गईं। फिर", "।"), ("वे 👩‍🚀 से", "👩‍🚀")],
)
def test_a_tidy_span_has_nothing_beside(text: str, surface: str) -> None:
    """An abbreviation's stop is part of it, and a span of nothing but a danda has no tidy form."""
    start = text.index(surface)
    assert marked(text, start, start + len(surface)).tidied is None


@given(annotations(SCHEMA))
def test_mending_twice_is_mending_once(annotation: Annotation) -> None:
    """A mended reading has nothing left to mend, and no drawn span is moved."""
    once = mended(annotation, SCHEMA)
    assert mended(once, SCHEMA) == once
    assert [m.text for m in once.mentions] == [m.text for m in annotation.mentions]
    assert [e.arguments for e in once.events] == [e.arguments for e in annotation.events]


@given(annotations(SCHEMA))
def test_a_tidy_form_is_tidy(annotation: Annotation) -> None:
    """What is meant stands within the graphemes that were drawn, and is itself tidy."""
    for each in [*annotation.mentions, *(event.trigger for event in annotation.events)]:
        if (form := tidied_form(each, annotation.text)) is not None:
            assert form.fits(annotation.text)
            assert tidied_form(form, annotation.text) is None


def test_an_arc_that_can_only_be_a_relation_is_one() -> None:
    """Without a label, between two persons, it says that they are the same; a directed one is turned round."""
    schema = rich_schema()
    text = "Ana met Ana."
    one = Mention(id="m1", type="person", start=0, end=3, text="Ana")
    other = Mention(id="m2", type="person", start=8, end=11, text="Ana")
    given = reading(Article(text=text), mentions=(one, other), relations=(Relation(source="m1", target="m2"),))
    [arc] = mended(given, schema).relations
    assert (arc.type, arc.source, arc.target, arc.origin) == ("same_entity", "m1", "m2", "inferred")


def test_an_arc_that_may_be_a_role_or_a_relation_stays_as_drawn() -> None:
    """A visit may cause a visit, or come before it: only the annotator knows."""
    schema = rich_schema()
    trigger = Span(start=0, end=4, text="went")
    events = tuple(Event(id=name, type="visit", trigger=trigger) for name in ("e1", "e2"))
    given = reading(Article(text="went"), events=events, relations=(Relation(source="e1", target="e2"),))
    assert mended(given, schema).relations == given.relations
