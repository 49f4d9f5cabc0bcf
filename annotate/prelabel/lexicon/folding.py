"""A folded form of a text for matching, with the way back to the offsets of the text.

Folding lowers case and drops what writers leave out or add at will: nuktas (whether written apart or precomposed),
accents of Latin and Cyrillic letters, Arabic vowel signs and tatweel, joiners; it joins candrabindu with anusvara, the
forms of alef, digits of all scripts, and curly with straight quotes. A character becomes one character or none.
"""

import unicodedata
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded `text`, and for each of its characters the offset it came from (None: the same offset)."""

    text: str
    origins: tuple[int, ...] | None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the folded text stands in the text itself; dropped marks go with what they follow."""
        return (start, end) if self.origins is None else (self.origins[start], self.origins[end])


def fold_word(word: str, *, accents: bool = False) -> str:
    """The folded form of a word or pattern; with `accents` its Latin letters keep theirs."""
    return word.translate(_ACCENTED_TABLE if accents else _TABLE)


def fold(text: str, *, accents: bool = False) -> Folded:
    """The folded form of a text with its map back; with `accents` its Latin letters keep theirs."""
    folded = text.translate(_ACCENTED_TABLE if accents else _TABLE)
    if len(folded) == len(text):
        return Folded(folded, None)
    kept = [at for at, character in enumerate(text) if _TABLE[ord(character)] is not None]
    return Folded(folded, (*kept, len(text)))
