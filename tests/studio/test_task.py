"""Readings as Label Studio's results and back: nothing an annotator sees changes on the way."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading
from annotate.article import Article, text_id
from annotate.review.violations import violations
from annotate.schema import Schema, load_schema
from annotate.span import Span
from annotate.studio.drawn import Reading, collapsed, from_result
from annotate.studio.pull import readings
from annotate.studio.screen import Screen
from annotate.studio.task import to_data, to_prediction, to_result
from tests.rich import rich_schema
from tests.strategies import annotations
from tests.studio.articles import prelabel, span

Json = dict[str, Any]
SCHEMA: Schema = load_schema("diplomacy")
SCREEN = Screen(SCHEMA)
SCRIPTS = (
    "कल 👩‍🚀 फ़ौज\r\nनैरोबी पहुंचीं। "  # nukta, an emoji joined by ZWJ, CRLF before the span
    "وَصَلَ الرئيس إلى نيروبي، "
    "外交部长𠮷野抵达内罗毕。"
)


def stripped(result: list[Json]) -> list[Json]:
    """A result as a server may give it back: without any `meta`, and through JSON."""
    bare = [{key: value for key, value in item.items() if key != "meta"} for item in result]
    loaded: list[Json] = json.loads(json.dumps(bare))
    return loaded


RICH_SCREENS = {language: Screen(rich_schema(), language) for language in ("en", "hi", "ar")}


@given(annotations(rich_schema()), st.sampled_from(sorted(RICH_SCREENS)))
def test_all_that_a_schema_can_say_survives_in_any_language(annotation: Annotation, language: str) -> None:
    """Relations, flags, attributes of mentions, arguments, articles: from a screen in one language, read by another."""
    result = stripped(to_result(annotation, RICH_SCREENS[language]))
    drawn = from_result(result, annotation.text, RICH_SCREENS["en"])
    assert (drawn.mentions, drawn.events) == (annotation.mentions, annotation.events)
    assert sorted(map(str, drawn.relations)) == sorted(map(str, annotation.relations))
    assert (drawn.attributes, drawn.unmapped) == (annotation.attributes, ())


def seen(given: Annotation | Reading) -> Json:
    """What an annotator sees, with surfaces in the place of ids: spans, types, roles, attributes, document fields."""
    places = {m.id: _place(m, m.type) for m in given.mentions} | {e.id: _place(e.trigger, e.type) for e in given.events}
    return {
        "mentions": sorted(places[mention.id] for mention in given.mentions),
        "events": sorted(_event(event, places) for event in given.events),
        "relations": sorted((arc.type, places[arc.source], places[arc.target]) for arc in given.relations),
        "document": (given.status, given.note),
    }


def _place(span: Span, kind: str) -> tuple[int, int, str, str]:
    return span.start, span.end, span.text, kind


def _event(event: Event, places: Json) -> Any:
    arguments = sorted((argument.role, places[argument.filler]) for argument in event.arguments)
    return places[event.id], arguments, sorted(event.attributes.items())


def scripts() -> Annotation:
    """Two events on one span, and one pair with two roles, in a text of many scripts."""
    mentions = tuple(
        Mention(id=f"m{number}", type=kind, **span(surface, SCRIPTS).model_dump(exclude={"tidied"}))
        for number, (surface, kind) in enumerate(
            [("👩‍🚀", "person"), ("फ़ौज", "armed_force"), ("नैरोबी", "place"), ("نيروبي", "place"), ("内罗毕", "place")]
        )
    )
    trigger = span("पहुंचीं", SCRIPTS)
    both = (Argument(role="destination", filler="m2"), Argument(role="origin", filler="m2"))
    visit = Event(id="e1", type="diplomatic_visit", trigger=trigger, arguments=both)
    sent = Event(id="e2", type="troop_deployment", trigger=trigger, arguments=(Argument(role="force", filler="m1"),))
    return reading(Article(text=SCRIPTS), mentions=mentions, events=(visit, sent))


@given(annotations(SCHEMA))
@example(scripts())
def test_a_reading_survives_label_studio(annotation: Annotation) -> None:
    """What is drawn from a result is what went into it, ids, scores and origins included."""
    drawn = from_result(stripped(to_result(annotation, SCREEN)), annotation.text, SCREEN)
    assert seen(drawn) == seen(annotation)
    assert (drawn.mentions, drawn.events) == (annotation.mentions, annotation.events)
    assert drawn.unmapped == ()


@given(annotations(SCHEMA), st.randoms(use_true_random=False))
def test_the_order_of_clicks_does_not_matter(annotation: Annotation, random: Any) -> None:
    """A result in another order says the same, in the same order of mentions and events."""
    result = stripped(to_result(annotation, SCREEN))
    random.shuffle(result)
    drawn = from_result(result, annotation.text, SCREEN)
    assert seen(drawn) == seen(annotation)
    assert [each.id for each in drawn.mentions] == [each.id for each in annotation.mentions]
    assert [each.id for each in drawn.events] == [each.id for each in annotation.events]


@given(annotations(SCHEMA))
def test_a_pair_is_joined_by_one_arc(annotation: Annotation) -> None:
    """Label Studio keeps one of two arcs between a pair, so that all roles of a pair are labels of one."""
    arcs = [(item["from_id"], item["to_id"]) for item in to_result(annotation, SCREEN) if item["type"] == "relation"]
    assert len(arcs) == len(set(arcs))


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", 0, 3, -1, 1.5, True, [], ["x"], [3], [None], [["x"]], {}, {"start": 0}, "left", "labels", "choices"]
)


@given(annotations(SCHEMA), st.data())
def test_a_damaged_result_is_kept_whole(annotation: Annotation, data: st.DataObject) -> None:
    """Whatever stands in an item, it is read or comes back in `unmapped`; nothing is dropped and nothing raises."""
    result = stripped(to_result(annotation.model_copy(update={"status": "done", "note": "दो\nपंक्तियाँ"}), SCREEN))
    for item in data.draw(st.lists(st.sampled_from(result), max_size=3)):
        target = data.draw(st.sampled_from([item, item["value"]])) if isinstance(item.get("value"), dict) else item
        if target:
            target[data.draw(st.sampled_from(sorted(target)))] = data.draw(ODD)
    drawn = from_result(result, annotation.text, SCREEN)
    assert [item for item in result if item not in drawn.unmapped and not is_read(item, drawn)] == []


def is_read(item: Json, drawn: Reading) -> bool:
    """Whether a mention, an event, an attribute, an arc or a document field says what the item says."""
    if item["type"] == "relation":
        pairs = [{e.id, a.filler} for e in drawn.events for a in e.arguments]
        return {str(item["from_id"]), str(item["to_id"])} in pairs + [
            {arc.source, arc.target} for arc in drawn.relations
        ]
    value = item["value"]
    if item["from_name"] == "status":
        return drawn.status in (value["choices"], value["choices"][0])
    if item["from_name"] == "note":
        return drawn.note in (value["text"], value["text"][0])
    if item["type"] == "choices":
        named = {event.id: event.attributes for event in drawn.events}
        return bool([named[item["id"]][item["from_name"]]] == value["choices"])
    return item["id"] in [mention.id for mention in drawn.mentions] + [event.id for event in drawn.events]


def region(name: str, surface: str, label: str, text: str, **more: Any) -> Json:
    """A region as the browser sends it, drawn by a person."""
    control = "trigger" if label in SCHEMA.events else "mention"
    found = span(surface, text)
    value = {"start": found.start, "end": found.end, "text": surface, "labels": [label]}
    item = {"id": name, "from_name": control, "to_name": "text", "type": "labels", "value": value, "origin": "manual"}
    return {**item, **more}


def test_offsets_are_code_points() -> None:
    """An emoji of three code points and a letter outside the BMP count as Python counts them."""
    result = to_result(scripts(), SCREEN)
    values = [item["value"] for item in result if item["type"] == "labels"]
    assert [SCRIPTS[value["start"] : value["end"]] for value in values] == [value["text"] for value in values]
    assert (values[0]["start"], values[0]["end"], values[0]["text"]) == (3, 6, "👩‍🚀")
    assert values[4]["start"] == SCRIPTS.index("内罗毕")
    units = len(SCRIPTS[: values[4]["start"]].encode("utf-16-le")) // 2
    assert units == values[4]["start"] + 3  # two emoji and 𠮷 are two units each


def test_two_events_on_one_span_are_two_regions() -> None:
    """Each event keeps its own type and its own roles, though their triggers cover the same letters."""
    drawn = from_result(stripped(to_result(scripts(), SCREEN)), SCRIPTS, SCREEN)
    assert [(event.type, event.trigger.text) for event in drawn.events] == [
        ("diplomatic_visit", "पहुंचीं"),
        ("troop_deployment", "पहुंचीं"),
    ]
    assert [argument.role for argument in drawn.events[0].arguments] == ["destination", "origin"]
    assert [argument.role for argument in drawn.events[1].arguments] == ["force"]


def test_a_result_says_what_label_studio_reads() -> None:
    """A trigger, its attribute with the same id, and an arc with its role have the keys the screen knows."""
    result = to_result(prelabel(1), SCREEN)
    trigger = next(item for item in result if item["from_name"] == "trigger")
    start = prelabel(1).text.index("पहुंचीं")
    assert trigger["value"] == {"start": start, "end": start + 7, "text": "पहुंचीं", "labels": ["diplomatic_visit"]}
    assert (trigger["id"], trigger["to_name"], trigger["type"], trigger["score"]) == ("e1", "text", "labels", 0.75)
    modality = next(item for item in result if item["from_name"] == "modality")
    assert (modality["id"], modality["type"], modality["value"]["choices"]) == ("e1", "choices", ["asserted"])
    assert {"from_id": "e1", "to_id": "m1", "type": "relation", "direction": "right", "labels": ["visitor"]} in result


def test_the_same_reading_makes_the_same_bytes() -> None:
    """Region ids are those of the reading, never new ones, so that a push can be repeated."""
    first, second = json.dumps(to_result(prelabel(1), SCREEN)), json.dumps(to_result(prelabel(1), SCREEN))
    assert first == second
    assert [item["id"] for item in to_result(prelabel(1), SCREEN) if item["type"] == "labels"] == ["m1", "m2", "e1"]


def test_a_prediction_carries_its_version_and_mean_score() -> None:
    """The fingerprint is the model version; where no event has a score there is none."""
    sent = to_prediction(prelabel(1), "lexicon-1", SCREEN)
    assert (sent["model_version"], sent["score"], sent["result"]) == ("lexicon-1", 0.75, to_result(prelabel(1), SCREEN))
    scoreless = prelabel(1).model_copy(update={"events": ()})
    assert sorted(to_prediction(scoreless, "lexicon-1", SCREEN)) == ["model_version", "result"]


def test_a_task_holds_the_article_and_how_to_know_it() -> None:
    """The id, the text as it is and its hash travel in the task's data, with what is known of the article."""
    article = Article(
        id="a1", text=SCRIPTS, language="hi", source="यूएनआई", published="2026-03-01", boilerplate=((0, 2),)
    )
    assert to_data(article) == {
        "article": "a1",
        "sha": text_id(SCRIPTS),
        "text": SCRIPTS,
        "language": "hi",
        "source": "यूएनआई",
        "published": "2026-03-01",
        "boilerplate": [[0, 2]],
        "about": "यूएनआई · 2026-03-01 · hi",
        "link": "<span></span>",
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " http://x", "//x", ""])
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    """An address that could be a script is not put on the screen."""
    assert to_data(Article(text="x", url=url))["link"] == "<span></span>"


def test_a_link_cannot_leave_its_quotes() -> None:
    """Quotes and angle brackets in an address stay part of it."""
    link = to_data(Article(text="x", url='https://x/?q="><script>&z'))["link"]
    assert link.startswith('<a href="https://x/?q=&quot;&gt;&lt;script&gt;&amp;z" target="_blank" rel="noopener')


def test_every_field_the_screen_shows_is_there() -> None:
    """An article of which nothing is known still has all that the screen asks for."""
    assert {"text", "about", "link"} <= to_data(Article(text="x")).keys()


@pytest.mark.parametrize(
    "change",
    [
        {"from_name": "label"},
        {"type": "rectanglelabels"},
        {"value": {"start": 0, "end": 999, "labels": ["person"]}},
        {"value": {"start": 3, "end": 3, "labels": ["person"]}},
        {"value": {"start": "0", "end": "4", "labels": ["person"]}},
        {"value": {"start": 0, "end": 4, "labels": []}},
        {"value": {"start": 0, "end": 4, "labels": ["person", "place"]}},
        {"value": {"x": 1, "y": 2, "width": 3, "height": 4, "rectanglelabels": ["person"]}},
        {"value": None},
        {"id": None},
    ],
)
def test_a_region_that_no_mention_can_hold_is_kept_aside(change: Json) -> None:
    """A foreign control, an end past the text or no single label: the item is in `unmapped` as it came."""
    text = "Duarte visited Oslo."
    odd = region("m9", "Duarte", "person", text) | change
    drawn = from_result([odd, region("m1", "Oslo", "place", text)], text, SCREEN)
    assert [mention.text for mention in drawn.mentions] == ["Oslo"]
    assert drawn.unmapped == (odd,)


def test_a_label_that_the_schema_lacks_is_still_read() -> None:
    """What a person chose stands in the reading as its type; that it is unknown is for the check to say."""
    text = "Duarte visited Oslo."
    drawn = from_result([region("m1", "Oslo", "planet", text)], text, SCREEN)
    assert [(mention.text, mention.type) for mention in drawn.mentions] == [("Oslo", "planet")]
    assert drawn.unmapped == ()


def test_a_choice_without_its_trigger_is_kept_aside() -> None:
    """An attribute of a region that is gone has nothing to stand in."""
    text = "Duarte visited Oslo."
    gone = {
        "id": "e9",
        "from_name": "modality",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["planned"]},
    }
    assert from_result([region("m1", "Oslo", "place", text), gone], text, SCREEN).unmapped == (gone,)


def test_a_dangling_arc_is_kept_aside() -> None:
    """An arc to a region that is gone is in `unmapped`, with its role."""
    text = "Duarte visited Oslo."
    arc = {"from_id": "e1", "to_id": "m9", "type": "relation", "direction": "right", "labels": ["visitor"]}
    drawn = from_result([region("e1", "visited", "diplomatic_visit", text), arc], text, SCREEN)
    assert drawn.unmapped == (arc,)
    assert drawn.events[0].arguments == ()


def test_an_arrow_turned_round_by_its_button_points_back() -> None:
    """Direction `left` is an arc from its end to its start."""
    text = "Duarte visited Oslo."
    arc = {"from_id": "m1", "to_id": "e1", "type": "relation", "direction": "left", "labels": ["destination"]}
    drawn = from_result(
        [region("m1", "Oslo", "place", text), region("e1", "visited", "diplomatic_visit", text), arc], text, SCREEN
    )
    assert drawn.events[0].arguments == (Argument(role="destination", filler="m1"),)


@pytest.mark.parametrize("labels", [{}, {"labels": []}, {"labels": None}])
def test_an_arc_without_a_role_stays_an_arc(labels: Json) -> None:
    """A role that was not chosen is left open, as drawn."""
    text = "Duarte visited Oslo."
    arc = {"from_id": "e1", "to_id": "m1", "type": "relation", "direction": "right", **labels}
    drawn = from_result(
        [region("m1", "Oslo", "place", text), region("e1", "visited", "diplomatic_visit", text), arc], text, SCREEN
    )
    assert drawn.relations == (Relation(type="", source="e1", target="m1"),)


def test_an_arc_between_mentions_comes_back() -> None:
    """A relation of the reading that is no argument survives with its type and direction."""
    given = scripts().model_copy(update={"relations": (Relation(type="same_entity", source="m2", target="m3"),)})
    assert from_result(stripped(to_result(given, SCREEN)), SCRIPTS, SCREEN).relations == given.relations


def test_a_remark_beside_a_region_is_kept() -> None:
    """What a person wrote in the region's own note stays with the mention or the event."""
    text = "Duarte visited Oslo."
    said = {"meta": {"text": ["राजधानी या सरकार?"]}}
    place = region("m1", "Oslo", "place", text, **said)
    drawn = from_result([place, region("e1", "visited", "diplomatic_visit", text, **said)], text, SCREEN)
    assert [each.model_extra for each in (*drawn.mentions, *drawn.events)] == [said, said]


def test_a_second_choice_of_one_attribute_is_kept_aside() -> None:
    """Where a program sent two values for one attribute, the last holds and the other is not lost."""
    text = "Duarte visited Oslo."
    first = {
        "id": "e1",
        "from_name": "modality",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["planned"]},
    }
    last = {**first, "value": {"choices": ["asserted"]}}
    drawn = from_result([region("e1", "visited", "diplomatic_visit", text), first, last], text, SCREEN)
    assert drawn.events[0].attributes == {"modality": "asserted"}
    assert drawn.unmapped == (first,)


def test_status_and_note_come_back() -> None:
    """What was said of the whole article survives, a note of several lines too."""
    given = scripts().model_copy(update={"status": "unsure", "note": "पहली\nदूसरी"})
    drawn = from_result(stripped(to_result(given, SCREEN)), SCRIPTS, SCREEN)
    assert (drawn.status, drawn.note) == ("unsure", "पहली\nदूसरी")


def test_a_trigger_with_a_mention_label_too_stays_a_trigger() -> None:
    """Of two labels with one id the screen shows the trigger's; the other is kept aside."""
    text = "Duarte visited Oslo."
    wrong = region("e1", "visited", "person", text)
    drawn = from_result([wrong, region("e1", "visited", "diplomatic_visit", text)], text, SCREEN)
    assert [event.trigger.text for event in drawn.events] == ["visited"]
    assert (drawn.mentions, drawn.unmapped) == ((), (wrong,))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("अना  कोवाच", "अना कोवाच"), ("a\nb", r"a\nb"), ("a\r\nb", r"a\nb"), ("a \t b", "a b"), ("👩‍🚀", "👩‍🚀")],
)
def test_what_label_studio_makes_of_a_text(text: str, shown: str) -> None:
    r"""Runs of spaces become one space, and a line end the two characters `\n`."""
    assert collapsed(text) == shown


def pulled(surface: str) -> Annotation:
    """The reading of a task whose one region says `surface` where the text has `अना  कोवाच`."""
    text = "अना  कोवाच पहुंचीं।"
    drawn = region("m1", "अना  कोवाच", "person", text)
    drawn["value"]["text"] = surface
    given = {"id": 5, "completed_by": 2, "result": [drawn], "lead_time": 3.0}
    task = {"id": 9, "project": 4, "data": to_data(Article(text=text)), "annotations": [given]}
    return next(iter(readings(task, SCREEN, "http://studio.example")))


def test_a_collapsed_surface_is_no_difference() -> None:
    """Offsets are believed: two spaces that Label Studio shows as one raise nothing, and the text keeps both."""
    read = pulled("अना कोवाच")
    assert read.mentions[0].text == "अना  कोवाच"
    assert [v for v in violations(read, SCHEMA) if "shows another text" in v.message] == []


def test_another_surface_is_a_warning() -> None:
    """A text that stands elsewhere is warned of, never an error, and the offsets hold."""
    read = pulled("कोवाच")
    assert read.mentions[0].text == "अना  कोवाच"
    found = [v for v in violations(read, SCHEMA) if "shows another text" in v.message]
    assert [(v.grade, v.place) for v in found] == [("warning", "region m1 ('अना  कोवाच')")]


def test_the_reason_of_a_prelabel_travels_with_its_region() -> None:
    """Label Studio keeps a region's `meta`; what a person remarks stands beside the reason, and both come back."""
    text = "Duarte visited Oslo."
    visit = Event.model_validate(
        {"id": "e1", "type": "diplomatic_visit", "trigger": {"start": 7, "end": 14, "text": "visited"},
         "why": ["visited", "visitor: Duarte (subject)"], "meta": {"text": ["sure?"]}}
    )  # fmt: skip
    given = reading(Article(text=text), events=(visit,))
    [item] = to_result(given, SCREEN)
    assert item["meta"] == {"text": ["sure?"], "why": ["visited", "visitor: Duarte (subject)"]}
    assert from_result([item], text, SCREEN).events == (visit,)
