"""The dataset card: what the data is, where it is from, and figures counted from the rows themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from annotate.annotation import Annotation, Argument, Event, Mention
from annotate.export.select import Selection
from annotate.schema import Schema

if TYPE_CHECKING:
    from datasets import Features

MARK = "<!-- written by event-annotate; an export replaces this folder -->"

_TEXT = """\
---
{metadata}
---
{mark}

# {title}

{definition}

One row an article: its text, the mentions and the events that a person marked in it. Offsets are Unicode code points
of `text`, end exclusive: `text[start:end]` is the span's own `text`. `tidied` is set where a span was drawn with a
slip of the hand (a cut letter, a space taken in), and holds what was meant.

```python
from datasets import load_dataset
rows = load_dataset({folder!r}, split="train")
```

## Figures

| what | number |
|---|---|
{figures}

## Event types

| type | events | definition |
|---|---|---|
{types}

## Roles

| role | arguments |
|---|---|
{roles}

## Attributes

| attribute | value | times |
|---|---|---|
{attributes}

## How it was made

Schema `{schema}`. Readings by state: {states}. By annotator: {annotators}. Pre-labels that a person corrected:
{parents}. Origin of the events (`prediction`: kept from the pre-label, `changed`, `manual`: drawn by the person,
`inferred`: a slip mended by rule): {origins}.

Left out of this dataset: {left_out}.

## Licence of the texts

{licence}
"""

_NAMED = 5  # ids that are named before the rest is left to the data

_UNKNOWN = (
    "The licence of {number} of {all} texts is not known ({ids}), nor is their publisher named. Find out "
    "before you redistribute them."
)


def card(selection: Selection, schema: Schema, declared: "Features", size: int, file_size: int) -> str:
    """The card's Markdown. `size` and `file_size` are the bytes of the rows in memory and on disk."""
    readings = selection.readings
    return _TEXT.format(
        metadata=_metadata(selection, schema, declared, size, file_size),
        mark=MARK,
        title=schema.label("en", schema.name),
        definition=schema.definition("en"),
        folder=f"exports/{schema.name}",
        figures=_table(_figures(readings)),
        types=_table(_types(readings, schema)),
        roles=_table(_roles(readings, schema)),
        attributes=_table(_attributes(readings, schema)),
        schema=schema.id,
        states=_listed(Counter(each.state or "gold file" for each in readings)),
        annotators=_listed(Counter(each.annotator or "not recorded" for each in readings)),
        parents=_listed(Counter(each.parent or "none recorded" for each in readings)),
        origins=_listed(Counter(event.origin or "not recorded" for each in readings for event in each.events)),
        left_out=_listed(selection.left_out),
        licence=_licence(readings),
    )


def _table(rows: Iterable[tuple[Any, ...]]) -> str:
    return "\n".join("| " + " | ".join(_cell(str(cell)) for cell in cells) + " |" for cells in rows)


def _cell(text: str) -> str:
    """Text that a Markdown table holds: one line, no bar that would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items())) or "nothing"


def _figures(readings: tuple[Annotation, ...]) -> list[tuple[str, int | str]]:
    events = [event for each in readings for event in each.events]
    return [
        ("articles", len({each.id for each in readings})),
        ("readings", len(readings)),
        ("languages", _listed(Counter(each.language or "unknown" for each in readings))),
        ("code points of text", sum(len(each.text) for each in readings)),
        ("events", len(events)),
        ("arguments", sum(len(event.arguments) for event in events)),
        ("mentions", sum(len(each.mentions) for each in readings)),
        ("readings without an event", sum(not each.events for each in readings)),
        ("annotators", len({each.annotator for each in readings if each.annotator})),
        ("document status", _listed(Counter(each.status or "not set" for each in readings))),
    ]


def _types(readings: tuple[Annotation, ...], schema: Schema) -> list[tuple[str, int, str]]:
    counts = Counter(event.type for each in readings for event in each.events)
    return [(f"`{name}`", counts[name], event.definition("en")) for name, event in schema.events.items()]


def _roles(readings: tuple[Annotation, ...], schema: Schema) -> list[tuple[str, int]]:
    counts = Counter(
        f"{event.type}.{argument.role}" for each in readings for event in each.events for argument in event.arguments
    )
    named = [f"{name}.{role}" for name, event in schema.events.items() for role in event.roles]
    return [(f"`{name}`", counts[name]) for name in named]


def _attributes(readings: tuple[Annotation, ...], schema: Schema) -> list[tuple[str, str, int]]:
    counts = Counter(pair for each in readings for part in _carriers(each) for pair in part.attributes.items())
    return [
        (f"`{name}`", f"`{value}`", counts[name, value])
        for name, attribute in schema.attributes.items()
        for value in attribute.choices
    ]


def _carriers(reading: Annotation) -> Iterator[Annotation | Mention | Event | Argument]:
    """Everything in a reading, and itself, that can have attributes."""
    yield reading
    yield from reading.mentions
    for event in reading.events:
        yield event
        yield from event.arguments


def _licence(readings: tuple[Annotation, ...]) -> str:
    known = Counter(each.licence for each in readings if each.licence)
    unknown = [each.id for each in readings if not each.licence]
    lines = [f"{name}: {number} texts." for name, number in sorted(known.items())]
    if unknown:
        ids = ", ".join(unknown[:_NAMED]) + (" ..." if len(unknown) > _NAMED else "")
        lines.append(_UNKNOWN.format(number=len(unknown), all=len(readings), ids=ids))
    return "\n\n".join(lines)


def _metadata(selection: Selection, schema: Schema, declared: "Features", size: int, file_size: int) -> str:
    """The YAML that `load_dataset` reads: files by split, features, and how many rows to expect."""
    from datasets import DatasetInfo, SplitDict, SplitInfo
    from datasets.info import DatasetInfosDict
    from datasets.utils.metadata import MetadataConfigs
    from huggingface_hub import DatasetCardData

    split = SplitInfo(name="train", num_bytes=size, num_examples=len(selection.readings))
    info = DatasetInfo(
        features=declared,
        splits=SplitDict({"train": split}),
        download_size=file_size,
        dataset_size=size,
    )
    licences = {each.licence for each in selection.readings}
    data = DatasetCardData(
        language=sorted({each.language for each in selection.readings if each.language}),
        license=_licence_id(licences),
        pretty_name=schema.label("en", schema.name),
        task_categories=["token-classification"],
        tags=["event-extraction"],
    )
    DatasetInfosDict({"default": info}).to_dataset_card_data(data)
    files = {"data_files": [{"split": "train", "path": "data/train-*"}], "default": True}
    MetadataConfigs({"default": files}).to_dataset_card_data(data)
    return str(data.to_yaml()).strip()


def _licence_id(licences: set[str | None]) -> str:
    """The Hub's word for the licence: one only where all texts share it."""
    if None in licences:
        return "unknown"
    only = next(iter(licences)) if len(licences) == 1 else None
    return {"CC0-1.0": "cc0-1.0", "CC BY-SA 4.0": "cc-by-sa-4.0", "CC BY 4.0": "cc-by-4.0"}.get(only or "", "other")
