"""The schemas that ship: beside the package in a checkout, inside it in an installed copy."""

from pathlib import Path

import annotate
from annotate.errors import AnnotateError, suggest
from annotate.schema.model import Schema
from annotate.schema.read import read_schema


def builtin_folder() -> Path:
    """The folder of the shipped schemas, the same in a wheel and in an editable install."""
    package = Path(annotate.__file__).parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


def builtin_names() -> list[str]:
    """The names of the shipped schemas, sorted."""
    return sorted(path.stem for path in builtin_folder().glob("*.yaml"))


def load_schema(name: str) -> Schema:
    """The schema at a path or, where there is no such file, the shipped one with that name."""
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and name in builtin_names():
        path = builtin_folder() / f"{name}.yaml"
    if not path.is_file():
        raise AnnotateError(f"{name}: no such schema file, nor a shipped schema {suggest(name, builtin_names())}")
    return read_schema(path)
