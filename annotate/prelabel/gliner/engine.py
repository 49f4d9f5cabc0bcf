"""The engine: articles in, annotations out, in order."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from annotate.annotation import Annotation, reading
from annotate.article import Article
from annotate.prelabel.gliner import words
from annotate.prelabel.gliner.answers import Answer
from annotate.prelabel.gliner.model import Model, installed
from annotate.prelabel.gliner.questions import Form
from annotate.prelabel.gliner.reading import Reading
from annotate.prelabel.gliner.settings import Settings, read_settings
from annotate.schema.model import Schema

VERSION = 1
"""Raised whenever the code makes something else of the same answers, or asks otherwise."""


class GlinerEngine:
    """Pre-labels with a GLiNER2 model, zero-shot; the model is loaded when the first article is read."""

    def __init__(self, model: str, settings: Settings | None = None) -> None:
        self.model = Model(model)
        self.settings = read_settings() if settings is None else settings
        self._library = installed()

    @property
    def name(self) -> str:
        """`gliner@MODEL`."""
        return f"gliner@{self.model.name}"

    def fingerprint(self, schema: Schema) -> str:
        """`gliner/VERSION gliner2-VERSION MODEL name@version HASH`, the hash over the schema, settings and device.

        Batches are of one article and in the hash, and so is the device: each changes the last digits of a confidence.
        """
        heard = [
            schema.model_dump(mode="json", exclude_defaults=True), asdict(self.settings), words.VERSION,
            self.model.device.partition(":")[0],
        ]  # fmt: skip
        content = hashlib.sha256(json.dumps(heard, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
        return f"gliner/{VERSION} gliner2-{self._library} {self.model.content} {schema.id} {content}"

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation an article, in order; its `refused` counts by reason what of the answers was not taken."""
        fingerprint = self.fingerprint(schema)
        for article in articles:
            read = Reading(article, schema, self._ask, self.settings)
            mentions, events = read.written()
            more = {"refused": dict(sorted(read.refused.items()))} if read.refused else {}
            yield reading(
                article, mentions=mentions, events=events, engine=self.name, annotator=f"engine:{self.name}",
                state="prelabel", fingerprint=fingerprint, schema_id=schema.id, **more,
            )  # fmt: skip

    def _ask(self, texts: Sequence[str], forms: Sequence[Form]) -> Sequence[Answer]:
        return self.model.ask(texts, forms, self.settings)
