"""A folded form of a text for matching, with the way back to the offsets of the text.

Folding lowers case and drops what writers leave out or add at will: nuktas (whether written apart or precomposed),
accents of Latin and Cyrillic letters, Arabic vowel signs and tatweel, joiners; it joins candrabindu with anusvara, the
forms of alef, digits of all scripts, and curly with straight quotes. A character becomes one character or none.
"""

import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DROPPED = frozenset("\u093c\u09bc\u0640\u0670\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_DROPPED_RANGES = ((0x0300, 0x036F), (0x064B, 0x0655), (0x202A, 0x202E), (0x2066, 0x2069), (0xFE00, 0xFE0F))
_JOINED = {
    "ँ": "ं", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك",
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "–": "—", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "٬": ",", "٫": ".",
    "،": ",",
}  # fmt: skip


class _Table(dict[int, str | None]):
    """What each code point becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = kept = _folded(chr(code))
        return kept


def _folded(character: str) -> str | None:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character in _JOINED:
        return _JOINED[character]
    lower = character.lower()
    parts = lower if "\uac00" <= lower <= "\ud7a3" else unicodedata.normalize("NFD", lower)
    kept = "".join(part for part in parts if not _is_dropped(part))
    return kept if len(kept) == 1 else None if not kept else lower if len(lower) == 1 else character


def _is_dropped(character: str) -> bool:
    return character in _DROPPED or any(low <= ord(character) <= high for low, high in _DROPPED_RANGES)


class _AccentedTable(dict[int, str | None]):
    """The same for a language in which accents tell words apart: letters keep them."""

    def __missing__(self, code: int) -> str | None:
        lower = chr(code).lower()
        accented = "\u00c0" <= lower <= "\u024f" and len(lower) == 1
        self[code] = kept = lower if accented else _TABLE[code]
        return kept


_TABLE = _Table()
_ACCENTED_TABLE = _AccentedTable()


@dataclass(frozen=True)
class Folded:
    """A text as it is `written`, and its folded `text`; offsets are code points.

    `cased` is the folded text with the letters that are written, if the language has capitals. `drops` has for each
    dropped character the offset in the folded text of what follows it.
    """

    written: str
    text: str
    cased: str
    drops: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the folded text stands in the text itself; dropped marks go with what they follow."""
        return start + bisect_right(self.drops, start), end + bisect_right(self.drops, end)


class Folding:
    """Folds the texts of one language, all code points of a text at once."""

    def __init__(
        self, *, accents: bool = False, capitals: bool = True, variants: Mapping[int, int] | None = None
    ) -> None:
        """With `accents` Latin letters keep theirs; `variants` are the letters that stand for others, folded."""
        import numpy as np

        self._character = _ACCENTED_TABLE if accents else _TABLE
        self._capitals = capitals
        self._variants = variants or {}
        self._table = np.zeros(sys.maxunicode + 1, np.uint32)
        """What each code point becomes; 0 until it is met."""

    def fold(self, text: str) -> Folded:
        """The folded form of a text with its map back."""
        if text.isascii():
            folded = text.translate(self._character)
            return Folded(text, folded, text if self._capitals else folded, ())
        import numpy as np

        codes = np.frombuffer(text.encode(_CODE, "surrogatepass"), np.uint32)
        became = self._table.take(codes)
        if not became.min():
            self._meet(codes[became == 0].tolist())
            became = self._table.take(codes)
        if became.max() < _DROP:
            folded = _text(became)
            return Folded(text, folded, text if self._capitals else folded, ())
        stays = became != _DROP
        gone = np.flatnonzero(~stays)
        folded = _text(became[stays])
        cased = _text(codes[stays]) if self._capitals else folded
        return Folded(text, folded, cased, (gone - np.arange(len(gone))).tolist())

    def _meet(self, codes: Iterable[int]) -> None:
        """Notes what code points become that were not met before."""
        for code in set(codes):
            kept = self._character[code]
            self._table[code] = _DROP if kept is None else self._variants.get(ord(kept), ord(kept))


_CODE = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_DROP = sys.maxunicode + 1


def _text(codes: "NDArray[np.uint32]") -> str:
    return codes.tobytes().decode(_CODE, "surrogatepass")


def fold_word(word: str, *, accents: bool = False) -> str:
    """The folded form of a word or pattern; with `accents` its Latin letters keep theirs."""
    return word.translate(_ACCENTED_TABLE if accents else _TABLE)
