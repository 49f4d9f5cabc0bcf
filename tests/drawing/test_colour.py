"""Shades that can be read."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.drawing.colour import contrast, ink, tint

_COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(_COLOURS)
def test_ink_can_be_read_on_white(colour: str) -> None:
    """Small text needs a contrast of 4.5."""
    assert contrast(ink(colour), "#ffffff") >= 4.5


@given(_COLOURS)
def test_a_colour_that_can_be_read_stays(colour: str) -> None:
    """Ink is darker than its colour only where it must be."""
    assert (ink(colour) == colour) == (contrast(colour, "#ffffff") >= 4.5)


@given(_COLOURS)
def test_text_can_be_read_on_a_tint(colour: str) -> None:
    """The darkest tint that is used lies under the colour of the text."""
    assert contrast(tint(colour, 0.34), "#1d232b") >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a grey of known contrast what the standard's formula gives."""
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_a_tint_lies_between_white_and_the_colour() -> None:
    """No strength is white, full strength the colour."""
    assert [tint("#204080", strength) for strength in (0, 0.5, 1)] == ["#ffffff", "#90a0c0", "#204080"]
