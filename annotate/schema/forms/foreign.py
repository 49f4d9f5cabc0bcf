"""What passes between our schema language and the forms that others keep schemas in."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Foreign:
    """A schema read from another form: its plain tree in our language, and a line for each thing it cannot hold."""

    tree: dict[str, Any]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A schema in another form: its text, and by kind how much of ours that form cannot hold (`definitions: 34`)."""

    text: str
    lost: tuple[str, ...]
