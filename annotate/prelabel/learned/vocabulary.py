"""What is known of words before anything is learned: the gazetteer's names, the schema's triggers, nouns and cues."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from annotate.prelabel.learned.tokens import Token, tokens
from annotate.prelabel.lexicon import word_lists
from annotate.prelabel.lexicon.gazetteer import names
from annotate.prelabel.lexicon.language import Sign, read_language
from annotate.schema.model import Schema

Words = tuple[str, ...]
"""A phrase as its folded tokens."""


class Hit(NamedTuple):
    """A known phrase in a text: its first and last (exclusive) token and what it is, as `t:meeting` or `g:country`."""

    first: int
    last: int
    what: str


class Phrases:
    """Phrases with what each of them can be, found by their first token."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, dict[Words, set[str]]] = {}
        for phrase, what in known:
            words = phrase_words(phrase)
            if words:
                self._by_first.setdefault(words[0], {}).setdefault(words, set()).add(what)

    def find(self, folded: Sequence[str]) -> Iterator[Hit]:
        """Every phrase, of those that begin at one token the longest only."""
        for at, word in enumerate(folded):
            able = [each for each in self._by_first.get(word, ()) if tuple(folded[at : at + len(each)]) == each]
            if able:
                longest = max(able, key=len)
                yield from (Hit(at, at + len(longest), what) for what in sorted(self._by_first[word][longest]))


def phrase_words(phrase: str) -> Words:
    """The folded tokens of a phrase."""
    return tuple(token.folded for token in tokens(phrase))


@cache
def _gazetteer(language: str) -> Phrases:
    return Phrases((name.text, f"g:{name.kind}") for name in names(language))


def words_digest(schema: Schema) -> str:
    """16 hex digits that change with any word that the models may know."""
    content = hashlib.sha256(word_lists())
    for part in (*schema.events.values(), *schema.entities.values()):
        known = part.model_dump(mode="json", include={"triggers", "roles", "words"}, exclude_defaults=True)
        content.update(json.dumps(known, ensure_ascii=False).encode())
    return content.hexdigest()[:16]


class Cue(NamedTuple):
    """Words right `before` and right `after` a filler that speak for a role of an event type."""

    event: str
    role: str
    before: Words
    after: Words


class Vocabulary:
    """The known words of one language under one schema."""

    def __init__(self, schema: Schema, language: str) -> None:
        self._phrases = (_gazetteer(language), Phrases(_schema_words(schema, language)))
        self.cues = tuple(_cues(schema, language))
        self._signs = _signs(language)
        self._endings = _sign_endings(language)

    def hits(self, every: Sequence[Token]) -> list[Hit]:
        """Every known phrase among the tokens."""
        folded = [token.folded for token in every]
        return [hit for phrases in self._phrases for hit in phrases.find(folded)]

    def signs(self, every: Sequence[Token]) -> Iterator[Hit]:
        """Every sign of an attribute's value among the tokens, as `modality=planned`."""
        yield from self._signs.find([token.folded for token in every])
        for at, token in enumerate(every):
            yield from (Hit(at, at + 1, what) for ending, what in self._endings if ending.search(token.folded))


@cache
def _signs(language: str) -> Phrases:
    signs = read_language(language).signs
    return Phrases((word, what) for sign in signs for word in sign.words for what in _told(sign))


@cache
def _sign_endings(language: str) -> tuple[tuple["regex.Pattern[str]", str], ...]:
    known = read_language(language)
    pairs = zip(known.signs, known.sign_patterns, strict=True)
    return tuple((ending, what) for sign, ending in pairs if ending for what in _told(sign))


def _told(sign: Sign) -> Iterator[str]:
    return (f"{name}={value}" for name, value in sign.sets.items())


def _schema_words(schema: Schema, language: str) -> Iterator[tuple[str, str]]:
    for name, event in schema.events.items():
        for trigger in event.triggers.get(language, ()):
            implied = "".join(f":{key}={value}" for key, value in sorted(trigger.attributes.items()))
            yield from ((word, f"t:{name}{implied}") for word in trigger.words)
    for name, entity in schema.entities.items():
        yield from ((word, f"n:{name}") for word in entity.words.get(language, ()))


def _cues(schema: Schema, language: str) -> Iterator[Cue]:
    """The cues that are words; those that name a place in the sentence (`subject`) are the lexicon engine's own."""
    for name, event in schema.events.items():
        for role, part in event.roles.items():
            for pattern in part.cues.get(language, ()):
                before, gap, after = pattern.partition("_")
                if gap:
                    yield Cue(name, role, phrase_words(before), phrase_words(after))
