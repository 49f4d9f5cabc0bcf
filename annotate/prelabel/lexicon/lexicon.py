"""Compiles a schema's words, the gazetteer and a language's grammar into one lexicon."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from annotate.prelabel.lexicon.gazetteer import names
from annotate.prelabel.lexicon.grown import with_grown
from annotate.prelabel.lexicon.language import Language, read_language, sign_class
from annotate.prelabel.lexicon.senses import KNOWN, Senses, Word
from annotate.schema.model import EventType, Schema, Trigger


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
    """A trigger entry of the schema as it is used: how its roles are filled, and its company, folded.

    `needs` are for each needed role that the trigger does not fill itself the entity types that can fill it.
    """

    trigger: Trigger
    plans: tuple[Plan, ...]
    beside: frozenset[str]
    unless: frozenset[str]
    needs: tuple[frozenset[str], ...]

    def finds_needs(self, types: Set[str]) -> bool:
        """Whether mentions of these entity types could fill each role that it needs."""
        return not any(need.isdisjoint(types) for need in self.needs)

    def may_stand_among(self, words: Set[str]) -> bool:
        """Whether one of the words that it asks for stands in a sentence at all."""
        return not self.beside or not self.beside.isdisjoint(words)


@dataclass(frozen=True)
class Lexicon:
    """The words of one schema in one language, folded."""

    schema: Schema
    language: Language
    words: dict[str, Word]
    entries: dict[tuple[str, int], Entry]
    types: dict[str, str]
    vetoes: frozenset[str]
    abbreviations: frozenset[str]


def compile_lexicon(schema: Schema, code: str) -> Lexicon:
    """The lexicon of `schema` in the language with the ISO 639-1 `code`; tens of milliseconds, so compile once."""
    language = read_language(code)
    words = lexicon_words(schema, code)
    entries = {
        (name, index): _entry(event, trigger, code)
        for name, event in schema.events.items()
        for index, trigger in enumerate(event.triggers.get(code, ()))
    }
    return Lexicon(
        schema=schema,
        language=language,
        words=words,
        entries=entries,
        types=_types_by_kind(schema),
        vetoes=frozenset(map(language.fold, schema.unless.get(code, ()))),
        abbreviations=frozenset(map(language.fold, language.abbreviations)),
    )


def lexicon_words(schema: Schema, code: str) -> dict[str, Word]:
    """Every word of the lexicon of `schema` in a language, folded, with what it means."""
    language = read_language(code)
    words: dict[str, Word] = {}
    for text, senses, proper in [*_grammar(language), *_schema_words(schema, code)]:
        _add(words, language.fold(text), senses, proper)
    _add_names(words, language)
    if language.article:
        words = with_grown(words, language)
    return _without_variants(words, language)


def _without_variants(words: dict[str, Word], language: Language) -> dict[str, Word]:
    """The words as they read where each variant of a letter is replaced: 訪問 as 访问."""
    if not language.variants:
        return words
    found: dict[str, Word] = {}
    for text, word in words.items():
        read = text.translate(language.variant_table)
        old = found.get(read, Word())
        found[read] = Word(old.plain | word.plain, old.proper | word.proper) if read in found else word
    return found


def _entry(event: EventType, trigger: Trigger, code: str) -> Entry:
    fold = read_language(code).fold
    beside, unless = (frozenset(map(fold, words)) for words in (trigger.beside, trigger.unless))
    plans = _plans(event, trigger, code)
    return Entry(trigger, plans, beside, unless, tuple(_needed(trigger, plans)))


def _needed(trigger: Trigger, plans: Sequence[Plan]) -> Iterator[frozenset[str]]:
    for need in trigger.needs:
        roles = need.split("|")
        if trigger.fills not in roles:
            yield frozenset().union(*(plan.fillers for plan in plans if plan.role in roles))


def _plans(event: EventType, trigger: Trigger, code: str) -> tuple[Plan, ...]:
    fold = read_language(code).fold
    wanted = ((name, role, trigger.cues.get(name) or role.cues.get(code, ())) for name, role in event.roles.items())
    return tuple(
        Plan(name, frozenset(role.fillers), tuple(_cue(cue, fold) for cue in cues)) for name, role, cues in wanted
    )


def _cue(written: str, fold: Callable[[str], str]) -> Cue:
    before, mark, after = written.partition("_")
    return Cue("words" if mark else written.strip(), fold(before.strip()), fold(after.strip()), written)


def _types_by_kind(schema: Schema) -> dict[str, str]:
    """The entity type that each kind of finding is taken for."""
    return {kind: name for name, entity in schema.entities.items() for kind in entity.kinds or (name,)}


def _add(words: dict[str, Word], folded: str, senses: Senses, proper: bool) -> None:
    if not folded.strip():
        return
    old = words.get(folded, Word())
    words[folded] = Word(old.plain, old.proper | senses) if proper else Word(old.plain | senses, old.proper)


def _grammar(language: Language) -> Iterator[tuple[str, Senses, bool]]:
    for name, texts in language.words.items():
        senses = Senses(frozenset({name}))
        yield from ((text, senses, language.capitals and text[0].isupper()) for text in texts)
    for index, sign in enumerate(language.signs):
        senses = Senses(frozenset({sign_class(index)}))
        yield from ((text, senses, False) for text in sign.words)


def _schema_words(schema: Schema, code: str) -> Iterator[tuple[str, Senses, bool]]:
    for name, entity in schema.entities.items():
        yield from _known(entity.complements.get(code, ()))
        senses = Senses(entities=frozenset({name}))
        yield from ((text, senses, False) for text in entity.words.get(code, ()))
    for name, event in schema.events.items():
        for index, trigger in enumerate(event.triggers.get(code, ())):
            senses = Senses(triggers=((name, index),))
            yield from ((text, senses, False) for text in trigger.words)
            yield from _known((*trigger.beside, *trigger.unless))
            yield from _known(_cue_words(trigger.cues.values()))
        yield from _known(_cue_words(role.cues.get(code, ()) for role in event.roles.values()))
    yield from _known(schema.unless.get(code, ()))


def _known(texts: Iterable[str]) -> Iterator[tuple[str, Senses, bool]]:
    """Words that must be found as one piece, without any meaning of their own."""
    return ((text, KNOWN, False) for text in texts)


def _cue_words(cues: Iterable[Iterable[str]]) -> Iterator[str]:
    for group in cues:
        for cue in group:
            yield from (part.strip() for part in cue.split("_") if "_" in cue and part.strip())


def _add_names(words: dict[str, Word], language: Language) -> None:
    """Names of the gazetteer; a mere place that is also an ordinary word of a language without capitals is left out."""
    for text, code in language.states.items():
        _add(words, language.fold(text), Senses(names=(("country", code),)), proper=False)
    for name in names(language.language):
        folded = language.fold(name.text)
        if language.capitals or name.kind not in ("place", "capital") or folded not in words:
            capital = language.capitals and name.text[:1].isupper()
            _add(words, folded, Senses(names=((name.kind, name.code),)), capital)
            for half in _halves(name.text) if language.compound_demonyms and name.kind == "demonym" else ():
                _add(words, language.fold(half), Senses(names=((name.kind, name.code),)), capital)


def _halves(demonym: str) -> Iterator[str]:
    """A demonym as the first half of another: российско-, американо-."""
    if demonym.endswith(("ский", "цкий")):
        yield from (f"{demonym[:-2]}о", f"{demonym[:-4]}о") if demonym.endswith("ский") else (f"{demonym[:-2]}о",)
