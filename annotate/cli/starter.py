"""What a new workspace holds."""

import shutil
from pathlib import Path

from annotate.errors import AnnotateError, suggest
from annotate.files import told, write_text
from annotate.schema import builtin_folder, builtin_names
from annotate.workspace import FILE

_SETTINGS = """\
# Relative paths start at this file's folder.
schema = "schemas/{name}.yaml"
articles = ["seeds"]
engine = "lexicon"
reviews = "seeds/reviews"
exports = "exports"

[label-studio]
# url = "https://label-studio.example.org"   # default: the local server of `annotate studio start`
project = "{name}"
"""

_ARTICLE = """\
Foreign Minister Amara Sesay arrived in Oslo on Monday for talks with Prime Minister Ingrid Solberg. The two ministers \
signed a fisheries agreement. Norway will send 40 soldiers to Sierra Leone next month, and may sell it two patrol boats.
"""


def make_workspace(folder: Path, schema: str) -> tuple[list[str], list[str]]:
    """Makes a workspace in `folder` from a shipped schema; returns the paths made and those that were there."""
    if schema not in builtin_names():
        raise AnnotateError(f"--schema: no shipped schema {schema!r} {suggest(schema, builtin_names())}")
    contents = {
        FILE: _SETTINGS.format(name=schema),
        f"schemas/{schema}.yaml": (builtin_folder() / f"{schema}.yaml").read_text(encoding="utf-8"),
        "seeds/example.txt": _ARTICLE,
        ".gitignore": ".annotate/\n",
    }
    made: list[str] = []
    kept: list[str] = []
    for name, text in contents.items():
        path = folder / name
        (kept if path.exists() else made).append(str(path))
        if not path.exists():
            write_text(path, text)
    with told(folder):
        (folder / "exports").mkdir(exist_ok=True)
    return made, kept


def free_gigabytes(folder: Path) -> float:
    """Free space where `folder` lies, in units of 10^9 bytes."""
    return shutil.disk_usage(folder).free / 1e9
