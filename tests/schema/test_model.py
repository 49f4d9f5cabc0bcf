"""The schema's model: counts, words, labels, and who may fill what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from annotate.schema import Count, EntityType, Role, Trigger
from annotate.schema.words import spellings


@given(low=st.integers(0, 9), more=st.none() | st.integers(0, 9), number=st.integers(0, 20))
def test_a_braced_count_admits_what_it_says(low: int, more: int | None, number: int) -> None:
    """`{low-high}`, and `{low-}` without an upper end."""
    high = None if more is None else max(low + more, 1)
    count = Count.parse(f"{{{low}-{'' if high is None else high}}}")
    assert (count.low, count.high) == (low, high)
    assert count.admits(number) == (number in range(low, 99 if high is None else high + 1))


@pytest.mark.parametrize(
    "given", ["", "2", 2, "{}", "{-}", "{-2}", "{2", "{2-3-4}", "{a}", "**", "1?", True, 1.0, None]
)
def test_what_is_no_count_is_refused(given: object) -> None:
    """The message lists all the forms."""
    with pytest.raises(ValueError, match=r'a count is one of "1" "\?" "\+" "\*" "\{2\}" "\{2-\}" "\{1-3\}", in quotes'):
        Count.parse(given)


@pytest.mark.parametrize("given", ["{3-1}", "{0}", "{0-0}"])
def test_a_count_that_no_number_meets_is_refused(given: str) -> None:
    """More than at most, or never at all."""
    with pytest.raises(ValueError, match="cannot be met"):
        Count.parse(given)


def test_one_needs_no_quotes_and_spaces_do_not_matter() -> None:
    """YAML reads a bare 1 as a number."""
    assert Count.parse(1) == Count.parse("1") == Count.parse(" 1 ") == Count("1", 1, 1)


def test_a_role_is_filled_any_number_of_times_unless_it_says_otherwise() -> None:
    """Gold is never wrong for a count that no one gave."""
    count = Role(fillers=("person",)).count
    assert [count.admits(number) for number in (0, 1, 99)] == [True, True, True]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("visit", ["visit"]),
        ("visit(|s|ed)", ["visit", "visits", "visited"]),
        ("cit(y|ies)", ["city", "cities"]),
        ("(गृह|रक्षा) मंत्री", ["गृह मंत्री", "रक्षा मंत्री"]),
        ("(a|b)(c|d)", ["ac", "ad", "bc", "bd"]),
        ("visit(ed", ["visit(ed"]),
    ],
)
def test_a_pattern_stands_for_its_spellings(pattern: str, words: list[str]) -> None:
    """In the order in which they are written; a bracket alone is a bracket."""
    assert list(spellings(pattern)) == words


def test_a_word_given_twice_is_one() -> None:
    """Whether written twice or spelt out twice."""
    trigger = Trigger.model_validate({"words": ["visit(|s)", "visits", "visit"]})
    assert trigger.words == ("visit", "visits")


@pytest.mark.parametrize("words", [["visit", ""], ["(|s)"], ["  "]])
def test_a_blank_word_is_refused(words: list[str]) -> None:
    """It would be found everywhere."""
    with pytest.raises(ValidationError, match="a word is empty"):
        Trigger.model_validate({"words": words})


def test_a_label_falls_back_to_english_and_then_to_the_name() -> None:
    """And a definition to nothing."""
    kind = EntityType(labels={"en": "Person", "hi": "व्यक्ति"}, definitions={"en": "Who."})
    assert [kind.label(language, "person") for language in ("hi", "en", "ar")] == ["व्यक्ति", "Person", "Person"]
    assert EntityType().label("hi", "person") == "person"
    assert (kind.definition("hi"), EntityType().definition("hi")) == ("Who.", "")
