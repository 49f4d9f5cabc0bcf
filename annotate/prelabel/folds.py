"""Parts of a set of readings that share no document: a document and its translations are never told apart.

Readings belong together when their `meta` (or a key of their own) names one `story`, when their `source` names a line
of one document (`NTREX-128 cnbc.com.6769 line 2`), or when they have the same text; else each stands alone.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex

from annotate.annotation import Annotation

_LINE = regex.compile(r"(?P<document>.*\S)\s+line\s+\d+(?:-\d+)?")


def document(reading: Annotation) -> str:
    """The name of the document that a reading is of."""
    more = reading.model_extra or {}
    meta = more.get("meta")
    story = more.get("story") or (meta.get("story") if isinstance(meta, dict) else None)
    if story:
        return f"story {story}"
    line = _LINE.fullmatch(reading.source or "")
    return f"source {line['document']}" if line else f"text {_digest(reading.text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def folds(readings: Iterable[Annotation], number: int, seed: int) -> list[list[Annotation]]:
    """The readings in at most `number` parts of about one size, none empty, the same for the same `seed`.

    Documents go to the smallest part, largest first; between equals the seed decides. Each part is sorted by id.
    """
    groups: dict[str, list[Annotation]] = defaultdict(list)
    for reading in readings:
        groups[document(reading)].append(reading)
    parts: list[list[Annotation]] = [[] for _ in range(max(1, number))]
    for name in sorted(groups, key=lambda name: (-len(groups[name]), _digest(f"{seed} {name}"))):
        min(parts, key=len).extend(groups[name])
    return [sorted(part, key=lambda reading: reading.id) for part in parts if part]


def but(parts: Sequence[Sequence[Annotation]], left_out: int) -> list[Annotation]:
    """The readings of all parts but one."""
    return [reading for at, part in enumerate(parts) if at != left_out for reading in part]
