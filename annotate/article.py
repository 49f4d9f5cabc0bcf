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


def text_fault(text: str) -> str | None:
    """What keeps a text from being stored everywhere: NUL, or half a surrogate pair. None where nothing does."""
    if (at := text.find("\0")) >= 0:
        return f"NUL at {at}; remove it"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        return f"lone surrogate U+{ord(text[fault.start]):04X} at {fault.start}; repair the file it came from"
    return None


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
        text = given.get("text") if isinstance(given, dict) else None
        if not isinstance(text, str):
            return given
        if fault := text_fault(text):
            raise ValueError(f"the text has a {fault}")
        return given if given.get("id") else {**given, "id": text_id(text)}

    @model_validator(mode="after")
    def _ranges_lie_inside(self) -> Self:
        for start, end in self.boilerplate:
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"boilerplate {start}-{end} lies outside the text ({len(self.text)} code points)")
        return self
