"""An engine with values and proposals added to what it reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.prelabel import Engine, load_engine, same, values
from annotate.schema.model import Schema


@dataclass(frozen=True, slots=True)
class Enriched:
    """An `engine` whose mentions get `values`, and whose readings get `proposals`, where the schema has any.

    Its name is the engine's; its fingerprint says what is added: other pre-labels are other predictions to `push`.
    """

    engine: Engine
    values: bool = True
    proposals: bool = True

    @property
    def name(self) -> str:
        """The name of the engine."""
        return self.engine.name

    def fingerprint(self, schema: Schema) -> str:
        """The engine's, followed by those of what is added with this schema."""
        return " ".join([self.engine.fingerprint(schema), *self._added(schema)])

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """The engine's readings in order, as a stream; a reading without a fingerprint stays without."""
        added = self._added(schema)
        for reading in self.engine.prelabel(articles, schema):
            marked = " ".join([reading.fingerprint, *added]) if reading.fingerprint else reading.fingerprint
            enriched = self._enriched(reading, schema)
            yield enriched.model_copy(update={"fingerprint": marked}) if added else enriched

    def _enriched(self, reading: Annotation, schema: Schema) -> Annotation:
        """Values first: proposals look at countries and dates."""
        valued = values.with_values(reading, schema) if self.values else reading
        return same.with_proposals(valued, schema) if self.proposals else valued

    def _added(self, schema: Schema) -> list[str]:
        valued = [values.fingerprint()] if self.values and values.has_values(schema) else []
        return valued + ([same.fingerprint()] if self.proposals and same.has_proposals(schema) else [])


def load_enriched(name: str, *, values: bool = True, proposals: bool = True) -> Engine:
    """The engine called `name` (see `load_engine`) with values and proposals added."""
    engine = load_engine(name)
    return Enriched(engine, values, proposals) if values or proposals else engine
