"""Elements of a page, built as a tree so that no text is ever taken for markup."""

from collections.abc import Callable
from typing import Protocol

from lxml.builder import ElementMaker
from lxml.etree import _Element

Element = _Element


class _Builder(Protocol):
    """`E.p("text", {"class": "x"})` is a paragraph: children first, a mapping among them for its attributes."""

    def __getattr__(self, tag: str) -> Callable[..., Element]:
        """The maker of elements with this tag."""


E: _Builder = ElementMaker()
