"""The words of a language with what they mean in a date or a quantity, and the scanner that reads a span with them.

One TOML file a language, `words/<code>.toml`: classes, in each the meanings, with each its words (`visit(|s)` is two).
Words are matched folded (see `annotate.prelabel.lexicon.folding`), the longest first.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import regex

from annotate.prelabel.lexicon.folding import fold_word
from annotate.schema.words import spellings

Json = dict[str, Any]
Part = Literal["date", "quantity", "country"]

_FILLING = regex.compile(r"[\s,()（）،、/.:;|]+")
_NO_LETTER = r"(?![\p{L}\p{M}])"


class Token(NamedTuple):
    """A word with its class and meaning; of a number, of a scale and of a mark also how much it is."""

    kind: str
    value: str
    number: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language for one part (dates or quantities)."""

    language: str
    senses: Mapping[str, tuple[Token, ...]]
    words: "regex.Pattern[str]"
    prefixed: "regex.Pattern[str] | None"
    digits: "regex.Pattern[str]"
    settings: Mapping[str, str]

    def scan(self, text: str) -> tuple[Token, ...] | None:
        """The tokens of a span; None where any of it is not known: half-read is misread."""
        folded = fold_word(text)
        found: list[Token] = []
        at = 0
        while at < len(folded):
            if filling := _FILLING.match(folded, at):
                at = filling.end()
                continue
            step = self._step(folded, at)
            if step is None:
                return None
            at, tokens = step
            found += tokens
        return tuple(found)

    def _step(self, folded: str, at: int) -> tuple[int, tuple[Token, ...]] | None:
        if digits := self.digits.match(folded, at):
            return digits.end(), (Token("number", self._said(digits["tail"]), self._size(digits["digits"])),)
        word = self.words.match(folded, at)
        if word is None and self.prefixed is not None:
            word = self.prefixed.match(folded, at)
        return (word.end(), self.senses[word["word"]]) if word else None

    def _said(self, tail: str | None) -> str:
        """What the letters after digits make of them: an `ordinal` (5th), a `decade` (1990s), else plain `digits`."""
        if not tail:
            return "digits"
        return "decade" if regex.fullmatch(self.settings.get("decades", ""), tail) else "ordinal"

    def _size(self, digits: str) -> Decimal:
        """What digits say: three after a mark of the language's grouping are a group, else it is a decimal mark."""
        grouped = regex.sub(f"[{regex.escape(self.settings['group'])}](?=[0-9]{{2,3}}(?:[^0-9]|$))", "", digits)
        return Decimal(grouped.replace(",", "."))


@cache
def vocabulary(language: str, part: Part) -> Vocabulary | None:
    """The words of a language for `part`; None where there is no file for it."""
    source = files(__package__) / "words" / f"{language}.toml"
    if not language.isalpha() or not source.is_file():
        return None
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    senses = dict(_senses({**tables.get("both", {}), **tables.get(part, {})}))
    return _compiled(language, senses, tables["settings"], part)


def _senses(classes: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    for kind, meanings in classes.items():
        for meaning, words in meanings.items():
            tokens = _tokens(kind, meaning)
            yield from ((fold_word(form), tokens) for word in words for form in spellings(word))


def _tokens(kind: str, meaning: str) -> tuple[Token, ...]:
    """The tokens that a word stands for; one of the class `phrase` stands for several: `unit year, shift -1`."""
    if kind != "phrase":
        number = Decimal(meaning) if kind in ("number", "scale", "many", "plus") else Decimal(0)
        return (Token(kind, "" if kind == "number" else meaning, number),)
    parts = (part.split(maxsplit=1) for part in meaning.split(","))
    return tuple(token for part in parts for token in _tokens(part[0], part[1]))


def _compiled(
    language: str, senses: Mapping[str, tuple[Token, ...]], settings: Mapping[str, str], part: Part
) -> Vocabulary:
    longest = sorted(senses, key=len, reverse=True)
    end = "" if settings.get("spaced") == "no" else _NO_LETTER
    either = "|".join(_pattern(word, end) for word in longest)
    prefix = settings.get("prefix", "")
    number = r"[0-9]{1,4}(?![0-9])" if part == "date" else rf"[0-9]+(?:[{settings['marks']}][0-9]+)*"
    tail = settings.get("tail", "") if part == "date" else ""
    digits = rf"(?P<digits>{number})(?:(?P<tail>{tail}){end})?" if tail else rf"(?P<digits>{number})(?P<tail>)"
    return Vocabulary(
        language,
        senses,
        regex.compile(f"(?P<word>{either})"),
        regex.compile(f"(?:{prefix})(?P<word>{either})") if prefix else None,
        regex.compile(digits),
        settings,
    )


def _pattern(word: str, end: str) -> str:
    return regex.escape(word) + (end if word[-1].isalpha() or not word[-1].isascii() else "")
