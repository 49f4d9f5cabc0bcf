"""What the engine knows of a language: its little words by class, its date and number phrases, its signs of attributes.

One TOML file a language, `languages/<code>.toml`; `languages/README.md` describes the classes. The events' own words
(triggers, cues, nouns) stand in the schema instead.
"""

import tomllib
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal

import regex
from pydantic import Field, model_validator

from annotate.prelabel.lexicon.folding import Folding, fold_word
from annotate.prelabel.lexicon.senses import KEPT
from annotate.schema.model import Part
from annotate.schema.words import Words

WORD_CLASSES = (
    "titles", "name_particles", "honorifics", "determiners", "loose", "particles", "conjunctions", "subordinators",
    "adpositions", "genitives", "pronouns", "possessives", "reflexives", "auxiliaries", "passives", "reports",
    "common", "adverbs", "organs", "locatives", "months", "weekdays", "units", "shifts", "days", "parts", "eras",
    "ordinals", "numbers", "scales", "approximators", "joiners", "uncounted", "classifiers", "places_before",
    "negations", "partitives", "parts_before", "after_numbers", "of", "articles", "verbs", "clause_links",
    "participles", "vectors", "relatives", "speakers", "indeclinables", "parts_after", "datives", "given_names",
    "hosting", "asking", "continuing", "assemblies", "leaders", "relative_phrases", "circumstances", "occasions",
    "receivers", "turning",
)  # fmt: skip
"""The classes that a language file may fill."""

Where = Literal["before", "after", "around", "self"]


class Sign(Part):
    """Words or endings that set attributes of an event they stand `before`, `after` or `around` in its clause.

    `reach` is how many words may lie between them and the trigger, `stops` are word classes that end it. Signs that
    stand first in the file win. `forms` is what the trigger itself must look like (a regular expression).
    """

    where: Where
    sets: dict[str, str] = Field(min_length=1)
    words: Words = ()
    endings: str = ""
    reach: int = 6
    across: bool = False
    forms: str = ""
    stops: tuple[str, ...] = ()


@cache
def sign_class(index: int) -> str:
    """The word class of the words of the sign with this place in the file."""
    return f"sign:{index}"


class Form(Part):
    """Words with an `ending` stand in `cases` where the same stem with one of the endings `beside` is known too."""

    ending: str
    beside: tuple[str, ...] = ()
    cases: tuple[str, ...]


class Language(Part):
    """The grammar of one language as far as the engine needs it; `languages/README.md` describes each key."""

    language: str
    capitals: bool = True
    spaced: bool = True
    proclitics: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    abbreviations: Words = ()
    subjects: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    postpositions: bool = False
    active_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    verb_endings: str = ""
    adverb_endings: str = ""
    modifier_endings: str = ""
    agent_endings: str = ""
    modifiers: dict[str, int] = Field(default_factory=dict)
    possessors_follow: bool = False
    occasion_endings: str = ""
    accents: bool = False
    linkers: tuple[str, ...] = ()
    contractions: dict[str, str] = Field(default_factory=dict)
    infinitives: tuple[str, ...] = ()
    adjective_endings: str = ""
    compound_demonyms: bool = False
    clause_commas: bool = False
    drops_subjects: bool = False
    name_letters: str = ""
    surnames: str = ""
    short_names: dict[str, str] = Field(default_factory=dict)
    short_before: str = ""
    short_after: str = ""
    counted_heads: dict[str, str] = Field(default_factory=dict)
    variants: str = ""
    cases: dict[str, str] = Field(default_factory=dict)
    name_cases: dict[str, str] = Field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    verb_first: bool = False
    article: str = ""
    contracts: str = ""
    indefinite: str = ""
    finite: str = ""
    foreign: str = ""
    states: dict[str, str] = Field(default_factory=dict)
    words: dict[str, Words] = Field(default_factory=dict)
    dates: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()

    @cached_property
    def verb_pattern(self) -> "regex.Pattern[str] | None":
        """The endings by which an unknown word is taken for a verb."""
        return regex.compile(f"(?:{self.verb_endings})$") if self.verb_endings else None

    @cached_property
    def occasion_pattern(self) -> "regex.Pattern[str]":
        """What ends the noun behind an adposition of `occasions`; any does where the language does not say."""
        return regex.compile(f"(?:{self.occasion_endings})$")

    @cached_property
    def adverb_pattern(self) -> "regex.Pattern[str] | None":
        """The endings by which an unknown word is taken for an adverb."""
        return regex.compile(f"(?:{self.adverb_endings})$") if self.adverb_endings else None

    @cached_property
    def modifier_pattern(self) -> "regex.Pattern[str] | None":
        """The endings that an unknown word must have to be taken for a modifier."""
        return regex.compile(f"(?:{self.modifier_endings})$") if self.modifier_endings else None

    @cached_property
    def foreign_pattern(self) -> "regex.Pattern[str] | None":
        """The form by which an unknown word behind an adposition of place is taken for a place."""
        return regex.compile(self.foreign) if self.foreign else None

    @cached_property
    def _finite_pattern(self) -> "regex.Pattern[str]":
        return regex.compile(f"(?:{self.finite})$")

    def is_finite(self, text: str) -> bool:
        """Whether a trigger word is a verb that has a subject, by its form, and no noun."""
        return bool(self.finite) and self._finite_pattern.match(text) is not None

    @cached_property
    def folding(self) -> Folding:
        """Folds texts of this language."""
        return Folding(accents=self.accents, capitals=self.capitals, variants=self.variant_table)

    def ends_as_verb(self, text: str) -> bool:
        """Whether a folded word ends as verbs of this language do."""
        return self.verb_pattern is not None and _ends_so(self.verb_pattern, text)

    def fold(self, word: str) -> str:
        """The folded form of a word of this language."""
        return fold_word(word, accents=self.accents)

    def plain_form(self, text: str) -> str:
        """An adposition without the article that has grown to it: `cerca del` is `cerca de`."""
        head, _, word = text.rpartition(" ")
        return f"{head} {self.contractions.get(word, word)}".strip() if self.contractions else text

    @cached_property
    def adjective_pattern(self) -> "regex.Pattern[str] | None":
        """The endings by which an unknown word after a noun is taken for an adjective."""
        return regex.compile(f"(?:{self.adjective_endings})$") if self.adjective_endings else None

    @cached_property
    def participle_pattern(self) -> "regex.Pattern[str] | None":
        """The endings of an unknown participle, which takes an agent right after it."""
        return regex.compile(f"(?:{self.agent_endings})$") if self.agent_endings else None

    @cached_property
    def case_patterns(self) -> "dict[str, dict[str, regex.Pattern[str]]]":
        """For words (`cases`) and for names of persons (`name_cases`) the endings of each case."""
        tables = {"cases": self.cases, "name_cases": self.name_cases}
        return {
            table: {case: regex.compile(f"(?:{endings})$") for case, endings in rows.items()}
            for table, rows in tables.items()
        }

    @cached_property
    def name_pattern(self) -> "regex.Pattern[str] | None":
        """Three and more letters that write foreign names."""
        return regex.compile(f"[{self.name_letters}]{{3,}}") if self.name_letters else None

    @cached_property
    def short_pattern(self) -> "regex.Pattern[str] | None":
        """A state's one-letter name: beside another one, after or before what shows it to be one."""
        if not self.short_names:
            return None
        letter = f"[{''.join(self.short_names)}]"
        beside = f"(?<={letter}){letter}|{letter}(?={letter})"
        after = f"(?<={self.short_before}){letter}(?![{self.name_letters}])"
        return regex.compile(f"{beside}|{after}|{letter}(?={self.short_after})")

    @cached_property
    def variant_table(self) -> dict[int, int]:
        """What each letter or mark that stands for another one stands for."""
        return {ord(self.variants[at]): ord(self.variants[at + 1]) for at in range(0, len(self.variants) - 1, 2)}

    @cached_property
    def sign_patterns(self) -> "tuple[regex.Pattern[str] | None, ...]":
        """The endings of each sign, compiled."""
        return tuple(regex.compile(f"(?:{sign.endings})$") if sign.endings else None for sign in self.signs)

    @cached_property
    def form_patterns(self) -> "tuple[regex.Pattern[str], ...]":
        """What a trigger must look like for each sign, compiled."""
        return tuple(regex.compile(f"(?:{sign.forms})$") for sign in self.signs)

    @model_validator(mode="after")
    def _knows_its_classes(self) -> "Language":
        unknown = sorted(set(self.words) - set(WORD_CLASSES))
        if unknown:
            raise ValueError(f"languages/{self.language}.toml: unknown word classes {', '.join(unknown)}")
        for pattern in (
            self.verb_endings,
            self.adverb_endings,
            self.occasion_endings,
            *(sign.endings for sign in self.signs),
        ):
            regex.compile(pattern)
        return self


@lru_cache(KEPT)
def _ends_so(endings: "regex.Pattern[str]", text: str) -> bool:
    return endings.search(text) is not None


def language_source(code: str) -> bytes:
    """The bytes of a language's file, none where the engine has no such language."""
    source = files(__package__) / "languages" / f"{code}.toml"
    return source.read_bytes() if code.isalpha() and source.is_file() else b""


@cache
def read_language(code: str) -> Language:
    """The language with an ISO 639-1 code; one without a file has no words of its own, and no fault."""
    source = language_source(code)
    return Language.model_validate(tomllib.loads(source.decode("utf-8")) if source else {"language": code})
