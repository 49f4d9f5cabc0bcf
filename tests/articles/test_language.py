"""The language of an article, named or found."""

from pathlib import Path

import pytest

from annotate.articles.language import find_language, language_code

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("hi-IN", "hi"), ("HIN", "hi"), ("zh_Hans", "zh"), ("cmn", "zh"), ("ger", "de"), ("iw", "he"),
        ("bho", "bho"), ("und", None), ("Hindi", None), ("", None), (7, None), (None, None),
    ],
)  # fmt: skip
def test_a_tag_becomes_the_shortest_code(named: object, code: str | None) -> None:
    """Two letters where ISO 639-1 has them, three where not, and nothing for what is no code."""
    assert language_code(named) == code


@pytest.mark.parametrize("text", ["Oslo", "US", "रूस", "12345 67890", "!!!", "🙂🙂", "Moscou", " "])
def test_too_little_text_has_no_language(text: str) -> None:
    """A name alone would be taken for Norwegian or French."""
    assert find_language(text) is None


def test_an_english_headline_does_not_make_a_hindi_article_english() -> None:
    """More than the first line is looked at."""
    [seed] = (ROOT / "seeds").glob("*.txt")
    headline = "North Korea-Russia Relation: Kim Jong Un may soon visit Moscow at Putin's invitation, a report says.\n"
    assert find_language(headline + seed.read_text(encoding="utf-8")) == "hi"


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\u2028", "\t", "\x0b"])
def test_line_breaks_do_not_disturb(breaks: str) -> None:
    """The model takes one line; a text of several has the same language."""
    assert find_language(breaks.join(["Премьер-министр прибыл", "в столицу с визитом"])) == "ru"
