"""`annotate prelabel`: articles in, pre-labels out, no server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from annotate.cli.console import print_json, progress, say
from annotate.cli.options import AsJson, SchemaName, chosen_schema, workspace
from annotate.cli.run import Run
from annotate.cli.spending import MaxCost, PlanOnly, PriceIn, PriceOut, Spending, accounted, show_plan
from annotate.errors import Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotate.annotation import Annotation
    from annotate.article import Article
    from annotate.prelabel.resume import Kept


def prelabel(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs, or - for standard input. Default: annotate.toml.")
    ] = None,
    schema: SchemaName = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            help="lexicon, learned@FOLDER, gliner@MODEL, llm@MODEL, your own (package.module:Name), or several with "
            "commas between. Default: annotate.toml.",
        ),
    ] = None,
    calibration: Annotated[
        str | None, typer.Option("--calibration", help="A file of `annotate calibrate`, to be applied.")
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
    plan: PlanOnly = False,
    max_cost: MaxCost = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    as_json: AsJson = False,
) -> None:
    """Read articles and mark the events that an engine finds in them."""
    from annotate.articles import read_articles

    place, known = workspace(), chosen_schema(schema)
    sources = articles or [str(place.path(each)) for each in place.articles]
    faults: list[str] = []
    read = read_articles(
        sources, columns=_columns(column or []), language=language, format=file_format, on_fault=faults.append
    )
    name = (engine or place.engine) + (f",calibration@{calibration}" if calibration else "")
    chosen = Spending(plan, max_cost, price_in, price_out).engine(name)
    if plan:
        show_plan(chosen, _some(read, faults), known, as_json=as_json)
    else:
        run = Run(name, chosen, known, workers, dask, values=values, proposals=proposals)
        tell = _explained if explain else _unexplained
        with accounted(chosen) as spent:
            target = output or str(place.prelabels(known.name))
            counts = _write(run, _some(read, faults), target, tell, faults, fresh=fresh)
        _summarise({**counts, "output": target, **spent(), "faults": faults}, as_json=as_json)
    if faults:
        raise Faults(faults)


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
    run: Run,
    articles: "Iterable[Article]",
    target: str,
    tell: "Callable[[Annotation], None]",
    faults: list[str],
    *,
    fresh: bool,
) -> dict[str, int]:
    """Streams the readings to a file or to standard output, and counts them; `tell` hears each.

    A file keeps what an interrupted run wrote, and this one goes on after it.
    """
    from annotate.files import extend, growing
    from annotate.prelabel.resume import Kept, going_on

    counts = {"articles": 0, "events": 0, "withheld": 0}
    with progress("articles") as done:
        if target == "-":
            for line in _lines(run.readings(articles, faults), counts, tell, done):
                typer.echo(line, nl=False)
            return counts
        with growing(Path(target)) as file:
            kept, rest = (Kept(), iter(articles)) if fresh else going_on(file, articles, run.fingerprint)
            counts |= {"articles": kept.articles, "events": kept.events}
            _say_kept(kept, file)
            done(kept.articles)
            extend(file, kept.size, _lines(run.readings(rest, faults), counts, tell, done))
    return counts


def _say_kept(kept: "Kept", file: BinaryIO) -> None:
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
    from annotate.prelabel.calibration import withheld

    for reading in made:
        counts["articles"] += 1
        counts["events"] += len(reading.events)
        counts["withheld"] += withheld(reading)
        done(1)
        tell(reading)
        yield to_json(reading) + "\n"


def _summarise(told: dict[str, object], *, as_json: bool) -> None:
    if as_json and told["output"] != "-":
        print_json(told)
    else:
        withheld = f", {told['withheld']} more withheld as too unlikely" if told["withheld"] else ""
        say(f"{told['articles']} articles, {told['events']} events{withheld} -> {told['output']}")
