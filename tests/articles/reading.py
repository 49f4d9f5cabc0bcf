"""What the tests of the readers share."""

from pathlib import Path
from typing import Any

from annotate.article import Article
from annotate.articles import read_articles


def read(*sources: Path | str, **options: Any) -> tuple[list[Article], list[str]]:
    """What was read and what was told."""
    faults: list[str] = []
    found = list(read_articles(map(str, sources), on_fault=faults.append, **options))
    return found, faults


def write(path: Path, content: str | bytes) -> Path:
    """A file with these bytes, or this text in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
