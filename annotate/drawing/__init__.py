"""Sentences with their spans and arcs, drawn as HTML that needs no script, no picture file and no font metrics."""

from annotate.drawing.page import draw, style
from annotate.drawing.picture import Arc, Box, Picture

__all__ = ["Arc", "Box", "Picture", "draw", "style"]
