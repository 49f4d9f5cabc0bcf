"""`annotate evaluate`: predictions compared with gold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli.console import print_json
from annotate.cli.options import AsJson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table

    from annotate.schema import Schema
    from annotate.scoring import Accuracy, Level, Scores


def evaluate(
    predicted: Annotated[Path, typer.Argument(help="Predictions, an annotation file.", show_default=False)],
    gold: Annotated[Path, typer.Argument(help="Gold readings of the same articles.", show_default=False)],
    schema: Annotated[
        str | None, typer.Option("--schema", help="Score this schema's event types, not those of the gold.")
    ] = None,
    as_json: AsJson = False,
    samples: Annotated[int, typer.Option(min=1, help="Draws of articles for the 95 % intervals.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
) -> None:
    """Score predicted events against gold: triggers and arguments, found and classified."""
    scores = _scored(predicted, gold, schema, samples, seed)
    if as_json:
        from annotate.scoring import to_json

        print_json(to_json(scores))
    else:
        _print_tables(scores)


def _scored(predicted: Path, gold: Path, schema: str | None, samples: int, seed: int) -> "Scores":
    from annotate.annotation import read_annotations
    from annotate.schema import load_schema
    from annotate.scoring import score

    known = load_schema(schema) if schema else None
    return score(
        read_annotations(predicted),
        read_annotations(gold),
        types=tuple(known.events) if known else None,
        defaults=_defaults(known) if known else {},
        samples=samples,
        seed=seed,
    )


def _defaults(schema: "Schema") -> dict[str, dict[str, str]]:
    """What holds of each event type where nothing is said."""
    asked = {kind: schema.attributes_of("event", kind) for kind in schema.events}
    return {kind: {n: a.default for n, a in each.items() if a.default is not None} for kind, each in asked.items()}


def _print_tables(scores: "Scores") -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for table in _tables(scores):
        console.print(table, "")
    for line in _remarks(scores):
        console.print(line)


def _tables(scores: "Scores") -> "Iterator[Table]":
    """The levels, then what there is of types, attributes and, where there are several, languages."""
    yield _levels_table("level", scores.levels)
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
