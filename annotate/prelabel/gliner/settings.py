"""What a run of the zero-shot engine needs to know besides the model."""

from dataclasses import dataclass
from pathlib import Path

from annotate.workspace import workspace_around


@dataclass(frozen=True, slots=True)
class Settings:
    """The least confidence of what is taken (0 to 1), and how much a model reads at once.

    `piece` and `overlap` are code points of an article, `prompt` is code points of a schema; `batch` is how many
    pieces of one article are read together. All of them can change a reading, so all are in the fingerprint.
    """

    threshold: float = 0.5
    piece: int = 800
    overlap: int = 150
    prompt: int = 800
    batch: int = 8


def read_settings(folder: Path | None = None) -> Settings:
    """The settings in `[gliner]` of the workspace around `folder` (the current one)."""
    place = workspace_around(folder or Path.cwd())
    return Settings(**place.gliner.model_dump(exclude_none=True))
