"""An engine at work for the command line: in this process, in several, or on a cluster."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import typer

from annotate.cli.spending import spends
from annotate.errors import Faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.annotation import Annotation
    from annotate.article import Article
    from annotate.prelabel import Engine
    from annotate.schema import Schema


@dataclass(frozen=True)
class Run:
    """The `engine` called `name`, working in `workers` processes or at the Dask scheduler `dask`, and what is added."""

    name: str
    engine: "Engine"
    schema: "Schema"
    workers: int | None = None
    dask: str | None = None
    values: bool = True
    proposals: bool = True

    def __post_init__(self) -> None:
        """Wrong usage where the places to work exclude one another."""
        if self.dask and self.workers:
            raise typer.BadParameter("the workers of a cluster are its own; leave --workers out", param_hint="--dask")
        if spends(self.name) and (self.dask or (self.workers or 1) > 1):
            given = "--dask" if self.dask else "--workers"
            raise typer.BadParameter(
                f"{given}: {self.name} waits for its server; set concurrency in [llm] of annotate.toml"
            )

    @cached_property
    def fingerprint(self) -> str:
        """What readings of this run are marked with."""
        return self._enriched.fingerprint(self.schema)

    @cached_property
    def _enriched(self) -> "Engine":
        from annotate.prelabel.enriched import Enriched

        return Enriched(self.engine, self.values, self.proposals)

    def readings(self, articles: "Iterable[Article]", faults: list[str]) -> "Iterator[Annotation]":
        """The readings in order; articles that could not be read are told in `faults`, and raised where none could."""
        from annotate.prelabel.unread import Unread

        any_read = False
        try:
            for reading in self._readings(articles):
                any_read = True
                yield reading
        except Unread as fault:
            if not any_read:
                raise Faults([*faults, *fault.faults]) from None
            faults += fault.faults

    def _readings(self, articles: "Iterable[Article]") -> "Iterator[Annotation]":
        from annotate.prelabel import cluster, parallel
        from annotate.prelabel.enriched import load_enriched

        load = partial(load_enriched, values=self.values, proposals=self.proposals)
        if self.dask:
            return cluster.prelabel(self.name, articles, self.schema, self.dask, load)
        if self.workers and self.workers > 1:
            return parallel.prelabel(self.name, articles, self.schema, self.workers, load)
        return self._enriched.prelabel(articles, self.schema)
