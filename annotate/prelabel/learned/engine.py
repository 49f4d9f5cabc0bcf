"""The learned engine: reads articles with what a model learned from reviews."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel.calibration import apply
from annotate.prelabel.learned.examples import Vocabularies
from annotate.prelabel.learned.model import Model, read_model, schema_hash
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.read import Reader
from annotate.prelabel.learned.vocabulary import words_digest
from annotate.schema.model import Schema

VERSION = 1
"""Raised whenever the code finds something else in the same text with the same model."""


class LearnedEngine:
    """Pre-labels with a trained model; scores are probabilities, as reviews of unseen documents showed them."""

    name = "learned"

    def __init__(self, model: Model, place: str = "") -> None:
        self._model = model
        self._place = place or "the model"
        self._readers: dict[str, tuple[Reader, Vocabularies]] = {}

    def fingerprint(self, schema: Schema) -> str:
        """`learned/VERSION name@version HASH HASH`: of the model, and of the words that it sees known ones by."""
        return f"learned/{VERSION} {schema.id} {self._model.digest} {words_digest(schema)}"

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation an article, in order. AnnotateError where the model was trained for another schema."""
        fingerprint = self.fingerprint(schema)
        reader, vocabularies = self._reader(schema)
        for article in articles:
            page = Page.of(article, vocabularies[article.language or ""])
            raw = reader.read(article, page)
            update = {
                "engine": self.name, "annotator": f"engine:{self.name}", "state": "prelabel",
                "fingerprint": fingerprint, "schema_id": schema.id,
            }  # fmt: skip
            yield apply(self._model.facts.calibration, raw).model_copy(update=update)

    def _reader(self, schema: Schema) -> tuple[Reader, Vocabularies]:
        key = schema_hash(schema)
        if key not in self._readers:
            facts = self._model.facts
            if facts.schema_id != schema.id:
                raise AnnotateError(
                    f"{self._place}: trained for schema {facts.schema_id}, not {schema.id}; train one for this schema"
                )
            if facts.schema_hash != key:
                raise AnnotateError(
                    f"{self._place}: trained for another text of schema {schema.id}: its types, roles or attributes "
                    "changed since; train the model again"
                )
            self._readers[key] = Reader(self._model.parts, schema), Vocabularies(schema)
        return self._readers[key]


def load_learned(folder: str) -> LearnedEngine:
    """The engine of the model in a folder; AnnotateError where none is named, there is none, or it is damaged."""
    if not folder:
        raise AnnotateError("engine 'learned': which model? Say learned@FOLDER; `annotate train` makes one")
    return LearnedEngine(read_model(Path(folder)), folder)
