"""Quotes are found at exact spans of whole graphemes, or refused with a reason."""

import unicodedata
from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotate.article import Range
from annotate.prelabel.grounding import Grounded, Refusal, ground
from annotate.prelabel.skeleton import bare_letters, skeleton
from annotate.span import grapheme_hull, is_grapheme_edge
from benchmarks.grounding import is_right, made_up, perturbed

NEWS = "Norway sent 300 soldiers to Latvia. Norway's prime minister, Jonas Gahr Støre, met Kenya's."
HINDI = "नॉर्वे ने ज़िले में 300 सैनिक तैनात किए। अमेरिकी राष्ट्रपति ने किम से बात की।"
ARABIC = "وصل وزيرُ الخارجية إلى نواكشوط الثلاثاء."
CHINESE = "挪威总统访问肯尼亚，签署协议。"


def found(quote: str, text: str, window: Range | None = None) -> tuple[str, str]:
    """The surface that a quote is grounded to and how, or nothing and why not."""
    grounded = ground(quote, text, window)
    return ("", grounded.reason) if isinstance(grounded, Refusal) else (grounded.span.text, grounded.told)


@pytest.mark.parametrize(
    ("quote", "text", "surface", "way"),
    [
        ("300 soldiers", NEWS, "300 soldiers", "exact"),
        (" 300 soldiers ", NEWS, "300 soldiers", "exact"),
        ("300\nSoldiers", NEWS, "300 soldiers", "normalised"),
        ("“prime minister Jonas Gahr Store”", NEWS, "prime minister, Jonas Gahr Støre", "fuzzy 96"),
        ("Norway’s", NEWS, "Norway's", "normalised"),
        ("soldeirs to Latvia", NEWS, "soldiers to Latvia", "fuzzy 94"),
        ("जिले", HINDI, "ज़िले", "normalised"),
        ("३०० सैनिक", HINDI, "300 सैनिक", "normalised"),
        ("अमरीकी राष्ट्रपति", HINDI, "अमेरिकी राष्ट्रपति", "fuzzy 91"),
        ("وزير الخارجيه", ARABIC, "وزيرُ الخارجية", "fuzzy 92"),
        ("وزير الخارجية", ARABIC, "وزيرُ الخارجية", "normalised"),
        ("总统访问", CHINESE, "总统访问", "exact"),
        ("肯尼亚,签署", CHINESE, "肯尼亚，签署", "normalised"),
    ],
)
def test_a_quote_is_found(quote: str, text: str, surface: str, way: str) -> None:
    """Letter for letter, without what writers vary, or with a wrong letter."""
    assert found(quote, text) == (surface, way)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("500 soldiers", NEWS),
        ("Sweden", NEWS),
        ("Norway sent soldiers", NEWS),
        ("prime minister Boris Godunov", NEWS),
        ("Austria", "The chancellor of Australia spoke."),
        ("US", "RUSSIA SENT TROOPS"),
        ("क", HINDI),
        ("किम ने", HINDI),
        ("法国总统", CHINESE),
    ],
)
def test_what_is_not_there_is_refused(quote: str, text: str) -> None:
    """Another number, another name, words that do not follow each other, a piece out of a word or a grapheme."""
    assert found(quote, text) == ("", "not found")


@pytest.mark.parametrize("quote", ["", "  ", "...", "“”", "\u200d"])
def test_a_quote_without_a_letter_is_empty(quote: str) -> None:
    """Nothing is nowhere."""
    assert found(quote, NEWS) == ("", "empty")


def test_the_sentence_decides_between_equal_words() -> None:
    """The window first; outside it only what stands in one place."""
    first, second = (0, 35), (36, len(NEWS))
    assert ground("Norway", NEWS, first) != ground("Norway", NEWS, second)
    inside = ground("Norway", NEWS, second)
    assert isinstance(inside, Grounded)
    assert (inside.span.start, inside.told) == (36, "exact")
    assert found("Latvia", NEWS, second) == ("Latvia", "exact, elsewhere")
    assert found("Norway", NEWS, (5, 20)) == ("", "ambiguous")
    assert found("Latvai", NEWS, second) == ("", "not found")


def test_whole_words_come_before_parts_of_words() -> None:
    """A part is taken only where no whole word is, and only at an edge of its word: a prefix or an ending."""
    text = "A signed paper is a sign."
    grounded = ground("sign", text)
    assert isinstance(grounded, Grounded)
    assert grounded.span.start == 20
    assert found("وزير", "قال ووزير") == ("وزير", "exact")


def test_300_perturbed_quotes_are_found_and_300_made_up_ones_refused() -> None:
    """Joiners, spaces, nuktas, case and punctuation in five scripts: what `python -m benchmarks grounding` prints."""
    true, false = list(perturbed(300)), list(made_up(300))
    wrong = [
        (quote.kind, quote.words)
        for quote in (*true, *false)
        if not is_right(quote, ground(quote.words, quote.passage.text, quote.passage.window))
    ]
    assert (len(true), len(false), wrong) == (300, 300, [])


LETTERS = st.sampled_from("abcéßΣжщकखगजड़िीु्ंअआبةتىي国访ㅏ한0९٣ \u200d\u200c\u093c\u0301-'.।،\n")
TEXTS = st.text(LETTERS, min_size=1, max_size=60)
STRAY = regex.compile(r"(?:^|(?<=[^\p{L}\p{M}\p{N}]))\p{M}+")
"""A mark on no letter, which no writer writes."""


@st.composite
def cut_out(draw: st.DrawFn) -> tuple[str, Range]:
    """A text, and the range of whole words in it that a quote is cut from."""
    text = STRAY.sub("", draw(TEXTS)) or "a"
    edges = [
        at
        for at in range(len(text) + 1)
        if is_grapheme_edge(text, at) and (at in {0, len(text)} or text[at - 1].isspace() or text[at].isspace())
    ]
    start, end = sorted(draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2)))
    return text, (start, end)


def vary(draw: st.DrawFn, quote: str) -> str:
    """A quote as another writer would put it."""
    changes: list[Callable[[str], str]] = [
        str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text), lambda text: f"«{text}».",
        lambda text: unicodedata.normalize("NFC", text), lambda text: text.replace("\u093c", ""),
        lambda text: text.replace(" ", "\u00a0 "), "\u200d".join,
    ]  # fmt: skip
    return draw(st.sampled_from(changes))(quote)


@given(st.data())
def test_a_quote_cut_from_the_text_and_varied_is_grounded_to_the_same_letters(data: st.DataObject) -> None:
    """Whatever is varied, the span has the letters of the quote and whole graphemes."""
    text, (start, end) = data.draw(cut_out())
    original = text[start:end]
    quote = data.draw(st.composite(vary)(original))
    grounded = ground(quote, text)
    if not bare_letters(original):
        assert grounded == Refusal("empty")
        return
    if bare_letters(quote) != bare_letters(original):
        return  # upper case of a letter that has none of its own
    assert isinstance(grounded, Grounded)
    assert grounded.span.fits(text)
    assert bare_letters(grounded.span.text) == bare_letters(original)
    assert is_grapheme_edge(text, grounded.span.start)
    assert is_grapheme_edge(text, grounded.span.end)


@given(st.text(LETTERS, max_size=20), TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_no_quote_makes_it_raise_or_leave_the_text(quote: str, text: str, one: int, other: int) -> None:
    """A span fits the text and is whole graphemes, whatever was asked."""
    start, end = grapheme_hull(text, *sorted(min(at, len(text)) for at in (one, other)))
    grounded = ground(quote, text, (start, end))
    if isinstance(grounded, Grounded):
        assert grounded.span.fits(text)
        assert is_grapheme_edge(text, grounded.span.start)
        assert is_grapheme_edge(text, grounded.span.end)
        assert not grounded.inside or start <= grounded.span.start < grounded.span.end <= end


@given(TEXTS)
def test_every_letter_of_a_skeleton_knows_its_origin(text: str) -> None:
    """The way back is as long as the letters, never goes backwards, and gives the same letters again."""
    made = skeleton(text)
    assert len(made.letters) == len(made.origins)
    assert list(made.origins) == sorted(made.origins)
    assert bare_letters(text) == made.letters
    assert bare_letters("".join(text[at] for at in dict.fromkeys(made.origins))) == made.letters
