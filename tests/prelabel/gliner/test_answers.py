"""Answers: what is not in the article to the letter is refused, counted and never guessed."""

from collections import Counter
from typing import Any

import pytest

from annotate.prelabel.gliner.answers import Happening, Place, Placing, merged, values
from annotate.prelabel.gliner.questions import questions
from tests.prelabel.gliner.stories import small_schema

TEXT = "Before. Modi visited राष्ट्र\u200dपति भवन, Oslo"
PIECE = (8, len(TEXT))


def span(words: str, **more: Any) -> dict[str, Any]:
    """A span of the piece as the library gives it."""
    start = TEXT.index(words) - PIECE[0]
    return {"text": words, "confidence": 0.75, "start": start, "end": start + len(words), **more}


def placed(given: Any) -> tuple[list[str], dict[str, int]]:
    """The words of what is found, and what is refused."""
    refused = Counter[str]()
    found = list(Placing(TEXT, PIECE, refused).places(given))
    return [TEXT[place.start : place.end] for place in found], dict(refused)


def test_spans_of_a_piece_are_placed_in_the_article() -> None:
    """One, several, or none."""
    assert placed(span("Modi")) == (["Modi"], {})
    assert placed([span("Modi"), span("Oslo")]) == (["Modi", "Oslo"], {})
    assert placed(None) == ([], {})


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (span("Oslo", text="Oslo.", end=PIECE[1] - PIECE[0] + 1), "span outside the text"),
        (span("Modi", start=-2), "span outside the text"),
        (span("Modi", text="modi"), "span with other words than the text"),
        (span("Modi", start=1, end=5), "span with other words than the text"),
        (span("राष्ट्"), "span that cuts a character"),
        (span(","), "span without a word"),
        ("Modi", "malformed span"),
        ({"text": "Modi", "confidence": 0.9}, "malformed span"),
        (span("Modi", start=True), "malformed span"),
        (span("Modi", confidence=None), "malformed span"),
    ],
)
def test_a_span_that_is_not_there_is_refused(given: Any, reason: str) -> None:
    """With its reason: the full stop that the library adds, other words, half a character, no word, no span."""
    assert placed(given) == ([], {reason: 1})


def test_a_span_loses_the_comma_and_the_space_around_it() -> None:
    """As an annotator would draw it."""
    assert placed(span("भवन, ")) == (["भवन"], {})


def test_events_without_a_trigger_are_refused() -> None:
    """Those with one keep what is in the text; the record's confidence is the event's."""
    answer = {
        "visit": [
            {
                "trigger": span("visited"),
                "visitor": [span("Modi"), span("Oslo", text="oslo")],
                "where": None,
                "confidence": 0.9,
            },
            {"trigger": None, "visitor": [span("Modi")]},
        ],
        "report": [{"trigger": span("Modi"), "topic": [], "reporter": []}],
    }
    [question] = questions(small_schema(), "en", 800)
    refused = Counter[str]()
    visit, report = Placing(TEXT, PIECE, refused).happenings(answer, question)
    assert (visit.event, TEXT[slice(*visit.at.range)], visit.at.score) == ("visit", "visited", 0.9)
    assert [TEXT[slice(*place.range)] for place in visit.fillers["visitor"]] == ["Modi"]
    assert (report.event, report.at.score) == ("report", 0.75)
    assert refused == {"span with other words than the text": 1, "event without a trigger": 1}


def happening(event: str, at: Place, **fillers: tuple[Place, ...]) -> Happening:
    roles = small_schema().events[event].roles
    return Happening(event, at, {role: fillers.get(role, ()) for role in roles})


def test_what_two_pieces_tell_is_one_event() -> None:
    """With the fillers of both, each once, and the surest score."""
    one = happening("visit", Place(8, 15, 0.6), visitor=(Place(0, 4, 0.9),), where=(Place(16, 20, 0.5),))
    other = happening(
        "visit", Place(8, 15, 0.8), visitor=(Place(0, 4, 0.7), Place(30, 34, 0.6)), where=(Place(40, 44, 0.9),)
    )
    [found] = merged([one, other], small_schema())
    assert found.at == Place(8, 15, 0.8)
    assert found.fillers["visitor"] == (Place(0, 4, 0.9), Place(30, 34, 0.6))
    assert found.fillers["where"] == (Place(40, 44, 0.9),)  # no more than the schema has room for


def test_of_overlapping_triggers_the_surest_is_left() -> None:
    """Of one type: an event of another type may share the words."""
    long, short = happening("visit", Place(0, 15, 0.6)), happening("visit", Place(8, 15, 0.8))
    other = happening("report", Place(8, 15, 0.5))
    assert merged([long, other, short], small_schema()) == [other, short]


def test_of_overlapping_fillers_of_a_role_the_surest_is_left() -> None:
    """`the president` in one piece and `president` in another are one filler."""
    fillers = Place(0, 13, 0.6), Place(4, 13, 0.7)
    [found] = merged([happening("visit", Place(20, 25, 0.9), visitor=fillers)], small_schema())
    assert found.fillers["visitor"] == (Place(4, 13, 0.7),)


@pytest.mark.parametrize(
    ("answer", "chosen"),
    [
        ({"modality": {"label": "planned", "confidence": 0.9}}, {"modality": "planned"}),
        ({"modality": {"label": "planned", "confidence": 0.4}}, {"modality": "asserted"}),
        ({"modality": {"label": "denied", "confidence": 0.9}}, {"modality": "asserted"}),
        ({"doubtful": {"label": "yes", "confidence": 0.9}}, {"modality": "asserted", "doubtful": "yes"}),
        ({"doubtful": {"label": "no", "confidence": 0.9}}, {"modality": "asserted"}),
        ({"modality": ["planned"]}, {"modality": "asserted"}),
        ({}, {"modality": "asserted"}),
    ],
)
def test_an_attribute_is_what_is_chosen_surely_enough(answer: dict[str, Any], chosen: dict[str, str]) -> None:
    """Else the schema's default; a flag is set or not there."""
    assert values(answer, small_schema(), "visit", 0.5) == chosen
