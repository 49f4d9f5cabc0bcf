"""`python -m benchmarks`: measures, prints the figures, and with --write puts them in benchmarks/README.md."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from annotate.errors import AnnotateError
from annotate.files import read_text, write_text
from benchmarks.corpora import NTREX_VARIABLE, ntrex_file, read_corpora
from benchmarks.engine import compare
from benchmarks.machine import describe_machine
from benchmarks.report import Report, to_json, to_markdown, with_figures
from benchmarks.startup import time_startup

README = Path(__file__).parent / "README.md"


def main(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Put the figures into benchmarks/README.md.")] = False,
    rounds: Annotated[int, typer.Option(min=5, help="Rounds of each comparison.")] = 7,
) -> None:
    """Measure the lexicon engine beside spaCy, and the start of the command line."""
    report = _measured(rounds)
    figures = to_markdown(report)
    typer.echo(json.dumps(to_json(report), ensure_ascii=False, indent=2) if as_json else figures.rstrip())
    if write:
        write_text(README, with_figures(read_text(README), figures))


def _measured(rounds: int) -> Report:
    startup = time_startup()
    engine = [compare(corpus, rounds) for corpus in read_corpora()]
    missing = f"NTREX-128 was not at hand ({NTREX_VARIABLE}); the sentences in tests/data took its place."
    return Report(describe_machine(), engine, startup, () if ntrex_file() else (missing,))


try:
    typer.run(main)
except AnnotateError as fault:
    sys.exit(str(fault))
