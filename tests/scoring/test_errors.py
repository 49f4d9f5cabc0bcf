"""What was got wrong, told once, and how two systems compare."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotate.annotation import Annotation, to_lines
from annotate.cli import run
from annotate.schema import load_schema
from annotate.scoring import KINDS, Error, align, compare, errors, score
from annotate.scoring.levels import LEVELS, exact, marks, relaxed
from annotate.scoring.report import to_html
from tests.scoring.test_score import GOLD, event, reading
from tests.strategies import annotations

TYPES = ("visit", "meeting")
DIPLOMACY = load_schema("diplomacy")


def wrong(*events: dict[str, object]) -> list[tuple[str, str, str]]:
    """Kind, wanted and found of each error in a reading with these events."""
    found = errors(align([reading(*events)], [GOLD]), TYPES)
    return [(each.kind, each.wanted, each.found) for each in found]


VISIT = event("visited", "visit", visitor="Modi", destination="Paris")
MEETING = event("met", "meeting", participant="Modi", place="Paris2")


def test_the_gold_has_no_errors() -> None:
    """What is right at every level is in no list."""
    assert wrong(VISIT, MEETING) == []


def test_each_kind_of_error_is_named_with_what_was_wanted_and_found() -> None:
    """Surfaces and names, not offsets."""
    assert wrong(VISIT) == [("missed event", "meeting 'met'", "")]
    assert wrong(VISIT, MEETING, event("Paris", "visit")) == [("spurious event", "", "visit 'Paris'")]
    retyped = event("met", "visit", participant="Modi", place="Paris2")
    assert wrong(VISIT, retyped) == [("wrong type", "meeting", "visit")]
    assert wrong(VISIT, event("met", "meeting", participant="Modi")) == [("missed argument", "place 'Paris'", "")]
    more = event("met", "meeting", participant="Modi", place="Paris2", host="Macron")
    assert wrong(VISIT, more) == [("spurious argument", "", "host 'Macron'")]
    other = event("met", "meeting", participant="Modi", destination="Paris2")
    assert wrong(VISIT, other) == [("wrong role", "place 'Paris'", "destination")]


def test_a_cut_trigger_and_a_cut_argument_are_wrong_boundaries() -> None:
    """What overlaps is the same thing cut otherwise, not one missed and one too much."""
    cut = json.loads(json.dumps(VISIT))
    cut["trigger"] = {"start": 5, "end": 10, "text": "visit"}
    assert wrong(cut, MEETING) == [("wrong trigger boundary", "visited", "visit")]
    mentions = [{"id": "x", "type": "x", "start": 27, "end": 30, "text": "Mac"}]
    gold = reading(event("met", "meeting", participant="Macron"))
    met = {**MEETING, "arguments": [{"role": "participant", "filler": "x"}]}
    said = Annotation.model_validate({**gold.model_dump(by_alias=True), "mentions": mentions, "events": [met]})
    [error] = errors(align([said], [gold]), TYPES)
    assert (error.kind, error.wanted, error.found) == ("wrong argument boundary", "participant 'Macron'", "Mac")


def test_an_attribute_is_compared_with_the_default_in_mind() -> None:
    """What is not said is what holds by default."""
    gold = reading(event("met", "meeting", attributes={"modality": "planned"}))
    said = reading(event("met", "meeting"))
    [error] = errors(align([said], [gold]), TYPES, {"meeting": {"modality": "asserted"}})
    assert (error.kind, error.wanted, error.found) == ("wrong attribute", "modality planned", "asserted")


@given(annotations(DIPLOMACY), st.data())
def test_a_reading_has_no_errors_against_itself(annotation: Annotation, data: st.DataObject) -> None:
    """And one from which events were taken has just these as missed."""
    types = tuple(DIPLOMACY.events)
    assert list(errors(align([annotation], [annotation]), types)) == []
    kept = tuple(data.draw(st.lists(st.sampled_from(annotation.events), unique_by=id))) if annotation.events else ()
    free = tuple(e.model_copy(update={"arguments": ()}) for e in annotation.events)
    some = tuple(e.model_copy(update={"arguments": ()}) for e in kept)
    gold, said = (annotation.model_copy(update={"events": events}) for events in (free, some))
    kinds = Counter(each.kind for each in errors(align([said], [gold]), types))
    assert kinds["spurious event"] == kinds["missed argument"] == 0
    assert kinds["missed event"] == len(free) - len(some)


@given(annotations(DIPLOMACY), annotations(DIPLOMACY))
def test_what_is_right_exactly_is_right_when_relaxed(one: Annotation, other: Annotation) -> None:
    """Overlap is wider than sameness, a mark is paired once, and both ways round the number is the same."""
    types = tuple(DIPLOMACY.events)
    left, right = marks(one, types), marks(other, types)
    for level in LEVELS:
        loose = relaxed(left[level], right[level])
        assert exact(left[level], right[level]).tp <= loose.tp <= min(len(left[level]), len(right[level]))
        assert loose.tp == relaxed(right[level], left[level]).tp


def test_an_argument_of_another_event_is_right_until_it_is_attached() -> None:
    """AI and AC do not ask which of two visits it is; AI+ and AC+ do."""
    gold = reading(event("visited", "visit", visitor="Modi"), event("met", "visit"))
    said = reading(event("visited", "visit"), event("met", "visit", visitor="Modi"))
    levels = score([said], [gold]).levels
    assert {name: levels[name].tp for name in ("AC", "AC+")} == {"AC": 1, "AC+": 0}


def many(*events: dict[str, object]) -> list[Annotation]:
    return [reading(*events, name=str(number)) for number in range(30)]


def test_a_system_is_no_better_than_itself() -> None:
    """No difference, an interval of nothing, and p of one."""
    found = compare(many(VISIT), many(VISIT), many(VISIT, MEETING), TYPES)["TC"]
    assert (found.delta, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_system_that_is_better_everywhere_is_surely_better() -> None:
    """The interval keeps off nothing, and chance hardly does as much; turned round, all is the same but the sign."""
    gold = many(VISIT, MEETING)
    better = compare(gold, many(VISIT), gold, TYPES)["TC"]
    worse = compare(many(VISIT), gold, gold, TYPES)["TC"]
    assert better.low > 0
    assert better.p < 0.01
    assert (worse.delta, worse.p) == (-better.delta, better.p)


def page(found: list[Error], said: list[Annotation], gold: list[Annotation]) -> str:
    return to_html(score(said, gold, samples=10), found, align(said, gold))


def test_a_page_shows_each_error_in_its_sentence() -> None:
    """The text with what the gold has and what was found; of very many errors the rest is counted."""
    gold, said = many(VISIT, MEETING, VISIT | {"id": "again"}), many(VISIT | {"type": "meeting"})
    found = list(errors(align(said, gold), TYPES))
    tree: Any = html.document_fromstring(page(found, said, gold))
    cards = tree.xpath("//article")
    assert len(cards) == sum(min(number, 40) for number in Counter(each.kind for each in found).values())
    first = next(card for card in cards if card.getparent().findtext("summary").startswith("wrong type"))
    assert "visited" in first.text_content()
    assert [each.get("class") for each in first.xpath(".//div[contains(@class, 'side')]")] == [
        "side gold",
        "side found",
    ]
    assert tree.xpath("//script | //link | //img") == []
    assert [row.findtext("td") for row in tree.xpath("//h2[.='Errors']/following::table[1]//tr")] == list(KINDS)


def test_a_page_is_safe_whatever_a_text_holds() -> None:
    """Markup in an article is text on the page."""
    text = "<script>alert(1)</script> & Modi met"
    met = {"id": "e", "type": "meeting", "trigger": {"start": 33, "end": 36, "text": "met"}, "arguments": []}
    given_ = {"id": "a<b>", "text": text, "mentions": [], "events": [met]}
    gold = [Annotation.model_validate(given_)]
    said = [gold[0].model_copy(update={"events": ()})]
    written = page(list(errors(align(said, gold), TYPES)), said, gold)
    assert "<script>" not in written
    tree: Any = html.document_fromstring(written)
    assert "a<b>" in tree.text_content()


def test_the_command_writes_the_page_and_compares(tmp_path: Path) -> None:
    """Errors and the comparison are in the JSON too."""
    for name, readings in (("g", [GOLD]), ("p", [reading(VISIT)]), ("o", [reading()])):
        (tmp_path / f"{name}.jsonl").write_text("".join(to_lines(readings)), encoding="utf-8")
    files = [str(tmp_path / f"{name}.jsonl") for name in "pgo"]
    assert run(["evaluate", *files[:2], "--against", files[2], "--html", str(tmp_path / "e.html")]) == 0
    assert "missed event" in (tmp_path / "e.html").read_text(encoding="utf-8")


@given(annotations(DIPLOMACY), annotations(DIPLOMACY))
def test_any_two_readings_make_a_page(one: Annotation, other: Annotation) -> None:
    """Whatever the scripts and the overlaps."""
    said = other.model_copy(update={"id": one.id, "text": one.text, "mentions": (), "events": (), "relations": ()})
    found = list(errors(align([said], [one]), tuple(DIPLOMACY.events)))
    assert page(found, [said], [one]).startswith("<!DOCTYPE html>")
