"""Values of mentions: a list in six languages checked by hand, and the laws that hold for any text."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation
from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.language import read_language
from annotate.prelabel.values import with_values
from annotate.prelabel.values.countries import country_value
from annotate.prelabel.values.dates import date_value
from annotate.prelabel.values.quantities import quantity_value
from annotate.prelabel.values.vocabulary import vocabulary
from annotate.schema import load_schema
from annotate.schema.read import parse_schema
from tests.prelabel.marked import marked
from tests.strategies import texts

LANGUAGES = ("en", "hi", "es", "ru", "ar", "zh")
PUBLISHED = date(2024, 6, 12)  # a Wednesday
ROWS = [json.loads(line) for line in (Path(__file__).parent.parent / "data" / "values.jsonl").open(encoding="utf-8")]
SCHEMA = load_schema("diplomacy")
EVERY_WEEK = {"sábados", "domingos"}  # no day of any one week, and no value
WORDS = sorted({word for row in ROWS for word in row["text"].split()})


def valued(row: dict[str, Any]) -> dict[str, Any] | None:
    """The value of a row's text."""
    text, language = row["text"], row["language"]
    if row["kind"] == "date":
        return date_value(text, language, PUBLISHED, row.get("tense", "past"))
    return quantity_value(text, language) if row["kind"] == "quantity" else country_value(text, language)


def told(value: dict[str, Any] | None) -> Any:
    """A value as the rows write it."""
    if value is None or value["kind"] == "country":
        return value and value["code"]
    if value["kind"] == "date":
        return [value["start"], value["end"], value["grain"]]
    return {name: each for name, each in value.items() if name not in ("kind", "derived")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_read_as_it_was_checked_by_hand(language: str) -> None:
    """Every row, those that have no value too."""
    rows = [row for row in ROWS if row["language"] == language]
    assert len(rows) >= 25
    assert [(row["text"], told(valued(row))) for row in rows] == [(row["text"], row["value"]) for row in rows]


DATES = [row for row in ROWS if row["kind"] == "date" and row["value"]]


@pytest.mark.parametrize("row", DATES, ids=[row["text"] for row in DATES])
def test_without_publication_only_full_dates_have_a_value(row: dict[str, Any]) -> None:
    """What needs the day of publication has no value without it; what does not has the same."""
    relative = "publication" in (valued(row) or {})["derived"]
    assert told(date_value(row["text"], row["language"])) == (None if relative else row["value"])


@pytest.mark.parametrize(("text", "derived"), [
    ("June 2024", "month and year"),
    ("late 2023", "end of year"),
    ("Tuesday", "weekday, the last before publication"),
    ("two weeks ago", "2 weeks ago, from publication"),
    ("last week of May", "last week of month, from publication"),
    ("until 2023", "until year"),
    ("2019-2021", "range: year to year"),
])  # fmt: skip
def test_a_value_says_how_it_was_derived(text: str, derived: str) -> None:
    """So that who checks it need not guess."""
    assert (date_value(text, "en", PUBLISHED, "past") or {})["derived"] == derived


def test_values_stand_beside_the_spans() -> None:
    """Each kind of mention has its own; the text, the spans and what else there is stay."""
    reading = marked(
        "[Norway]{country} sends [about 300]{quantity} men to [Oslo]{place} on [Tuesday]{date}.", "en", "2024-06-12"
    )
    made = with_values(reading, SCHEMA)
    assert [told(mention.value) for mention in made.mentions] == [
        "NO",
        {"min": 300, "max": 300, "approximate": True},
        None,
        ["2024-06-11", "2024-06-11", "day"],
    ]
    assert [(one.start, one.end, one.text) for one in made.mentions] == [
        (one.start, one.end, one.text) for one in reading.mentions
    ]


@pytest.mark.parametrize(("modality", "day"), [("asserted", "2024-06-11"), ("planned", "2024-06-18")])
def test_what_is_planned_is_looked_for_after_publication(modality: str, day: str) -> None:
    """The event that the mention belongs to says where its Tuesday lies."""
    text = f"*visit*{{diplomatic_visit date=1 modality:{modality}}} on [Tuesday]{{date}}"
    value = with_values(marked(text, "en", "2024-06-12T08:00:00Z"), SCHEMA).mentions[0].value
    assert value is not None
    assert value["start"] == day


def test_what_has_a_value_keeps_it() -> None:
    """A person's value is never touched."""
    reading = marked("[Norway]{country}", "en")
    own = reading.model_copy(update={"mentions": (reading.mentions[0].model_copy(update={"value": {"code": "SE"}}),)})
    assert with_values(own, SCHEMA) is own


def test_a_type_says_what_it_is_by_its_kinds() -> None:
    """A type of another name gets values by its `kinds`; a capital of a type that holds places too is the city."""
    schema = parse_schema(
        "name: a\nversion: 1.0.0\nentities: {GPE: {kinds: [country, place]}, when: {kinds: [date]}}\nevents: {b: {}}",
        "a.yaml",
    )
    made = with_values(marked("[France]{GPE} [Paris]{GPE} [2024]{when}", "en"), schema)
    assert [told(mention.value) for mention in made.mentions] == ["FR", None, ["2024-01-01", "2024-12-31", "year"]]


def test_a_language_without_words_has_no_values() -> None:
    """Nothing is guessed from another language."""
    assert date_value("5 June 2024", "de") is quantity_value("300", "xx") is country_value("Norwegen", "de") is None


@pytest.mark.parametrize("language", [one for one in LANGUAGES if read_language(one).words])
def test_the_words_that_the_lexicon_engine_finds_are_known_here(language: str) -> None:
    """What its tables call a month, a weekday or a number has a meaning here."""
    dates, quantities = vocabulary(language, "date"), vocabulary(language, "quantity")
    assert dates is not None
    assert quantities is not None
    words = read_language(language).words
    named = [word for word in (*words.get("months", ()), *words.get("weekdays", ())) if word not in EVERY_WEEK]
    assert [word for word in named if fold_word(word).rstrip(".") not in dates.senses] == []
    assert [word for word in words.get("numbers", ()) if quantities.scan(word) is None] == []


@given(
    st.one_of(texts(), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)),
    st.sampled_from([*LANGUAGES, "", "de", "../en"]),
    st.one_of(st.none(), st.dates(min_value=date(1001, 1, 1), max_value=date(2998, 12, 31))),
    st.sampled_from(["past", "ahead", "mixed", "untold"]),
)
def test_any_text_has_a_value_in_order_or_none(text: str, language: str, published: date | None, tense: Any) -> None:
    """Nothing raises, no range is reversed, and a value is of plain JSON."""
    when = date_value(text, language, published, tense) or {}
    size = quantity_value(text, language) or {}
    where = country_value(text, language) or {}
    assert (when.get("start") or "0000") <= (when.get("end") or "9999")
    assert size.get("min") is None or size.get("max") is None or size["min"] <= size["max"]
    assert all(value == json.loads(json.dumps(value)) for value in (when, size, where))


@given(texts(), st.sampled_from(LANGUAGES), st.sampled_from(["2024-06-12", "today", "", None, "0000-00-00"]))
def test_twice_is_once(text: str, language: str, published: str | None) -> None:
    """Values that are there stay as they are, whatever the span and the day."""
    span = {"start": 0, "end": len(text), "text": text}
    mentions = [{"id": kind, "type": kind, **span} for kind in ("date", "quantity", "country")]
    given = {"id": "a", "text": text, "language": language, "published": published, "mentions": mentions}
    once = with_values(Annotation.model_validate(given), SCHEMA)
    assert with_values(once, SCHEMA) is once
