"""Warnings about a schema that is formally good."""

import pytest

from annotate.schema import load_schema
from annotate.schema.advice import advice
from annotate.schema.read import parse_schema

GOOD = """\
name: visits
version: 1.0.0
labels: {en: Visits, hi: दौरे}
definitions: {en: Mark visits., hi: दौरे चिह्नित करें।}
entities:
  person: {labels: {en: Person, hi: व्यक्ति}, definitions: {en: Who., hi: कौन।}}
  place: {labels: {en: Place, hi: स्थान}, definitions: {en: Where., hi: कहाँ।}}
events:
  visit:
    labels: {en: Visit, hi: दौरा}
    definitions: {en: Someone goes., hi: कोई जाता है।}
    roles:
      visitor: {fillers: [person], labels: {en: who, hi: कौन}, definitions: {en: Who goes., hi: जो जाता है।}}
      goal: {fillers: [place], labels: {en: where, hi: कहाँ}, definitions: {en: Where to., hi: जहाँ।}}
    triggers: {en: [{words: [visit]}], hi: [{words: [दौरा]}]}
  stay:
    labels: {en: Stay, hi: ठहराव}
    definitions: {en: Someone stays., hi: कोई ठहरता है।}
    triggers: {en: [{words: [stay]}], hi: [{words: [ठहरा]}]}
"""


def warned(text: str) -> list[str]:
    return list(advice(parse_schema(text, "s.yaml")))


def test_a_schema_with_all_its_texts_gives_no_warning() -> None:
    """Neither does the shipped one."""
    assert warned(GOOD) == []
    assert list(advice(load_schema("diplomacy"))) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (", hi: दौरा}", "}", "events.visit: no label in hi; there is one in en"),
        ("definitions: {en: Where to., hi: जहाँ।}", "", "events.visit.roles.goal: no definition; annotators will"),
        ("en: Stay", "en: Visits", "events: visit and stay have nearly the same label in en; tell them apart"),
        ("en: Place", "en: person", "entities: person and place have nearly the same label in en; tell them apart"),
        ("fillers: [place]", "fillers: [person]", "entities.place: fills no role; name it in a role's fillers"),
        (", hi: [{words: [ठहरा]}]", "", "events.stay: no trigger words in hi; nothing is pre-labelled there"),
    ],
)
def test_what_annotators_stumble_over_is_named(old: str, new: str, line: str) -> None:
    """One change to a schema with all its texts, one warning with its path."""
    assert GOOD.count(old) == 1
    [found] = warned(GOOD.replace(old, new))
    assert found.startswith(line)
