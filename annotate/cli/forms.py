"""`annotate schema import` and `annotate schema export`: schemas from and to the forms that others keep them in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli.console import print_json, result, say, say_all
from annotate.cli.options import AsJson
from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from annotate.schema import Schema
    from annotate.schema.forms import Foreign

FormName = Annotated[
    str | None,
    typer.Option("--format", help="brat, kairos, rams, plover, labelstudio. Default: by the file."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file. Default: standard output.")]


def refuse_loss(output: Path | None, given: Path | None) -> None:
    """Refuses an output that is the file that was `given`, or no plain file: both would be replaced."""
    if output is None or not output.exists():
        return
    if given is not None and output.samefile(given):
        raise AnnotateError(f"{output}: is what is read here and would be overwritten; name another file")
    if not output.is_file():
        raise AnnotateError(
            f"{output}: is no plain file and would be replaced by one; leave --output out, or name a file"
        )


def import_schema(
    file: Annotated[Path, typer.Argument(help="The file in the other form.", show_default=False)],
    output: Output = None,
    form: FormName = None,
    name: Annotated[str, typer.Option("--name", help="The name of the schema.")] = "imported",
    language: Annotated[str, typer.Option("--language", help="The language of the file's labels.")] = "en",
    triggers: Annotated[
        str | None, typer.Option("--triggers", help="The control of a labelling config whose labels are event types.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read a schema of brat, KAIROS, RAMS, PLOVER or Label Studio, and list what of it ours cannot hold."""
    from annotate.schema.inherit import resolved
    from annotate.schema.read import parse_written
    from annotate.schema.write import to_yaml

    refuse_loss(output, file)
    foreign = _foreign(file, form, name, language, triggers)
    text = to_yaml(foreign.tree, "\n".join((f"Imported from {file.name}.", *foreign.lost)))
    known = resolved(parse_written(text, str(output or file)))
    if as_json:
        print_json({"schema": known.id, **_counts(known), "lost": list(foreign.lost), "yaml": text})
    elif output is None:
        typer.echo(text, nl=False)
    if output is not None:
        from annotate.files import write_text

        write_text(output, text)
    if not as_json:
        say_all(foreign.lost)
        told = ", ".join(f"{number} {what.replace('_', ' ')}" for what, number in _counts(known).items())
        say(f"{known.id}: {told}; {len(foreign.lost)} lines on what could not be held")
        if output is not None:
            result(str(output))


def _foreign(file: Path, form: str | None, name: str, language: str, triggers: str | None) -> "Foreign":
    from annotate.files import read_text
    from annotate.schema.forms import form_called, form_of

    text = read_text(file)
    if form == "labelstudio" or (form is None and file.suffix.lower() == ".xml"):
        from annotate.studio.decompile import from_config

        return from_config(text, str(file), name, triggers=triggers, language=language)
    chosen = form or form_of(str(file), text)
    if chosen == "brat":
        from annotate.schema.forms.brat import from_brat

        visual = file.with_name("visual.conf")
        seen = read_text(visual) if visual.is_file() and visual != file else ""
        return from_brat(text, str(file), seen, name, language, str(visual))
    return form_called(chosen).read(text, str(file), name=name)


def _counts(schema: "Schema") -> dict[str, int]:
    return {
        "event_types": len(schema.events),
        "roles": sum(len(event.roles) for event in schema.events.values()),
        "entity_types": len(schema.entities),
        "attributes": len(schema.attributes),
        "relations": len(schema.relations),
    }


def export_schema(
    name: Annotated[str, typer.Argument(help="A schema file, or the name of a shipped one.", show_default=False)],
    form: Annotated[str, typer.Option("--format", help="brat, kairos, rams or plover.", show_default=False)],
    output: Output = None,
    visual: Annotated[
        Path | None, typer.Option("--visual", help="For brat: the visual.conf to write, with labels and colours.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="The language of the labels in visual.conf.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Write a schema in another form, and count by kind what that form cannot hold."""
    from annotate.files import write_text
    from annotate.schema import read_written, schema_path
    from annotate.schema.forms import form_called

    path = schema_path(name)
    for each in (output, visual):
        refuse_loss(each, path)
    written = read_written(path)
    exported = form_called(form).write(written)
    if visual is not None:
        from annotate.schema.forms.brat import to_visual

        write_text(visual, to_visual(written, language))
    if as_json:
        print_json({"schema": written.id, "format": form, "lost": list(exported.lost), "text": exported.text})
    elif output is None:
        typer.echo(exported.text, nl=False)
    if output is not None:
        write_text(output, exported.text)
    if not as_json:
        say_all(f"not held: {line}" for line in exported.lost)
        if output is not None:
            result(str(output))
