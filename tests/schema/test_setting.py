"""The setting of a schema: what must be named in a sentence for anything in it to be an event."""

import pytest

from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.schema import parse_schema

SCHEMA = """\
name: set
version: 1.0.0
setting: [country, person, armed_force]
entities:
  person: {}
  country: {}
  armed_force: {words: {en: [troops]}}
  place: {}
events:
  meeting:
    triggers: {en: [{words: [met]}]}
    roles: {participant: {fillers: [person, country], cues: {en: [subject, object]}}}
"""


def found(text: str, schema: str = SCHEMA) -> list[str]:
    [reading] = load_engine("lexicon").prelabel([Article(text=text, language="en")], parse_schema(schema, "set.yaml"))
    return [event.trigger.text for event in reading.events]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Jane Doe met Sam Roe.",
        "The troops met Jane Doe.",
        "The government met Jane Doe.",
        "Kenya met Jane Doe.",
    ],
)
def test_a_state_an_army_or_an_official_by_title_sets_a_sentence(text: str) -> None:
    """Any one of the types that the schema names, a person by a title."""
    assert found(text) == ["met"]


def test_a_name_alone_sets_no_sentence() -> None:
    """Two persons who meet may be anybody; without a setting they are events all the same."""
    assert found("Jane Doe met Sam Roe.") == []
    assert found("Jane Doe met Sam Roe.", SCHEMA.replace("setting: [country, person, armed_force]\n", "")) == ["met"]


def test_the_neighbouring_sentence_sets_nothing() -> None:
    """Each sentence stands for itself, unless a pronoun goes on with the one before it."""
    assert found("Kenya was calm. Jane Doe met Sam Roe.") == []
    assert found("Minister Jane Doe was there. She met Sam Roe.") == ["met"]
    assert found("Jane Doe was there. She met Sam Roe.") == []


def test_an_unknown_type_is_told_with_its_place() -> None:
    """As any other name that is declared nowhere."""
    with pytest.raises(AnnotateError, match=r"set\.yaml:3:.*setting.*unknown entity type 'contry'.*country"):
        parse_schema(SCHEMA.replace("[country,", "[contry,"), "set.yaml")
