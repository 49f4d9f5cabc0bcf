"""An article: a text that never changes after it is read, and what is known of it."""

import hashlib
from typing import Any, Self

from pydantic import Field, model_validator

from annotate.span import Value

Range = tuple[int, int]
"""Start and end of a stretch of text in code points, end exclusive."""


def text_id(text: str) -> str:
    """The id of an article that was given none: the first 16 hex digits of the SHA-256 of its UTF-8 text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Article(Value):
    """A news article. `boilerplate` holds the ranges that are not part of its body, such as links to other stories."""

    id: str = ""
    text: str = Field(min_length=1)
    language: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    source: str | None = None
    licence: str | None = None
    boilerplate: tuple[Range, ...] = ()
    meta: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _is_named(cls, given: Any) -> Any:
        if isinstance(given, dict) and not given.get("id") and isinstance(given.get("text"), str):
            return {**given, "id": text_id(given["text"])}
        return given

    @model_validator(mode="after")
    def _ranges_lie_inside(self) -> Self:
        for start, end in self.boilerplate:
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"boilerplate {start}-{end} lies outside the text ({len(self.text)} code points)")
        return self
