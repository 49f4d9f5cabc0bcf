"""Words: no script is cut where its readers would not cut it."""

import re

import pytest
import regex
from hypothesis import given

from annotate.prelabel.gliner.words import split_words
from tests.prelabel.gliner.stories import HINDI
from tests.strategies import grapheme_edges, texts

OLD = re.compile(r"\w+(?:[-_]\w+)*|\S")
"""What GLiNER2 cut with up to version 2.0."""


def words(text: str) -> list[str]:
    return [word for word, _, _ in split_words(text, lower=False)]


@pytest.mark.parametrize(
    "word",
    [
        "यात्रा",
        "प्रधानमंत्री",
        "पहुंचीं",
        "राष्ट्र\u200dपति",
        "क्\u200dष",
        "ज\u093cमीन",
        "\u095eौज",
        "க்ஷேத்திரம்",
        "الوزارةُ",
        "а\u0301томный",
    ],
)
def test_a_word_with_signs_is_one_word(word: str) -> None:
    """Vowel signs, conjuncts, joiners, nuktas, Arabic vowels and stress marks cut nothing, as they did up to 2.0."""
    assert words(word) == [word]
    assert len(OLD.findall(word)) > 1


def test_words_of_a_sentence_are_those_between_spaces() -> None:
    """Of a Hindi sentence, and the danda is apart."""
    assert words(HINDI) == [*HINDI.removesuffix("।").split(), "।"]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("习近平访问Oslo了", ["习", "近", "平", "访", "问", "Oslo", "了"]),
        ("東京へ", ["東", "京", "へ"]),
        ("が\u3099です", ["が\u3099", "で", "す"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("한국어 말", ["한국어", "말"]),
    ],
)
def test_signs_without_spaces_are_words_of_their_own(text: str, apart: list[str]) -> None:
    """Chinese, Japanese and Thai, with the marks they carry; Korean has spaces."""
    assert words(text) == apart


def test_emoji_and_flags_are_whole() -> None:
    """A family, a skin tone, two flags, a keycap."""
    whole = ["👩\u200d👩\u200d👧", "👍🏽", "🇮🇳", "🇺🇸", "1\ufe0f\u20e3", "❤\ufe0f"]
    assert words(" ".join(whole)) == whole
    assert words("🇮🇳🇺🇸") == ["🇮🇳", "🇺🇸"]


def test_latin_words_are_those_of_the_library() -> None:
    """As the models were trained, but that an address does not take the full stop after it."""
    text = "U.S. envoys don't visit well-known sites: https://example.org/a. Ask a.b@example.org or @me."
    assert " ".join(words(text)) == (
        "U . S . envoys don ' t visit well-known sites : https://example.org/a . Ask a.b@example.org or @me ."
    )


def test_only_the_word_is_in_lower_case() -> None:
    """Offsets are those of the text, though İ is two code points in lower case."""
    text = "İİ Oslo"
    assert list(split_words(text)) == [("i\u0307i\u0307", 0, 2), ("oslo", 3, 7)]


@given(texts())
def test_words_are_whole_graphemes_and_hold_all_but_spaces(text: str) -> None:
    """In order, at edges of grapheme clusters, and what lies between is clusters with a space in them."""
    edges, at = set(grapheme_edges(text)), 0
    for word, start, end in [*split_words(text, lower=False), ("", len(text), len(text))]:
        assert text[start:end] == word
        assert {start, end} <= edges
        assert all(regex.search(r"\s", cluster) for cluster in regex.findall(r"\X", text[at:start]))
        at = end
