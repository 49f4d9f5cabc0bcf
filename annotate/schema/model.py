"""An event schema: what an event is, what may fill its roles, and the words that reveal it.

Every text for people is a `Texts`: one text a language.
"""

from collections import ChainMap
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, Strict, model_validator
from pydantic_core import CoreSchema

from annotate.schema.count import ANY_NUMBER, CountField
from annotate.schema.words import Several, Texts, Words

NAME = r"[A-Za-z][A-Za-z0-9_.-]*"
"""The form of the ids of types, roles and attributes: what XML, Python and Parquet all take."""

YES = "yes"
"""The value of a flag that is set; one that is not set has no value."""

Carrier = Literal["event", "mention", "argument", "article"]
"""What an attribute can be said of."""


TrueFalse = Annotated[bool, Strict()]
"""`true` or `false`; `yes` and `no` are words."""


class Part(BaseModel):
    """A part of a schema: frozen, and a key it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Described(Part):
    """What annotators read, by language: a label, a definition, examples, and notes on what was decided of hard cases.

    The examples of a type are marked up (see `annotate.schema.example`); its `counterexamples` are plain texts in
    which it is not.
    """

    labels: Texts = Field(default_factory=dict)
    definitions: Texts = Field(default_factory=dict)
    examples: dict[str, Several[str]] = Field(default_factory=dict)
    counterexamples: dict[str, Several[str]] = Field(default_factory=dict)
    notes: dict[str, Several[str]] = Field(default_factory=dict)

    def label(self, language: str, fallback: str) -> str:
        """The label in `language`, else in English, else `fallback` (the id)."""
        return self.labels.get(language) or self.labels.get("en") or fallback

    def definition(self, language: str) -> str:
        """The definition in `language`, else in English, else nothing."""
        return self.definitions.get(language) or self.definitions.get("en") or ""


class Former(Part):
    """What a part was called in earlier versions, for `diff` and `migrate`.

    Of a type that was split, `attributes`, `roles` and `triggers` say which of its events come here: those that have
    all the values, all the roles filled, and one of the words as their trigger.
    """

    name: str = Field(pattern=f"^{NAME}$")
    attributes: dict[str, str] = Field(default_factory=dict)
    roles: Several[str] = ()
    triggers: Words = ()

    @model_validator(mode="before")
    @classmethod
    def _named_alone(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core)]}


class Named(Described):
    """A part with an id: its `codes` in other ontologies by their names, and the ids it had before."""

    codes: dict[str, Several[str]] = Field(default_factory=dict)
    formerly: Several[Former] = ()


class Type(Named):
    """A type under a `parent`, whose roles it has and whose place it may take; `abstract` if it is no label itself.

    `colour` (`#` and six hexadecimal digits) and `key` (one letter or digit) are those of the labelling screen, which
    chooses others where none are given.
    """

    parent: str | None = None
    abstract: TrueFalse = False
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


class Choice(Named):
    """One value of an attribute."""


class Attribute(Named):
    """An attribute of what `on` names: one of `values`, or a flag, which is set or not.

    It is asked of all events (mentions, arguments, articles) or only of those of `types` and, for arguments, `roles`.
    `default` is what holds where nothing else is said; one of the values must be chosen where there is none, unless the
    attribute is not `required`.
    """

    on: Several[Carrier] = Field(default=("event",), min_length=1)
    types: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    flag: TrueFalse = False
    values: dict[str, Choice] = Field(default_factory=dict)
    default: str | None = None
    required: TrueFalse = True

    @property
    def choices(self) -> Mapping[str, Choice]:
        """What can be chosen: the values, or the one value of a flag."""
        return {YES: Choice(labels=self.labels, definitions=self.definitions)} if self.flag else self.values

    @property
    def awaited(self) -> bool:
        """Whether something must be chosen."""
        return self.required and not self.flag and self.default is None

    def asked_of(self, carrier: Carrier, kind: str = "", role: str = "") -> bool:
        """Whether it is said of a `carrier` of the type `kind` (for an argument: of its event's), in that role."""
        return carrier in self.on and (not self.types or kind in self.types) and (not self.roles or role in self.roles)


class Role(Named):
    """A role of an event: the types that may fill it, how often, and the cues that reveal it by language.

    A cue is the words around the filler with `_` in its place (`to _`, `_ को`), or `subject`, `object`, `bare`
    (neither, and no adposition), `modifier` (in the noun phrase of the trigger or of another filler: *Russian* troops),
    `owner` (the possessor of another filler), a grammatical case where the language has them (`dative`; after a
    word `в _ prepositional`), `near` (anywhere in the clause). The first cue that fits counts most. `reach` says
    whether a filler stands in the `sentence` of the trigger, or may be that of an event before it, up to a `neighbour`.
    """

    fillers: tuple[str, ...] = Field(min_length=1)
    count: CountField = ANY_NUMBER
    reach: Literal["sentence", "neighbour"] = "sentence"
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


class Ends(Part):
    """What a relation may join: types it goes `from` and types it goes `to`, the same where `to` is left out."""

    source: Several[str] = Field(alias="from", min_length=1)
    target: Several[str] = Field(default=(), alias="to")


class RelationType(Named):
    """A relation between two mentions or events that is no role of either, such as `same_entity` or `same_event`.

    `ends` is what it may join, one pair of type lists or several; `symmetric` if it says the same both ways,
    `transitive` if it goes on over what it joins (coreference is both).
    """

    ends: Several[Ends] = Field(min_length=1)
    symmetric: TrueFalse = False
    transitive: TrueFalse = False

    def admits(self, source: str, target: str) -> bool:
        """Whether it may go from a `source` type to a `target` type, as drawn or, if symmetric, either way."""
        ways = [(source, target), (target, source)] if self.symmetric else [(source, target)]
        return any(one in each.source and other in each.target for each in self.ends for one, other in ways)


Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]


class Schema(Described):
    """An event schema with its name and semantic version.

    `extends` are files whose parts it has too, unless it says otherwise; `changelog` is what each version changed.
    `unless` are words by language in whose sentence nothing is an event of this schema (a midfielder, a honeymoon);
    `setting` are entity types of which one must be named in the sentence of an event or beside it, a person by a title,
    or two persons by the names of leaders.
    `groups` are names for several types, to be used as fillers. As it is read, files that it extends, parents and
    groups are written out.
    """

    name: str = Field(pattern=f"^{NAME}$")
    version: Version
    extends: Several[str] = ()
    changelog: dict[Version, Texts] = Field(default_factory=dict)
    entities: dict[str, EntityType] = Field(default_factory=dict)
    attributes: dict[str, Attribute] = Field(default_factory=dict)
    events: dict[str, EventType] = Field(min_length=1)
    relations: dict[str, RelationType] = Field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, Words] = Field(default_factory=dict)
    setting: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """`name@version`, the form in which annotations refer to their schema."""
        return f"{self.name}@{self.version}"

    @property
    def types(self) -> Mapping[str, Type]:
        """Every entity and event type by its id; no id is both."""
        return ChainMap[str, Any](self.events, self.entities)  # in the order of the reverse: entity types come first

    @property
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

    def relations_for(self, source: str, target: str) -> tuple[str, ...]:
        """The relations that may go from a `source` type to a `target` type."""
        return tuple(name for name, relation in self.relations.items() if relation.admits(source, target))

    def attributes_on(self, carrier: Carrier) -> dict[str, Attribute]:
        """The attributes that are asked of some `carrier`, whatever its type."""
        return {name: each for name, each in self.attributes.items() if carrier in each.on}

    def attributes_of(self, carrier: Carrier, kind: str = "", role: str = "") -> dict[str, Attribute]:
        """The attributes that are asked of a `carrier` of the type `kind` (an argument: of its event's), in `role`."""
        return {name: each for name, each in self.attributes.items() if each.asked_of(carrier, kind, role)}
