"""What changed between two schemas, and what that does to annotations."""

from typing import Any

import pytest

from annotate.schema import Schema, parse_schema
from annotate.schema.diff import changes

OLD = """\
name: moves
version: 1.0.0
entities: {person: {}, body: {}, place: {}}
attributes:
  modality: {values: {asserted: {}, planned: {}}, default: asserted}
  sure: {flag: true}
events:
  visit: {roles: {visitor: {fillers: [person, body], count: "*"}, where: {fillers: [place]}}}
  rain: {}
relations: {same: {ends: {from: [person, body]}}}
"""


def diff(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Path, kind and effect of each change that the edits of OLD make."""
    return [(each.path, each.kind, each.effect) for each in changes(schema(), schema(*edits))]


def schema(*edits: tuple[str, str]) -> Schema:
    text = OLD
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return parse_schema(text, "moves.yaml")


CASES: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str, str]]]] = {
    "nothing": ([], []),
    "a new type": ([("  rain: {}", "  rain: {}\n  snow: {}")], [("events.snow", "added", "safe")]),
    "a type gone": ([("  rain: {}\n", "")], [("events.rain", "removed", "loss")]),
    "a type renamed": ([("  rain: {}", "  snow: {formerly: rain}")], [("events.rain", "renamed", "safe")]),
    "two types merged": (
        [("  rain: {}\n", ""), ("  visit: {", "  visit: {formerly: rain, ")],
        [
            ("events.rain", "merged", "loss"),
            ("events.rain -> visit.roles.visitor", "added", "safe"),
            ("events.rain -> visit.roles.where", "added", "safe"),
        ],
    ),
    "a type split by a rule": (
        [("  rain: {}", "  rain: {}\n  plan: {formerly: {name: rain, attributes: {modality: planned}}}")],
        [("events.rain", "split", "safe")],
    ),
    "a type split without a rule": (
        [("  rain: {}", "  rain: {}\n  snow: {formerly: rain}")],
        [("events.rain", "split", "decision")],
    ),
    "a role renamed": (
        [("where: {", "destination: {formerly: where, ")],
        [("events.visit.roles.where", "renamed", "safe")],
    ),
    "a role split by its fillers": (
        [("visitor: {fillers: [person, body], count: \"*\"}",
          "visitor: {fillers: [person]}, group: {formerly: visitor, fillers: [body]}")],
        [("events.visit.roles.visitor", "split", "safe")],
    ),
    "narrower fillers": (
        [("[person, body], count", "[person], count")],
        [("events.visit.roles.visitor", "fillers", "decision")],
    ),
    "wider fillers": ([("[place]", "[place, body]")], [("events.visit.roles.where", "more fillers", "safe")]),
    "a tighter count": ([('"*"', '"{1-3}"')], [("events.visit.roles.visitor", "count", "decision")]),
    "a role that is asked for": (
        [("where: {", 'when: {fillers: [place], count: "1"}, where: {')],
        [("events.visit.roles.when", "added", "decision")],
    ),
    "a value gone": ([("asserted: {}, planned: {}", "asserted: {}")],
                     [("attributes.modality.values.planned", "removed", "loss")]),
    "another default": ([("default: asserted", "default: planned")], [("attributes.modality", "default", "safe")]),
    "an attribute asked of less": (
        [("sure: {flag: true}", "sure: {flag: true, types: [visit]}")],
        [("attributes.sure", "asked of less", "loss")],
    ),
    "an attribute that must be chosen": (
        [("  sure:", "  why: {values: {a: {}}}\n  sure:")],
        [("attributes.why", "added", "decision")],
    ),
    "a relation of less": ([("{from: [person, body]}", "{from: person}")], [("relations.same", "ends", "decision")]),
    "another label": ([("  rain: {}", "  rain: {labels: {en: Rain}}")], [("events.rain", "texts", "safe")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_change_is_told_with_its_effect(case: str) -> None:
    """Renames are safe, what cannot be told apart any more is lost, what only a person knows is a decision."""
    edits, expected = CASES[case]
    assert diff(*edits) == expected


def test_a_type_that_may_have_been_renamed_is_hinted_at() -> None:
    """Nothing is guessed: a name that is near is named, and how to say that it is the same."""
    [removed, _] = changes(schema(), schema(("  rain: {}", "  rains: {}")))
    assert removed.message.endswith("if it is 'rains' now, say there `formerly: rain`")


def test_a_longer_lineage_is_one_change() -> None:
    """A type that was renamed twice says both names; from either version it is one rename."""
    twice = schema(("  rain: {}", "  storm: {formerly: [rain, shower]}"))
    once = schema(("  rain: {}", "  shower: {formerly: rain}"))
    told: list[Any] = [[(c.path, c.kind) for c in changes(old, twice)] for old in (schema(), once)]
    assert told == [[("events.rain", "renamed")], [("events.shower", "renamed")]]
