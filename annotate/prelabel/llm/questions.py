"""The questions about an article: its pieces, their prompts, and the keys under which the answers are kept."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from annotate.article import Article
from annotate.prelabel.llm.answer import Answers
from annotate.prelabel.llm.cache import key
from annotate.prelabel.llm.prompt import Prompt, article_prompt, system_prompt, templates
from annotate.prelabel.llm.settings import Settings
from annotate.prelabel.llm.tokens import estimate
from annotate.prelabel.pieces import Piece, pieces
from annotate.schema.model import Schema

VERSION = 1
"""Raised whenever another annotation is made of the same answers."""


@dataclass(frozen=True)
class Questions:
    """What `model` is asked about articles with `schema`; pure, and the same for the same three values."""

    model: str
    schema: Schema
    settings: Settings

    @cached_property
    def answers(self) -> Answers:
        """What answers look like."""
        return Answers(self.schema)

    @cached_property
    def _systems(self) -> dict[str, str]:
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """`llm/VERSION name@version MODEL HASH`, the hash over all prompts, the answer's form and the settings."""
        parts = (self.schema, *self.schema.events.values(), *self.schema.entities.values())
        languages = {language for part in parts for language in (*part.definitions, *part.examples)}
        content = [templates(), self.answers.form, self.settings.answering, self.settings.piece, self.settings.overlap]
        content += [self._system(language) for language in sorted({"en", *languages})]
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
        return f"llm/{VERSION} {self.schema.id} {self.model} {digest[:16]}"

    @cached_property
    def overhead(self) -> int:
        """About how many tokens the answer's form adds to a prompt; a local server makes a grammar of it instead."""
        is_grammar = self.settings.form == "native" and self.settings.is_local
        return 0 if is_grammar else estimate(json.dumps(self.answers.form))

    def tokens(self, prompt: Prompt) -> int:
        """About how many tokens a question is."""
        return estimate(prompt.system) + estimate(prompt.user) + self.overhead

    def pieces(self, article: Article) -> list[Piece]:
        """The pieces that are asked about one by one."""
        return pieces(article, self.settings.piece, self.settings.overlap)

    def prompt(self, article: Article, piece: Piece) -> Prompt:
        """The question about one piece."""
        return Prompt(self._system(article.language or ""), article_prompt(article, piece))

    def key(self, prompt: Prompt) -> str:
        """The name of its answer in the cache."""
        return key(self.model, prompt, self.answers.form, self.settings.answering)

    def _system(self, language: str) -> str:
        if language not in self._systems:
            self._systems[language] = system_prompt(self.schema, language)
        return self._systems[language]
