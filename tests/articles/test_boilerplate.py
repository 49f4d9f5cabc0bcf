"""Links to other stories, and sentences that only look like them."""

import pytest
from hypothesis import given

from annotate.articles.boilerplate import boilerplate_ranges
from tests.strategies import texts


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate_ranges(text)]


@pytest.mark.parametrize(
    "line",
    [
        "इसे भी पढें:-हिंदू विरोधी टिप्पणी", "इसे भी पढ\u093cें: ख़बर", "इसे भी प\u095dें: ख़बर", "यह भी पढ़ें-खबर",
        "👉 Also read: Talks stall", "(Also Read: Talks stall)", "ALSO READ | Talks", "Read more… talks", "See also",
        "Lea también: otra", "Читайте также - новость", "延伸阅读：新闻", "اقرأ أيضًا: خبر", "Also read - talks stall",
    ],
)  # fmt: skip
def test_a_link_is_marked_without_the_blanks_around_it(line: str) -> None:
    """Within a text, whatever stands in front, and however nukta and accents are spelled."""
    assert marked(f"Oslo waits.\n  {line} \r\nMore of it.\n") == [line]


@pytest.mark.parametrize("line", ["Also read Talks stall in Oslo", "यह भी पढ़ें नई खबर", "Lea también Otra noticia"])
def test_at_the_end_of_a_text_the_words_are_enough(line: str) -> None:
    """The last line needs no colon; the same words within the text, or alone, do."""
    assert marked(f"Oslo waits.\n{line}\n") == [line]
    assert marked(f"Oslo waits.\n{line}\nMore of it.") == []
    assert marked(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Also read-only files were found.", "Read more than ten books.", "Related companies gained.",
        "Lea también asistió a la reunión.", "По теме переговоров сказано мало.", "इसे भी पढें और समझें।",
        "Readers also: yes",
    ],
)  # fmt: skip
def test_a_sentence_is_body_wherever_it_stands(line: str) -> None:
    """The words of a link in a sentence of the article, within it or at its end."""
    assert marked(f"Oslo waits.\n{line}\nMore of it.") == []
    assert marked(f"Oslo waits.\n{line}") == []


@given(texts(), texts())
def test_a_link_is_found_to_the_letter_in_any_text(before: str, after: str) -> None:
    """Whatever stands around it, offsets are those of the text as it is."""
    assert "Also read: Oslo" in marked(f"{before}\nAlso read: Oslo\n{after}")
