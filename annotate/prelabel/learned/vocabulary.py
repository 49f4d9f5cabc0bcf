"""What is known of words before anything is learned: the gazetteer's names, the schema's triggers, nouns and cues."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from annotate.prelabel.learned.tokens import Token, tokens
from annotate.prelabel.lexicon.gazetteer import names
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
                yield from (
                    Hit(at, at + len(longest), what) for what in sorted(self._by_first[word][longest])
                )


def phrase_words(phrase: str) -> Words:
    """The folded tokens of a phrase."""
    return tuple(token.folded for token in tokens(phrase))


@cache
def _gazetteer(language: str) -> Phrases:
    return Phrases((name.text, f"g:{name.kind}") for name in names(language))


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

    def hits(self, every: Sequence[Token]) -> list[Hit]:
        """Every known phrase among the tokens."""
        folded = [token.folded for token in every]
        return [hit for phrases in self._phrases for hit in phrases.find(folded)]


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
