"""The small forms that parts of a schema are written in: texts by language, words, and lists that may be one item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import regex
from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

_ENDINGS = regex.compile(r"(?P<head>[^()]*)\((?P<tails>[^()]*)\)(?P<rest>.*)")
T = TypeVar("T")


def spellings(pattern: str) -> Iterator[str]:
    """The words that a pattern stands for: `visit(|s|ed)` is visit, visits, visited."""
    found = _ENDINGS.fullmatch(pattern)
    if not found:
        yield pattern
        return
    for tail in found["tails"].split("|"):
        yield from spellings(found["head"] + tail + found["rest"])


def _all_spellings(patterns: Any) -> Any:
    if isinstance(patterns, list | tuple) and all(isinstance(pattern, str) for pattern in patterns):
        return tuple(dict.fromkeys(word for pattern in patterns for word in spellings(pattern)))
    return patterns


def _no_blank(words: tuple[str, ...]) -> tuple[str, ...]:
    if any(not word.strip() for word in words):
        raise ValueError("a word is empty")
    return words


@dataclass(frozen=True, slots=True)
class _OneOrMore:
    """Takes an item that stands alone for a list of one, and says so in the JSON Schema."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


def _listed(given: Any) -> Any:
    return (given,) if isinstance(given, str | dict) else given


Texts = dict[str, str]
"""A text for people, by language."""

Words = Annotated[tuple[str, ...], BeforeValidator(_all_spellings), AfterValidator(_no_blank)]
"""Words to be found in articles; `visit(|s|ed)` is three."""

Several = Annotated[tuple[T, ...], _OneOrMore()]
"""One item, or a list of them."""
