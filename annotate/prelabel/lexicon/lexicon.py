"""Compiles a schema's words, the gazetteer and a language's grammar into one automaton that finds them all at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs

from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.gazetteer import names
from annotate.prelabel.lexicon.language import Language, read_language
from annotate.schema.model import EventType, Schema, Trigger


@dataclass(frozen=True, slots=True)
class Senses:
    """What a word can be: word classes of the grammar, names (kind, code), entity types it names, triggers it is."""

    classes: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    entities: frozenset[str] = frozenset()
    triggers: tuple[tuple[str, int], ...] = ()

    def __or__(self, other: "Senses") -> "Senses":
        return Senses(
            self.classes | other.classes,
            tuple(dict.fromkeys((*self.names, *other.names))),
            self.entities | other.entities,
            tuple(dict.fromkeys((*self.triggers, *other.triggers))),
        )


UNKNOWN = Senses()


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: its senses in any case, and those it has only with a capital letter (`May`, `Turkey`)."""

    plain: Senses = UNKNOWN
    proper: Senses = UNKNOWN


class Cue(NamedTuple):
    """A cue of a role: `kind` is a named relation, or `words` with those before and after the filler, folded."""

    kind: str
    before: str
    after: str
    written: str


class Plan(NamedTuple):
    """How one role of an event is filled after one trigger."""

    role: str
    fillers: frozenset[str]
    cues: tuple[Cue, ...]


class Entry(NamedTuple):
    """A trigger entry of the schema as it is used: how its roles are filled, and its company, folded."""

    trigger: Trigger
    plans: tuple[Plan, ...]
    beside: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The words of one schema in one language: `words[i]` is what pattern `i` of the automaton means."""

    schema: Schema
    language: Language
    automaton: ahocorasick_rs.AhoCorasick
    words: tuple[Word, ...]
    entries: dict[tuple[str, int], Entry]
    types: dict[str, str]
    vetoes: frozenset[str]
    abbreviations: frozenset[str]


def compile_lexicon(schema: Schema, code: str) -> Lexicon:
    """The lexicon of `schema` in the language with the ISO 639-1 `code`; tens of milliseconds, so compile once."""
    language = read_language(code)
    words = lexicon_words(schema, code)
    return Lexicon(
        schema=schema,
        language=language,
        automaton=ahocorasick_rs.AhoCorasick(list(words), store_patterns=False),
        words=tuple(words.values()),
        entries={
            (name, index): _entry(event, trigger, code)
            for name, event in schema.events.items()
            for index, trigger in enumerate(event.triggers.get(code, ()))
        },
        types=_types_by_kind(schema),
        vetoes=frozenset(map(fold_word, schema.unless.get(code, ()))),
        abbreviations=frozenset(map(fold_word, language.abbreviations)),
    )


def lexicon_words(schema: Schema, code: str) -> dict[str, Word]:
    """Every word of the lexicon of `schema` in a language, folded, with what it means."""
    language = read_language(code)
    words: dict[str, Word] = {}
    for text, senses, proper in [*_grammar(language), *_schema_words(schema, code)]:
        _add(words, text, senses, proper)
    _add_names(words, language)
    return words


def _entry(event: EventType, trigger: Trigger, code: str) -> Entry:
    beside, unless = (frozenset(map(fold_word, words)) for words in (trigger.beside, trigger.unless))
    return Entry(trigger, _plans(event, trigger, code), beside, unless)


def _plans(event: EventType, trigger: Trigger, code: str) -> tuple[Plan, ...]:
    wanted = ((name, role, trigger.cues.get(name) or role.cues.get(code, ())) for name, role in event.roles.items())
    return tuple(Plan(name, frozenset(role.fillers), tuple(map(_cue, cues))) for name, role, cues in wanted)


def _cue(written: str) -> Cue:
    before, mark, after = written.partition("_")
    return Cue("words" if mark else written.strip(), fold_word(before.strip()), fold_word(after.strip()), written)


def _types_by_kind(schema: Schema) -> dict[str, str]:
    """The entity type that each kind of finding is taken for."""
    return {kind: name for name, entity in schema.entities.items() for kind in entity.kinds or (name,)}


def _add(words: dict[str, Word], text: str, senses: Senses, proper: bool) -> None:
    folded = fold_word(text)
    if not folded.strip():
        return
    old = words.get(folded, Word())
    words[folded] = Word(old.plain, old.proper | senses) if proper else Word(old.plain | senses, old.proper)


def _grammar(language: Language) -> Iterator[tuple[str, Senses, bool]]:
    for name, texts in language.words.items():
        for text in texts:
            yield text, Senses(frozenset({name})), language.capitals and text[0].isupper()
    for index, sign in enumerate(language.signs):
        for text in sign.words:
            yield text, Senses(frozenset({f"sign:{index}"})), False


def _schema_words(schema: Schema, code: str) -> Iterator[tuple[str, Senses, bool]]:
    for name, entity in schema.entities.items():
        yield from _known(entity.complements.get(code, ()))
        yield from ((text, Senses(entities=frozenset({name})), False) for text in entity.words.get(code, ()))
    for name, event in schema.events.items():
        for index, trigger in enumerate(event.triggers.get(code, ())):
            yield from ((text, Senses(triggers=((name, index),)), False) for text in trigger.words)
            yield from _known((*trigger.beside, *trigger.unless))
            yield from _known(_cue_words(trigger.cues.values()))
        yield from _known(_cue_words(role.cues.get(code, ()) for role in event.roles.values()))
    yield from _known(schema.unless.get(code, ()))


def _known(texts: Iterable[str]) -> Iterator[tuple[str, Senses, bool]]:
    """Words that must be found as one piece, without any meaning of their own."""
    return ((text, UNKNOWN, False) for text in texts)


def _cue_words(cues: Iterable[Iterable[str]]) -> Iterator[str]:
    for group in cues:
        for cue in group:
            yield from (part.strip() for part in cue.split("_") if "_" in cue and part.strip())


def _add_names(words: dict[str, Word], language: Language) -> None:
    """Names of the gazetteer; a mere place that is also an ordinary word of a language without capitals is left out."""
    for name in names(language.language):
        folded = fold_word(name.text)
        if language.capitals or name.kind not in ("place", "capital") or folded not in words:
            capital = language.capitals and name.text[:1].isupper()
            _add(words, name.text, Senses(names=((name.kind, name.code),)), capital)
