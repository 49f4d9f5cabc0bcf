"""Which events are told twice: the same type, nobody and no day that contradicts, and somebody who is in both."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from annotate.annotation import Annotation, Event
from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.language import read_language
from annotate.prelabel.lexicon.sentences import sentences
from annotate.prelabel.same.entities import entity_of
from annotate.prelabel.same.naming import stem
from annotate.prelabel.same.proposal import Proposal
from annotate.prelabel.values import kinds_by_type
from annotate.schema.model import Schema

_REACH = 2  # sentences back to what a noun takes up
_SHARED_NEEDED = 2
_STEM = 4  # letters that the forms of a word share
_NONE: frozenset[str] = frozenset()
_ACTING = frozenset({"person", "organization", "country"})


@dataclass(frozen=True, slots=True)
class _Told:
    """An event as it is compared: the entities in each role, the days, its sentence, the start of its
    trigger, and whether it takes up another.
    """

    event: Event
    named: Mapping[str, frozenset[str]]
    actors: frozenset[str]
    dates: tuple[tuple[str, Any], ...]
    sentence: int
    word: str
    takes_up: bool


def same_events(reading: Annotation, schema: Schema, entities: Sequence[Proposal]) -> list[Proposal]:
    """A proposal for each event that was told before: the nearest event before it that it may be."""
    told = _told(reading, schema, entity_of(entities, reading, schema))
    found = (_antecedent(one, told[:at], schema) for at, one in enumerate(told))
    return [proposal for proposal in found if proposal]


def _told(reading: Annotation, schema: Schema, entity: Mapping[str, str]) -> list[_Told]:
    kinds = kinds_by_type(schema)
    mentions = {mention.id: mention for mention in reading.mentions}
    ends = [end for _, end in sentences(reading.text, _abbreviations(reading.language or ""))]
    made = []
    for event in sorted(reading.events, key=lambda one: (one.trigger.start, one.trigger.end, one.id)):
        roles: dict[str, set[str]] = {}
        for argument in event.arguments:
            if argument.filler in entity:
                roles.setdefault(argument.role, set()).add(entity[argument.filler])
        fillers = [mentions[one.filler] for one in event.arguments if one.filler in mentions]
        actors = {entity[one.id] for one in fillers if one.id in entity and kinds.get(one.type, _NONE) & _ACTING}
        dates = [(fold_word(one.text), one.value) for one in fillers if "date" in kinds.get(one.type, _NONE)]
        sentence = sum(end <= event.trigger.start for end in ends)
        named = {role: frozenset(held) for role, held in roles.items()}
        word = stem(fold_word(event.trigger.text), reading.language or "")[:_STEM]
        takes_up = _takes_up(reading, event)
        made.append(_Told(event, named, frozenset(actors), tuple(dates), sentence, word, takes_up))
    return made


def _antecedent(one: _Told, before: Sequence[_Told], schema: Schema) -> Proposal | None:
    """The nearest event before it that shares enough; else, of a noun that takes one up, the only one it can be."""
    able = [other for other in before if _may_be(one, other, schema)]
    for other in reversed(able):
        shared = _shared(one, other)
        if _is_enough(shared, one, other):
            return Proposal(one.event.id, other.event.id, min(0.9, 0.5 + 0.15 * len(shared)), _why(shared))
    near = [other for other in before if _is_near(one, other)]
    if one.takes_up and len(near) == 1 and near[0] in able and near[0].sentence < one.sentence:
        shared = _shared(one, near[0])
        why = _why(["noun that takes it up", *shared])
        return Proposal(one.event.id, near[0].event.id, 0.7 if shared else 0.6, why)
    return None


def _is_enough(shared: Sequence[str], one: _Told, other: _Told) -> bool:
    """An actor and another filler; of only two, and no day, the trigger too: those who met twice may meet often."""
    if len(shared) < _SHARED_NEEDED or not one.actors & other.actors or one.sentence == other.sentence:
        return False
    return len(shared) > _SHARED_NEEDED or "date" in shared or one.word == other.word


def _is_near(one: _Told, other: _Told) -> bool:
    return other.event.type == one.event.type and one.sentence - other.sentence <= _REACH


def _why(shared: Sequence[str]) -> str:
    return "same type, " + ", ".join(shared)


def _may_be(one: _Told, other: _Told, schema: Schema) -> bool:
    """Whether nothing speaks against it; two triggers in one span are two events."""
    apart = one.event.trigger.start >= other.event.trigger.end
    return (
        apart
        and one.event.type == other.event.type
        and _attributes_agree(one, other, schema)
        and _dates_agree(one.dates, other.dates)
        and all(_within(one.named[role], other.named[role]) for role in one.named.keys() & other.named.keys())
    )


def _within(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one side says no more than what the other says: who met Xi and who met Modi were two meetings."""
    return some <= others or others <= some


def _attributes_agree(one: _Told, other: _Told, schema: Schema) -> bool:
    """Equal values; a noun that takes an event up has the default where it says nothing."""
    for name in one.event.attributes.keys() & other.event.attributes.keys():
        value = one.event.attributes[name]
        asked = schema.attributes.get(name)
        silent = one.takes_up and asked is not None and value == asked.default
        if value != other.event.attributes[name] and not silent:
            return False
    return True


def _dates_agree(some: Sequence[tuple[str, Any]], others: Sequence[tuple[str, Any]]) -> bool:
    """Every day of one side may be one of the other: they overlap or, where they are not known, read the same."""
    return all(_overlap(one, other) for one in some for other in others)


def _overlap(one: tuple[str, Any], other: tuple[str, Any]) -> bool:
    if one[0] == other[0]:
        return True
    if not one[1] or not other[1]:
        return False
    first, last = "0000", "9999"
    starts = [value[1].get("start") or first for value in (one, other)]
    ends = [value[1].get("end") or last for value in (one, other)]
    return bool(max(starts) <= min(ends))


def _shared(one: _Told, other: _Told) -> list[str]:
    """The roles that have the same filler in both, a filler counted once, and the date."""
    roles = sorted(one.named.keys() & other.named.keys())
    shared = [role for role in roles for _ in one.named[role] & other.named[role]]
    return shared + ["date"] * bool(one.dates and other.dates)


def _takes_up(reading: Annotation, event: Event) -> bool:
    """Whether the trigger is a noun with a word before it, or an article on it, that takes up what was told."""
    words, articles = _definite(reading.language or "")
    before = fold_word(reading.text[max(0, event.trigger.start - 24) : event.trigger.start]).rstrip()
    if articles is not None and articles.match(fold_word(event.trigger.text)):
        return True
    if reading.language == "zh":
        return before.endswith(tuple(words))
    return regex.split(r"[^\p{L}\p{M}]+", before)[-1] in words


@cache
def _definite(language: str) -> "tuple[frozenset[str], regex.Pattern[str] | None]":
    table = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8")).get(language, {})
    articles = f"(?:{table['articles']})(?=...)" if "articles" in table else None
    return frozenset(map(fold_word, table.get("words", ()))), regex.compile(articles) if articles else None


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(map(fold_word, read_language(language).abbreviations))
