"""Several engines' readings merged into one."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.prelabel.calibration import Calibration, Record, Reliability, Scale, write_calibration
from annotate.prelabel.combine import merge
from annotate.prelabel.parallel import prelabel
from annotate.prelabel.weigh import weighed
from annotate.schema import load_schema
from annotate.span import Span
from tests.prelabel.engine import told
from tests.strategies import annotations

SCHEMA = load_schema("diplomacy")
TEXT = "Maria Silva visited Lima and signed a defence pact."


def span(words: str) -> dict[str, object]:
    """Where some words stand in the text."""
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words)).model_dump(include={"start", "end", "text"})


def event(kind: str, words: str, score: float, *arguments: tuple[str, str, float], **attributes: str) -> Event:
    """An event; arguments are role, mention id and score."""
    filled = tuple(Argument(role=role, filler=filler, score=sure) for role, filler, sure in arguments)
    trigger = Span.model_validate(span(words))
    return Event(id=f"{kind}-{words}", type=kind, trigger=trigger, score=score, arguments=filled, attributes=attributes)


def said(engine: str, *events: Event, mentions: dict[str, tuple[str, str]] | None = None) -> Annotation:
    """A reading of the text by an engine; mentions are type and words by id."""
    named = [Mention.model_validate({"id": m, "type": k, **span(w)}) for m, (k, w) in (mentions or {}).items()]
    return Annotation(id="a", text=TEXT, engine=engine, events=events, mentions=tuple(named))


ONE = said(
    "one",
    event("diplomatic_visit", "visited", 0.8, ("visitor", "p", 0.5), modality="asserted"),
    event("treaty", "signed", 0.6, ("agreement", "q", 0.7)),
    mentions={"p": ("person", "Silva"), "q": ("agreement", "pact")},
)
TWO = said(
    "two",
    event(
        "diplomatic_visit", "visited Lima", 0.5, ("visitor", "x", 0.5), ("destination", "y", 0.9), modality="planned"
    ),
    event("meeting", "signed", 0.3),
    mentions={"x": ("person", "Maria Silva"), "y": ("place", "Lima")},
)


def lines(reading: Annotation) -> list[str]:
    """Every event of a reading with its score."""
    return [f"{told(reading, each)} {each.score}" for each in reading.events]


def test_what_both_find_is_likelier() -> None:
    """The same event and the same filler become one, with the noisy-or of their scores."""
    merged = merge([ONE, TWO])
    assert lines(merged) == [
        "diplomatic_visit visited: destination Lima, visitor Silva; asserted 0.9",
        "treaty signed: agreement pact;  0.6",
    ]
    assert {a.role: a.score for a in merged.events[0].arguments} == {"visitor": 0.75, "destination": 0.9}
    assert [mention.text for mention in merged.mentions] == ["Silva", "Lima", "pact"]


def test_the_more_reliable_engine_settles_spans_and_values() -> None:
    """With reviews that speak for the second engine its boundaries and its modality stand, and the first is damped."""
    engines = {
        "one": {"": Reliability(said=100, promised=80.0, right=20)},
        "two": {"": Reliability(said=100, promised=50.0, right=90)},
    }
    first, *_ = merged = merge([ONE, TWO], Record(engines=engines)).events
    assert first.trigger.text == "visited Lima"
    assert first.attributes == {"modality": "planned"}
    assert first.score == pytest.approx(1 - (1 - 0.8 * 21 / 81) * (1 - 0.5), abs=0.01)
    assert [each.type for each in merged] == ["diplomatic_visit", "meeting"]


def test_what_is_said_alone_is_judged_by_what_held_that_was_said_alone() -> None:
    """An engine right in most of what it says can be wrong in most of what it says alone; arguments likewise."""
    held, failed = Reliability(said=100, promised=50.0, right=50), Reliability(said=100, promised=50.0, right=5)
    by_voice = {"one": {"": held}, "two": {"": failed}, "one,two": {"": held}}
    found = merge([ONE, TWO], Record(events=by_voice, arguments=by_voice))
    scores = {each.type: each.score for each in found.events}
    assert scores == {"diplomatic_visit": 0.9, "treaty": 0.6}
    filled = {each.role: each.score for each in found.events[0].arguments}
    assert filled == {"visitor": 0.75, "destination": pytest.approx(0.9 * 6 / 51, abs=0.001)}


def test_the_record_tells_who_said_what() -> None:
    """Two engines agree on a visit that the gold has; a treaty of one engine and a meeting of the other are wrong."""
    gold = said(
        "gold", event("diplomatic_visit", "visited", 1.0, ("visitor", "p", 1.0)), mentions={"p": ("person", "Silva")}
    )
    record = weighed([[ONE], [TWO]], [gold], SCHEMA).record
    told = {by: (known[""].said, known[""].right) for by, known in record.events.items()}
    assert told == {"one": (1, 0), "one,two": (1, 1)}
    told = {by: (known[""].said, known[""].right) for by, known in record.arguments.items()}
    assert told == {"one": (1, 0), "one,two": (1, 1), "two": (1, 0)}
    assert record.engines["two"][""] == Reliability(said=2, promised=0.8, right=0)


def test_two_types_stand_on_one_trigger_only_where_one_engine_read_both() -> None:
    """Else the likelier one rules out the other."""
    both = said("three", event("treaty", "signed", 0.2), event("meeting", "signed", 0.2))
    assert [each.type for each in merge([both]).events] == ["meeting", "treaty"]
    assert [each.type for each in merge([ONE, both]).events] == ["diplomatic_visit", "meeting", "treaty"]
    assert [each.type for each in merge([ONE, TWO]).events] == ["diplomatic_visit", "treaty"]


def test_an_event_that_fills_a_role_still_does() -> None:
    """Fillers that are events lead to the merged event."""
    first = event("meeting", "signed", 0.9)
    second = event("diplomatic_visit", "visited", 0.9, ("host", first.id, 0.8))
    other = said("two", event("meeting", "signed", 0.4))
    merged = merge([said("one", first, second), other])
    assert [(e.id, e.type, [a.filler for a in e.arguments]) for e in merged.events] == [
        ("e1", "diplomatic_visit", ["e2"]), ("e2", "meeting", []),
    ]  # fmt: skip


@given(annotations(SCHEMA))
def test_an_engine_merged_with_itself_says_the_same(reading: Annotation) -> None:
    """Two copies are one voice; and what is merged once is not changed by merging it again."""
    once = merge([reading])
    assert merge([reading, reading]) == once
    assert merge([once]) == once
    assert len(once.events) == len(reading.events)


@given(annotations(SCHEMA), st.data())
def test_the_order_of_the_engines_does_not_matter(reading: Annotation, data: st.DataObject) -> None:
    """Any order of three engines that read the same article otherwise gives the same bytes."""
    kept = [data.draw(st.integers(0, len(reading.events))) for _ in range(2)]
    parts = [tuple(each.model_copy(update={"arguments": ()}) for each in reading.events[:at]) for at in kept]
    several = [
        reading.model_copy(update={"engine": "one"}),
        *(reading.model_copy(update={"engine": f"e{at}", "events": part}) for at, part in enumerate(parts)),
    ]
    assert len({merge(order).model_dump_json() for order in permutations(several)}) == 1


def test_readings_of_two_articles_are_not_merged() -> None:
    """Offsets of one text mean nothing in another."""
    with pytest.raises(ValueError, match="one article"):
        merge([ONE, ONE.model_copy(update={"id": "b"})])


OWN = """
from annotate.annotation import Event, reading
from annotate.span import Span

class Engine:
    name = "own"

    def fingerprint(self, schema):
        return "own"

    def prelabel(self, articles, schema):
        for article in articles:
            event = Event(id="e", type="treaty", trigger=Span.of(article.text, 0, 5), score=0.4)
            yield reading(article, events=[event], engine="own", fingerprint="own")
"""


def test_engines_are_combined_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names with commas are one engine, in one process and in two, whatever order they are in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "merged_engine.py").write_text(OWN, encoding="utf-8")
    articles = [Article(text="Maria Silva visited Lima on Tuesday.", language="en", id=str(at)) for at in range(40)]
    engine = load_engine("lexicon,merged_engine:Engine")
    found = list(engine.prelabel(articles, SCHEMA))
    assert [each.id for each in found] == [each.id for each in articles]
    assert [each.type for each in found[0].events] == ["treaty", "diplomatic_visit"]
    assert (found[0].engine, found[0].annotator, found[0].state) == ("lexicon,own", "engine:lexicon,own", "prelabel")
    assert found[0].fingerprint == engine.fingerprint(SCHEMA)
    assert found == list(prelabel("lexicon,merged_engine:Engine", articles, SCHEMA, 2))
    turned = load_engine("merged_engine:Engine,lexicon").prelabel(articles[:1], SCHEMA)
    assert next(turned).events == found[0].events


def test_a_calibration_in_the_name_is_applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes the fingerprint, withholds what is unlikely, and is of one schema."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "merged_engine.py").write_text(OWN, encoding="utf-8")
    write_calibration(
        tmp_path / "c.json", Calibration(schema_id=SCHEMA.id, engine="", events=Scale(thresholds={"": 0.5}))
    )
    engine = load_engine("merged_engine:Engine,lexicon,calibration@c.json")
    [reading] = engine.prelabel([Article(text="Maria Silva visited Lima.", language="en")], SCHEMA)
    assert [each.type for each in reading.events] == ["diplomatic_visit"]
    assert (reading.model_extra or {})["withheld"] == 1
    assert engine.fingerprint(SCHEMA) != load_engine("merged_engine:Engine,lexicon").fingerprint(SCHEMA)
    other = SCHEMA.model_copy(update={"version": "2.0.0"})
    with pytest.raises(AnnotateError, match=r"of schema diplomacy@1.0.0, not diplomacy@2.0.0"):
        list(engine.prelabel([], other))


@pytest.mark.parametrize("name", ["lexicon,", "lexicon,lexicon", "calibration@c.json,"])
def test_a_name_that_combines_nothing_is_told(name: str) -> None:
    """Each engine once, at least one, with commas between."""
    with pytest.raises(AnnotateError, match="name each engine once"):
        load_engine(name)
