"""What a run would ask and cost, worked out without asking."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from annotate.article import Article
from annotate.prelabel.llm.cache import Cache
from annotate.prelabel.llm.engine import LlmEngine
from annotate.prelabel.llm.price import Price
from annotate.prelabel.llm.prompt import Prompt
from annotate.prelabel.llm.questions import Questions
from annotate.prelabel.llm.tokens import ANSWER_PER_SENTENCE
from annotate.prelabel.pieces import Piece, halves
from annotate.schema.model import Schema


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls of a run, the answers that it has already, and about how many tokens go in and come out.

    Answers that do not fit and are asked for again are in none of these; `tokens_out_most` is what the calls can give.
    """

    articles: int
    calls: int
    from_cache: int
    tokens_in: int
    tokens_out: int
    tokens_out_most: int
    price: Price | None

    @property
    def cost(self) -> float | None:
        """About how many US dollars; None where the price is not known."""
        return self.price.of(self.tokens_in, self.tokens_out) if self.price else None

    @property
    def cost_most(self) -> float | None:
        """How many US dollars if every answer were as long as it may be."""
        return self.price.of(self.tokens_in, self.tokens_out_most) if self.price else None

    def told(self) -> Iterator[str]:
        """The plan in lines for a person."""
        yield f"{self.articles} articles: {self.calls} calls, {self.from_cache} answers are in the cache"
        yield f"about {self.tokens_in} tokens in, {self.tokens_out} out (at most {self.tokens_out_most})"
        if self.price is None:
            yield "cost unknown: say --price-in and --price-out, in US dollars per million tokens"
        else:
            prices = f"{self.price.into:g} in, {self.price.out:g} out per million, {self.price.source}"
            yield f"about {self.cost:.4f} US dollars, at most {self.cost_most:.4f} ({prices})"

    def to_json(self) -> dict[str, Any]:
        """The plan for programs."""
        return {
            "articles": self.articles, "calls": self.calls, "from_cache": self.from_cache,
            "tokens_in": self.tokens_in, "tokens_out": self.tokens_out, "tokens_out_most": self.tokens_out_most,
            "cost": self.cost, "cost_most": self.cost_most, "price": self.price.source if self.price else None,
        }  # fmt: skip


def make_plan(engine: LlmEngine, articles: Iterable[Article], schema: Schema) -> Plan:
    """What `engine` would ask about `articles`; no server is called."""
    questions, cache = engine.questions(schema), Cache(engine.settings.cache)
    number = calls = kept = into = out = 0
    for article in articles:
        number += 1
        for piece in questions.pieces(article):
            for prompt, sentences in _open(questions, cache, article, piece):
                if prompt is None:
                    kept += 1
                    continue
                calls += 1
                into += questions.tokens(prompt)
                out += min(sentences * ANSWER_PER_SENTENCE, engine.settings.max_tokens)
    return Plan(number, calls, kept, into, out, calls * engine.settings.max_tokens, engine.price)


def _open(questions: Questions, cache: Cache, article: Article, piece: Piece) -> Iterator[tuple[Prompt | None, int]]:
    """Each question about a piece with its number of sentences; None in place of one that is answered."""
    prompt = questions.prompt(article, piece)
    kept = cache.find(questions.key(prompt))
    if kept is None:
        yield prompt, len(piece)
        return
    yield None, len(piece)
    for part in halves(piece) if kept.cut else ():
        yield from _open(questions, cache, article, part)
