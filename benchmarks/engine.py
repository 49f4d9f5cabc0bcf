"""Throughput of the whole lexicon engine beside spaCy finding the same words in the same text.

The engine goes from text to annotation: it folds, finds words, cuts sentences, and reads triggers, arguments and
attributes. spaCy goes from text to words found: its blank tokenizer and a `PhraseMatcher` with every word of the
compiled lexicon, in lower case. So the peer does less; it is the usual way to find a long list of words in Python.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotate.prelabel import load_engine
from annotate.prelabel.lexicon.lexicon import lexicon_words
from annotate.schema import Schema, load_schema
from benchmarks.corpora import Corpus
from benchmarks.timing import Timing, time_in_turn

OURS, PEER = "event-annotate", "spaCy"

_AT_LEAST = 0.5  # seconds a round, so that the clock's grain and a short interruption do not matter


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides' rounds over one corpus, the number of words both looked for, and what both found in one pass."""

    corpus: Corpus
    words: int
    ours: Timing
    peer: Timing
    events: int
    hits: int


def compare(corpus: Corpus, rounds: int) -> Comparison:
    """Times the engine and spaCy over `corpus`, in turn, `rounds` times each, one core each."""
    schema = load_schema("diplomacy")
    words = tuple(lexicon_words(schema, corpus.language))
    prelabel, match = _prelabel(corpus, schema), _match(corpus, words)
    timings = time_in_turn({OURS: prelabel, PEER: match}, rounds, _AT_LEAST)
    return Comparison(corpus, len(words), timings[OURS], timings[PEER], events=prelabel(), hits=match())


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
