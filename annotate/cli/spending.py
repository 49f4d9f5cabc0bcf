"""Engines that cost money: the options that say how much, a plan before, an account after."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli.console import print_json, result, say_all
from annotate.errors import Faults

if TYPE_CHECKING:
    from annotate.annotation import Annotation
    from annotate.article import Article
    from annotate.prelabel import Engine
    from annotate.schema import Schema

PlanOnly = Annotated[
    bool, typer.Option("--plan", help="For llm@MODEL: say what would be asked and what it would cost, and ask nothing.")
]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", min=0, help="For llm@MODEL: US dollars; stops before a call that may exceed them."),
]
PriceIn = Annotated[
    float | None,
    typer.Option("--price-in", min=0, help="For llm@MODEL: US dollars per million tokens in. Default: known prices."),
]
PriceOut = Annotated[
    float | None, typer.Option("--price-out", min=0, help="For llm@MODEL: US dollars per million tokens out.")
]


@dataclass(frozen=True, slots=True)
class Spending:
    """What the options say."""

    plan: bool
    max_cost: float | None
    price_in: float | None
    price_out: float | None

    def engine(self, name: str, workers: int) -> "Chosen":
        """The engine called `name`, told what it may spend; wrong usage where it spends nothing."""
        from annotate.prelabel import load_engine

        if not _spends(name):
            if given := self._given():
                raise typer.BadParameter(f"{', '.join(given)}: only an engine llm@MODEL spends, not {name!r}")
            return Chosen(name, load_engine(name), workers)
        if workers > 1:
            raise typer.BadParameter(
                f"--workers: {name} waits for its server; set concurrency in [llm] of annotate.toml"
            )
        if (self.price_in is None) != (self.price_out is None):
            raise typer.BadParameter("--price-in, --price-out: say both")
        return Chosen(name, self._told(load_engine(name)), workers)

    def _given(self) -> list[str]:
        named = {"--plan": self.plan or None, "--max-cost": self.max_cost}
        named |= {"--price-in": self.price_in, "--price-out": self.price_out}
        return [name for name, value in named.items() if value is not None]

    def _told(self, engine: Any) -> Any:
        from annotate.prelabel.llm import LlmEngine

        given = {"max_cost": self.max_cost, "price_in": self.price_in, "price_out": self.price_out}
        settings = replace(engine.settings, **{name: value for name, value in given.items() if value is not None})
        return LlmEngine(engine.model, settings)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An engine and the number of processes it works in."""

    name: str
    engine: "Engine"
    workers: int

    def readings(self, articles: "Iterable[Article]", schema: "Schema", faults: list[str]) -> "Iterator[Annotation]":
        """The readings; articles that could not be read are told in `faults`, and raised where none could."""
        from annotate.prelabel.unread import Unread

        any_read = False
        try:
            for reading in self._readings(articles, schema):
                any_read = True
                yield reading
        except Unread as fault:
            if not any_read:
                raise Faults([*faults, *fault.faults]) from None
            faults += fault.faults

    def _readings(self, articles: "Iterable[Article]", schema: "Schema") -> "Iterator[Annotation]":
        if self.workers == 1:
            return self.engine.prelabel(articles, schema)
        from annotate.prelabel.parallel import prelabel

        return prelabel(self.name, articles, schema, self.workers)

    def show_plan(self, articles: "Iterable[Article]", schema: "Schema", *, as_json: bool) -> None:
        """Prints what the engine would ask, and asks nothing."""
        from annotate.prelabel.llm.plan import make_plan

        engine: Any = self.engine
        plan = make_plan(engine, articles, schema)
        if as_json:
            print_json(plan.to_json())
        else:
            for line in plan.told():
                result(line)

    @contextmanager
    def accounted(self) -> "Iterator[Callable[[], dict[str, Any]]]":
        """Says what was spent when the block ends, well or not; yields the function that has it for `--json`."""
        engine: Any = self.engine
        if not _spends(self.name):
            yield dict
            return
        try:
            yield lambda: {"spent": engine.account.to_json()}
        finally:
            say_all(engine.account.told())


def _spends(name: str) -> bool:
    return name.partition("@")[0] == "llm"
