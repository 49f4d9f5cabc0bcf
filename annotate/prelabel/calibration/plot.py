"""A reliability plot: in each bin of scores the share that was right, before and after calibration, as SVG."""

from collections.abc import Iterator, Sequence

from lxml import etree

from annotate.drawing.element import E, Element
from annotate.prelabel.calibration.error import Bin, calibration_error

_SIZE, _EDGE = 320, 44  # pixels: a side of the square, and the room for its labels
_COLOURS = ("#868e96", "#1864ab")
_FONT = {"font-family": "sans-serif", "font-size": "11", "fill": "#343a40"}


def reliability_plot(before: Sequence[Bin], after: Sequence[Bin], title: str) -> str:
    """An SVG picture: dots as large as their bins hold examples; on the diagonal scores are probabilities."""
    wide, high = _SIZE + 2 * _EDGE, _SIZE + 2 * _EDGE + 16
    drawing = E.svg(
        {"xmlns": "http://www.w3.org/2000/svg", "width": str(wide), "height": str(high), "role": "img"},
        E.title(title),
        E.rect({"width": str(wide), "height": str(high), "fill": "#ffffff"}),
        *_frame(title),
        *_dots(before, _COLOURS[0]),
        *_dots(after, _COLOURS[1]),
        *_legend((before, after)),
    )
    return etree.tostring(drawing, encoding="unicode", pretty_print=True)


def _x(score: float) -> str:
    return f"{_EDGE + score * _SIZE:.1f}"


def _y(share: float) -> str:
    return f"{_EDGE + (1 - share) * _SIZE:.1f}"


def _text(words: str, x: str, y: str, **more: str) -> Element:
    return E.text(words, {**_FONT, "x": x, "y": y, **{key.replace("_", "-"): value for key, value in more.items()}})


def _frame(title: str) -> Iterator[Element]:
    yield _text(title, str(_EDGE), "22", font_size="13")
    yield E.line({"x1": _x(0), "y1": _y(0), "x2": _x(1), "y2": _y(1), "stroke": "#ced4da", "stroke-dasharray": "4 3"})
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        yield E.line({"x1": _x(tick), "y1": _y(0), "x2": _x(tick), "y2": _y(1), "stroke": "#f1f3f5"})
        yield E.line({"x1": _x(0), "y1": _y(tick), "x2": _x(1), "y2": _y(tick), "stroke": "#f1f3f5"})
        yield _text(f"{tick:.1f}", _x(tick), str(_EDGE + _SIZE + 14), text_anchor="middle")
        yield _text(f"{tick:.1f}", str(_EDGE - 6), _y(tick), text_anchor="end")
    yield _text("score", _x(0.5), str(_EDGE + _SIZE + 28), text_anchor="middle")
    yield _text("share that is right", "12", _y(0.5), text_anchor="middle", transform=f"rotate(-90 12 {_y(0.5)})")


def _dots(found: Sequence[Bin], colour: str) -> Iterator[Element]:
    """A line through the bins, and a dot on each; its area is as its number."""
    points = " ".join(f"{_x(each.score)},{_y(each.share)}" for each in found)
    yield E.polyline({"points": points, "fill": "none", "stroke": colour, "stroke-width": "1.5"})
    most = max((each.number for each in found), default=1)
    for each in found:
        radius = f"{2 + 6 * (each.number / most) ** 0.5:.1f}"
        told = E.title(f"{each.number} examples: score {each.score:.2f}, right {each.share:.2f}")
        yield E.circle({"cx": _x(each.score), "cy": _y(each.share), "r": radius, "fill": colour}, told)


def _legend(sides: tuple[Sequence[Bin], Sequence[Bin]]) -> Iterator[Element]:
    for at, (name, found) in enumerate(zip(("before", "after"), sides, strict=True)):
        x = _EDGE + at * _SIZE // 2
        yield E.circle({"cx": str(x + 5), "cy": str(_EDGE + _SIZE + 42), "r": "5", "fill": _COLOURS[at]})
        words = f"{name}: error {calibration_error(found):.3f}"
        yield _text(words, str(x + 14), str(_EDGE + _SIZE + 46))
