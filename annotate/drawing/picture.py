"""What is drawn: a text, boxes around stretches of it, arcs from box to box. Offsets in code points, end exclusive."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from annotate.errors import AnnotateError, suggest

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Box:
    """A marked stretch of the text: a trigger or a mention, with the label under it. `colour` is `#rrggbb`."""

    id: str
    start: int
    end: int
    label: str
    colour: str = "#5b7083"
    kind: Literal["trigger", "mention"] = "mention"


@dataclass(frozen=True, slots=True)
class Arc:
    """An arrow from one box to another, by their ids; from a trigger to what fills a role, the role as its label."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A text with its boxes and arcs. `direction` is the text's own, `language` its code (`hi`), empty where unknown.

    AnnotateError for a box outside the text, two boxes of one id, a colour of another form, an arc to an unknown box.
    """

    text: str
    boxes: tuple[Box, ...] = ()
    arcs: tuple[Arc, ...] = ()
    direction: Literal["ltr", "rtl"] = "ltr"
    language: str = ""

    def __post_init__(self) -> None:
        for box in self.boxes:
            self._check_box(box)
        known = Counter(box.id for box in self.boxes)
        if twice := [name for name, count in known.items() if count > 1]:
            raise AnnotateError(f"two boxes have the id {twice[0]!r}: give each its own")
        for arc in self.arcs:
            for end in (arc.source, arc.target):
                if end not in known:
                    raise AnnotateError(f"arc {arc.label!r}: no box has the id {end!r} {suggest(end, known)}")

    def _check_box(self, box: Box) -> None:
        if not 0 <= box.start < box.end <= len(self.text):
            raise AnnotateError(
                f"box {box.id!r}: {box.start}-{box.end} is no stretch of the text ({len(self.text)} code points)"
            )
        if not _COLOUR.fullmatch(box.colour):
            raise AnnotateError(f"box {box.id!r}: colour {box.colour!r} is not '#' and six hexadecimal digits")
