"""Answers to the questions about an article: from the cache, else from the server, and then kept."""

import asyncio
from typing import TYPE_CHECKING

from annotate.article import Article
from annotate.prelabel.llm.account import Account, Failed
from annotate.prelabel.llm.cache import Cache, Kept
from annotate.prelabel.llm.line import Line
from annotate.prelabel.llm.model import Ask, Cut, asker, connect, open_model
from annotate.prelabel.llm.prompt import Prompt
from annotate.prelabel.llm.questions import Questions
from annotate.prelabel.pieces import Piece, halves

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Answered = tuple[Piece, Kept]

_GRACE = 10.0  # seconds in which an answer that has arrived must be on the disk


class Desk:
    """Where questions are put. The server is called when the first answer is not in the cache."""

    def __init__(self, questions: Questions, account: Account) -> None:
        self._questions, self._account = questions, account
        self._cache = Cache(questions.settings.cache)
        self._client: AsyncOpenAI | None = None
        self._line: Line | None = None
        self._ask: Ask | None = None

    async def answers(self, article: Article) -> list[Answered]:
        """An answer for each piece of an article; Failed or Stopped once every piece was tried."""
        asked = (self._answer(article, piece) for piece in self._questions.pieces(article))
        found = await asyncio.gather(*asked, return_exceptions=True)
        for each in found:
            if isinstance(each, BaseException):
                raise each
        return [answered for each in found if isinstance(each, list) for answered in each]

    async def close(self) -> None:
        """Hangs up; answers that have arrived are kept first."""
        if self._client is None or self._line is None:
            return
        self._line.hang_up()
        if others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others, timeout=_GRACE)
        await self._client.close()

    async def _answer(self, article: Article, piece: Piece) -> list[Answered]:
        """The answer about a piece; where it was cut off, those about its halves."""
        kept = await self._kept(self._questions.prompt(article, piece))
        if not kept.cut:
            return [(piece, kept)]
        parts = halves(piece)
        if not parts:
            cut = f"sentence {piece[0].number}: its answer was cut off at {self._questions.settings.max_tokens} tokens"
            raise Failed(f"{cut}; raise max_tokens in [llm] of annotate.toml")
        return [answered for part in parts for answered in await self._answer(article, part)]

    async def _kept(self, prompt: Prompt) -> Kept:
        name = self._questions.key(prompt)
        found = self._cache.find(name)
        if found is not None:
            self._account.from_cache += 1
            return found
        try:
            kept = Kept(await self._opened()(prompt.system, prompt.user))
        except Cut:
            kept = Kept(None, cut=True)
        self._cache.keep(name, kept)
        return kept

    def _opened(self) -> Ask:
        if self._ask is None:
            settings = self._questions.settings
            self._client = connect(settings)
            self._line, answers = Line(settings, self._account), self._questions.answers
            model = open_model(self._questions.model, self._client, settings, self._line, self._questions.overhead)
            self._ask = asker(model, answers.form, answers.misfits, settings)
        return self._ask
