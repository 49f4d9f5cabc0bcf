"""What the commands print: results on standard output, all else on standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

_SHOWN = 50  # lines of a long list before the rest is counted


def say(line: str) -> None:
    """A line for the person at the terminal, on standard error."""
    typer.echo(line, err=True)


def result(line: str) -> None:
    """A line of the result, on standard output."""
    typer.echo(line)


def print_json(document: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def say_all(lines: Iterable[str]) -> None:
    """Lines on standard error, the rest counted where they are very many."""
    every = list(lines)
    for line in every[:_SHOWN]:
        say(line)
    if len(every) > _SHOWN:
        say(f"... and {len(every) - _SHOWN} more; --json prints them all")


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, nothing in a pipe; yields the function that is told how many more are done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.advance(task, more)
