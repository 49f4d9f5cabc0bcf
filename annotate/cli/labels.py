"""`annotate prelabel` and `annotate export`: files in, files out, no server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli.console import print_json, progress, result, say, say_all
from annotate.cli.options import AsJson, SchemaName, chosen_schema, workspace
from annotate.errors import Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotate.annotation import Annotation
    from annotate.article import Article


def prelabel(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs, or - for standard input. Default: annotate.toml.")
    ] = None,
    schema: SchemaName = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            help="lexicon, learned@FOLDER, your own (package.module:Name), or several with commas between. "
            "Default: annotate.toml.",
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
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes to work with.")] = 1,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say which words and cues gave each event and argument.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles and mark the events that an engine finds in them."""
    from annotate.articles import read_articles
    from annotate.prelabel import load_engine

    place, known = workspace(), chosen_schema(schema)
    sources = articles or [str(place.path(each)) for each in place.articles]
    faults: list[str] = []
    read = read_articles(
        sources, columns=_columns(column or []), language=language, format=file_format, on_fault=faults.append
    )
    target = output or str(place.prelabels(known.name))
    name = (engine or place.engine) + (f",calibration@{calibration}" if calibration else "")
    some = _some(read, faults)
    if workers > 1:
        from annotate.prelabel.parallel import prelabel as prelabel_in_parallel

        made = prelabel_in_parallel(name, some, known, workers)
    else:
        made = load_engine(name).prelabel(some, known)
    counts = _write(made, target, _explained if explain else _unexplained)
    if as_json and target != "-":
        print_json({**counts, "output": target, "faults": faults})
    else:
        withheld = f", {counts['withheld']} more withheld as too unlikely" if counts["withheld"] else ""
        say(f"{counts['articles']} articles, {counts['events']} events{withheld} -> {target}")
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


def _write(made: "Iterable[Annotation]", target: str, tell: "Callable[[Annotation], None]") -> dict[str, int]:
    """Streams the readings to a file or to standard output, and counts them; `tell` hears each."""
    from annotate.annotation import to_json
    from annotate.files import write_lines
    from annotate.prelabel.calibration import withheld

    counts = {"articles": 0, "events": 0, "withheld": 0}
    with progress("articles") as done:

        def lines() -> "Iterable[str]":
            for reading in made:
                counts["articles"] += 1
                counts["events"] += len(reading.events)
                counts["withheld"] += withheld(reading)
                done(1)
                tell(reading)
                yield to_json(reading) + "\n"

        if target == "-":
            for line in lines():
                typer.echo(line, nl=False)
        else:
            write_lines(Path(target), lines())
    return counts


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
