"""Several engines' readings of one article merged into one, each engine heard as far as reviews found it reliable.

An event of one engine and one of another are the same if their types are and their triggers overlap. Its score is the
noisy-or of what the engines say (J. Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, section 4.3.2), times
how far things held that just these engines said, as `annotate.prelabel.calibration.reliability` has it; arguments
likewise. Spans and types in conflict go with the more precise engine.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, reading, to_json
from annotate.prelabel.calibration.judge import sure
from annotate.prelabel.calibration.reliability import Record, noisy_or, precision, said_by, together
from annotate.scoring.align import event_key
from annotate.scoring.levels import overlap, trigger


@dataclass(frozen=True, slots=True)
class _Voice:
    """One engine's word on an event: its reading, the event, and how far to trust it."""

    reading: Annotation
    event: Event
    trust: float

    @property
    def name(self) -> str:
        """The engine's name."""
        return _name(self.reading)

    @property
    def score(self) -> float:
        """How sure the engine is."""
        return sure(self.event.score)

    @property
    def order(self) -> tuple[float, float, int, int, str, str]:
        """The most trusted first; the same whatever order the engines are named in."""
        span = self.event.trigger
        return -self.trust, -self.score, span.start, span.end, self.name, self.event.id


Groups = Sequence[Sequence[_Voice]]
"""The voices on each event, the most trusted first."""


class Said(NamedTuple):
    """Who said a thing, as a record names them, and how sure they are together before reviews are heard."""

    by: str
    score: float


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged reading, and who said each of its events (by id) and arguments (by event, role and filler)."""

    reading: Annotation
    events: Mapping[str, Said]
    arguments: Mapping[tuple[str, str, str], Said]


def merge(readings: Sequence[Annotation], record: Record | None = None) -> Annotation:
    """One reading of what several engines read in one article; the order of `readings` does not matter.

    Readings that are the same in everything count once. ValueError where there is none, or of several articles.
    """
    return merge_told(readings, record).reading


def merge_told(readings: Sequence[Annotation], record: Record | None = None) -> Merged:
    """The same with who said what."""
    if len({(each.id, each.text) for each in readings}) != 1:
        raise ValueError("readings of one article are merged, at least one")
    known = record or Record()
    distinct = {(_name(each), to_json(each)): each for each in readings}
    trust = {name: precision(known.engines.get(name, {}), "") for name, _ in distinct}
    every = [each for _, each in sorted(distinct.items(), key=lambda item: (-trust[item[0][0]], item[0]))]
    groups = _settled(_groups([voice for each in every for voice in _voices(each, known)]), known)
    return _Merger(every, groups, known).merged()


def _name(one: Annotation) -> str:
    return one.engine or one.annotator or ""


def _voices(one: Annotation, record: Record) -> Iterator[_Voice]:
    known = record.engines.get(_name(one), {})
    return (_Voice(one, event, precision(known, event.type)) for event in one.events)


def _groups(voices: Iterable[_Voice]) -> list[list[_Voice]]:
    """The voices by event; an engine speaks once of each."""
    groups: list[list[_Voice]] = []
    for voice in sorted(voices, key=lambda voice: voice.order):
        home = next((group for group in groups if _belongs(voice, group)), None)
        if home is None:
            groups.append([voice])
        else:
            home.append(voice)
    return groups


def _belongs(voice: _Voice, group: Sequence[_Voice]) -> bool:
    event = group[0].event
    alike = event.type == voice.event.type and overlap(trigger(event), trigger(voice.event))
    return alike and all(voice.reading is not other.reading for other in group)


def _settled(groups: Groups, record: Record) -> list[Sequence[_Voice]]:
    """The groups without those that a likelier one on the same trigger rules out, in text order.

    Two types stand on one trigger only where one engine read both there.
    """
    kept: list[Sequence[_Voice]] = []
    for group in sorted(groups, key=lambda group: (-_likelihood(group, record), group[0].order)):
        if all(_stands_beside(group, other) for other in kept):
            kept.append(group)
    return sorted(kept, key=lambda group: (*event_key(group[0].event), group[0].order))


def _stands_beside(group: Sequence[_Voice], other: Sequence[_Voice]) -> bool:
    apart = not overlap(trigger(group[0].event), trigger(other[0].event))
    return apart or any(one.reading is two.reading for one in group for two in other)


def _likelihood(group: Sequence[_Voice], record: Record) -> float:
    """How sure an event is that these voices tell of."""
    said = [(voice.name, voice.score) for voice in group]
    return together(said, group[0].event.type, record.events, record.engines)


_End = tuple[int, str]
"""A mention or event of a reading: the reading's number and the id."""


class _Merger:
    """The merged reading in the making: `self._ends` leads from every mention and event to the merged one's id."""

    def __init__(self, readings: Sequence[Annotation], groups: Groups, record: Record) -> None:
        self._readings = readings
        self._groups = groups
        self._record = record
        self._said: dict[str, Said] = {}
        self._argued: dict[tuple[str, str, str], Said] = {}
        self._numbers = {id(each): at for at, each in enumerate(readings)}
        self._clusters = _clusters(readings)
        self._ends = self._event_ids() | self._mention_ids()

    def merged(self) -> Merged:
        """The one reading, and who said what."""
        mentions = [
            self._mention(name, cluster) for cluster in self._clusters if (name := self._ends.get(cluster[0][0]))
        ]
        merged = reading(
            self._readings[0].article,
            mentions=mentions,
            events=[self._event(group) for group in self._groups],
            relations=list(self._relations()),
            attributes=_voted((each.attributes, 1.0) for each in self._readings),
        )
        return Merged(merged, self._said, self._argued)

    def _event_ids(self) -> dict[_End, str]:
        return {
            self._end(voice, voice.event.id): f"e{number}"
            for number, group in enumerate(self._groups, start=1)
            for voice in group
        }

    def _end(self, voice: _Voice, name: str) -> _End:
        return self._numbers[id(voice.reading)], name

    def _mention_ids(self) -> dict[_End, str]:
        """Ids for the mentions that fill a role still, and for those that never filled any."""
        used = {self._end(v, a.filler) for group in self._groups for v in group for a in v.event.arguments}
        filling = {
            (at, argument.filler)
            for at, each in enumerate(self._readings)
            for event in each.events
            for argument in event.arguments
        }
        kept = [cluster for cluster in self._clusters if any(end in used or end not in filling for end, _ in cluster)]
        return {end: f"m{number}" for number, cluster in enumerate(kept, start=1) for end, _ in cluster}

    def _mention(self, name: str, cluster: "_Cluster") -> Mention:
        score = round(noisy_or(sure(mention.score) for _, mention in cluster), 3)
        said = _voted((mention.attributes, 1.0) for _, mention in cluster)
        return cluster[0][1].model_copy(update={"id": name, "score": score, "attributes": said})

    def _event(self, group: Sequence[_Voice]) -> Event:
        """The event as its most trusted voice has it, with what all say of its arguments and attributes."""
        first = group[0]
        name = self._ends[self._end(first, first.event.id)]
        self._said[name] = _said([(voice.name, voice.score) for voice in group])
        return first.event.model_copy(
            update={
                "id": name,
                "arguments": tuple(self._arguments(name, group)),
                "attributes": _voted((voice.event.attributes, voice.trust) for voice in group),
                "score": round(_likelihood(group, self._record), 3),
            }
        )

    def _arguments(self, event: str, group: Sequence[_Voice]) -> Iterator[Argument]:
        said: dict[tuple[str, str], list[tuple[Argument, _Voice]]] = defaultdict(list)
        for voice in group:
            for argument in voice.event.arguments:
                filler = self._ends.get(self._end(voice, argument.filler))
                if filler is not None:
                    said[argument.role, filler].append((argument, voice))
        kind, known = group[0].event.type, self._record
        for (role, filler), each in said.items():
            scores = [(voice.name, sure(argument.score)) for argument, voice in each]
            self._argued[event, role, filler] = _said(scores)
            score = together(scores, kind, known.arguments, {})
            attributes = _voted((argument.attributes, voice.trust) for argument, voice in each)
            update = {"filler": filler, "score": round(score, 3), "attributes": attributes}
            yield each[0][0].model_copy(update=update)

    def _relations(self) -> Iterator[Relation]:
        """Every relation between what is still there, each once."""
        found: dict[tuple[str, str, str], Relation] = {}
        for at, each in enumerate(self._readings):
            for relation in each.relations:
                source, target = self._ends.get((at, relation.source)), self._ends.get((at, relation.target))
                if source and target:
                    update = {"source": source, "target": target}
                    found.setdefault((relation.type, source, target), relation.model_copy(update=update))
        return iter(found.values())


def _said(scores: Sequence[tuple[str, float]]) -> Said:
    return Said(said_by([name for name, _ in scores]), noisy_or(score for _, score in scores))


_Cluster = list[tuple[_End, Mention]]
"""One mention as several readings have it, that of the most trusted first."""


def _clusters(readings: Sequence[Annotation]) -> list[_Cluster]:
    """The mentions of all readings: the same if they have one span, or one type and overlap; in text order."""
    clusters: list[_Cluster] = []
    for at, each in enumerate(readings):
        for mention in sorted(each.mentions, key=_place):
            able = (cluster for cluster in clusters if _names_same(mention, cluster[0][1]))
            home = next((cluster for cluster in able if all(end[0] != at for end, _ in cluster)), None)
            if home is None:
                clusters.append([((at, mention.id), mention)])
            else:
                home.append(((at, mention.id), mention))
    return sorted(clusters, key=lambda cluster: _place(cluster[0][1]))


def _names_same(one: Mention, other: Mention) -> bool:
    mine, theirs = (one.start, one.end), (other.start, other.end)
    return mine == theirs or (one.type == other.type and overlap(mine, theirs))


def _place(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, mention.end, mention.type, mention.id


def _voted(votes: Iterable[tuple[Mapping[str, str], float]]) -> dict[str, str]:
    """For each attribute the value with most trust behind it; between equals that of the first voice."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for said, trust in votes:
        for name, value in said.items():
            sums[name][value] += trust
    return {name: max(values, key=lambda value: values[value]) for name, values in sums.items()}
