"""Phrases over word classes: a template such as `day month year?` finds runs of pieces that belong to these classes.

Each piece is written as one letter, its class, and the templates become one regular expression over these letters.
"""

from collections.abc import Iterable, Iterator, Sequence

import regex

from annotate.prelabel.lexicon.matcher import Piece

_NAME = regex.compile(r"[a-z_]+")
_OTHER = "."
_MARKS = {
    ",": "comma",
    "-": "hyphen",
    "—": "hyphen",
    ".": "stop",
    "/": "slash",
    ":": "colon",
    "%": "percent",
    "$": "money",
    "€": "money",
    "£": "money",
    "₹": "money",
    "(": "open",
    ")": "close",
}


class Phrases:
    """Templates of class names with `?`, `*`, `+`, `|` and brackets, compiled once."""

    def __init__(self, templates: Iterable[str]) -> None:
        written = list(templates)
        classes = dict.fromkeys(name for template in written for name in _NAME.findall(template))
        self._letters = {name: chr(0xE000 + index) for index, name in enumerate(classes)}
        self._known: dict[tuple[frozenset[str], str], str] = {}
        parts = [_NAME.sub(lambda name: self._letters[name[0]], template).replace(" ", "") for template in written]
        self._pattern = regex.compile("|".join(f"(?:{part})" for part in parts)) if parts else None

    def find(self, pieces: Sequence[Piece], first: int, last: int) -> Iterator[tuple[int, int]]:
        """Ranges of piece indexes within `first` to `last` that a template fits, the first template that fits first."""
        letters = "".join([self._letter(pieces[index]) for index in range(first, last)])
        if self._pattern is not None and letters.strip(_OTHER):
            yield from ((first + found.start(), first + found.end()) for found in self._pattern.finditer(letters))

    def _letter(self, piece: Piece) -> str:
        """The letter of the first class of the templates that a piece belongs to."""
        classes, mark = piece.senses.classes, "" if piece.is_word else _MARKS.get(piece.text, "")
        if not classes and not mark:
            return _OTHER
        key = (classes, mark)
        letter = self._known.get(key)
        if letter is None:
            fits = (letter for name, letter in self._letters.items() if name in classes or name == mark)
            letter = self._known[key] = next(fits, _OTHER)
        return letter
