"""`python -m benchmarks learned`: how good the learned engine is by cross-validation, alone and beside the lexicon.

It needs the gold of `../shared/gold` (or ANNOTATE_GOLD); without it the gold of the tests takes its place. Folds are
cut by document, translations of one document staying together. ANNOTATE_SCHEMA names another schema than `diplomacy`.
"""

import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from annotate.annotation import Annotation, read_annotations
from annotate.prelabel.calibration.error import bins, calibration_error, cross_fitted
from annotate.prelabel.calibration.judge import judge_events
from annotate.prelabel.folds import document
from annotate.prelabel.learned.card import figures_table
from annotate.prelabel.learned.model import Figure
from annotate.prelabel.learned.training import Course, pursue
from annotate.schema import Schema, load_schema
from annotate.scoring import compare, score
from benchmarks.corpora import ROOT

FOLDS, SEED = 5, 0


def learned_markdown() -> str:
    """The figures as Markdown: alone, beside the lexicon, by language, the learning curve, the calibration error."""
    schema, gold = load_schema(os.environ.get("ANNOTATE_SCHEMA", "diplomacy")), _gold()
    course = pursue(gold, schema, Path("no-model"), number=FOLDS, seed=SEED, engine="lexicon", curve=True)
    parts = (_told(gold, course), _against(course), _languages(course, schema), _curve(course), _error(course, schema))
    return "\n".join(chain.from_iterable(parts))


def _gold() -> list[Annotation]:
    folder = Path(os.environ.get("ANNOTATE_GOLD", ROOT / "../shared/gold"))
    paths = sorted(folder.glob("*.dev.jsonl")) or sorted((ROOT / "tests" / "data").glob("gold.*.jsonl"))
    return sorted(read_annotations(*paths), key=lambda each: each.id)


def _told(gold: list[Annotation], course: Course) -> Iterator[str]:
    documents = len({document(each) for each in gold})
    events = sum(len(each.events) for each in gold)
    yield f"{len(gold)} articles of {documents} documents, {events} events; {FOLDS} folds, seed {SEED}.\n"
    yield from figures_table(course.trained.model.facts.figures)


def _against(course: Course) -> Iterator[str]:
    """The combination against each of its parts on the same articles, paired."""
    yield "| lexicon,learned against | level | difference of F1 | 95 % | p |"
    yield "| --- | --- | ---: | --- | ---: |"
    for name, other in (("lexicon", course.alone), ("learned", course.unseen)):
        for level, d in compare(course.beside, other, course.gold, tuple(course.schema.events)).items():
            yield f"| {name} | {level} | {d.delta:+.3f} | {d.low:+.3f} to {d.high:+.3f} | {d.p:.3f} |"
    yield ""


def _languages(course: Course, schema: Schema) -> Iterator[str]:
    yield "| language | system | TC F1 | 95 % | AC F1 | 95 % |"
    yield "| --- | --- | ---: | --- | ---: | --- |"
    systems = {"learned": course.unseen, "lexicon": course.alone, "lexicon,learned": course.beside}
    by_system = {name: score(said, course.gold, types=tuple(schema.events)) for name, said in systems.items()}
    for language in by_system["learned"].languages:
        for name, scores in by_system.items():
            tc, ac = (scores.languages[language][level] for level in ("TC", "AC"))
            told = f"{tc.f1:.3f} | {tc.low:.3f} to {tc.high:.3f} | {ac.f1:.3f} | {ac.low:.3f} to {ac.high:.3f}"
            yield f"| {language} | {name} | {told} |"
    yield ""
    for name, scores in by_system.items():
        told = ", ".join(f"{n} {a.accuracy:.3f} ({a.equal} of {a.matched})" for n, a in scores.attributes.items())
        yield f"Attributes of found events, {name}: {told}."
    yield ""


def _curve(course: Course) -> Iterator[str]:
    yield "| share of the training documents | TC F1 | 95 % | AC F1 | 95 % |"
    yield "| --- | ---: | --- | ---: | --- |"
    for share, levels in course.curve.items():
        yield f"| {share:.0%} | {_f1(levels, 'TC')} | {_f1(levels, 'AC')} |"
    yield ""


def _f1(levels: Mapping[str, Figure], name: str) -> str:
    return f"{levels[name].f1:.3f} | {levels[name].low:.3f} to {levels[name].high:.3f}"


def _error(course: Course, schema: Schema) -> Iterator[str]:
    """Of events: raw scores, and scores calibrated on other documents."""
    judged = judge_events(course.trained.unseen, course.gold, tuple(schema.events))
    before = calibration_error(bins(each.outcome for each in judged))
    after = calibration_error(bins(cross_fitted(judged, course.gold)))
    yield f"Expected calibration error of the learned engine's events: {before:.3f}, cross-fitted {after:.3f}."
