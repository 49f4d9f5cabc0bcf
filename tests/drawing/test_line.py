"""Where lines end, and what of a long text is drawn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.drawing import Box, Picture
from annotate.drawing.line import break_lines
from annotate.drawing.neighbourhood import neighbourhoods
from annotate.drawing.width import columns
from annotate.span import is_grapheme_edge
from tests.drawing.pictures import MARKED, pictures, sentence


def _lines(picture: Picture, width: int, context: int = 120) -> list[str]:
    return [picture.text[line.start : line.end] for line in break_lines(picture, width, context)]


@pytest.mark.parametrize("language", MARKED)
@pytest.mark.parametrize("width", [24, 40])
def test_lines_keep_to_their_width_and_boxes_stay_whole(language: str, width: int) -> None:
    """A line ends between boxes and between words, whatever the script."""
    picture = sentence(language)
    lines = _lines(picture, width)
    assert "".join(lines) == picture.text
    assert all(columns(line) <= width for line in lines)
    for box in picture.boxes:
        assert any(picture.text[box.start : box.end] in line for line in lines)


def test_lines_are_of_even_width() -> None:
    """No last line of a single word."""
    lines = _lines(Picture("one two three four five six seven eight nine ten"), 34)
    assert lines == ["one two three four five ", "six seven eight nine ten"]


def test_a_chinese_line_begins_with_no_comma() -> None:
    """Lines end between signs, but not before closing punctuation."""
    lines = _lines(Picture("安娜于星期二抵达内罗毕，与总统会谈。双方商定签署协议。"), 22)
    assert len(lines) > 2
    assert not any(line[0] in "，。" for line in lines)


def test_a_word_longer_than_a_line_is_cut_between_graphemes() -> None:
    """A sign of several code points stays whole."""
    assert _lines(Picture("क्षि" * 12), 18) == ["क्षि" * 4] * 3


def test_a_line_break_of_the_text_ends_a_line() -> None:
    """Empty lines are left out, but for one that a box marks."""
    text = "one\r\ntwo\n\n \nthree"
    assert _lines(Picture(text), 40) == ["one\r\n", "two\n", "three"]
    assert _lines(Picture(text, (Box("m", 9, 10, "Slip"),)), 40) == ["one\r\n", "two\n", "\n", "three"]


@given(pictures(), st.integers(1, 90))
def test_lines_are_in_order_and_apart(picture: Picture, width: int) -> None:
    """They end between graphemes, and no box is left out."""
    lines = break_lines(picture, width, 0)
    assert all(one.end <= two.start for one, two in pairwise(lines))
    assert all(is_grapheme_edge(picture.text, edge) for line in lines for edge in (line.start, line.end))
    drawn = {at for line in lines for at in range(line.start, line.end)}
    assert all(drawn >= set(range(box.start, box.end)) for box in picture.boxes)


@given(st.lists(st.integers(0, 990), max_size=6), st.integers(0, 60))
def test_neighbourhoods_hold_each_box_and_its_context(starts: list[int], context: int) -> None:
    """Cuts fall between words, neighbourhoods neither overlap nor lie within a few words of each other."""
    text = "Norway sent 300 soldiers. " * 40
    boxes = [Box(f"b{at}", start, start + 10, "Any") for at, start in enumerate(starts)]
    found = neighbourhoods(text, boxes, context)
    assert all(two[0] - one[1] > 10 for one, two in pairwise(found))
    for box in boxes:
        wanted = max(0, box.start - context), min(len(text), box.end + context)
        assert any(start <= wanted[0] and wanted[1] <= end for start, end in found)
    assert all(at in (0, len(text)) or text[at - 1] == " " for stretch in found for at in stretch)


def test_of_a_text_without_boxes_the_beginning_is_drawn() -> None:
    """As much as a box would have around it."""
    assert neighbourhoods("Norway sent 300 soldiers. " * 40, [], 100) == ((0, len("Norway sent 300 soldiers. " * 8)),)
