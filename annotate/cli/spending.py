"""Engines that cost money: the options that say how much, a plan before, an account after."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli.console import print_json, result, say_all

if TYPE_CHECKING:
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

    plan: bool = False
    max_cost: float | None = None
    price_in: float | None = None
    price_out: float | None = None

    def engine(self, name: str) -> "Engine":
        """The engine called `name`, told what it may spend; wrong usage where it spends nothing."""
        from annotate.prelabel import load_engine

        if not spends(name):
            if given := self._given():
                raise typer.BadParameter(f"{', '.join(given)}: only an engine llm@MODEL spends, not {name!r}")
            return load_engine(name)
        if (self.price_in is None) != (self.price_out is None):
            raise typer.BadParameter("--price-in, --price-out: say both")
        return self._told(load_engine(name))

    def _given(self) -> list[str]:
        named = {"--plan": self.plan or None, "--max-cost": self.max_cost}
        named |= {"--price-in": self.price_in, "--price-out": self.price_out}
        return [name for name, value in named.items() if value is not None]

    def _told(self, engine: Any) -> "Engine":
        from annotate.prelabel.llm import LlmEngine

        given = {"max_cost": self.max_cost, "price_in": self.price_in, "price_out": self.price_out}
        settings = replace(engine.settings, **{name: value for name, value in given.items() if value is not None})
        return LlmEngine(engine.model, settings)


def spends(name: str) -> bool:
    """Whether the engine called `name` costs money."""
    return name.partition("@")[0] == "llm"


def show_plan(engine: Any, articles: "Iterable[Article]", schema: "Schema", *, as_json: bool) -> None:
    """Prints what the engine would ask, and asks nothing."""
    from annotate.prelabel.llm.plan import make_plan

    plan = make_plan(engine, articles, schema)
    if as_json:
        print_json(plan.to_json())
    else:
        for line in plan.told():
            result(line)


@contextmanager
def accounted(engine: Any) -> "Iterator[Callable[[], dict[str, Any]]]":
    """Says what was spent when the block ends, well or not; yields the function that has it for `--json`."""
    if not hasattr(engine, "account"):
        yield dict
        return
    try:
        yield lambda: {"spent": engine.account.to_json()}
    finally:
        say_all(engine.account.told())
