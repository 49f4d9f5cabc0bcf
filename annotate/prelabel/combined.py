"""Several engines as one, by name: `lexicon,learned@models/first,calibration@calibration.json`."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import Engine
from annotate.prelabel.calibration import Calibration, apply, read_calibration
from annotate.prelabel.combine import merge
from annotate.prelabel.unread import Unread
from annotate.schema.model import Schema

CALIBRATION = "calibration@"
"""What begins the part of a name that is the file of a calibration."""

_CHUNK = 32  # articles that each engine reads before the next one does


class CombinedEngine:
    """Reads with each engine, merges what they read and, with a calibration, leaves out what is unlikely."""

    def __init__(self, engines: Sequence[Engine], calibration: Calibration | None = None) -> None:
        self._engines = tuple(engines)
        self._calibration = calibration
        self.name = ",".join(each.name for each in engines)

    def fingerprint(self, schema: Schema) -> str:
        """Those of the engines and a hash of the calibration."""
        told = [each.fingerprint(schema) for each in self._engines]
        if self._calibration:
            content = self._calibration.model_dump_json()
            told.append(f"calibration {hashlib.sha256(content.encode()).hexdigest()[:16]}")
        return " + ".join(told)

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation an article, in order. AnnotateError where the calibration is of another schema.

        An article that one of the engines could not read has none; `Unread` tells of them after the last.
        """
        if self._calibration and self._calibration.schema_id != schema.id:
            other = self._calibration.schema_id
            raise AnnotateError(f"the calibration is of schema {other}, not {schema.id}; make one for this schema")
        rest, unread = iter(articles), list[str]()
        about = {
            "engine": self.name, "annotator": f"engine:{self.name}", "state": "prelabel",
            "fingerprint": self.fingerprint(schema), "schema_id": schema.id,
        }  # fmt: skip
        while chunk := list(islice(rest, _CHUNK)):
            read = [_read(each, chunk, schema, unread) for each in self._engines]
            for article in chunk:
                several = [found[article.id] for found in read if article.id in found]
                if len(several) == len(read):
                    yield self._merged(several).model_copy(update=about)
        if unread:
            raise Unread(unread)

    def _merged(self, several: Sequence[Annotation]) -> Annotation:
        if self._calibration is None:
            return merge(several)
        merged = several[0] if len(several) == 1 else merge(several, self._calibration.record)
        return apply(self._calibration, merged)


def _read(engine: Engine, articles: Iterable[Article], schema: Schema, unread: list[str]) -> dict[str, Annotation]:
    """What an engine reads, by article; what it says of those that it could not read goes to `unread`."""
    found: dict[str, Annotation] = {}
    try:
        for reading in engine.prelabel(articles, schema):
            found[reading.id] = reading
    except Unread as fault:
        unread += fault.faults
    return found


def split(name: str) -> tuple[list[str], Calibration | None]:
    """The names of the engines in a name with commas, and the calibration that it names.

    AnnotateError where a name is empty or stands twice, no engine is named, or several calibrations are.
    """
    parts = [part.strip() for part in name.split(",")]
    files = [part.removeprefix(CALIBRATION) for part in parts if part.startswith(CALIBRATION)]
    engines = [part for part in parts if not part.startswith(CALIBRATION)]
    if not all(parts) or not engines or len(files) > 1 or len(set(engines)) != len(engines):
        raise AnnotateError(
            f"engine {name!r}: name each engine once, with commas between, as in "
            "'lexicon,learned@models/first', and at most one calibration@FILE"
        )
    return engines, read_calibration(Path(files[0])) if files else None
