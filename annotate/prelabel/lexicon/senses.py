"""What the words of a lexicon mean."""

from dataclasses import dataclass
from functools import lru_cache

import regex

_DIGITS = regex.compile(r"([0-9]+(?:[.,][0-9]+)*)(\p{L}{0,2})")
KEPT = 16_384  # how many words are remembered at most, where they recur


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """What a word can be: word classes of the grammar, names (kind, code), entity types it names, triggers it is.

    One is equal to itself alone, so that it is quickly told apart.
    """

    classes: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    entities: frozenset[str] = frozenset()
    triggers: tuple[tuple[str, int], ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether a word is none that has a meaning: no list has it, or it is only a person's name."""
        return self is UNKNOWN or (self.classes == _NAMES and not (self.names or self.entities or self.triggers))

    def __or__(self, other: "Senses") -> "Senses":
        if other is UNKNOWN or (other is KNOWN and self is not UNKNOWN):
            return self
        if self in (UNKNOWN, KNOWN, other):
            return other
        return Senses(
            self.classes | other.classes,
            tuple(dict.fromkeys((*self.names, *other.names))),
            self.entities | other.entities,
            tuple(dict.fromkeys((*self.triggers, *other.triggers))),
        )


_NAMES = frozenset({"leaders"})
UNKNOWN = Senses()
KNOWN = Senses()
"""A word that must be found as one piece, without any meaning of its own."""
STEM, UNCONTRACTED = "stem", "uncontracted"
"""Word classes of forms that stand only before a suffix, or only after the preposition that swallows an article."""


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: its senses in any case, and those it has only with a capital letter (`May`, `Turkey`)."""

    plain: Senses = UNKNOWN
    proper: Senses = UNKNOWN

    def senses(self, *, capital: bool) -> Senses | None:
        """What the word means in its case; None if it means something only in the other."""
        if not capital:
            return self.plain if self.plain is not UNKNOWN or self.proper is UNKNOWN else None
        return self.proper | self.plain if self.proper is not UNKNOWN else self.plain


class Form:
    """What a piece is wherever it stands: its folded text, what it can be, and what follows from both.

    `is_word` if it is made of letters, known or not; `is_unknown` if it is a word without a meaning (most names);
    `is_verbal` if it triggers an event without naming an entity, as verbs and verbal nouns do.
    """

    __slots__ = ("capital", "classes", "is_unknown", "is_verbal", "is_word", "senses", "text")

    def __init__(self, text: str, senses: Senses, *, capital: bool = False) -> None:
        self.text = text
        self.senses = senses
        self.classes = senses.classes
        self.capital = capital
        self.is_word = text[0].isalpha()
        self.is_unknown = self.is_word and senses.is_unknown
        self.is_verbal = bool(senses.triggers) and not senses.entities


NUMBER = Senses(frozenset({"number"}))
DAY = Senses(frozenset({"number", "day"}))
YEAR = Senses(frozenset({"number", "year"}))
ORDINAL = Senses(frozenset({"ordinals"}))
ORDINAL_DAY = Senses(frozenset({"ordinals", "day"}))
MARK = Senses(frozenset({"mark"}))


@lru_cache(KEPT)
def plain_senses(text: str) -> Senses:
    """What a piece that no list has can be."""
    if text[0].isalpha():
        return UNKNOWN
    found = _DIGITS.fullmatch(text)
    if not found:
        return MARK
    is_day = len(found[1]) <= 2 and 1 <= int(found[1]) <= 31
    if found[2]:
        return ORDINAL_DAY if is_day else ORDINAL
    if is_day:
        return DAY
    return YEAR if len(found[1]) == 4 and found[1].isdecimal() and 1000 <= int(found[1]) <= 2100 else NUMBER


@lru_cache(KEPT)
def form_of(text: str, senses: Senses | None = None) -> Form:
    """The form of a piece without a capital; of one that no list has, without senses."""
    return Form(text, plain_senses(text) if senses is None else senses)
