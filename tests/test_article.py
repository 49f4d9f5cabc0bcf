"""Articles: their id, and what a text must not hold."""

import hashlib

import pytest
from hypothesis import given
from pydantic import ValidationError

from annotate.article import Article, text_fault, text_id
from tests.strategies import texts


@given(text=texts())
def test_the_id_of_an_article_is_that_of_its_text(text: str) -> None:
    """The first sixteen hexadecimal digits of the SHA-256 of its UTF-8, unless one is given."""
    assert Article(text=text).id == text_id(text) == hashlib.sha256(text.encode()).hexdigest()[:16]
    assert Article(id="a7", text=text).id == "a7"


def test_the_id_of_a_known_text_never_changes() -> None:
    """Readings and exports refer to it; an accent in two parts is another text."""
    assert text_id("Oslo waits.") == "65e7d6502ce6fb91"
    assert text_id("Kova\u010d") != text_id("Kovac\u030c")


@given(text=texts())
def test_a_text_is_kept_to_the_letter(text: str) -> None:
    """Offsets refer to it, so no space, line end or spelling of a letter is mended."""
    assert text_fault(text) is None
    assert Article(text=text).text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Oslo\0", "the text has a NUL at 4; remove it"),
        ("Oslo \ud83d waits", "the text has a lone surrogate U+D83D at 5; repair the file it came from"),
        ("\udc00", "the text has a lone surrogate U+DC00 at 0"),
        ("", "at least 1 character"),
    ],
)
def test_a_text_that_cannot_be_stored_is_refused(text: str, said: str) -> None:
    """What is wrong, and where, in code points."""
    with pytest.raises(ValidationError) as caught:
        Article(text=text)
    assert said in str(caught.value)


@pytest.mark.parametrize("boilerplate", [(0, 0), (2, 1), (0, 99), (-1, 2)])
def test_boilerplate_lies_in_the_text(boilerplate: tuple[int, int]) -> None:
    """A range that is empty or outside is refused."""
    with pytest.raises(ValidationError, match=r"boilerplate .* lies outside the text \(11 code points\)"):
        Article(text="Oslo waits.", boilerplate=(boilerplate,))


def test_an_article_never_changes() -> None:
    """Neither its text nor what is known of it."""
    article = Article(text="Oslo waits.")
    with pytest.raises(ValidationError, match="frozen"):
        article.text = "Bergen waits."  # type: ignore[misc]
