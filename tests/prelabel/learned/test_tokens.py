"""Tokens: any span that people mark can be made of them, and none cuts a grapheme."""

import pytest
from hypothesis import given

from annotate.prelabel.learned.tokens import stretches, tokens
from annotate.span import is_grapheme_edge
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russia's 10,000 men.", ["Russia", "'", "s", "10,000", "men", "."]),
        ("विदेश मंत्री पहुंचीं।", ["विदेश", "मंत्री", "पहुंचीं", "।"]),
        ("朝美峰会", ["朝", "美", "峰", "会"]),
        ("وبالرئيس", ["و", "ب", "الرئيس"]),
        ("U.S.-led", ["U", ".", "S", ".", "-", "led"]),
        ("👩‍🚀 met", ["👩‍🚀", "met"]),
    ],
)
def test_words_numbers_and_signs_are_tokens(text: str, wanted: list[str]) -> None:
    """Devanagari words stay whole, Chinese signs stand alone, Arabic letters that may be proclitics are cut off."""
    assert [token.text for token in tokens(text)] == wanted


@given(texts())
def test_tokens_hold_all_but_space_and_cut_no_grapheme(text: str) -> None:
    """Whatever the script, tokens are in order, are the text at their offsets, and leave out nothing but space."""
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(is_grapheme_edge(text, edge) for token in found for edge in (token.start, token.end))
    assert "".join("".join(token.text for token in found).split()) == "".join(text.split())


def test_stretches_are_lines_without_boilerplate() -> None:
    """Each line is labelled alone; what is not of the body is in none."""
    text = "One two.\nThree four.\nRead more"
    every = tokens(text)
    found = [[token.text for token in every[a:b]] for a, b in stretches(text, every, [(21, 30)])]
    assert found == [["One", "two", "."], ["Three", "four", "."]]


def test_a_line_without_end_is_cut() -> None:
    """No stretch grows beyond a few hundred tokens, so that memory and time stay flat."""
    text = "word " * 2000
    every = tokens(text)
    found = list(stretches(text, every))
    assert max(b - a for a, b in found) <= 301
    assert [at for a, b in found for at in range(a, b)] == list(range(len(every)))
