"""What of a text is left when all that writers vary is taken away, with the way back to the text.

A skeleton has no case, spaces, punctuation, joiners, accents, vowel signs of Arabic or nuktas; digits are ASCII,
compatibility forms (ligatures, full width, precomposed syllables) are taken apart. Vowel signs of Indic scripts stay.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

from annotate.prelabel.lexicon.folding import fold_word

_VARIED = ("Z", "P", "C")  # spaces and separators, punctuation, controls and joiners


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The letters that are left of a text; `origins` holds for each the offset (code points) it came from."""

    letters: str
    origins: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` to before `end` stand in the text, from the first to the last of them."""
        return self.origins[start], self.origins[end - 1] + 1


def skeleton(text: str, start: int = 0, end: int | None = None) -> Skeleton:
    """The skeleton of `text[start:end]`; its origins are offsets in the whole text."""
    letters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text[start:end], start=start):
        bare = _bare(character)
        letters.append(bare)
        origins.extend([at] * len(bare))
    return Skeleton("".join(letters), tuple(origins))


def bare_letters(text: str) -> str:
    """The letters of the skeleton of a text."""
    return "".join(map(_bare, text))


@cache
def _bare(character: str) -> str:
    """What is left of one character: nothing, or one or several letters."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    folded = "".join(map(fold_word, apart))
    return "".join(each for each in folded if not unicodedata.category(each).startswith(_VARIED))
