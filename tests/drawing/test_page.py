"""What a drawn picture holds, and that nothing in it overlaps."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotate.drawing import Arc, Box, Picture, draw, style
from annotate.drawing.sign import printable
from tests.drawing.pictures import MARKED, Cell, Figure, pictures, sentence


@pytest.mark.parametrize("language", MARKED)
def test_a_sentence_of_any_language_shows_its_boxes_and_roles(language: str) -> None:
    """Every box covers its surface form, has its label under it, and every argument its arc."""
    picture = sentence(language)
    figure = Figure(picture)
    for box in picture.boxes:
        assert figure.surface(box.id) == picture.text[box.start : box.end]
        assert figure.labels(box.id) == [box.label]
    assert sorted(cell.text for cell in figure.cells("drawing-arc")) == sorted(arc.label for arc in picture.arcs)
    assert figure.root.get("lang") == language


@given(pictures(), st.integers(1, 90))
def test_every_box_covers_its_surface_form(picture: Picture, width: int) -> None:
    """Whatever the boxes and the lines, the pieces within a box are its text."""
    figure = Figure(picture, width)
    for box in picture.boxes:
        assert figure.surface(box.id) == printable(picture.text[box.start : box.end])


@given(pictures(), st.integers(1, 90))
def test_no_text_is_lost_but_line_breaks(picture: Picture, width: int) -> None:
    """The signs of the text, white space apart, all stand in the figure once."""
    shown = sorted("".join(cell.text for cell in Figure(picture, width).cells("drawing-text")))
    wanted = sorted(printable(picture.text))
    assert [sign for sign in shown if _is_ink(sign)] == [sign for sign in wanted if _is_ink(sign)]


def _is_ink(sign: str) -> bool:
    return not sign.isspace() and sign != "↵"


@given(pictures(), st.integers(1, 90))
def test_cells_of_one_row_do_not_overlap(picture: Picture, width: int) -> None:
    """Pieces of text, labels of one level and arcs of one level have columns of their own."""
    for line in Figure(picture, width).lines:
        for name in ("drawing-text", "drawing-label", "drawing-arc"):
            for one, two in combinations([cell for cell in line if name in cell.classes], 2):
                assert one.top != two.top or one.last <= two.first or two.last <= one.first


@given(pictures(), st.integers(1, 90))
def test_arcs_end_above_the_text_at_places_of_their_own(picture: Picture, width: int) -> None:
    """No two arcs end at one place, none stands in the text's row or on the edge of a piece of it."""
    for line in Figure(picture, width).lines:
        arcs = [cell for cell in line if "drawing-arc" in cell.classes]
        ports = [port for cell in arcs for port in _ports(cell)]
        assert len(ports) == len(set(ports))
        texts = [cell for cell in line if "drawing-text" in cell.classes]
        assert all(arc.bottom == text.top for arc in arcs for text in texts)
        assert all(any(text.first < port < text.last for text in texts) for port in ports)


def _ports(arc: Cell) -> list[int]:
    sides = (("leaves-start", arc.first), ("leaves-end", arc.last))
    return [column for name, column in sides if name not in arc.classes]


@given(pictures(), st.integers(1, 90))
def test_every_arc_has_its_label_and_one_head(picture: Picture, width: int) -> None:
    """An arc is drawn whole, or as two labelled parts on two lines, one of which has the head."""
    cells = Figure(picture, width).cells("drawing-arc")
    halves = Counter[tuple[str, str, str]]()
    for cell in cells:
        halves[_named(cell)] += 1 if _leaves(cell) else 2
    wanted = Counter((arc.source, arc.target, arc.label) for arc in picture.arcs)
    assert halves == wanted + wanted
    heads = Counter(_named(cell) for cell in cells if cell.classes & {"head-start", "head-end"})
    assert heads == wanted


def _leaves(arc: Cell) -> bool:
    return bool(arc.classes & {"leaves-start", "leaves-end"})


def _named(arc: Cell) -> tuple[str, str, str]:
    """The ends and the label of an arc; of a part of one the label stands before the text of the other end."""
    element = arc.element if len(arc.element) else arc.element.getnext()
    label = str(element[0].text)
    return arc.element.attrib["data-source"], arc.element.attrib["data-target"], label.removesuffix(" · ")


@given(pictures())
def test_a_figure_is_itself_after_parsing(picture: Picture) -> None:
    """Nothing in a text or a label becomes markup, and only elements and classes of ours are there."""
    root = html.fragment_fromstring(draw(picture))
    assert html.tostring(root, encoding="unicode") == draw(picture)
    assert {element.tag for element in root.iter()} <= {"figure", "div", "span", "bdi"}


def test_markup_in_texts_labels_and_ids_is_shown_as_it_is() -> None:
    """Signs of HTML stay signs, and an astronaut of three code points one sign."""
    text = 'R&D "cut" <b>five</b> 👩‍🚀 posts'
    boxes = (Box('"1"', 10, 21, "<i>&amp;</i>"), Box("a<b", 22, 25, "Person"))
    figure = Figure(Picture(text, boxes, (Arc("a<b", '"1"', "</bdi>"),)))
    assert [figure.surface(box.id) for box in boxes] == ["<b>five</b>", "👩‍🚀"]
    assert figure.labels('"1"') == ["<i>&amp;</i>"]
    assert [cell.text for cell in figure.cells("drawing-arc")] == ["</bdi>"]


def test_a_sign_without_a_shape_is_given_one() -> None:
    """A control sign and a marked line break can be seen."""
    figure = Figure(Picture("a\x01b\nc\x9fd", (Box("m", 2, 5, "Odd"),)))
    assert figure.surface("m") == "b↵c"
    assert [cell.text for cell in figure.cells("drawing-text")] == ["a␁", "b↵", "c", "\ufffdd"]


def test_two_events_on_one_trigger_have_a_label_each() -> None:
    """Boxes of one span lie in each other, their labels under each other, and an arc can join them."""
    boxes = (Box("e1", 4, 10, "Death", "#8a5fb0", "trigger"), Box("e2", 4, 10, "Injury", "#2f6db3", "trigger"))
    figure = Figure(Picture("Two killed", boxes, (Arc("e1", "e2", "same"),)))
    assert [figure.surface(box.id) for box in boxes] == ["killed", "killed"]
    first, second = figure.cells("drawing-label")
    assert (first.text, second.text) == ("Death", "Injury")
    assert first.bottom <= second.top
    outer, inner = figure.cells("drawing-box")
    assert [cell.element.get("data-box") for cell in (outer, inner)] == ["e2", "e1"]
    assert "--deep:1" in inner.element.get("style", "")


def test_a_box_in_a_box_is_drawn_over_it_with_its_label_above() -> None:
    """The inner of two boxes has the nearer label; an arc to the outer one ends over its own part."""
    text = "said the Norwegian Refugee Council"
    boxes = (Box("t", 0, 4, "Say", kind="trigger"), Box("o", 9, 34, "Organization"), Box("c", 9, 18, "Country"))
    figure = Figure(Picture(text, boxes, (Arc("t", "o", "speaker"), Arc("t", "c", "nation"))))
    assert figure.surface("o") == "Norwegian Refugee Council"
    assert figure.surface("c") == "Norwegian"
    labels = {cell.text: cell.top for cell in figure.cells("drawing-label")}
    assert labels["Country"] < labels["Organization"]
    ends = {cell.text: cell.last for cell in figure.cells("drawing-arc")}
    over = {name: _text_over(figure, ends[name]) for name in ends}
    assert over == {"speaker": " Refugee Council", "nation": "Norwegian"}


def _text_over(figure: Figure, column: int) -> str:
    return next(cell.text for cell in figure.cells("drawing-text") if cell.first < column < cell.last)


def test_shorter_arcs_stand_lower() -> None:
    """The roles of a trigger are nested by their distance, the nearest next to the text."""
    figure = Figure(sentence("en"))
    tops = {cell.text: cell.top for cell in figure.cells("drawing-arc")}
    assert tops["quantity"] > tops["force"] > tops["recipient"] > tops["date"]
    assert tops["sender"] == tops["quantity"]


def test_an_arc_to_another_line_names_its_other_end_on_both() -> None:
    """Each part says the role and the text where the arc comes from or goes to."""
    picture = sentence("en")
    figure = Figure(picture, width=24)
    parts = [cell for cell in figure.cells("drawing-arc") if _leaves(cell)]
    said = [cell.text for cell in (*figure.cells("drawing-note"), *parts) if cell.text]
    assert "date · Tuesday" in said
    assert "date · sent" in said
    assert len(figure.lines) > 1


def test_arabic_runs_from_right_to_left_and_its_letters_join() -> None:
    """The figure has the direction of the text; where a box cuts a word, the letters at the cut are written joined."""
    figure = Figure(sentence("ar"))
    assert figure.root.get("dir") == "rtl"
    joined = {cell.text: cell.classes & {"joins-before", "joins-after"} for cell in figure.cells("drawing-text")}
    assert joined[" رسمية ل"] == {"joins-after"}
    assert joined["لنرويج"] == {"joins-before"}
    assert joined["زيارة"] == set()


def test_a_latin_name_cut_in_pieces_in_arabic_is_read_from_left_to_right() -> None:
    """The first piece of the name stands in a later column, which is further left."""
    text = "قوة NATO Response Force وصلت"
    figure = Figure(Picture(text, (Box("m", 4, 8, "Organization"),), direction="rtl"))
    assert figure.surface("m") == "NATO"
    assert [cell.text for cell in figure.cells("drawing-text")] == ["قوة ", " Response Force", "NATO", " وصلت"]


def test_a_text_without_boxes_is_text() -> None:
    """Nothing is drawn but the text, in one cell a line."""
    figure = Figure(Picture("No event here.", language="en"))
    assert [[cell.text for cell in line] for line in figure.lines] == [["No event here."]]


def test_an_empty_text_is_an_empty_figure() -> None:
    """No text, no lines."""
    assert Figure(Picture("")).lines == []


def test_of_a_long_text_the_neighbourhood_of_its_boxes_is_drawn() -> None:
    """What is far from any box is left out, which a sign shows."""
    filling = "Lorem ipsum dolor sit amet. " * 90
    text = f"{filling}Norway sent soldiers. {filling}"
    start = len(filling)
    boxes = (Box("m", start, start + 6, "Country"), Box("t", start + 7, start + 11, "Transfer", kind="trigger"))
    figure = Figure(Picture(text, boxes, (Arc("t", "m", "sender"),)), context=40)
    assert [figure.surface(box.id) for box in boxes] == ["Norway", "sent"]
    assert len(figure.cells("drawing-left-out")) == 2
    assert len("".join(cell.text for cell in figure.cells("drawing-text"))) < 200
    assert len(figure.source) < 5000


def test_a_figure_needs_nothing_from_elsewhere() -> None:
    """Neither the figure nor the style sheet has a script or an address."""
    page = style() + draw(sentence("hi"))
    assert [sign for sign in ("<script", "url(", "http", "@import", "src=") if sign in page] == []


def test_every_class_drawn_is_styled() -> None:
    """No class of a figure lacks its rule, but those that only say what a cell is."""
    figures = [Figure(sentence(language), width) for language in MARKED for width in (20, 72)]
    drawn = {name for figure in figures for line in figure.lines for cell in line for name in cell.classes}
    assert {name for name in drawn if f".{name}" not in style()} <= {"head-start", "end"}
