"""`annotate evaluate`: predictions compared with gold."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli.console import print_json
from annotate.cli.options import AsJson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.table import Table

    from annotate.schema import Schema
    from annotate.scoring import Accuracy, Difference, Error, Level, Scores


def evaluate(
    predicted: Annotated[Path, typer.Argument(help="Predictions, an annotation file.", show_default=False)],
    gold: Annotated[Path, typer.Argument(help="Gold readings of the same articles.", show_default=False)],
    schema: Annotated[
        str | None, typer.Option("--schema", help="Score this schema's event types, not those of the gold.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="Another system's predictions, to be compared with.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="A page to write, with each error in its sentence.")
    ] = None,
    as_json: AsJson = False,
    samples: Annotated[int, typer.Option(min=1, help="Draws of articles for the 95 % intervals.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
) -> None:
    """Score predicted events against gold: triggers and arguments, found and classified; and list the errors."""
    from annotate.annotation import read_annotations
    from annotate.schema import load_schema
    from annotate.scoring import align, compare, errors, score, to_json

    known = load_schema(schema) if schema else None
    said, truth = read_annotations(predicted), read_annotations(gold)
    others = read_annotations(against) if against else None
    types = tuple(known.events) if known else None
    defaults = _defaults(known) if known else {}
    scores = score(said, truth, types=types, defaults=defaults, samples=samples, seed=seed)
    pairs = align(said, truth)
    found = list(errors(pairs, scores.types, defaults))
    differences = compare(said, others, truth, tuple(scores.types), samples=samples, seed=seed) if others else {}
    if page is not None:
        from annotate.files import write_text
        from annotate.scoring.report import to_html

        write_text(page, to_html(scores, found, pairs, differences))
    if as_json:
        print_json({**to_json(scores), **_errors_json(found), **_differences_json(differences)})
    else:
        _print_tables(scores, found, differences)


def _errors_json(found: "Sequence[Error]") -> dict[str, Any]:
    names = {"kind": "kind", "article": "article", "language": "language", "type": "type", "gold": "wanted"}
    listed = [{key: getattr(e, name) for key, name in (names | {"found": "found"}).items()} for e in found]
    return {"errors": {"counts": Counter(each.kind for each in found), "list": listed}}


def _differences_json(differences: "Mapping[str, Difference]") -> dict[str, Any]:
    if not differences:
        return {}
    return {
        "against": {
            level: {"f1": d.f1, "other": d.other, "difference": d.delta, "low": d.low, "high": d.high, "p": d.p}
            for level, d in differences.items()
        }
    }


def _defaults(schema: "Schema") -> dict[str, dict[str, str]]:
    """What holds of each event type where nothing is said."""
    asked = {kind: schema.attributes_of("event", kind) for kind in schema.events}
    return {kind: {n: a.default for n, a in each.items() if a.default is not None} for kind, each in asked.items()}


def _print_tables(scores: "Scores", found: "Sequence[Error]", differences: "Mapping[str, Difference]") -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for table in (*_tables(scores), *_error_tables(found, differences)):
        console.print(table, "")
    for line in _remarks(scores):
        console.print(line)


def _tables(scores: "Scores") -> "Iterator[Table]":
    """The levels, then what there is of types, attributes and, where there are several, languages."""
    yield _levels_table("level", scores.levels)
    yield _levels_table("overlapping", scores.relaxed)
    if scores.types:
        yield _levels_table("type (TC)", scores.types)
    if scores.attributes:
        yield _attributes_table(scores.attributes)
    if len(scores.languages) > 1:
        yield _languages_table(scores.languages)


def _levels_table(title: str, levels: "Mapping[str, Level]") -> "Table":
    table = _table(title, "precision", "recall", "F1", "95 %", "tp", "predicted", "gold")
    for name, level in levels.items():
        ratios = (f"{ratio:.3f}" for ratio in (level.precision, level.recall, level.f1))
        interval = f"{level.low:.3f}-{level.high:.3f}"
        table.add_row(name, *ratios, interval, str(level.tp), str(level.predicted), str(level.gold))
    return table


def _languages_table(languages: "Mapping[str, Mapping[str, Level]]") -> "Table":
    table = _table("language", *(f"F1 {name}" for name in next(iter(languages.values()))))
    for language, levels in languages.items():
        table.add_row(language, *(f"{level.f1:.3f}" for level in levels.values()))
    return table


def _attributes_table(attributes: "Mapping[str, Accuracy]") -> "Table":
    table = _table("attribute", "accuracy", "equal", "matched")
    for name, found in attributes.items():
        table.add_row(name, f"{found.accuracy:.3f}", str(found.equal), str(found.matched))
    return table


def _error_tables(found: "Sequence[Error]", differences: "Mapping[str, Difference]") -> "Iterator[Table]":
    """How often each kind of error is made, with the first of its kind; and the comparison with another system."""
    if found:
        table = _table("error", "times")
        table.add_column("for example")
        for kind, times in Counter(each.kind for each in found).most_common():
            first = next(each for each in found if each.kind == kind)
            table.add_row(
                kind, str(times), f"{first.article}: {first.wanted or 'nothing'} -> {first.found or 'nothing'}"
            )
        yield table
    if differences:
        table = _table("against", "F1", "other", "difference", "95 %", "p")
        for level, d in differences.items():
            values = (
                f"{d.f1:.3f}",
                f"{d.other:.3f}",
                f"{d.delta:+.3f}",
                f"{d.low:+.3f} to {d.high:+.3f}",
                f"{d.p:.3f}",
            )
            table.add_row(level, *values)
        yield table


def _table(name: str, *numbers: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column(name, overflow="fold")
    for heading in numbers:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _remarks(scores: "Scores") -> "Iterator[str]":
    """What a reader must know beside the numbers."""
    yield f"{scores.articles} articles in the gold, {scores.missing} of them without a prediction"
    for side, others in (("predicted", scores.other_types), ("gold", scores.other_gold_types)):
        if others:
            yield f"not scored, {side}: " + ", ".join(f"{name} ({times})" for name, times in others.items())
