"""Stored results under another schema: what moves, and that nothing else does."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.schema import Schema, load_schema, parse_schema
from annotate.studio.config import labels_of, parse_config, to_config
from annotate.studio.drawn import from_result
from annotate.studio.journal import Journal, State
from annotate.studio.remap import Remap
from annotate.studio.screen import Screen
from annotate.studio.task import to_result
from annotate.studio.unite import united
from tests.strategies import annotations

Json = dict[str, Any]
DIPLOMACY = load_schema("diplomacy")
TEXT = "Duarte visited Oslo and Nairobi."

OLD = """\
name: moves
version: 1.0.0
entities: {person: {}, place: {}}
attributes:
  modality: {values: {asserted: {}, planned: {}}, default: asserted}
  named: {on: mention, flag: true}
  doubt: {on: argument, flag: true}
events:
  visit: {roles: {visitor: {fillers: [person]}, where: {fillers: [place], labels: {hi: कहाँ}}}}
  rain: {}
relations: {same_entity: {ends: {from: [person, place]}, symmetric: true}}
"""


def moves(*edits: tuple[str, str]) -> Schema:
    text = OLD
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return parse_schema(text, "moves.yaml")


def region(name: str, control: str, surface: str, label: str, **more: Any) -> Json:
    start = TEXT.index(surface)
    value = {"start": start, "end": start + len(surface), "text": surface, "labels": [label]}
    return {"id": name, "from_name": control, "to_name": "text", "type": "labels", "value": value, **more}


def choice(name: str, control: str, value: str, **more: Any) -> Json:
    held = {"start": 0, "end": 6, "text": "Duarte", "choices": [value]}
    return {"id": name, "from_name": control, "to_name": "text", "type": "choices", "value": held, **more}


def arc(source: str, target: str, *labels: str, direction: str = "right") -> Json:
    return {"from_id": source, "to_id": target, "type": "relation", "direction": direction, "labels": list(labels)}


RESULT: list[Json] = [
    region("m1", "mention", "Duarte", "person", origin="manual", meta={"text": ["why"]}),
    choice("m1", "named", "yes", origin="manual"),
    region("m2", "mention", "Oslo", "place"),
    region("e1", "trigger", "visited", "visit", score=0.5),
    choice("e1", "modality", "planned"),
    arc("e1", "m1", "visitor", "doubt"),
    arc("m2", "e1", "where", direction="left"),
    arc("m1", "m2", "same_entity"),
    {"id": "x", "type": "rectangle", "value": {"odd": True}},
    {"id": "s", "from_name": "status", "to_name": "text", "type": "choices", "value": {"choices": ["done"]}},
]


def remap(new: Schema, result: list[Json] = RESULT, language: str = "en") -> tuple[list[Json], Any]:
    done = Remap(Screen(moves(), language), Screen(new, language)).move(result, TEXT)
    return done.result, done.moved


def changed(result: list[Json]) -> list[tuple[Json, Json]]:
    return [(old, new) for old, new in zip(RESULT, result, strict=True) if old != new]


@given(annotations(DIPLOMACY), st.randoms(use_true_random=False))
def test_the_same_schema_moves_nothing(annotation: Annotation, random: Any) -> None:
    """Whatever order the clicks gave, a result under its own schema is what it was, byte by byte."""
    result = to_result(annotation, Screen(DIPLOMACY))
    by_region = {item["id"]: item for item in result if item["type"] == "labels"}
    random.shuffle(result)
    result = [by_region[name] for name in by_region] + [item for item in result if item["type"] != "labels"]
    done = Remap(Screen(DIPLOMACY), Screen(DIPLOMACY)).move(result, annotation.text)
    assert sorted(map(str, done.result)) == sorted(map(str, result))
    assert done.moved.touches == ()


def test_a_result_of_many_kinds_is_left_as_it_is() -> None:
    """Remarks, scores, origins, turned arrows and foreign items stay, each in its place."""
    assert remap(moves(("1.0.0", "1.1.0")))[0] == RESULT


def test_a_renamed_type_changes_its_label_alone() -> None:
    """The region keeps its id, span, score and attributes."""
    result, moved = remap(moves(("visit: {roles", "trip: {formerly: visit, roles")))
    assert changed(result) == [(RESULT[3], region("e1", "trigger", "visited", "trip", score=0.5))]
    assert {touch.key for touch in moved.touches} == {("events.visit", "renamed")}


def test_a_renamed_role_changes_the_text_of_its_arcs() -> None:
    """In the language of the screen, whatever language they were drawn in; the arrow stays turned."""
    new = moves(("where: {fillers: [place], labels: {hi: कहाँ}}", "goal: {formerly: where, fillers: [place]}"))
    assert changed(remap(new)[0]) == [(RESULT[6], arc("m2", "e1", "goal", direction="left"))]


def test_another_label_of_a_role_is_written_into_its_arcs() -> None:
    """Label Studio would drop the old text from an annotation that is submitted again."""
    drawn = [*RESULT[:6], arc("m2", "e1", "कहाँ", direction="left"), *RESULT[7:]]
    result, moved = remap(moves(("कहाँ", "स्थान")), drawn, language="hi")
    assert changed(result) == [(RESULT[6], arc("m2", "e1", "स्थान", direction="left"))]
    assert moved.touches == ()


def test_renamed_attributes_and_values_keep_who_said_them() -> None:
    """The item stays the same but for the name of the control and the value."""
    new = moves(
        ("modality: {values: {asserted: {}, planned: {}}",
         "mode: {formerly: modality, values: {asserted: {}, later: {formerly: planned}}"),
        ("named:", "proper: {formerly: named, on: mention, flag: true}\n  unused:"),
    )  # fmt: skip
    assert [after for _, after in changed(remap(new)[0])] == [
        choice("m1", "proper", "yes", origin="manual"),
        choice("e1", "mode", "later"),
    ]


def test_what_is_removed_is_taken_out_and_told() -> None:
    """An entity type that is gone takes its mentions, their choices and their arcs with it; the rest stays."""
    new = moves(
        ("person: {}, ", ""), ("visitor: {fillers: [person]}, ", ""), ("from: [person, place]", "from: place"),
        ("  doubt: {on: argument, flag: true}\n", ""),
    )  # fmt: skip
    result, moved = remap(new)
    assert result == [item for index, item in enumerate(RESULT) if index not in (0, 1, 5, 7)]
    assert ("entities.person", "removed") in {touch.key for touch in moved.touches}


def test_a_split_goes_by_its_rule_and_else_asks() -> None:
    """What meets the rule of a new type goes there; a choice that no rule makes is a doubt with the surface."""
    rule = "formerly: {name: visit, attributes: {modality: planned}}"
    roles = "roles: {visitor: {fillers: [person]}, where: {fillers: [place]}}"
    new = moves(("  rain: {}", f"  plan: {{{rule}, {roles}}}\n  rain: {{}}"))
    result, moved = remap(new)
    assert [after for _, after in changed(result)] == [region("e1", "trigger", "visited", "plan", score=0.5)]
    assert moved.doubts == ()
    asked, moved = remap(moves(("  rain: {}", "  tour: {formerly: visit}\n  rain: {}")))
    assert asked == RESULT
    assert moved.doubts == ("visit 'visited': visit or tour?",)


def test_an_old_default_is_written_out_where_it_changed() -> None:
    """What was meant by saying nothing is said, so that it is still meant."""
    silent = [item for item in RESULT if item.get("from_name") != "modality"]
    result, _ = remap(moves(("default: asserted", "default: planned")), silent)
    said = [item["value"]["choices"] for item in result if item.get("from_name") == "modality"]
    assert said == [["asserted"]]


def test_narrower_fillers_keep_the_argument_and_ask() -> None:
    """No argument is taken away because a schema admits it no longer; a person is to look at it."""
    result, moved = remap(moves(("where: {fillers: [place]", "where: {fillers: [person]")))
    assert result == RESULT
    assert moved.doubts == ("visit 'visited': where no longer takes place",)


@given(annotations(DIPLOMACY))
def test_there_and_back_is_the_same(annotation: Annotation) -> None:
    """Renames of types, roles and values that are taken back leave every result as it was."""
    tree = DIPLOMACY.model_copy(update={"version": "2.0.0", "events": _renamed(DIPLOMACY)})
    back = tree.model_copy(update={"events": _renamed(tree, back=True)})
    result = to_result(annotation, Screen(DIPLOMACY))
    there = Remap(Screen(DIPLOMACY), Screen(tree)).move(result, annotation.text)
    again = Remap(Screen(tree), Screen(back)).move(there.result, annotation.text)
    drawn = from_result(there.result, annotation.text, Screen(tree))
    assert {event.type for event in drawn.events} == {f"new_{event.type}" for event in annotation.events}
    assert again.result == result


def test_a_result_of_other_hands_is_left_as_it_is() -> None:
    """Labels of an arc in any order, none at all, two arcs of a pair, items without a type, several choices."""
    result = [
        *RESULT[:5],
        arc("e1", "m1", "doubt", "visitor"),
        {**arc("m2", "e1", direction="bi"), "labels": None},
        arc("e1", "m2", "where"),
        arc("m2", "e1", "where", direction="left"),
        {"from_name": "status", "value": {"choices": ["done", "unsure"]}},
        {"from_name": "note", "value": {"text": "one\ntwo"}},
    ]
    done, moved = remap(moves(("1.0.0", "1.1.0")), result)
    assert (done, moved.touches) == (result, ())


def test_what_did_not_count_does_not_count_afterwards() -> None:
    """Label Studio keeps an older choice beside the one that counts; it goes with that one, and stays with it."""
    result = [*RESULT[:4], choice("e1", "modality", "asserted"), choice("e1", "modality", "planned"), *RESULT[5:]]
    assert remap(moves(("1.0.0", "1.1.0")), result)[0] == result
    done, _ = remap(moves((", planned: {}", "")), result)
    assert [item for item in done if item.get("from_name") == "modality"] == []
    both = [region("e1", "mention", "visited", "person"), *RESULT]
    visit = OLD[OLD.index("  visit:") : OLD.index("  rain:")]
    gone, _ = remap(moves((visit, "")), both)
    assert [item for item in gone if item.get("id") == "e1"] == []


def test_a_text_that_no_article_has_stops_nothing() -> None:
    """A task of other hands may be empty or hold a NUL; its results move all the same."""
    old, new = Screen(moves()), Screen(moves(("visit: {roles", "trip: {formerly: visit, roles")))
    start = region("e1", "trigger", "visited", "visit")
    [item] = Remap(old, new).move([start], TEXT.replace(" ", "\0")).result
    assert item["value"]["labels"] == ["trip"]
    assert Remap(old, new).move([], "").result == []


def test_an_arc_drawn_backwards_keeps_its_role_on_the_new_screen() -> None:
    """From the filler to the trigger, as a pull mends it."""
    drawn = [*RESULT[:6], arc("m2", "e1", "where"), *RESULT[7:]]
    done, _ = remap(moves(("where: {", "goal: {formerly: where, ")), drawn)
    assert done[6] == arc("m2", "e1", "goal")


def test_what_is_hidden_amid_a_migration_is_not_required() -> None:
    """A control that only the old screen has lets annotators submit; its labels are there all the same."""
    old = moves(("  named:", "  why: {values: {a: {}}}\n  named:"))
    both = united(to_config(old), to_config(moves()))
    [control] = [each for each in parse_config(both).iter("Choices") if each.get("name") == "why"]
    assert control.get("required") == "false"
    assert labels_of(both)["why"] == {"a"}


def test_a_newer_plan_hides_no_migration(tmp_path: Path) -> None:
    """What can be taken back is what was begun last, after 1000 migrations too; a folder that a kill left is none."""
    states: dict[int, State] = {998: "moved", 999: "undone", 1000: "planned"}
    for number, state in states.items():
        Journal(tmp_path / f"7-{number}", 7, "a 1", "b 2", state).written()
    (tmp_path / "7-1001").mkdir()
    found = [each.folder.name for each in (Journal.latest(tmp_path, 7), Journal.done(tmp_path, 7)) if each]
    assert found == ["7-1000", "7-998"]
    (tmp_path / "7-1001" / "backup.jsonl").touch()
    with pytest.raises(AnnotateError, match=r"7-1001/journal\.json: cannot be read"):
        Journal.latest(tmp_path, 7)


def _renamed(schema: Schema, *, back: bool = False) -> Any:
    from annotate.schema.model import Former

    def name_of(name: str) -> str:
        return name.removeprefix("new_") if back else f"new_{name}"

    return {
        name_of(name): event.model_copy(update={"formerly": (Former(name=name),)})
        for name, event in schema.events.items()
    }
