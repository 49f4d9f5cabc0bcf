"""Where the schemas that ship lie: beside the package in a checkout, inside it in an installed copy."""

from pathlib import Path

import annotate
from annotate.errors import AnnotateError, suggest


def builtin_folder() -> Path:
    """The folder of the shipped schemas, the same in a wheel and in an editable install."""
    package = Path(annotate.__file__).parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


def builtin_names() -> list[str]:
    """The names of the shipped schemas, sorted."""
    return sorted(path.stem for path in builtin_folder().glob("*.yaml"))


def builtin_path(name: str) -> Path | None:
    """The file of the shipped schema with this name; None where there is none, and for what looks like a path."""
    return builtin_folder() / f"{name}.yaml" if name in builtin_names() else None


def schema_path(name: str) -> Path:
    """The schema file at a path or, where there is no such file, the shipped one with that name."""
    path = builtin_path(name) or Path(name)
    if not path.is_file():
        raise AnnotateError(f"{name}: no such schema file, nor a shipped schema {suggest(name, builtin_names())}")
    return path
