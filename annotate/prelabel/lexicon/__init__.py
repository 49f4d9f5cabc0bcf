"""The lexicon engine: reads articles with the words of the schema, a gazetteer and the grammar of their language."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from annotate.annotation import Annotation, Argument, Event, Mention, reading
from annotate.article import Article
from annotate.prelabel.lexicon.arguments import Filled
from annotate.prelabel.lexicon.engine import Reader
from annotate.prelabel.lexicon.folding import Folded
from annotate.prelabel.lexicon.happening import Happening
from annotate.prelabel.lexicon.lexicon import compile_lexicon
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.tables import digest_of
from annotate.schema.model import Schema
from annotate.span import Span, grapheme_hull

VERSION = 4
"""Raised whenever the code finds something else in the same text with the same words."""


class LexiconEngine:
    """Pre-labels with no more than words; deterministic, no model, hundreds of articles a second."""

    name = "lexicon"

    def __init__(self) -> None:
        self._readers: _Readers | None = None

    def fingerprint(self, schema: Schema) -> str:
        """`lexicon/VERSION name@version HASH`, the hash over the schema and every word list of the engine."""
        return self._readers_of(schema).fingerprint

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation an article, in order; an article without language, or in one without words, has no events."""
        readers = self._readers_of(schema)
        for article in articles:
            mentions, events = _written(*readers.of(article.language or "").read(article))
            yield reading(
                article, mentions=mentions, events=events, engine=self.name, annotator=f"engine:{self.name}",
                state="prelabel", fingerprint=readers.fingerprint, schema_id=schema.id,
            )  # fmt: skip

    def _readers_of(self, schema: Schema) -> "_Readers":
        """The readers of a schema, those of the last one kept: compiling takes longer than reading an article."""
        if self._readers is None or self._readers.schema is not schema:
            self._readers = _Readers(schema)
        return self._readers


class _Readers:
    """The compiled words of one schema, by language."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.fingerprint = _fingerprint(schema)
        self._by_language: dict[str, Reader] = {}

    def of(self, code: str) -> Reader:
        """The reader of the language with an ISO 639-1 code."""
        if code not in self._by_language:
            self._by_language[code] = Reader(compile_lexicon(self.schema, code))
        return self._by_language[code]


def _fingerprint(schema: Schema) -> str:
    heard = _unspoken(schema.model_dump(mode="json", exclude_defaults=True))
    content = hashlib.sha256(json.dumps(heard, ensure_ascii=False).encode())
    content.update(word_lists())
    return f"lexicon/{VERSION} {schema.id} {content.hexdigest()[:16]}"


def _unspoken(part: Any) -> Any:
    """A schema without what only people read, which changes nothing that the engine finds."""
    if isinstance(part, dict):
        return {key: _unspoken(each) for key, each in part.items() if key not in _FOR_PEOPLE}
    return [_unspoken(each) for each in part] if isinstance(part, list) else part


_FOR_PEOPLE = frozenset(
    {"labels", "definitions", "examples", "counterexamples", "notes", "codes", "formerly", "changelog", "colour", "key"}
)


@cache
def word_lists() -> bytes:
    """A digest of every table that the engine finds words in."""
    return digest_of(files(__package__) / folder for folder in ("languages", "gazetteer"))


def _written(folded: Folded, happenings: Sequence[Happening]) -> tuple[list[Mention], list[Event]]:
    """Mentions m1, m2, ... in text order, events e1, e2, ... in the order of their triggers."""
    placed = [[_place(folded, *one) for one in happening.arguments] for happening in happenings]
    scores: dict[_Place, float] = {}
    for happening, places in zip(happenings, placed, strict=True):
        for (_, one), place in zip(happening.arguments, places, strict=True):
            scores[place] = max(scores.get(place, 0.0), one.score)
    ids = {place: f"m{number}" for number, place in enumerate(sorted(scores), start=1)}
    mentions = [_mention(folded.written, place, ids[place], scores[place]) for place in sorted(scores)]
    numbered = enumerate(zip(happenings, placed, strict=True), start=1)
    return mentions, [_event(folded, one, f"e{number}", places, ids) for number, (one, places) in numbered]


_Place = tuple[int, int, str]
"""Where a mention stands, in code points, and its entity type."""


def _place(folded: Folded, pieces: Sequence[Piece], one: Filled) -> _Place:
    return (*_range(folded, pieces, one.found.first, one.found.last), one.type)


def _mention(text: str, place: _Place, name: str, score: float) -> Mention:
    start, end, kind = place
    return Mention(id=name, type=kind, start=start, end=end, text=text[start:end], score=round(score, 3))


def _event(
    folded: Folded, happening: Happening, name: str, places: Sequence[_Place], ids: Mapping[_Place, str]
) -> Event:
    """An event; `why` is its trigger's surface, then each argument with the cue that gave it its role."""
    text, candidate = folded.written, happening.candidate
    trigger = Span.of(text, *_range(folded, happening.pieces, candidate.at, candidate.at + 1))
    filled = [(one, place) for (_, one), place in zip(happening.arguments, places, strict=True)]
    arguments = [Argument(role=one.role, filler=ids[place], score=round(one.score, 3)) for one, place in filled]
    cues = [f"{one.role}: {text[start:end]} ({one.cue})" for one, (start, end, _) in filled]
    return Event.model_validate(
        {"id": name, "type": candidate.event, "trigger": trigger, "arguments": arguments,
         "attributes": dict(happening.attributes), "score": round(happening.score, 3), "why": [trigger.text, *cues]}
    )  # fmt: skip


def _range(folded: Folded, pieces: Sequence[Piece], first: int, last: int) -> tuple[int, int]:
    """Code points of the text from the piece `first` to before `last`, whole graphemes."""
    return grapheme_hull(folded.written, *folded.back(pieces[first].start, pieces[last - 1].end))
