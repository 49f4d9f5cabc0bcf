"""How many perturbed quotes are found where they were taken from, and how many made-up ones are refused.

The texts are the definitions of a shipped schema in six languages and five scripts, and the gold sentences in
tests/data. A quote is some neighbouring words of a passage; it is changed as models and typists change quotes. Made-up
quotes are words of another passage, quotes with a word or a digit changed, and quotes with their letters mixed up.
"""

import random
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import regex

from annotate.annotation import read_annotations
from annotate.article import Range
from annotate.prelabel.grounding import Grounded, ground
from annotate.prelabel.skeleton import bare_letters
from annotate.schema import Schema, load_schema
from benchmarks.report import with_figures

HEADING = "## Figures of grounding"
NUMBER = 300

_GOLD = Path(__file__).parent.parent / "tests" / "data"
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LONG = 4  # letters of a word whose change makes another quote
_MILLI = 1e3


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of several passages, and the place of one of them (code points)."""

    language: str
    text: str
    window: Range

    @property
    def words(self) -> str:
        """The words of the passage."""
        return self.text[slice(*self.window)]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote of a passage: how it was made, its words, and the place it was taken from (None: made up)."""

    kind: str
    passage: Passage
    words: str
    place: Range | None


@dataclass(frozen=True, slots=True)
class Found:
    """How many quotes of each kind there were, and with how many the right thing happened; the time of one."""

    perturbed: Mapping[str, tuple[int, int]]
    slips: Mapping[str, tuple[int, int]]
    made_up: Mapping[str, tuple[int, int]]
    milliseconds: float
    scripts: Sequence[str]


def measure_grounding() -> Found:
    """Grounds 300 perturbed quotes, 300 with a wrong letter and 300 made-up ones, the same ones every time."""
    seconds: list[float] = []
    true, slips, false = list(perturbed(NUMBER)), list(perturbed(NUMBER, SLIPS)), list(made_up(NUMBER))
    found, kept, refused = (_counts(quotes, seconds) for quotes in (true, slips, false))
    scripts = sorted({script for quote in true for script in _scripts(quote.words)})
    return Found(found, kept, refused, median(seconds) * _MILLI, scripts)


def is_right(quote: Quote, found: object) -> bool:
    """Whether a true quote was found with the letters it was taken from, and a made-up one was refused."""
    if quote.place is None or not isinstance(found, Grounded):
        return quote.place is None and not isinstance(found, Grounded)
    start, end = quote.place
    return found.inside and bare_letters(found.span.text) == bare_letters(quote.passage.text[start:end])


def perturbed(number: int, changes: "Mapping[str, Change] | None" = None) -> Iterator[Quote]:
    """`number` quotes, each with one of `changes` in turn (`PERTURBATIONS`); what a change leaves as it is, is none."""
    chance = random.Random(1)
    passages, kinds = cycle(read_passages()), cycle((changes or PERTURBATIONS).items())
    for kind, change in islice(kinds, number):
        for passage in passages:
            start, end = _some_words(passage, chance)
            words = passage.text[start:end]
            if (changed := change(words, chance)) != words:
                yield Quote(kind, passage, changed, (start, end))
                break


def made_up(number: int) -> Iterator[Quote]:
    """`number` quotes whose letters do not stand in the text of their passage."""
    chance = random.Random(2)
    every = read_passages()
    passages = cycle(every)
    for kind, invent in islice(cycle(INVENTIONS.items()), number):
        for passage in passages:
            words = invent(passage, [each for each in every if each.language == passage.language], chance)
            if words and bare_letters(words) not in bare_letters(passage.text):
                yield Quote(kind, passage, words, None)
                break


def read_passages() -> list[Passage]:
    """The passages, a language after the other in turn."""
    schema = load_schema("diplomacy")
    by_language = [_passages(language, _texts(schema, language)) for language in _LANGUAGES]
    most = max(map(len, by_language))
    return [passages[at % len(passages)] for at in range(most) for passages in by_language]


_LANGUAGES = ("en", "hi", "ar", "es", "ru", "zh")


def _texts(schema: Schema, language: str) -> list[str]:
    parts = (schema, *schema.events.values(), *schema.entities.values(), *schema.attributes.values())
    gold = _GOLD / f"gold.{language}.jsonl"
    sentences = [each.text for each in read_annotations(gold)] if gold.is_file() else []
    return [part.definition(language) for part in parts if language in part.definitions] + sentences


def _passages(language: str, texts: Sequence[str]) -> list[Passage]:
    """Every text with some before and after it, as a sentence stands in its article."""
    found = []
    for at, text in enumerate(texts):
        before, after = "\n".join(texts[max(0, at - 3) : at]) + "\n", "\n" + "\n".join(texts[at + 1 : at + 4])
        found.append(Passage(language, f"{before}{text}{after}", (len(before), len(before) + len(text))))
    return found


def _some_words(passage: Passage, chance: random.Random) -> Range:
    """The place of one to four neighbouring words; of Chinese, which has no spaces, of two to six signs."""
    low, high = passage.window
    if passage.language == "zh":
        runs = [each for each in _WORD.finditer(passage.text, low, high) if len(each[0]) > 1]
        run = chance.choice(runs)
        length = chance.randint(2, min(6, len(run[0])))
        start = chance.randint(run.start(), run.end() - length)
        return start, start + length
    words = list(_WORD.finditer(passage.text, low, high))
    first = chance.randrange(len(words))
    last = min(len(words) - 1, first + chance.randrange(4))
    return words[first].start(), words[last].end()


def _joiners(words: str, chance: random.Random) -> str:
    """A joiner or non-joiner, which is not seen, after some letters."""
    return "".join(each + (chance.choice("\u200c\u200d") if not chance.randrange(3) else "") for each in words)


def _spaces(words: str, chance: random.Random) -> str:
    """Other spaces than were there, one too much at an end."""
    other = [chance.choice(("  ", "\u00a0", "\n", "\u2009", "")) if each == " " else each for each in words]
    return "".join(other) + chance.choice(("", " ", "\n"))


def _nukta(words: str, chance: random.Random) -> str:
    """Nuktas left out, or taken apart from their letters where they are one sign with them, or put where none was."""
    apart = unicodedata.normalize("NFD", words)
    bare = apart.replace("\u093c", "")
    more = regex.sub("[कखगजडढफ](?!\u093c)", lambda found: found[0] + "\u093c", words, count=1)
    return chance.choice([each for each in (apart, bare, more) if each != words] or [words])


def _case(words: str, chance: random.Random) -> str:
    return chance.choice((words.upper(), words.lower(), words.title()))


def _punctuation(words: str, chance: random.Random) -> str:
    """In quotation marks, with a stop too much, with another hyphen or comma."""
    left, right = chance.choice((("“", "”"), ("«", "»"), ("'", "'"), ("", "."), ("", "।"), ("", ",")))
    return left + words.replace("-", "‑").replace(",", "") + right


def _slip(words: str, chance: random.Random) -> str:
    """A letter left out or doubled in a long quote."""
    at = [place for place, each in enumerate(words) if each.isalpha() and not unicodedata.combining(each)]
    if len(bare_letters(words)) < 3 * _LONG or len(at) < 2 * _LONG or regex.search(r"\d", words):
        return words
    place = chance.choice(at[2:-2])
    return words[:place] + chance.choice(("", words[place] * 2)) + words[place + 1 :]


Change = Callable[[str, random.Random], str]

PERTURBATIONS: dict[str, Change] = {
    "joiners": _joiners,
    "spaces": _spaces,
    "nukta": _nukta,
    "case": _case,
    "punctuation": _punctuation,
}
SLIPS: dict[str, Change] = {"a letter left out or doubled": _slip}

Invention = Callable[[Passage, Sequence[Passage], random.Random], str]


def _of_another(passage: Passage, others: Sequence[Passage], chance: random.Random) -> str:
    """Words of another passage, not all of them forms of words that stand here: the first four letters tell."""
    other = chance.choice(others)
    words = other.text[slice(*_some_words(other, chance))]
    here = {bare_letters(word)[:_LONG] for word in _WORD.findall(passage.words)}
    return "" if all(bare_letters(word)[:_LONG] in here for word in _WORD.findall(words)) else words


def _word_changed(passage: Passage, others: Sequence[Passage], chance: random.Random) -> str:
    """A true quote, one long word of which is a word of another passage."""
    quoted = passage.text[slice(*_some_words(passage, chance))]
    own = [each for each in _WORD.finditer(quoted) if len(each[0]) >= _LONG]
    there = {bare_letters(word) for word in _WORD.findall(passage.words)}
    new: list[str] = [word for word in _WORD.findall(chance.choice(others).words) if len(word) >= _LONG]
    new = [word for word in new if bare_letters(word) not in there]
    if not own or not new:
        return ""
    old = chance.choice(own)
    return f"{quoted[: old.start()]}{chance.choice(new)}{quoted[old.end() :]}"


def _number_changed(passage: Passage, _: Sequence[Passage], chance: random.Random) -> str:
    """A true quote with a number, of which one digit is another."""
    digits = [each.start() for each in regex.finditer(r"\d", passage.words)]
    if not digits:
        return ""
    low = passage.window[0]
    at = low + chance.choice(digits)
    words = [each for each in _WORD.finditer(passage.text, *passage.window) if each.end() >= at][:3]
    start, end = words[0].start(), words[-1].end()
    other = str((int(passage.text[at]) + chance.randint(1, 9)) % 10)
    return passage.text[start:at] + other + passage.text[at + 1 : end]


def _mixed(passage: Passage, _: Sequence[Passage], chance: random.Random) -> str:
    """A true quote with its letters in another order."""
    letters = list(passage.text[slice(*_some_words(passage, chance))])
    chance.shuffle(letters)
    return "".join(letters) if len(letters) > _LONG else ""


INVENTIONS: dict[str, Invention] = {
    "words of another passage": _of_another,
    "one word changed": _word_changed,
    "one digit changed": _number_changed,
    "letters mixed up": _mixed,
}


def _scripts(words: str) -> Iterator[str]:
    for name in ("Latin", "Devanagari", "Arabic", "Cyrillic", "Han"):
        if regex.search(rf"\p{{{name}}}", words):
            yield name


def _counts(quotes: Sequence[Quote], seconds: list[float]) -> dict[str, tuple[int, int]]:
    """By kind, with how many quotes the right thing happened, and how many there were; adds the time of each."""
    good, total = Counter[str](), Counter[str]()
    for quote in quotes:
        start = time.perf_counter()
        found = ground(quote.words, quote.passage.text, quote.passage.window)
        seconds.append(time.perf_counter() - start)
        total[quote.kind] += 1
        good[quote.kind] += is_right(quote, found)
    return {kind: (good[kind], total[kind]) for kind in total}


def grounding_json(found: Found) -> dict[str, Any]:
    """All figures."""
    return {
        "perturbed": {kind: {"found": good, "of": total} for kind, (good, total) in found.perturbed.items()},
        "slips": {kind: {"found": good, "of": total} for kind, (good, total) in found.slips.items()},
        "made_up": {kind: {"refused": good, "of": total} for kind, (good, total) in found.made_up.items()},
        "milliseconds": found.milliseconds, "scripts": list(found.scripts),
    }  # fmt: skip


def grounding_markdown(found: Found) -> str:
    """The table of the README."""
    lines = ["| quotes | how they were made | right | of |", "| --- | --- | ---: | ---: |"]
    kinds = {"perturbed, to be found": found.perturbed, "mistyped, to be found": found.slips}
    for name, counts in {**kinds, "made up, to be refused": found.made_up}.items():
        lines += (f"| {name} | {kind} | {good} | {total} |" for kind, (good, total) in counts.items())
        if len(counts) > 1:
            good, total = (sum(each) for each in zip(*counts.values(), strict=True))
            lines.append(f"| {name} | all | {good} | {total} |")
    scripts = ", ".join(found.scripts)
    return "\n".join([*lines, "", f"Scripts: {scripts}. A quote took {found.milliseconds:.2f} ms.", ""])


def with_grounding_figures(page: str, figures: str) -> str:
    """`page` with `figures` in their place under the heading; ValueError where there is none."""
    before, heading, rest = page.partition(HEADING)
    return before + heading + with_figures(rest, figures)
