"""`annotate prelabel` and `annotate export`: files in, files out, no server."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NamedTuple

import typer

from annotate.cli.console import print_json, progress, result, say, say_all
from annotate.cli.options import AsJson, SchemaName, chosen_schema, workspace
from annotate.errors import Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotate.annotation import Annotation
    from annotate.article import Article
    from annotate.prelabel.resume import Kept
    from annotate.prelabel.window import Load
    from annotate.schema import Schema


def prelabel(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs, or - for standard input. Default: annotate.toml.")
    ] = None,
    schema: SchemaName = None,
    engine: Annotated[
        str | None, typer.Option("--engine", help="lexicon, or your own: package.module:Name. Default: annotate.toml.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="An annotation file, or - for standard output.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language of articles that name none. Default: found.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="OURS=THEIRS: the column that holds a field, as text=body. Repeatable.")
    ] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", help="Form of standard input: txt, jsonl, csv, html.")
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes to work with. Default: 1.")] = None,
    dask: Annotated[
        str | None, typer.Option("--dask", metavar="ADDRESS", help="The scheduler of a Dask cluster to work on.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew: nothing that an interrupted run wrote is kept.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say which words and cues gave each event and argument.")
    ] = False,
    values: Annotated[
        bool, typer.Option("--values/--no-values", help="Dates, quantities and countries in a normal form.")
    ] = True,
    proposals: Annotated[
        bool, typer.Option("--proposals/--no-proposals", help="What may be the same entity or event.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Read articles and mark the events that an engine finds in them."""
    from annotate.articles import read_articles
    from annotate.prelabel.enriched import load_enriched

    place, known = workspace(), chosen_schema(schema)
    sources = articles or [str(place.path(each)) for each in place.articles]
    faults: list[str] = []
    read = read_articles(
        sources, columns=_columns(column or []), language=language, format=file_format, on_fault=faults.append
    )
    target = output or str(place.prelabels(known.name))
    load = partial(load_enriched, values=values, proposals=proposals)
    run = _run(engine or place.engine, load, known, workers, dask)
    counts = _write(run, _some(read, faults), target, _explained if explain else _unexplained, fresh=fresh)
    if as_json and target != "-":
        print_json({**counts, "output": target, "faults": faults})
    else:
        say(f"{counts['articles']} articles, {counts['events']} events -> {target}")
    if faults:
        raise Faults(faults)


class _Run(NamedTuple):
    """How articles are read: by which engine, and where."""

    fingerprint: str
    read: "Callable[[Iterable[Article]], Iterator[Annotation]]"


def _run(name: str, load: "Load", schema: "Schema", workers: int | None, dask: str | None) -> _Run:
    """The engine called `name` in this process, in `workers` of them, or on the Dask cluster at the address `dask`."""
    from annotate.prelabel import cluster, parallel

    if dask and workers:
        raise typer.BadParameter("the workers of a cluster are its own; leave --workers out", param_hint="--dask")
    engine = load(name)
    fingerprint = engine.fingerprint(schema)
    if dask:
        return _Run(fingerprint, lambda articles: cluster.prelabel(name, articles, schema, dask, load))
    if workers and workers > 1:
        return _Run(fingerprint, lambda articles: parallel.prelabel(name, articles, schema, workers, load))
    return _Run(fingerprint, lambda articles: engine.prelabel(articles, schema))


def _columns(pairs: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for pair in pairs:
        ours, _, theirs = pair.partition("=")
        if not (ours and theirs):
            raise typer.BadParameter(f"{pair!r} is not OURS=THEIRS, as in text=body", param_hint="--column")
        columns[ours] = theirs
    return columns


def _some(articles: "Iterable[Article]", faults: list[str]) -> "Iterator[Article]":
    """The articles; where there are only faults they are raised, and no earlier file gives way to an empty one."""
    any_read = False
    for article in articles:
        any_read = True
        yield article
    if faults and not any_read:
        raise Faults(faults)


def _unexplained(_reading: "Annotation") -> None:
    """Without --explain nothing is said of a reading."""


def _explained(reading: "Annotation") -> None:
    """Why each event was found: its trigger, then each argument with the cue that gave it its role."""
    for event in reading.events:
        trigger, *cues = (event.model_extra or {}).get("why") or [event.trigger.text]
        score = f" {event.score:.2f}" if event.score is not None else ""
        attributes = "".join(f", {name} {value}" for name, value in event.attributes.items())
        say(f"{reading.id}: {event.type} {trigger!r}{score}{attributes}")
        for cue in cues:
            say(f"    {cue}")


def _write(
    run: _Run, articles: "Iterable[Article]", target: str, tell: "Callable[[Annotation], None]", *, fresh: bool
) -> dict[str, int]:
    """Streams the readings to a file or to standard output, and counts them; `tell` hears each.

    A file keeps what an interrupted run wrote, and this one goes on after it.
    """
    from annotate.files import extend, growing
    from annotate.prelabel.resume import Kept, going_on

    with progress("articles") as done:
        if target == "-":
            counts = {"articles": 0, "events": 0}
            for line in _lines(run.read(articles), counts, tell, done):
                typer.echo(line, nl=False)
            return counts
        with growing(Path(target)) as file:
            kept, rest = (Kept(), iter(articles)) if fresh else going_on(file, articles, run.fingerprint)
            counts = {"articles": kept.articles, "events": kept.events}
            _say_kept(kept, file)
            done(kept.articles)
            extend(file, kept.size, _lines(run.read(rest), counts, tell, done))
    return counts


def _say_kept(kept: "Kept", file: "BinaryIO") -> None:
    """What becomes of an interrupted run, where there was one."""
    if kept.articles:
        say(f"going on after {kept.articles} articles")
    elif Path(file.name).stat().st_size:
        say(f"{file.name}: of other articles, another schema or another engine; beginning anew")


def _lines(
    made: "Iterable[Annotation]",
    counts: dict[str, int],
    tell: "Callable[[Annotation], None]",
    done: "Callable[[int], None]",
) -> "Iterator[str]":
    from annotate.annotation import to_json

    for reading in made:
        counts["articles"] += 1
        counts["events"] += len(reading.events)
        done(1)
        tell(reading)
        yield to_json(reading) + "\n"


def export(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Annotation files. Default: the reviews of annotate.toml.")
    ] = None,
    schema: SchemaName = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder to write. Default: exports/NAME.")
    ] = None,
    file_format: Annotated[str, typer.Option("--format", help="The form of the dataset.")] = "huggingface",
    as_json: AsJson = False,
) -> None:
    """Write the reviewed annotations as a dataset."""
    from annotate.annotation import read_annotations
    from annotate.export import writer
    from annotate.review.violations import violations

    place, known, write = workspace(), chosen_schema(schema), writer(file_format)
    annotations = read_annotations(*(files or [place.review(known.name)]))
    folder = output or place.path(place.exports) / known.name
    selection = write(annotations, known, folder)
    breaches = [str(each) for reading in selection.readings for each in violations(reading, known)]
    events = sum(len(reading.events) for reading in selection.readings)
    summary = {"readings": len(selection.readings), "events": events, "left_out": selection.left_out}
    if as_json:
        print_json({**summary, "output": str(folder), "violations": breaches})
    else:
        say_all(breaches)
        say_all(f"left out: {name}: {number}" for name, number in selection.left_out.items())
        result(f"{len(selection.readings)} readings, {events} events -> {folder}")
