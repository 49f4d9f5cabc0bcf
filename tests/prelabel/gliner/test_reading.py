"""Readings made of answers that a model of random weights gave, and of made-up ones: no torch is needed."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from annotate.annotation import Annotation, reading
from annotate.article import Article
from annotate.prelabel.gliner.answers import Answer
from annotate.prelabel.gliner.questions import Form
from annotate.prelabel.gliner.reading import Ask, Reading
from annotate.prelabel.gliner.settings import Settings
from tests.prelabel.gliner.stories import small_schema

RECORDED = Path(__file__).with_name("answers.json")


def recorded() -> Ask:
    """Answers as they were recorded from the library, to the same questions in the same order."""
    asked = iter(json.loads(RECORDED.read_text(encoding="utf-8"))["asked"])

    def ask(texts: Sequence[str], forms: Sequence[Form]) -> Sequence[Answer]:
        next_one = next(asked)
        assert ([*texts], [*forms]) == (next_one["texts"], next_one["forms"])
        answers: list[Answer] = next_one["answers"]
        return answers

    return ask


def read(text: str, ask: Ask, settings: Settings | None = None) -> tuple[Annotation, Reading]:
    article = Article(text=text, language="en")
    read = Reading(article, small_schema(), ask, settings or Settings())
    mentions, events = read.written()
    return reading(article, mentions=mentions, events=events), read


def test_answers_of_the_library_become_a_reading() -> None:
    """Events in text order; a filler of two possible types has the one that the second pass gives it."""
    made, read_ = read("Modi visited Oslo on Monday", recorded())
    assert [(mention.type, mention.text) for mention in made.mentions] == [("country", "Modi"), ("person", "Modi")]
    assert [(event.type, event.trigger.text, event.attributes) for event in made.events] == [
        ("visit", "Modi", {"modality": "planned"}),
        ("report", "Modi visited", {"modality": "asserted"}),
        ("report", "on", {"modality": "planned"}),
    ]
    assert arguments(made) == [("visit", "visitor", "country", "Modi"), ("report", "reporter", "person", "Modi")]
    assert all(0.5 <= (event.score or 0) <= 1 for event in made.events)
    assert read_.refused == {"span outside the text": 3}  # the full stop that the text does not have


Found = dict[str, list[dict[str, Any]]]


def quoting(found: Found, entities: dict[str, list[str]] | None = None) -> Ask:
    """A model that finds those words, as triggers and fillers, in every text that has them."""

    def spans(text: str, *words: str) -> list[dict[str, Any]]:
        places = [(one, text.find(one)) for one in words]
        return [{"text": one, "confidence": 0.8, "start": at, "end": at + len(one)} for one, at in places if at >= 0]

    def instance(text: str, given: dict[str, Any]) -> dict[str, Any]:
        fillers = {role: spans(text, *words) for role, words in given.items() if role != "trigger"}
        return {"trigger": spans(text, given["trigger"])[0], **fillers}

    def answer(text: str, form: Form) -> Answer:
        if "entities" in form:
            return {"entities": {kind: spans(text, *(entities or {}).get(kind, [])) for kind in form["entities"]}}
        asked = {name: found.get(name, []) for name in form.get("structures", {})}
        return {name: [instance(text, one) for one in each if one["trigger"] in text] for name, each in asked.items()}

    return lambda texts, forms: [answer(text, form) for text, form in zip(texts, forms, strict=True)]


def arguments(made: Annotation) -> list[tuple[str, str, str, str]]:
    """Event type, role, and the type and words of each filler."""
    events = {event.id: (event.type, event.trigger.text) for event in made.events}
    named = {mention.id: (mention.type, mention.text) for mention in made.mentions} | events
    return [(event.type, one.role, *named[one.filler]) for event in made.events for one in event.arguments]


def test_a_filler_has_the_type_that_was_found_there() -> None:
    """The surest of the same range before one that overlaps; the first of the role's where nothing was found."""
    text = "President Macron of France visited Norway."
    visit: Found = {"visit": [{"trigger": "visited", "visitor": ["President Macron", "France", "Norway"]}]}
    made, _ = read(text, quoting(visit, {"person": ["Macron"], "country": ["France"]}))
    assert arguments(made) == [
        ("visit", "visitor", "person", "President Macron"),
        ("visit", "visitor", "country", "France"),
        ("visit", "visitor", "person", "Norway"),
    ]


def test_a_role_that_takes_events_takes_one_that_was_found() -> None:
    """By its trigger; other words are refused and counted."""
    found: Found = {
        "visit": [{"trigger": "visit"}],
        "report": [{"trigger": "said", "topic": ["his visit", "Oslo"], "reporter": ["Modi"]}],
    }
    made, read_ = read("Modi said of his visit to Oslo.", quoting(found))
    assert arguments(made) == [("report", "topic", "visit", "visit"), ("report", "reporter", "person", "Modi")]
    assert read_.refused == {"filler that is no event": 1}


def test_an_event_of_two_pieces_is_one_and_at_its_place() -> None:
    """A long article is asked about in pieces, and offsets are those of the article."""
    filling = "Nothing happened here today at all. "
    text = filling * 5 + "Modi visited Oslo. " + filling * 5
    asked: list[str] = []
    ask = quoting({"visit": [{"trigger": "visited", "visitor": ["Modi"], "where": ["Oslo"]}]})
    made, read_ = read(text, _listening(ask, asked), Settings(piece=120, overlap=60))
    [event] = made.events
    assert text[event.trigger.start : event.trigger.end] == "visited"
    assert arguments(made) == [("visit", "visitor", "person", "Modi"), ("visit", "where", "place", "Oslo")]
    assert sum("visited" in piece for piece in asked[: len(read_.pieces)]) == 2
    assert asked[-1].strip() == "Modi visited Oslo."  # attributes are asked about the sentence


def _listening(ask: Ask, asked: list[str]) -> Ask:
    def listen(texts: Sequence[str], forms: Sequence[Form]) -> Sequence[Answer]:
        asked.extend(texts)
        return ask(texts, forms)

    return listen


def test_a_model_that_says_nothing_or_nonsense_gives_an_empty_reading() -> None:
    """What is malformed is counted."""
    nonsense: list[Callable[[Sequence[str], Sequence[Form]], Sequence[Answer]]] = [
        lambda texts, _: [{} for _ in texts],
        lambda texts, _: [{"visit": "Modi", "report": [None, {"trigger": ["x"]}]} for _ in texts],
    ]
    for ask in nonsense:
        made, _ = read("Modi visited Oslo.", ask)
        assert (made.events, made.mentions) == ((), ())
    _, told = read("Modi visited Oslo.", nonsense[1])
    assert told.refused == {"event without a trigger": 2, "malformed span": 1}


def test_an_article_of_spaces_is_not_asked_about() -> None:
    """Nor is one of boilerplate."""
    made, _ = read(" \r\n", _failing)
    assert made.events == ()


def _failing(texts: Sequence[str], forms: Sequence[Form]) -> Sequence[Answer]:
    raise AssertionError(texts, forms)
