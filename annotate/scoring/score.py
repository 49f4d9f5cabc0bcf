"""Events compared with gold events at the levels of `annotate.scoring.levels`.

Each level is a set of marks an article; counts are summed over articles before precision, recall and F1 are taken.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Any

from annotate.annotation import Annotation, Event
from annotate.scoring.align import Pair, align, event_key, match_events
from annotate.scoring.bootstrap import Counts, Interval, f1_intervals
from annotate.scoring.levels import LEVELS, exact, marks, of_types, relaxed

UNKNOWN_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class Level:
    """A score: its counts, and the 95 % interval of its F1 from `low` to `high`. A ratio over nothing is 0."""

    tp: int
    predicted: int
    gold: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """The share of what was predicted that is in the gold."""
        return self.tp / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was predicted."""
        return self.tp / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.tp / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often matched events (same trigger span and type) have the attribute's gold value."""

    equal: int
    matched: int

    @property
    def accuracy(self) -> float:
        """`equal` of `matched`; 0 where nothing was matched."""
        return self.equal / self.matched if self.matched else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What `score` found. `types` holds TC by event type, `languages` all levels by the language of the gold.
    `relaxed` holds the levels where spans need only overlap.

    `articles` counts the gold's, `missing` those among them without a prediction. `other_types` counts the predicted
    events whose type is not scored, `other_gold_types` those of the gold.
    """

    levels: Mapping[str, Level]
    relaxed: Mapping[str, Level]
    languages: Mapping[str, Mapping[str, Level]]
    types: Mapping[str, Level]
    attributes: Mapping[str, Accuracy]
    other_types: Mapping[str, int]
    other_gold_types: Mapping[str, int]
    articles: int
    missing: int


def score(
    predicted: Sequence[Annotation],
    gold: Sequence[Annotation],
    *,
    types: Collection[str] | None = None,
    defaults: Mapping[str, Mapping[str, str]] | None = None,
    samples: int = 1000,
    seed: int = 0,
) -> Scores:
    """Scores readings against gold readings of the same articles; every gold article counts.

    `types` are the event types to score, without it those that occur in the gold. `defaults` are, by event type, the
    attribute values that hold where an event names none. The intervals come from `samples` draws of articles with the
    given `seed`. Raises `Faults` as `align` does.
    """
    pairs = align(predicted, gold)
    scored = sorted(_event_types(gold) if types is None else set(types))
    articles = [_Article.of(pair, scored) for pair in pairs]
    return Scores(
        levels=_levels([article.levels for article in articles], LEVELS, samples, seed),
        relaxed=_levels([article.relaxed for article in articles], LEVELS, samples, seed),
        languages=_by_language(articles, samples, seed),
        types=_levels([article.types for article in articles], scored, samples, seed),
        attributes=_attributes(pairs, frozenset(scored), defaults or {}),
        other_types=_others(predicted, scored),
        other_gold_types=_others(gold, scored),
        articles=len(pairs),
        missing=sum(pair.predicted is None for pair in pairs),
    )


@dataclass(frozen=True, slots=True)
class _Article:
    """The counts of one article by level and, at level TC, by event type."""

    language: str
    levels: Mapping[str, Counts]
    relaxed: Mapping[str, Counts]
    types: Mapping[str, Counts]

    @classmethod
    def of(cls, pair: Pair, types: Sequence[str]) -> "_Article":
        gold, predicted = marks(pair.gold, types), marks(pair.predicted, types)
        wanted, found = _keys_by_type(pair.gold, types), _keys_by_type(pair.predicted, types)
        return cls(
            pair.gold.language or UNKNOWN_LANGUAGE,
            {level: exact(predicted[level], gold[level]) for level in LEVELS},
            {level: relaxed(predicted[level], gold[level]) for level in LEVELS},
            {name: _count(found[name], wanted[name]) for name in types},
        )


def _keys_by_type(reading: Annotation | None, types: Collection[str]) -> Mapping[str, set[Hashable]]:
    keys: dict[str, set[Hashable]] = {name: set() for name in types}
    for event in of_types(reading, types):
        keys[event.type].add(event_key(event))
    return keys


def _count(predicted: AbstractSet[Hashable], gold: AbstractSet[Hashable]) -> Counts:
    return Counts(len(predicted & gold), len(predicted), len(gold))


def _levels(
    articles: Sequence[Mapping[str, Counts]], names: Sequence[str], samples: int, seed: int
) -> dict[str, Level]:
    """The level of each name: counts summed over the articles, interval from draws of them."""
    rows = [[article[name] for name in names] for article in articles]
    intervals = f1_intervals(rows, samples, seed) or [(0.0, 0.0)] * len(names)
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: _total(column, ends) for name, column, ends in zip(names, columns, intervals, strict=True)}


def _total(column: Iterable[Counts], interval: Interval) -> Level:
    tp, predicted, gold = (sum(part) for part in zip(Counts(), *column, strict=True))
    return Level(tp, predicted, gold, *interval)


def _by_language(articles: Sequence[_Article], samples: int, seed: int) -> dict[str, Mapping[str, Level]]:
    languages = sorted({article.language for article in articles})
    return {
        language: _levels([one.levels for one in articles if one.language == language], LEVELS, samples, seed)
        for language in languages
    }


def _attributes(
    pairs: Iterable[Pair], types: Collection[str], defaults: Mapping[str, Mapping[str, str]]
) -> dict[str, Accuracy]:
    """Counts each matched event once for every attribute that its gold has a value for."""

    def values(event: Event) -> Mapping[str, str]:
        return {**defaults.get(event.type, {}), **event.attributes}

    seen: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    for pair in pairs:
        for gold, predicted in match_events(of_types(pair.gold, types), of_types(pair.predicted, types), values):
            seen.update(list(values(gold)))
            equal.update(name for name, value in values(gold).items() if values(predicted).get(name) == value)
    return {name: Accuracy(equal[name], seen[name]) for name in sorted(seen)}


def _event_types(readings: Iterable[Annotation]) -> Counter[str]:
    return Counter(chain.from_iterable((event.type for event in reading.events) for reading in readings))


def _others(readings: Iterable[Annotation], types: Collection[str]) -> dict[str, int]:
    return {name: times for name, times in sorted(_event_types(readings).items()) if name not in types}


def to_json(scores: Scores) -> dict[str, Any]:
    """One JSON document: `levels`, `relaxed`, `languages`, `types`, `attributes`, `other_types`, number of articles."""
    return {
        "levels": _levels_json(scores.levels),
        "relaxed": _levels_json(scores.relaxed),
        "languages": {language: _levels_json(levels) for language, levels in scores.languages.items()},
        "types": _levels_json(scores.types),
        "attributes": {
            name: {"accuracy": found.accuracy, "equal": found.equal, "matched": found.matched}
            for name, found in scores.attributes.items()
        },
        "other_types": dict(scores.other_types),
        "other_gold_types": dict(scores.other_gold_types),
        "articles": scores.articles,
        "missing": scores.missing,
    }


def _levels_json(levels: Mapping[str, Level]) -> dict[str, dict[str, float | int]]:
    names = ("precision", "recall", "f1", "low", "high", "tp", "predicted", "gold")
    return {key: {name: getattr(level, name) for name in names} for key, level in levels.items()}
