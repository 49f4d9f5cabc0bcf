"""Spans: where a grapheme ends, and what a slip of the hand is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.span import Span, grapheme_hull, is_grapheme_edge, tidy
from tests.strategies import grapheme_edges, texts


@given(text=texts())
def test_an_edge_is_where_the_unicode_standard_has_one(text: str) -> None:
    """Every offset of every text is judged as by a count of graphemes from its start."""
    assert [at for at in range(len(text) + 1) if is_grapheme_edge(text, at)] == grapheme_edges(text)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts())
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(drawn=ranges())
def test_the_hull_is_the_smallest_range_of_whole_graphemes(drawn: tuple[str, int, int]) -> None:
    """It holds the range, ends on edges, is itself its hull, and one grapheme less would not hold the range."""
    text, start, end = drawn
    low, high = grapheme_hull(text, start, end)
    edges = grapheme_edges(text)
    assert (low, high) == (max(at for at in edges if at <= start), min(at for at in edges if at >= end))
    assert grapheme_hull(text, low, high) == (low, high)


@given(drawn=ranges())
def test_tidying_is_done_at_once(drawn: tuple[str, int, int]) -> None:
    """A tidy range is never empty, cuts no grapheme, adds none, and tidying it again changes nothing."""
    text, start, end = drawn
    low, high = tidy(text, start, end)
    hull = grapheme_hull(text, start, end)
    assert hull[0] <= low < high <= hull[1]
    assert {low, high} <= set(grapheme_edges(text))
    assert tidy(text, low, high) == (low, high)


LONG: dict[str, tuple[str, tuple[int, int], tuple[int, int]]] = {
    "a heap of accents": ("a" + "\u0301" * 99 + "b", (70, 100), (0, 100)),
    "a sign before a space": ("\u0600 \u0301b", (2, 3), (0, 3)),
    "a family of forty": ("a" + "👩\u200d" * 40 + "🚀b", (71, 72), (1, 82)),
    "a row of flags": ("a" + "🇮🇳" * 40, (70, 71), (69, 71)),
    "a conjunct": ("क्षत्रिय", (1, 5), (0, 7)),
    "a line end": ("a\r\nb", (2, 3), (1, 3)),
}


@pytest.mark.parametrize("what", LONG)
def test_a_grapheme_may_be_long(what: str) -> None:
    """However far back it begins, the hull holds it whole."""
    text, drawn, hull = LONG[what]
    assert grapheme_hull(text, *drawn) == hull


@pytest.mark.parametrize(
    ("text", "drawn", "meant"),
    [("a \u0301b", (1, 4), " \u0301b"), ("b\u0600,", (0, 3), "b\u0600,"), ("a\r\nb", (1, 2), "\r\n")],
)
def test_a_space_or_comma_inside_a_grapheme_stays(text: str, drawn: tuple[int, int], meant: str) -> None:
    """To take it away would cut the letter that carries it, or that it carries."""
    low, high = tidy(text, *drawn)
    assert text[low:high] == meant


def test_a_span_that_ends_past_its_text_does_not_fit() -> None:
    """Not even where the text runs out just as the span's own text does."""
    assert Span(start=1, end=4, text="slo").fits("Oslo")
    assert not Span(start=1, end=9, text="slo").fits("Oslo")


@pytest.mark.parametrize(
    ("text", "drawn", "meant"),
    [
        ("वे दिल्ली पहुंचे।", "दिल्ल", "दिल्ली"),
        ("वे दिल्ली पहुंचे।", " दिल्ली ", "दिल्ली"),
        ("वे दिल्ली पहुंचे।", "पहुंचे।", "पहुंचे"),
        ("वे दिल्ली पहुंचे.", "पहुंचे.", "पहुंचे"),
        ("from the U.S. today", "U.S.", "U.S."),
        ("Oslo, Bergen", "Oslo,", "Oslo"),
        ("وصل إلى القاهرة،", "القاهرة،", "القاهرة"),
        ("到达北京。", "北京。", "北京"),
        ("a  b", "  ", "  "),
    ],
)
def test_a_slip_of_the_hand_is_seen(text: str, drawn: str, meant: str) -> None:
    """A cut letter is made whole; spaces, commas, dandas and full stops at the edges go, but not those of `U.S.`."""
    start = text.index(drawn)
    low, high = tidy(text, start, start + len(drawn))
    assert text[low:high] == meant


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 5)])
def test_a_span_has_an_extent_inside_its_text(start: int, end: int) -> None:
    """Empty, reversed and overlong spans are refused."""
    with pytest.raises(ValueError, match="span"):
        Span.of("Oslo", start, end)


def test_offsets_count_code_points() -> None:
    """An emoji of four code points is four, a Devanagari syllable as many as it has signs."""
    text = "👩🏽‍🚀 दिल्ली"
    assert Span.of(text, 0, 4).text == "👩🏽‍🚀"
    assert Span.of(text, 5, len(text)).text == "दिल्ली"
