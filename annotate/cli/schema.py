"""`annotate schema`: what there is to do with a schema alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli.change import diff, migrate
from annotate.cli.console import print_json, result, say_all
from annotate.cli.forms import export_schema, import_schema, refuse_loss
from annotate.cli.options import AsJson
from annotate.errors import AnnotateError, Faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.tree import Tree

    from annotate.schema import Attribute, Schema

app = typer.Typer(no_args_is_help=True, help="Check, show, compile and change event schemas.")

OneSchema = Annotated[str, typer.Argument(help="A schema file, or the name of a shipped one.", show_default=False)]
Language = Annotated[str, typer.Option("--language", help="Language of labels and definitions; English fills gaps.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file. Default: standard output.")]


@app.callback()
def schema() -> None:
    """Check, show and compile event schemas."""


@app.command()
def check(
    files: Annotated[list[str], typer.Argument(help="Schema files, or names of shipped ones.", show_default=False)],
    engine: Annotated[
        str | None, typer.Option("--engine", help="Also try this engine on the schema's examples.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read each schema and list all its faults, with file, line and path, and what annotators may stumble over."""
    from annotate.schema import load_schema

    good: list[str] = []
    faults: list[str] = []
    warnings: list[str] = []
    for name in files:
        try:
            known = load_schema(name)
        except AnnotateError as fault:
            faults += str(fault).split("\n")
        else:
            good.append(known.id)
            warnings += [f"{name}: warning: {line}" for line in _warned(known, engine)]
    if as_json:
        print_json({"schemas": good, "faults": faults, "warnings": warnings})
    else:
        say_all(warnings)
        for each in good:
            result(f"{each}: no fault")
    if faults:
        raise Faults(faults)


def _warned(known: "Schema", engine: str | None) -> "Iterator[str]":
    from annotate.schema.advice import advice

    yield from advice(known)
    if engine is not None:
        from annotate.prelabel import load_engine
        from annotate.prelabel.trial import try_examples

        yield from try_examples(load_engine(engine), known)


@app.command()
def show(name: OneSchema, language: Language = "en", as_json: AsJson = False) -> None:
    """Print a schema as a tree: event types, their roles, who may fill them and how often."""
    from annotate.schema import load_schema

    known = load_schema(name)
    if as_json:
        print_json(known.model_dump(mode="json"))
        return
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(_tree(known, language))


def _tree(known: "Schema", language: str) -> "Tree":
    from rich.markup import escape
    from rich.tree import Tree

    def line(name: str, label: str, more: str = "") -> str:
        return escape(f"{name}{more}" + (f"  {label}" if label != name else ""))

    tree = Tree(line(known.id, known.label(language, known.id)))
    for name, event in known.events.items():
        branch = tree.add(line(name, event.label(language, name)))
        for role, part in event.roles.items():
            more = f" {part.count.sign} ({', '.join(part.fillers)})"
            branch.add(line(role, part.label(language, role), more))
    entities = tree.add("entities")
    for name, entity in known.entities.items():
        entities.add(line(name, entity.label(language, name)))
    for name, attribute in known.attributes.items():
        tree.add(line(name, attribute.label(language, name), _asked(attribute)))
    for name, relation in known.relations.items():
        joined = "; ".join(f"{', '.join(each.source)} -> {', '.join(each.target)}" for each in relation.ends)
        tree.add(line(name, relation.label(language, name), f" ({joined}){' symmetric' * relation.symmetric}"))
    return tree


def _asked(attribute: "Attribute") -> str:
    """What can be chosen, what holds by itself, and of what it is said unless of every event."""
    chosen = " flag" if attribute.flag else f": {' | '.join(attribute.values)}"
    default = f", default {attribute.default}" if attribute.default else ""
    on = "" if attribute.on == ("event",) else f", of {' and '.join(attribute.on)}"
    limits = ", ".join((*attribute.types, *attribute.roles))
    return f"{chosen}{default}{on}" + (f" ({limits})" if limits else "")


@app.command()
def config(name: OneSchema, language: Language = "en", output: Output = None, as_json: AsJson = False) -> None:
    """Print the labelling config that Label Studio draws its screen from."""
    from annotate.schema import load_schema
    from annotate.studio.config import to_config

    known = load_schema(name)
    xml = to_config(known, language)
    if as_json:
        print_json({"schema": known.id, "language": language, "config": xml})
    else:
        _deliver(xml, output, name)


@app.command()
def models(
    name: OneSchema,
    output: Output = None,
    language: Language = "en",
    strict: Annotated[
        bool, typer.Option("--strict", help="Hold readings to the counts and attributes that the schema asks for.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the schema as a Python module of pydantic classes, for answers of language models and for reading data."""
    from annotate.schema import load_schema
    from annotate.schema.models import to_models

    known = load_schema(name)
    source = to_models(known, language, strict=strict)
    if as_json:
        print_json({"schema": known.id, "language": language, "strict": strict, "models": source})
    else:
        _deliver(source, output, name)


@app.command()
def guidelines(name: OneSchema, language: Language = "en", output: Output = None, as_json: AsJson = False) -> None:
    """Write the annotators' handbook: one HTML page that needs nothing beside it, or a .pdf, printed by Chromium."""
    from annotate.handbook import to_html, write_pdf
    from annotate.schema import read_written, schema_path

    written = read_written(schema_path(name))
    refuse_loss(output, schema_path(name))
    page = to_html(written, language)
    if as_json:
        print_json({"schema": written.id, "language": language, "html": page})
    elif output is not None and output.suffix.lower() == ".pdf":
        write_pdf(page, output)
        result(str(output))
    else:
        _deliver(page, output, name)


@app.command("json-schema")
def json_schema(output: Output = None, as_json: AsJson = False) -> None:
    """Print the JSON Schema of schema files, for editors that check YAML while it is written."""
    from annotate.schema.editor import json_schema as described

    if as_json or output is None:
        print_json(described())
    else:
        import json

        _deliver(json.dumps(described(), ensure_ascii=False, indent=2) + "\n", output)


def _deliver(text: str, output: Path | None, name: str | None = None) -> None:
    """Prints a text, or writes it where that is not the schema it was made from."""
    if output is None:
        typer.echo(text, nl=False)
        return
    from annotate.schema import schema_path

    refuse_loss(output, schema_path(name) if name else None)
    from annotate.files import write_text

    write_text(output, text)
    result(str(output))


app.command("import")(import_schema)
app.command("export")(export_schema)
app.command()(diff)
app.command()(migrate)
