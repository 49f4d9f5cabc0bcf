"""An event schema: what an event is, what may fill its roles, and the words that reveal it.

Every text for people is a `Texts`: one text a language. Counts say how often a role is filled: `1`, `?`, `+`, `*`,
`{2}`, `{2-}`, `{1-3}`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import regex
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

NAME = r"[A-Za-z][A-Za-z0-9_.-]*"
"""The form of the ids of types, roles and attributes: what XML, Python and Parquet all take."""

_SIGNS = {"1": (1, 1), "?": (0, 1), "+": (1, None), "*": (0, None)}
_BRACED = regex.compile(r"\{(?P<low>\d+)(?P<to>-(?P<high>\d*))?\}")
_COUNT_FORM = {"anyOf": [{"type": "string", "pattern": r"^([1?+*]|\{\d+(-\d*)?\})$"}, {"const": 1}], "default": "*"}
_ENDINGS = regex.compile(r"(?P<head>[^()]*)\((?P<tails>[^()]*)\)(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Count:
    """How many fillers a role takes: at least `low`, at most `high` (None: any number)."""

    sign: str
    low: int
    high: int | None

    @classmethod
    def parse(cls, given: Any) -> "Count":
        """Reads `1 ? + * {2} {2-} {1-3}`; ValueError for anything else."""
        sign = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
        if sign in _SIGNS:
            return cls(sign, *_SIGNS[sign])
        found = _BRACED.fullmatch(sign)
        if not found:
            raise ValueError('a count is one of "1" "?" "+" "*" "{2}" "{2-}" "{1-3}", in quotes')
        low = int(found["low"])
        high = low if not found["to"] else int(found["high"]) if found["high"] else None
        if high is not None and high < max(low, 1):
            raise ValueError(f"the count {sign} cannot be met")
        return cls(sign, low, high)

    def admits(self, number: int) -> bool:
        """Whether a role with `number` fillers is as it should be."""
        return self.low <= number and (self.high is None or number <= self.high)


class Part(BaseModel):
    """A part of a schema: frozen, and a key it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def spellings(pattern: str) -> Iterator[str]:
    """The words that a pattern stands for: `visit(|s|ed)` is visit, visits, visited."""
    found = _ENDINGS.fullmatch(pattern)
    if not found:
        yield pattern
        return
    for tail in found["tails"].split("|"):
        yield from spellings(found["head"] + tail + found["rest"])


def _all_spellings(patterns: Any) -> Any:
    if isinstance(patterns, list | tuple) and all(isinstance(pattern, str) for pattern in patterns):
        return tuple(dict.fromkeys(word for pattern in patterns for word in spellings(pattern)))
    return patterns


def _no_blank(words: tuple[str, ...]) -> tuple[str, ...]:
    if any(not word.strip() for word in words):
        raise ValueError("a word is empty")
    return words


Texts = dict[str, str]
Sentences = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda given: (given,) if isinstance(given, str) else given),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Words = Annotated[tuple[str, ...], BeforeValidator(_all_spellings), AfterValidator(_no_blank)]


class Described(Part):
    """What annotators read, by language: a label, a definition, and examples (one, or a list).

    The examples of a type are marked up (see `annotate.schema.example`); its `counterexamples` are plain texts in
    which it is not.
    """

    labels: Texts = Field(default_factory=dict)
    definitions: Texts = Field(default_factory=dict)
    examples: dict[str, Sentences] = Field(default_factory=dict)
    counterexamples: dict[str, Sentences] = Field(default_factory=dict)

    def label(self, language: str, fallback: str) -> str:
        """The label in `language`, else in English, else `fallback` (the id)."""
        return self.labels.get(language) or self.labels.get("en") or fallback

    def definition(self, language: str) -> str:
        """The definition in `language`, else in English, else nothing."""
        return self.definitions.get(language) or self.definitions.get("en") or ""


class Type(Described):
    """A type under a `parent`, whose roles it has and whose place it may take; `abstract` if it is no label itself.

    `colour` (`#` and six hexadecimal digits) and `key` (one letter or digit) are those of the labelling screen, which
    chooses others where none are given.
    """

    parent: str | None = None
    abstract: bool = False
    colour: str | None = Field(default=None, pattern=r"^#[0-9A-Fa-f]{6}$")
    key: str | None = Field(default=None, pattern=r"^[a-z0-9]$")


class EntityType(Type):
    """A type of mention, and the nouns that name one by language (`soldiers`), for the lexicon engine.

    `modifiers` is how many describing words in front of such a noun belong to the mention, `complements` are words that
    join what follows to it (convention *on* fisheries). `kinds` are what the engine finds by itself and takes for this
    type: person, country, place, organization, quantity, date; if none is named, the kind that is called like the type.
    """

    words: dict[str, Words] = Field(default_factory=dict)
    modifiers: int = Field(default=0, ge=0)
    complements: dict[str, Words] = Field(default_factory=dict)
    kinds: tuple[str, ...] = ()


class Choice(Described):
    """One value of an attribute."""


class Attribute(Described):
    """An attribute of events: one of `values`; `default` is what holds where nothing else is said."""

    values: dict[str, Choice] = Field(min_length=1)
    default: str | None = None


class Role(Described):
    """A role of an event: the types that may fill it, how often, and the cues that reveal it by language.

    A cue is the words around the filler with `_` in its place (`to _`, `_ को`), or `subject`, `object`, `bare`
    (neither, and no adposition), `modifier` (in the noun phrase of the trigger or of another filler: *Russian* troops),
    `owner` (the possessor of another filler), `near` (anywhere in the clause). The first cue that fits counts most.
    """

    fillers: tuple[str, ...] = Field(min_length=1)
    count: Annotated[Count, BeforeValidator(Count.parse), WithJsonSchema(_COUNT_FORM)] = Count("*", 0, None)
    cues: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Trigger(Part):
    """Words that trigger an event, wherever every role in `needs` finds a filler nearby (`a|b`: one of the two).

    Words that do so only in company name it in `beside` (pull ... *out*): one of these stands in the clause; words in
    `unless` forbid it there. `fills` names a role that the trigger itself fills too (a treaty that is only mentioned);
    `attributes` are those the words imply (an invitation is hypothetical); `cues` replace the roles' own for these
    words (who *hosts* is no visitor).
    """

    words: Words = Field(min_length=1)
    needs: tuple[str, ...] = ()
    beside: Words = ()
    unless: Words = ()
    fills: str | None = None
    attributes: dict[str, str] = Field(default_factory=dict)
    cues: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class EventType(Type):
    """An event type, its roles, and its trigger words by language."""

    roles: dict[str, Role] = Field(default_factory=dict)
    triggers: dict[str, tuple[Trigger, ...]] = Field(default_factory=dict)


Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]


class Schema(Described):
    """An event schema with its name and semantic version.

    `unless` are words by language in whose sentence nothing is an event of this schema (a midfielder, a honeymoon).
    `groups` are names for several types, to be used as fillers. As it is read, parents and groups are written out.
    """

    name: str = Field(pattern=f"^{NAME}$")
    version: Version
    entities: dict[str, EntityType] = Field(default_factory=dict)
    attributes: dict[str, Attribute] = Field(default_factory=dict)
    events: dict[str, EventType] = Field(min_length=1)
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, Words] = Field(default_factory=dict)

    @property
    def id(self) -> str:
        """`name@version`, the form in which annotations refer to their schema."""
        return f"{self.name}@{self.version}"

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Every role name of every event type, sorted."""
        return tuple(sorted({role for event in self.events.values() for role in event.roles}))

    def admits(self, event_type: str, role: str, filler_type: str) -> bool:
        """Whether `filler_type` may fill `role` of `event_type`."""
        event = self.events.get(event_type)
        return event is not None and role in event.roles and filler_type in event.roles[role].fillers

    def roles_for(self, event_type: str, filler_type: str) -> tuple[str, ...]:
        """The roles of `event_type` that `filler_type` may fill."""
        event = self.events.get(event_type)
        roles = event.roles.items() if event else ()
        return tuple(name for name, role in roles if filler_type in role.fillers)
