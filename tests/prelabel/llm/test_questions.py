"""The questions: pieces that hold every sentence, guidelines from the schema, a fence that the article cannot hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.prelabel.llm.prompt import fence, system_prompt
from annotate.prelabel.llm.tokens import estimate
from annotate.schema import load_schema
from tests.prelabel.llm.server import Asked, Reply, answer, serving
from tests.prelabel.llm.stories import SCHEMA, argument, engine, event, read, refused

LONG = " ".join(f"Minister {n} arrived in Nairobi. " + "Rain fell on the city. " * 5 for n in range(30))


def arrivals(asked: Asked) -> Reply:
    """Every arrival in the piece that was asked about."""
    lines = [line.partition("] ") for line in asked.user.split("\n") if line.startswith("[")]
    return answer(*(
        event("diplomatic_visit", "arrived", argument("destination", "Nairobi", "place", int(number[1:])),
              sentence=int(number[1:]))
        for number, _, words in lines if "arrived" in words
    ))  # fmt: skip


def test_a_long_article_is_asked_about_in_pieces_that_become_one(tmp_path: Path) -> None:
    """Every event once, also those in the overlap, at its own place."""
    with serving(arrivals) as server:
        (reading,) = read(engine(server, tmp_path, piece=900, overlap=200), LONG)
    assert len(server.asked) > 4
    assert len(reading.events) == 30
    assert len({each.trigger.start for each in reading.events}) == 30
    assert len(reading.mentions) == 30
    assert [each.id for each in reading.events] == [f"e{n}" for n in range(1, 31)]
    assert refused(reading) == {}


def test_examples_and_counter_examples_of_the_schema_are_in_the_prompt() -> None:
    """In the article's language first; every type, role, filler and value is named, nothing marked up is left."""
    english, hindi = (system_prompt(SCHEMA, language) for language in ("en", "hi"))
    for name, part in SCHEMA.events.items():
        assert f"## {name}\n{' '.join(part.definition('en').split())}" in english
        assert all(f"- role {role} ({' or '.join(each.fillers)})" in english for role, each in part.roles.items())
        assert part.counterexamples == {} or f"Not {name}: " in english
    assert 'Example: "Norway sent 300 soldiers to Latvia." has trigger "sent", sender "Norway"' in english
    assert hindi.index("सैनिक तैनात किए") < hindi.index("Norway sent 300 soldiers")
    assert "$" not in english
    assert "{sender}" not in english + hindi


def test_a_counter_example_says_what_is_not_an_event() -> None:
    """The text stands after the type's name."""
    ace = load_schema("ace")
    name, part = next((name, part) for name, part in ace.events.items() if part.counterexamples)
    text = next(iter(part.counterexamples["en"]))
    assert f"Not {name}: {json.dumps(text, ensure_ascii=False)}" in system_prompt(ace, "en")


@given(st.text())
def test_the_fence_is_not_in_the_article(text: str) -> None:
    """Whatever the article holds, even the fence of another text."""
    assert fence(text) not in text
    assert fence(text + fence(text)) not in text + fence(text)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("Norway sent troops. " * 50, 210, 260), ("नॉर्वे ने सैनिक भेजे। " * 50, 318, 1100), ("", 0, 0)],
)
def test_tokens_are_estimated_by_script(text: str, least: int, most: int) -> None:
    """Between what a younger and an older encoding need."""
    assert least <= estimate(text) <= most
