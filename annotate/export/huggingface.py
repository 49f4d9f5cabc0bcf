"""A dataset folder that `load_dataset(folder)` opens: Parquet with declared features, and a card."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.annotation import Annotation
from annotate.errors import AnnotateError
from annotate.export.card import MARK, card
from annotate.export.select import Selection, select
from annotate.export.views import features, row
from annotate.files import told
from annotate.schema import Schema

if TYPE_CHECKING:
    from datasets import Features

DATA = Path("data") / "train-00000-of-00001.parquet"
_GROUP = 1000  # rows of a row group: what a streaming reader holds at a time


def write(annotations: Iterable[Annotation], schema: Schema, folder: Path) -> Selection:
    """Writes the dataset of the reviewed readings to `folder`, whole or not at all; the same input, the same bytes.

    AnnotateError where the folder holds anything that an export did not write, and where nothing was reviewed.
    """
    refuse_foreign(folder)
    selection = select(annotations, schema)
    if not selection.readings:
        raise AnnotateError("no reading was submitted; review some, pull, and export again")
    declared = features(schema)
    with replacing_folder(folder) as part:
        size = _write_parquet(selection.readings, schema, declared, part / DATA)
        text = card(selection, schema, declared, size, (part / DATA).stat().st_size)
        (part / "README.md").write_text(text, encoding="utf-8", newline="\n")
    return selection


def refuse_foreign(folder: Path) -> None:
    """AnnotateError where a file lies in `folder` that an earlier export did not write there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise AnnotateError(f"{folder}: a file, not a folder; choose another --output")
    names = {path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()}
    foreign = sorted(str(name) for name in names - {Path("README.md"), DATA})
    if Path("README.md") in names and MARK not in (folder / "README.md").read_text(encoding="utf-8", errors="replace"):
        foreign.append("README.md")
    if foreign:
        named = ", ".join(foreign[:5])
        raise AnnotateError(f"{folder}: holds files that no export wrote ({named}); choose another --output")


@contextmanager
def replacing_folder(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` that takes its place when the block ends well; else it stays as it was."""
    with told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    old = part.with_suffix(".old")
    try:
        with told(folder):
            (part / DATA).parent.mkdir()
            part.chmod(0o755)
            yield part
            if folder.exists():
                folder.rename(old)
            part.rename(folder)
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        for left in (part, old):
            shutil.rmtree(left, ignore_errors=True)


def _write_parquet(readings: Iterable[Annotation], schema: Schema, declared: "Features", path: Path) -> int:
    """Writes the rows in groups and returns their size in memory, in bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = declared.arrow_schema.with_metadata({"huggingface": _metadata(declared)})
    size = 0
    with pq.ParquetWriter(path, arrow, compression="zstd") as writer:
        for group in _groups(readings):
            rows = [declared.encode_example(row(each, schema)) for each in group]
            table = pa.Table.from_pylist(rows, schema=arrow)
            size += table.nbytes
            writer.write_table(table)
    return size


def _groups(readings: Iterable[Annotation]) -> Iterator[list[Annotation]]:
    group: list[Annotation] = []
    for each in readings:
        group.append(each)
        if len(group) == _GROUP:
            yield group
            group = []
    if group:
        yield group


def _metadata(declared: "Features") -> str:
    """The features as `datasets` reads them out of a bare Parquet file, lists in the form that 3.x reads too."""
    return json.dumps({"info": {"features": _older(declared.to_dict())}})


def _older(node: Any) -> Any:
    if isinstance(node, dict) and node.get("_type") == "List":
        return [_older(node["feature"])]
    if isinstance(node, dict):
        return {key: _older(value) for key, value in node.items()}
    return node
