"""`python -m benchmarks [NAME]`: measures, prints the figures, and with --write puts them in benchmarks/README.md."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from annotate.errors import AnnotateError
from annotate.files import read_text, write_text
from benchmarks.corpora import NTREX_VARIABLE, ROOT, ntrex_file, read_corpora
from benchmarks.engine import compare
from benchmarks.grounding import grounding_json, grounding_markdown, measure_grounding, with_grounding_figures
from benchmarks.learned import learned_markdown
from benchmarks.machine import describe_machine
from benchmarks.report import Report, to_json, to_markdown, with_figures
from benchmarks.scale import Run, measure_scale, scale_json, scale_markdown
from benchmarks.schema import machine, measure_schema, schema_json, schema_markdown, with_schema_figures
from benchmarks.startup import time_startup
from benchmarks.values import values_markdown

README = Path(__file__).parent / "README.md"
SCALE = ROOT / "docs" / "scale.md"
ALONE = {"values": values_markdown, "learned": learned_markdown}
"""What is measured only where it is named."""


def main(
    name: Annotated[
        Literal["all", "engine", "schema", "grounding", "values", "learned", "scale"],
        typer.Argument(help="What to measure."),
    ] = "all",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Put the figures into benchmarks/README.md.")] = False,
    rounds: Annotated[int, typer.Option(min=5, help="Rounds of each comparison.")] = 7,
    articles: Annotated[str, typer.Option(help="Of scale: how many articles for memory.")] = "10000,100000",
    compared: Annotated[int, typer.Option(help="Of scale: how many articles for speed.")] = 40_000,
) -> None:
    """Measure the lexicon engine beside spaCy with the start, the reading of a large schema, the grounding of quotes.

    `values` and `learned` are measured only where they are named, and printed as Markdown;
    `scale` is pre-labelling of very many articles, and its figures stand in docs/scale.md.
    """
    if name in ALONE:
        typer.echo(ALONE[name]())
        return
    if name == "scale":
        sizes = [int(each.replace("_", "")) for each in articles.split(",")]
        _scale(measure_scale(sizes, compared), as_json=as_json, write=write)
        return
    page = read_text(README)
    said: list[str] = []
    told: dict[str, Any] = {}
    if name in {"all", "schema"}:  # first, while this process is small: the runs begin with its peak of memory
        schema = measure_schema(rounds)
        said.append(schema_markdown(schema))
        page = with_schema_figures(page, said[-1])
        told |= {"machine": machine(), "schema": schema_json(schema)}
    if name in {"all", "grounding"}:
        found = measure_grounding()
        said.append(grounding_markdown(found))
        page = with_grounding_figures(page, said[-1])
        told |= {"grounding": grounding_json(found)}
    if name in {"all", "engine"}:
        report = _measured(rounds)
        said.append(to_markdown(report))
        page = with_figures(page, said[-1])
        told |= to_json(report) | {"machine": told.get("machine", {}) | dict(report.machine)}
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else "\n".join(said).rstrip())
    if write:
        write_text(README, page)


def _scale(report: dict[str, list[Run]], *, as_json: bool, write: bool) -> None:
    said = scale_markdown(report)
    typer.echo(json.dumps(scale_json(report), ensure_ascii=False, indent=2) if as_json else said.rstrip())
    if write:
        write_text(SCALE, with_figures(read_text(SCALE), said))


def _measured(rounds: int) -> Report:
    startup = time_startup()
    engine = [compare(corpus, rounds) for corpus in read_corpora()]
    missing = f"NTREX-128 was not at hand ({NTREX_VARIABLE}); the sentences in tests/data took its place."
    return Report(describe_machine(), engine, startup, () if ntrex_file() else (missing,))


if __name__ == "__main__":
    try:
        typer.run(main)
    except AnnotateError as fault:
        sys.exit(str(fault))
