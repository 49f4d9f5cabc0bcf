"""What goes into a dataset, and what stays out and is counted."""

from typing import Any

import pytest

from annotate.annotation import Annotation, Argument, Relation
from annotate.export.select import select
from annotate.review.violations import violations
from tests.export.test_views import ENGLISH, SCHEMA, empty, english, hindi, mention


def changed(reading: Annotation, **more: Any) -> Annotation:
    return reading.model_copy(update=more)


def with_mention(origin: str | None) -> Annotation:
    """The English reading with one mention more that fills no role."""
    spare = mention("m9", "person", "Sesay", ENGLISH, origin=origin)
    return changed(english(), mentions=(*english().mentions, spare))


def test_readings_that_nobody_submitted_are_left_out_and_counted() -> None:
    """Skipped and draft readings, and pre-labels beside reviews, are no data; each kind is counted by itself."""
    others = [changed(hindi(), state=state) for state in ("skipped", "draft", "draft", "prelabel")]
    selection = select([english(), *others], SCHEMA)
    assert [each.id for each in selection.readings] == ["en-1"]
    assert selection.left_out == {"readings: draft": 2, "readings: prelabel": 1, "readings: skipped": 1}


def test_a_reading_without_a_state_counts_as_reviewed() -> None:
    """A gold file names no state, and is exported."""
    selection = select([changed(hindi(), state=None)], SCHEMA)
    assert [event.trigger.text for event in selection.readings[0].events] == ["पहुंचीं"]


def test_an_article_with_a_gold_reading_has_only_that() -> None:
    """What was adjudicated takes the place of the readings it came from, which are counted; other articles stay."""
    gold = changed(english(), state="gold", annotator="adjudicator")
    selection = select([english(), gold, changed(english(), annotator="annotator-3"), hindi()], SCHEMA)
    assert [(each.id, each.annotator) for each in selection.readings] == [
        ("en-1", "adjudicator"),
        ("hi-1", "annotator-2"),
    ]
    assert selection.left_out == {"readings: beside a gold one": 2}


def test_prelabels_are_taken_only_where_nothing_was_reviewed() -> None:
    """A dataset of pre-labels is made on purpose: one review is enough to keep every pre-label out."""
    machine = changed(hindi(), state="prelabel")
    assert [each.state for each in select([machine], SCHEMA).readings] == ["prelabel"]
    assert [each.state for each in select([machine, english()], SCHEMA).readings] == ["submitted"]


def test_an_empty_submission_is_an_article_without_events() -> None:
    """That nothing happens in an article is a finding, and is exported."""
    selection = select([empty()], SCHEMA)
    assert [(each.id, each.events) for each in selection.readings] == [("en-0", ())]
    assert selection.left_out == {}


def test_a_prelabelled_mention_that_no_event_uses_is_left_out_and_counted() -> None:
    """What the engine marked and no person took up says nothing about the article."""
    selection = select([with_mention("prediction")], SCHEMA)
    assert [each.text for each in selection.readings[0].mentions] == ["Amara Sesay", "Oslo."]
    assert selection.left_out == {"pre-labelled mentions without an event": 1}


@pytest.mark.parametrize("origin", ["manual", "changed"])
def test_a_mention_made_by_hand_is_kept_with_a_warning(origin: str) -> None:
    """What a person drew is never dropped, also where it fills no role; the check says so."""
    selection = select([with_mention(origin)], SCHEMA)
    assert selection.left_out == {}
    assert "Sesay" in [each.text for each in selection.readings[0].mentions]
    warned = [str(each) for each in violations(selection.readings[0], SCHEMA) if "m9" in each.place]
    assert warned == [
        "warning: en-1: mention m9 (person 'Sesay'): fills no role and has no relation; draw one to it, or delete it"
    ]


def test_a_mention_of_no_known_origin_is_kept() -> None:
    """A gold file does not say who drew a mention; it stays."""
    assert select([with_mention(None)], SCHEMA).left_out == {}


def test_what_the_schema_cannot_hold_is_left_out_and_counted() -> None:
    """Unknown types, roles and values have no class label; each kind is counted, and the rest of the reading stays."""
    visit, plan = english().events
    foreign = mention("m9", "vessel", "Oslo", ENGLISH, origin="manual")
    reading = changed(
        english(),
        mentions=(*english().mentions, foreign),
        relations=(Relation(source="m1", target="m2"),),
        events=(
            visit.model_copy(
                update={
                    "arguments": (
                        *visit.arguments,
                        Argument(role="host", filler="m1"),
                        Argument(role="visitor", filler="m9"),
                    ),
                    "attributes": {"modality": "rumoured", "weather": "fair"},
                }
            ),
            plan.model_copy(update={"type": "scheme"}),
        ),
    )
    selection = select([reading], SCHEMA)
    (event,) = selection.readings[0].events
    assert [(each.role, each.filler) for each in event.arguments] == [("visitor", "m1"), ("destination", "m2")]
    assert selection.left_out == {
        "arcs without a role": 1,
        "arguments the schema cannot hold": 2,
        "attribute values the schema lacks": 2,
        "events of unknown type": 1,
        "mentions of unknown type": 1,
    }


def test_an_argument_goes_with_the_event_that_filled_it() -> None:
    """Where an event of an unknown type filled a role, no filler is left that does not exist."""
    visit, plan = english().events
    reading = changed(english(), events=(visit.model_copy(update={"type": "trip"}), plan))
    selection = select([reading], SCHEMA)
    assert [(each.type, each.arguments) for each in selection.readings[0].events] == [("plan", ())]
    assert selection.left_out["arguments the schema cannot hold"] == 1


def test_an_attribute_nobody_chose_has_its_default() -> None:
    """A default fills in and counts as nothing left out; without one the choice stays open, and the check says so."""
    selection = select([hindi()], SCHEMA)
    assert selection.readings[0].events[0].attributes == {"modality": "asserted"}
    assert selection.left_out == {}
    assert [each.message for each in violations(selection.readings[0], SCHEMA)] == ["means is not chosen"]


def test_readings_are_ordered_by_article_and_reader_however_they_come() -> None:
    """The order of the files given does not show in the dataset, also where two persons read one article."""
    readings = [english(), changed(english(), annotator="annotator-0"), hindi(), empty()]
    forth, back = select(readings, SCHEMA), select(readings[::-1], SCHEMA)
    assert forth == back
    assert [(each.id, each.annotator) for each in forth.readings] == [
        ("en-0", "annotator-1"),
        ("en-1", "annotator-0"),
        ("en-1", "annotator-1"),
        ("hi-1", "annotator-2"),
    ]


def test_selecting_leaves_the_given_readings_as_they_are() -> None:
    """Values are never altered in place: the same reading may be exported under another schema."""
    reading = with_mention("prediction")
    before = reading.model_dump_json()
    select([reading], SCHEMA)
    assert reading.model_dump_json() == before
