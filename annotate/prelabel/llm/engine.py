"""The engine: articles in, annotations out, in order; what could not be read is told at the end."""

from asyncio import run_coroutine_threadsafe
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotate.annotation import Annotation, reading
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel.llm.account import Account, Failed, Stopped
from annotate.prelabel.llm.answer import claims
from annotate.prelabel.llm.desk import Answered, Desk
from annotate.prelabel.llm.order import event_loop, in_order
from annotate.prelabel.llm.price import Price, price_of
from annotate.prelabel.llm.questions import Questions
from annotate.prelabel.llm.reading import Happening, happenings, merged, written
from annotate.prelabel.llm.settings import Settings, read_settings
from annotate.prelabel.unread import Unread
from annotate.schema.model import Schema

_AHEAD = 4  # articles under way or waiting to be written, for each call at once


class LlmEngine:
    """Pre-labels with a language model. `account` holds what was asked, paid and refused in the last run."""

    def __init__(self, model: str, settings: Settings | None = None) -> None:
        if not model:
            raise AnnotateError("engine 'llm': name the model that the server has, as in llm@qwen3:8b")
        self.model = model
        self.settings = read_settings() if settings is None else settings
        self.account = Account()

    @property
    def name(self) -> str:
        """`llm@MODEL`."""
        return f"llm@{self.model}"

    @property
    def price(self) -> Price | None:
        """What the model's tokens cost; None where that is not known."""
        return price_of(self.model, self.settings)

    def fingerprint(self, schema: Schema) -> str:
        """What it would do with `schema`: the model, the prompts, the answer's form, the settings that change one."""
        return self.questions(schema).fingerprint

    def questions(self, schema: Schema) -> Questions:
        """What it asks about articles with `schema`."""
        return Questions(self.model, schema, self.settings)

    def prelabel(self, articles: Iterable[Article], schema: Schema) -> Iterator[Annotation]:
        """One annotation an article, in order; an article that gets no answer has none, and the others go on.

        After the last, `Unread` is raised where any got none. What was answered is kept: the next run asks only for the
        rest. An annotation's `refused` counts by reason what of the answers was not taken.
        """
        price, limit = self.price, self.settings.max_cost
        if limit is not None and price is None:
            raise AnnotateError(f"--max-cost: what {self.model} costs is not known; say --price-in and --price-out")
        self.account = Account(price, limit)
        questions = self.questions(schema)
        desk, unread = Desk(questions, self.account), _Unread()
        with event_loop() as loop:
            try:
                ahead = self.settings.concurrency * _AHEAD
                for article, answers in in_order(loop, articles, desk.answers, ahead):
                    try:
                        found = answers.result()
                    except Failed as fault:
                        unread.add(article, fault)
                    else:
                        yield self._read(article, found, questions)
            finally:
                run_coroutine_threadsafe(desk.close(), loop).result()
        unread.tell()

    def _read(self, article: Article, answers: Iterable[Answered], questions: Questions) -> Annotation:
        schema, refused = questions.schema, Counter[str]()
        found: list[Happening] = []
        for piece, kept in answers:
            claimed = claims(kept.answer or {}, schema, refused)
            found += happenings(claimed, article.text, piece, schema, refused)
        mentions, events = written(merged(found), schema)
        self.account.refused += refused
        more = {"refused": dict(sorted(refused.items()))} if refused else {}
        return reading(
            article, mentions=mentions, events=events, engine=self.name, annotator=f"engine:{self.name}",
            state="prelabel", fingerprint=questions.fingerprint, schema_id=schema.id, **more,
        )  # fmt: skip


@dataclass
class _Unread:
    """The articles that got no answer, and why."""

    lines: list[str] = field(default_factory=list)
    stopped: str = ""
    left: int = 0

    def add(self, article: Article, fault: Failed) -> None:
        if isinstance(fault, Stopped):
            self.stopped, self.left = str(fault), self.left + 1
        else:
            self.lines.append(f"{article.id}: not read: {fault}")

    def tell(self) -> None:
        """Raises `Unread` where there is any."""
        if self.stopped:
            self.lines.append(f"{self.stopped} ({self.left} articles not read)")
        if self.lines:
            raise Unread(self.lines)
