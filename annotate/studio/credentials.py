"""The account of a local Label Studio, kept in a file that only its owner can read."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from annotate.errors import AnnotateError


@dataclass(frozen=True)
class Credentials:
    """`url` is where the server was last, `token` a personal access token; both empty until the first start ends.

    `database` is the URL of the PostgreSQL that holds the data, empty where SQLite does.
    """

    user: str
    password: str = field(repr=False)
    url: str = ""
    token: str = field(default="", repr=False)
    database: str = field(default="", repr=False)


def read_credentials(path: Path) -> Credentials:
    """The credentials in `path`; AnnotateError when they are not there or not whole."""
    try:
        return Credentials(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError) as error:
        # The other error may quote the file.
        fault = "missing" if isinstance(error, FileNotFoundError) else "not readable"
    raise AnnotateError(f"{path}: {fault}; move it away, stop and start the server, and it is made again")


def write_credentials(path: Path, credentials: Credentials) -> None:
    """Write `credentials` to `path`, mode 0600."""
    write_private(path, asdict(credentials))


def write_private(path: Path, value: dict[str, Any]) -> None:
    """JSON that only its owner can read, from the first byte; whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(value, file, indent=2)
    draft.replace(path)
