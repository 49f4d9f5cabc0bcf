"""Throughput of the whole lexicon engine beside spaCy finding the same words in the same text.

The engine goes from text to annotation: it folds, finds words, cuts sentences, and reads triggers, arguments and
attributes. spaCy goes from text to words found: its blank tokenizer and a `PhraseMatcher` with every word of the
compiled lexicon, in lower case. So the peer does less; it is the usual way to find a long list of words in Python.

Both look for the same 50,000 words and more: a language that has fewer is given words of the other languages as
triggers of an event type that never finds its participant.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotate.prelabel import load_engine
from annotate.prelabel.lexicon.language import read_language
from annotate.prelabel.lexicon.lexicon import lexicon_words
from annotate.schema import Schema, load_schema
from annotate.schema.model import EntityType, EventType, Role, Trigger
from benchmarks.corpora import LANGUAGES, Corpus
from benchmarks.stages import stage_shares
from benchmarks.timing import Timing, time_in_turn

WORDS = 50_000
OURS, PEER = "event-annotate", "spaCy"

_AT_LEAST = 0.5  # seconds a round, so that the clock's grain and a short interruption do not matter


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides' rounds over one corpus, the number of words both looked for, and what both found in one pass.

    `shares` is how much of the engine's time each of its stages takes, 0 to 1.
    """

    corpus: Corpus
    words: int
    ours: Timing
    peer: Timing
    events: int
    hits: int
    shares: Mapping[str, float]


def compare(corpus: Corpus, rounds: int) -> Comparison:
    """Times the engine and spaCy over `corpus`, in turn, `rounds` times each, one core each."""
    schema = widened(load_schema("diplomacy"), corpus.language)
    words = tuple(lexicon_words(schema, corpus.language))
    prelabel, match = _prelabel(corpus, schema), _match(corpus, words)
    timings = time_in_turn({OURS: prelabel, PEER: match}, rounds, _AT_LEAST)
    shares = stage_shares(corpus, schema, rounds)
    return Comparison(corpus, len(words), timings[OURS], timings[PEER], prelabel(), match(), shares)


def widened(schema: Schema, language: str) -> Schema:
    """The schema with triggers from the words of other languages, so that at least 50,000 words are looked for."""
    own = lexicon_words(schema, language)
    fold = read_language(language).fold
    others = {fold(word) for other in LANGUAGES if other != language for word in lexicon_words(schema, other)}
    mixed = sorted(others - own.keys(), key=lambda word: hashlib.sha256(word.encode()).digest())
    chosen = mixed[: max(0, WORDS - len(own))]
    if not chosen:
        return schema
    trigger = Trigger(words=tuple(chosen), needs=("bystander",))
    event = EventType(roles={"bystander": Role(fillers=("bystander",))}, triggers={language: (trigger,)})
    entities = {**schema.entities, "bystander": EntityType()}
    return schema.model_copy(update={"entities": entities, "events": {**schema.events, "elsewhere": event}})


def _prelabel(corpus: Corpus, schema: Schema) -> Callable[[], int]:
    """Pre-labels every article and counts the events."""
    engine = load_engine("lexicon")
    return lambda: sum(len(reading.events) for reading in engine.prelabel(corpus.articles, schema))


def _match(corpus: Corpus, words: Sequence[str]) -> Callable[[], int]:
    """Tokenizes every article and counts the words found."""
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank(corpus.language)
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("lexicon", [language.make_doc(word) for word in words])
    return lambda: sum(len(matcher(language.make_doc(article.text))) for article in corpus.articles)
