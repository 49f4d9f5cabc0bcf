"""The zero-shot engine: a GLiNER2 model is asked for events by the labels and definitions of the schema."""

from annotate.prelabel.gliner.engine import GlinerEngine
from annotate.prelabel.gliner.settings import Settings, read_settings

__all__ = ["GlinerEngine", "Settings", "read_settings"]
