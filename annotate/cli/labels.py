"""`annotate export`: reviewed annotations in, a dataset out, no server."""

from pathlib import Path
from typing import Annotated

import typer

from annotate.cli.console import print_json, result, say_all
from annotate.cli.options import AsJson, SchemaName, chosen_schema, workspace


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
