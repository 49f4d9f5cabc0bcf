"""Weights, curves and thresholds for engines, from their readings of articles that people reviewed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.prelabel.calibration import Calibration, Record, calibrate, reliabilities
from annotate.prelabel.calibration.error import Bin, bins, cross_fitted
from annotate.prelabel.calibration.judge import Judged, argument_marks, event_mark, judge_arguments, judge_events
from annotate.prelabel.calibration.reliability import ByType
from annotate.prelabel.combine import Merged, Said, merge, merge_told
from annotate.schema.model import Schema
from annotate.scoring.levels import Mark


def weighed(
    sides: Sequence[Sequence[Annotation]],
    gold: Sequence[Annotation],
    schema: Schema,
    precision: float | None = None,
) -> Calibration:
    """Weights of several engines, and curves and thresholds for what they say together; of one, the latter alone.

    Each side holds one engine's readings of the gold's articles; it must not have learned from these. Thresholds are
    those of `calibrate`. AnnotateError where two sides are of one engine.
    """
    names = [_engine(side) for side in sides]
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise AnnotateError(f"two files are of engine {twice[0]!r}; give one file an engine")
    types = tuple(schema.events)
    record = _record(dict(zip(names, sides, strict=True)), gold, types) if len(sides) > 1 else Record()
    together = merged(sides, gold, Calibration(schema_id=schema.id, engine="", record=record))
    found = calibrate(together, gold, schema, precision=precision)
    return found.model_copy(update={"engine": ",".join(sorted(names)), "record": record})


def _record(sides: Mapping[str, Sequence[Annotation]], gold: Sequence[Annotation], types: Sequence[str]) -> Record:
    """What the gold says of each engine, and of what they say together by who says it."""
    engines = {name: reliabilities(judge_events(side, gold, types)) for name, side in sides.items()}
    alone = Record(engines=engines)
    told = [merge_told(several, alone) for several in _by_article(list(sides.values()), gold)]
    readings = [each.reading for each in told]
    events = {(each.reading.id, mark): said for each in told for mark, said in _events(each)}
    arguments = {(each.reading.id, mark): said for each in told for mark, said in _arguments(each)}
    return Record(
        engines=engines,
        events=_by_voices(judge_events(readings, gold, types), events),
        arguments=_by_voices(judge_arguments(readings, gold, types), arguments),
    )


_Marked = Mapping[tuple[str, Mark], Said]


def _by_voices(judged: Iterable[Judged], said: _Marked) -> dict[str, ByType]:
    """The reliability of what was judged, by who said it."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        by, score = said[each.article, each.mark]
        groups[by].append(each._replace(score=score))
    return {by: reliabilities(group) for by, group in sorted(groups.items())}


def _events(told: Merged) -> Iterator[tuple[Mark, Said]]:
    for event in told.reading.events:
        yield event_mark(event), told.events[event.id]


def _arguments(told: Merged) -> Iterator[tuple[Mark, Said]]:
    for event, each, mark in argument_marks(told.reading):
        yield mark, told.arguments[event.id, each.role, each.filler]


def _engine(side: Sequence[Annotation]) -> str:
    return next((each.engine for each in side if each.engine), "")


def merged(
    sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation], calibration: Calibration
) -> list[Annotation]:
    """The readings of several engines merged article by article, in the order of the gold; of one, its own."""
    several = _by_article(sides, gold)
    return [each[0] if len(sides) == 1 else merge(each, calibration.record) for each in several]


def _by_article(sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation]) -> list[list[Annotation]]:
    """The readings of each of the gold's articles that somebody read."""
    by_id = [{each.id: each for each in side} for side in sides]
    several = ([side[one.id] for side in by_id if one.id in side] for one in gold)
    return [each for each in several if each]


def error_bins(
    sides: Sequence[Sequence[Annotation]], gold: Sequence[Annotation], schema: Schema, found: Calibration
) -> tuple[list[Bin], list[Bin]]:
    """The scores of events in bins, as the engines give them and as curves of other documents would make them."""
    judged = judge_events(merged(sides, gold, found), gold, tuple(schema.events))
    return bins(each.outcome for each in judged), bins(cross_fitted(judged, gold))
