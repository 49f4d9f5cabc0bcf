"""What can be printed of a text: signs that have no shape, or no place in HTML, become signs that have."""

from collections.abc import Iterable
from itertools import islice

import regex

from annotate.drawing.line import NEWLINE

_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f]")
_UNWRITABLE = regex.compile(r"[\x7f-\x9f\ufffe\uffff\p{Cs}]")
_GRAPHEME = regex.compile(r"\X")


def printable(text: str) -> str:
    """The text with an arrow for each line break, a picture for a control sign, U+FFFD for what HTML cannot hold."""
    text = NEWLINE.sub("↵", text)
    return _UNWRITABLE.sub("\ufffd", _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), text))


def shortened(text: str, length: int) -> str:
    """The text itself, or its first graphemes and `…`, `length` graphemes at most."""
    graphemes = [found[0] for found in islice(_GRAPHEME.finditer(text), length + 1)]
    return text if len(graphemes) <= length else "".join(graphemes[: length - 1]).rstrip() + "…"


def css(pairs: Iterable[tuple[str, object]]) -> str:
    """Declarations for a `style` attribute."""
    return ";".join(f"{name}:{value}" for name, value in pairs)
