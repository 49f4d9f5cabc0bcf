"""What a picture may hold."""

import pytest

from annotate.drawing import Arc, Box, Picture
from annotate.errors import AnnotateError


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 12)])
def test_a_box_outside_the_text_is_refused(start: int, end: int) -> None:
    """The message names the box, its offsets and the length of the text."""
    with pytest.raises(AnnotateError, match=rf"box 'm': {start}-{end} is no stretch of the text \(11 code points\)"):
        Picture("Norway sent", (Box("m", start, end, "Country"),))


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456;x", "#1234567"])
def test_a_colour_of_another_form_is_refused(colour: str) -> None:
    """Only `#rrggbb` gets into a style attribute."""
    with pytest.raises(AnnotateError, match="is not '#' and six hexadecimal digits"):
        Picture("Norway sent", (Box("m", 0, 6, "Country", colour),))


def test_an_arc_to_an_unknown_box_is_refused() -> None:
    """The message names the arc, the id and what ids there are."""
    with pytest.raises(AnnotateError, match=r"arc 'sender': no box has the id 'm2' \(known: m1\)"):
        Picture("Norway sent", (Box("m1", 0, 6, "Country"),), (Arc("m1", "m2", "sender"),))


def test_two_boxes_of_one_id_are_refused() -> None:
    """An arc could not say which of them it means."""
    with pytest.raises(AnnotateError, match="two boxes have the id 'm'"):
        Picture("Norway sent", (Box("m", 0, 6, "Country"), Box("m", 7, 11, "Transfer")))
