"""Readings moved to another schema: nothing that it can hold is lost, and all that is done is told by `diff`."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading
from annotate.article import Article
from annotate.review.violations import violations
from annotate.schema import Schema, load_schema, parse_schema
from annotate.schema.diff import changes
from annotate.schema.migration import Migration, Moved
from annotate.span import Span
from tests.strategies import annotations

DIPLOMACY = load_schema("diplomacy")
TEXT = "Duarte visited Oslo and Nairobi."

OLD = """\
name: moves
version: 1.0.0
entities: {person: {}, place: {}}
attributes:
  modality: {values: {asserted: {}, planned: {}}, default: asserted}
  sure: {flag: true, types: [visit]}
  tone: {values: {warm: {}, cold: {}}, required: false}
  doubt: {on: argument, flag: true}
events:
  visit: {roles: {visitor: {fillers: [person]}, where: {fillers: [place], count: "1"}, via: {fillers: [place]}}}
  rain: {roles: {where: {fillers: [place]}}}
relations: {near: {ends: {from: place}}, same: {ends: {from: [person, place]}}}
"""


def moves(*edits: tuple[str, str], of: str = OLD, version: str = "2.0.0") -> Schema:
    text = of.replace("1.0.0", version)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return parse_schema(text, "moves.yaml")


def mention(name: str, kind: str, surface: str) -> Mention:
    return Mention(id=name, type=kind, **span(surface).model_dump(exclude={"tidied"}))


def span(surface: str) -> Span:
    return Span.of(TEXT, TEXT.index(surface), TEXT.index(surface) + len(surface))


def visit(**more: Any) -> Event:
    arguments = tuple(Argument(role=role, filler=one) for role, one in (("visitor", "m1"), ("where", "m2")))
    return Event(**{"id": "e1", "type": "visit", "trigger": span("visited"), "arguments": arguments, **more})


def said(**more: Any) -> Annotation:
    """A visit by Duarte to Oslo; Nairobi is mentioned."""
    mentions = (mention("m1", "person", "Duarte"), mention("m2", "place", "Oslo"), mention("m3", "place", "Nairobi"))
    return reading(Article(text=TEXT), **{"mentions": mentions, "events": (visit(),), **more})


def moved(new: Schema, annotation: Annotation, old: Schema | None = None) -> Moved:
    """The move, of which everything that was done is among the changes, and every doubt is no safe one."""
    before = old or moves(version="1.0.0")
    done = Migration(before, new).move(annotation)
    effects = {change.key: change.effect for change in changes(before, new)}
    assert len(effects) == len(changes(before, new))
    assert {touch.key for touch in done.touches} <= effects.keys()
    assert "safe" not in {effects[touch.key] for touch in done.touches if touch.doubt}
    return done


def keys(done: Moved) -> set[tuple[str, str]]:
    return {touch.key for touch in done.touches}


ODD = {
    "a merged type, narrower roles": (
        ("  rain: {roles: {where: {fillers: [place]}}}\n", ""),
        ("visit: {roles", "visit: {formerly: rain, roles"),
        ("where: {fillers: [place]", "where: {fillers: [person]"),
    ),
    "roles split and merged": (
        ("visitor: {fillers: [person]}", "visitor: {fillers: [person]}, group: {formerly: visitor, fillers: [person]}"),
        (', via: {fillers: [place]}', ''), ('where: {fillers: [place]', 'where: {formerly: via, fillers: [place]'),
    ),
    "a type gone": (("place: {}", "site: {}"), ("[place]", "[site]"), ("place}", "site}"), ("place]", "site]")),
    "attributes merged, asked of less, required": (
        ("  tone: {values: {warm: {}, cold: {}}, required: false}\n", ""),
        ("modality: {values: {asserted: {}, planned: {}}, default: asserted}",
         "modality: {formerly: tone, values: {asserted: {}, warm: {}}, types: [rain]}"),
        ("doubt: {on: argument, flag: true}", "doubt: {on: argument, flag: true, roles: [where]}"),
    ),
    "an attribute of mentions, a new default": (
        ("sure: {flag: true, types: [visit]}", "sure: {on: mention, flag: true}"),
        ("cold: {}}, required: false", "cold: {}}, default: cold"),
    ),
    "relations merged, events swapped": (
        ("near: {ends: {from: place}}, ", ""), ("same: {", "same: {formerly: near, "),
        ("visit: {roles", "visit: {formerly: rain, roles"), ("rain: {roles", "rain: {formerly: visit, roles"),
    ),
}  # fmt: skip


@given(annotations(moves(version="1.0.0")), st.sampled_from(sorted(ODD)))
def test_all_that_is_done_is_foretold(annotation: Annotation, case: str) -> None:
    """Whatever changed, each touch is one of the changes, none of them safe where a person is to look."""
    done = moved(moves(*ODD[case]), annotation)
    assert done.annotation.text == annotation.text
    assert done.annotation.schema_id == "moves@2.0.0"


@given(annotations(moves(version="1.0.0")), st.sampled_from(sorted(ODD)))
def test_what_newly_breaks_the_schema_is_told(annotation: Annotation, case: str) -> None:
    """A reading of the old schema that the new one finds fault with has a doubt, or lost something."""
    new = moves(*ODD[case])
    done = moved(new, annotation)
    faults = len(violations(done.annotation, new)) - len(violations(annotation, moves(version="1.0.0")))
    lossy = {change.key for change in changes(moves(version="1.0.0"), new) if change.effect == "loss"}
    assert faults <= 0 or done.doubts or keys(done) & lossy


@given(annotations(DIPLOMACY))
def test_a_move_is_made_once(annotation: Annotation) -> None:
    """What a part was formerly called is no reason to move again what the next version has too."""
    split = (
        ("rain: {roles", "snow: {formerly: rain}\n  rain: {roles"),
        ("person: {}", "person: {}, one: {formerly: person}"),
    )
    second, third = moves(*split), moves(*split, version="3.0.0")
    assert changes(second, third) == ()
    assert moved(third, said(), second) == Moved(said())
    assert Migration(DIPLOMACY, DIPLOMACY).move(annotation) == Moved(annotation)


def test_attributes_that_are_merged_keep_what_was_chosen() -> None:
    """Where both were chosen, a person must say which; a default that is written out never replaces a choice."""
    tone = "tone: {values: {warm: {}, cold: {}}, required: false}"
    new = moves(
        (f"  {tone}\n", ""),
        ("modality: {values: {asserted: {},", "modality: {formerly: tone, values: {warm: {},"),
        ("default: asserted", "default: planned"),
    )
    both = moved(new, said(events=(visit(attributes={"tone": "warm", "modality": "planned"}),)))
    assert both.annotation.events[0].attributes == {"modality": "warm"}
    assert both.doubts == ("modality: warm or planned?",)
    one = moved(new, said(events=(visit(attributes={"tone": "warm"}),)))
    assert one.annotation.events[0].attributes == {"modality": "warm"}


def test_a_split_attribute_goes_where_its_value_is() -> None:
    """Each value has a place in one of the two, so that nothing is lost."""
    heat, frost = (
        f"{name}: {{formerly: tone, values: {{{value}: {{}}}}, required: false}}"
        for name, value in (("heat", "warm"), ("frost", "cold"))
    )
    new = moves(("tone: {values: {warm: {}, cold: {}}, required: false}", f"{heat}\n  {frost}"))
    done = [moved(new, said(events=(visit(attributes={"tone": value}),))) for value in ("warm", "cold")]
    assert [each.annotation.events[0].attributes for each in done] == [{"heat": "warm"}, {"frost": "cold"}]
    assert "loss" not in {change.effect for change in changes(moves(version="1.0.0"), new)}


def test_a_default_that_was_renamed_is_no_change() -> None:
    """Silence still means what it meant: nothing is written out."""
    new = moves(("asserted: {}", "actual: {formerly: asserted}"), ("default: asserted", "default: actual"))
    done = moved(new, said())
    assert (done.annotation.events, done.touches) == (said().events, ())


def test_a_choice_where_none_was_asked_stays() -> None:
    """It broke the old schema and breaks the new one; it is not ours to take out, nor one of an unknown type."""
    rain = visit(type="rain", arguments=(), attributes={"sure": "yes"})
    ghost = visit(id="e2", type="ghost", arguments=(), attributes={"sure": "yes", "tone": "warm"})
    done = moved(moves(("tone: {", "tone: {types: [visit, rain], ")), said(events=(rain, ghost)))
    assert (done.annotation.events, done.touches) == ((rain, ghost), ())


def test_a_count_that_something_else_breaks_is_told() -> None:
    """An entity type that goes leaves a role empty whose count has not changed."""
    needs = moves(("visitor: {fillers: [person]}", 'visitor: {fillers: [person, place], count: "+"}'), version="1.0.0")
    after = moves(("visitor: {fillers: [person]}", 'visitor: {fillers: [place], count: "+"}'), ("person: {}, ", ""),
                  ("[person, place]", "place"))  # fmt: skip
    done = moved(after, said(), needs)
    assert ("events.visit.roles.visitor", "count") in keys(done)
    assert done.doubts == ("visit 'visited': visitor is filled 0 times, + is asked",)


def test_what_was_required_of_nobody_and_is_now_is_asked_for() -> None:
    """So is a default of what was left open, which says what nobody said."""
    required = moved(moves(("cold: {}}, required: false", "cold: {}}")), said())
    default = moved(moves(("cold: {}}, required: false", "cold: {}}, default: cold")), said())
    assert (keys(required), required.doubts) == ({("attributes.tone", "required")}, ("tone is not chosen",))
    assert default.doubts == ("tone was left open and counts as cold now",)


def test_an_arc_that_was_drawn_backwards_moves_with_its_role() -> None:
    """A pull turns it round by the name of its role; so does a role that stands at an event which has none such."""
    backwards = said(relations=(Relation(type="where", source="m3", target="e1"),))
    new = moves(("where: {", "goal: {formerly: where, "))
    assert moved(new, backwards).annotation.relations[0].type == "goal"
    strange = visit(type="ghost", arguments=(Argument(role="where", filler="m2"),))
    assert moved(new, said(events=(strange,))).annotation.events[0].arguments[0].role == "goal"


def test_what_broke_the_old_schema_raises_no_new_doubt() -> None:
    """A relation between what it never joined is none of the migration's business."""
    arc = Relation(type="near", source="m1", target="m2")
    assert moved(moves(), said(relations=(arc,))).touches == ()


def test_merged_roles_and_relations_leave_no_copies() -> None:
    """One filler in both of two roles that are merged fills the one once."""
    arguments = (Argument(role="where", filler="m2"), Argument(role="via", filler="m2"))
    arcs = tuple(Relation(type=name, source="m2", target="m3") for name in ("near", "same"))
    new = moves(
        (", via: {fillers: [place]}", ""),
        ("where: {fillers: [place], count", "where: {formerly: via, fillers: [place], count"),
        ("near: {ends: {from: place}}, ", ""),
        ("same: {", "same: {formerly: near, "),
    )
    done = moved(new, said(events=(visit(arguments=arguments),), relations=arcs))
    assert [argument.role for argument in done.annotation.events[0].arguments] == ["where"]
    assert [arc.type for arc in done.annotation.relations] == ["same"]
    assert done.doubts == ()


def test_a_lone_rule_that_is_not_met_asks() -> None:
    """Where all that is left of a type has a condition, what does not meet it goes there and is looked at."""
    rule = "formerly: {name: rain, attributes: {modality: planned}}"
    new = moves(("  rain: {roles", f"  shower: {{{rule}, roles"))
    rains = [visit(type="rain", arguments=(), attributes={"modality": value}) for value in ("planned", "asserted")]
    done = [moved(new, said(events=(each,))) for each in rains]
    assert [each.annotation.events[0].type for each in done] == ["shower", "shower"]
    assert [each.doubts for each in done] == [(), ("rain 'visited': shower?",)]
