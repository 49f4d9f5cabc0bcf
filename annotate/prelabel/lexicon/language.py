"""What the engine knows of a language: its little words by class, its date and number phrases, its signs of attributes.

One TOML file a language, `languages/<code>.toml`; `languages/README.md` describes the classes. The events' own words
(triggers, cues, nouns) stand in the schema instead.
"""

import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import regex
from pydantic import Field, model_validator

from annotate.schema.model import Part
from annotate.schema.words import Words

WORD_CLASSES = (
    "titles", "name_particles", "honorifics", "determiners", "loose", "particles", "conjunctions", "subordinators",
    "adpositions", "genitives", "pronouns", "possessives", "auxiliaries", "passives", "reports", "common", "adverbs",
    "organs", "locatives", "months", "weekdays", "units", "shifts", "days", "parts", "eras", "ordinals", "numbers",
    "scales", "approximators", "joiners", "uncounted", "classifiers", "places_before", "negations", "partitives",
    "parts_before", "after_numbers", "of", "articles", "verbs", "clause_links", "participles", "vectors", "relatives",
    "speakers",
)  # fmt: skip
"""The classes that a language file may fill."""

Where = Literal["before", "after", "around", "self"]


class Sign(Part):
    """Words or endings that set attributes of an event they stand `before`, `after` or `around` in its clause.

    `reach` is how many words may lie between them and the trigger, `stops` are word classes that end it. Signs that
    stand first in the file win.
    """

    where: Where
    sets: dict[str, str] = Field(min_length=1)
    words: Words = ()
    endings: str = ""
    reach: int = 6
    across: bool = False
    stops: tuple[str, ...] = ()


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
    words: dict[str, Words] = Field(default_factory=dict)
    dates: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()

    @cached_property
    def verb_pattern(self) -> "regex.Pattern[str] | None":
        """The endings by which an unknown word is taken for a verb."""
        return regex.compile(f"(?:{self.verb_endings})$") if self.verb_endings else None

    @cached_property
    def adverb_pattern(self) -> "regex.Pattern[str] | None":
        """The endings by which an unknown word is taken for an adverb."""
        return regex.compile(f"(?:{self.adverb_endings})$") if self.adverb_endings else None

    @cached_property
    def sign_patterns(self) -> "tuple[regex.Pattern[str] | None, ...]":
        """The endings of each sign, compiled."""
        return tuple(regex.compile(f"(?:{sign.endings})$") if sign.endings else None for sign in self.signs)

    @model_validator(mode="after")
    def _knows_its_classes(self) -> "Language":
        unknown = sorted(set(self.words) - set(WORD_CLASSES))
        if unknown:
            raise ValueError(f"languages/{self.language}.toml: unknown word classes {', '.join(unknown)}")
        for pattern in (self.verb_endings, self.adverb_endings, *(sign.endings for sign in self.signs)):
            regex.compile(pattern)
        return self


def language_source(code: str) -> bytes:
    """The bytes of a language's file, none where the engine has no such language."""
    source = files(__package__) / "languages" / f"{code}.toml"
    return source.read_bytes() if code.isalpha() and source.is_file() else b""


@cache
def read_language(code: str) -> Language:
    """The language with an ISO 639-1 code; one without a file has no words of its own, and no fault."""
    source = language_source(code)
    return Language.model_validate(tomllib.loads(source.decode("utf-8")) if source else {"language": code})
