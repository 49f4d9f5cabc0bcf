"""Schemas of the brat annotation tool: `annotation.conf`, with the labels and colours of `visual.conf`."""

from annotate.schema.forms.brat.read import from_brat
from annotate.schema.forms.brat.visual import to_visual
from annotate.schema.forms.brat.write import to_brat

__all__ = ["from_brat", "to_brat", "to_visual"]
