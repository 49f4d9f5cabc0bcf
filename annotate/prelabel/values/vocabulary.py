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

_COUNTING = frozenset({"number", "scale", "many", "either", "plus"})
_FILLING = regex.compile(r"[\s,()（）،、/.:;|]+")
_CHINESE = regex.compile("(?<![周期拜第])[〇零一二两三四五六七八九十]+")
_CHINESE_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_NO_LETTER = r"(?![\p{L}\p{M}])"


class Token(NamedTuple):
    """A word with its class and meaning; of a number, of a scale and of a mark also how much it is."""

    kind: str
    value: str
    number: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language for one part (dates or quantities)."""

    part: Part
    senses: Mapping[str, tuple[Token, ...]]
    words: "regex.Pattern[str]"
    prefixed: "regex.Pattern[str] | None"
    digits: "regex.Pattern[str]"
    settings: Mapping[str, str]

    def scan(self, text: str) -> tuple[Token, ...] | None:
        """The tokens of a span; None where any of it is not known: half-read is misread."""
        folded = fold_word(text).replace("—", "-")  # folding makes one dash of two
        if self.settings.get("numerals") == "chinese" and self.part == "date":
            folded = _CHINESE.sub(lambda numeral: _chinese_number(numeral.group()), folded)
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
            return digits.end(), (Token("number", self._said(digits["digits"], digits["tail"]), _size(digits)),)
        word = self.words.match(folded, at)
        if word is None and self.prefixed is not None:
            word = self.prefixed.match(folded, at)
        return (word.end(), self.senses[word["word"]]) if word else None

    def _said(self, digits: str, tail: str | None) -> str:
        """What the letters after digits make of them: an `ordinal` (5th), a `decade` (1990s), else plain `digits`."""
        if not tail:
            return "digits"
        decade = regex.fullmatch(f"[0-9]{{3}}0(?:{self.settings.get('decades', '')})", digits + tail)
        return "decade" if decade else "ordinal"


def _size(digits: "regex.Match[str]") -> Decimal:
    """What digits say, their marks of grouping and the decimal mark understood."""
    groups = digits.groupdict()
    whole = "".join(character for character in groups.get("groups") or groups["plain"] if character.isdigit())
    return Decimal(f"{whole}.{groups.get('decimals') or 0}")


def _chinese_number(numeral: str) -> str:
    """Numerals up to 99 and the digits of a year in ASCII: 十二 is 12, 二〇二四 is 2024."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return numeral.translate(_CHINESE_DIGITS)
    return (tens or "一").translate(_CHINESE_DIGITS) + (ones or "零").translate(_CHINESE_DIGITS)


@cache
def vocabulary(language: str, part: Part) -> Vocabulary | None:
    """The words of a language for `part`; None where there is no file for it."""
    source = files(__package__) / "words" / f"{language}.toml"
    if not language.isalpha() or not source.is_file():
        return None
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    senses = dict(_senses({**tables.get("both", {}), **tables.get(part, {})}))
    return _compiled(senses, tables["settings"], part)


def _senses(classes: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    for kind, meanings in classes.items():
        for meaning, words in meanings.items():
            tokens = _tokens(kind, meaning)
            yield from ((fold_word(form), tokens) for word in words for form in spellings(word))


def _tokens(kind: str, meaning: str) -> tuple[Token, ...]:
    """The tokens that a word stands for; one of the class `phrase` stands for several: `unit year, shift -1`."""
    if kind != "phrase":
        number = Decimal(meaning) if kind in _COUNTING else Decimal(0)
        return (Token(kind, "" if kind == "number" else meaning, number),)
    parts = (part.split(maxsplit=1) for part in meaning.split(","))
    return tuple(token for part in parts for token in _tokens(part[0], part[1]))


def _compiled(senses: Mapping[str, tuple[Token, ...]], settings: Mapping[str, str], part: Part) -> Vocabulary:
    longest = sorted(senses, key=len, reverse=True)
    end = "" if settings.get("spaced") == "no" else _NO_LETTER
    either = "|".join(_pattern(word, end) for word in longest)
    prefix = settings.get("prefix", "")
    number = r"(?P<plain>[0-9]{1,4})(?![0-9])" if part == "date" else _number(settings)
    tail = settings.get("tail", "") if part == "date" else ""
    after = rf"(?:(?P<tail>{tail}){end})?" if tail else "(?P<tail>)"
    digits = f"(?P<digits>{number}){after}"
    return Vocabulary(
        part,
        senses,
        regex.compile(f"(?P<word>{either})"),
        regex.compile(f"(?:{prefix})(?P<word>{either})") if prefix else None,
        regex.compile(digits),
        settings,
    )


def _number(settings: Mapping[str, str]) -> str:
    """A number in digits: in groups of three, in lakhs of two (2,50,000), by the language's marks; decimals or none."""
    group, decimal = (f"[{regex.escape(settings[name])}]" for name in ("group", "decimal"))
    groups = f"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?![0-9])|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}(?![0-9])"
    return f"(?:(?P<groups>{groups})|(?P<plain>[0-9]+))(?:{decimal}(?P<decimals>[0-9]+))?"


def _pattern(word: str, end: str) -> str:
    return regex.escape(word) + (end if word[-1].isalpha() or not word[-1].isascii() else "")
