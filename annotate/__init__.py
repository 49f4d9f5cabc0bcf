"""Event annotation from schema to dataset. What a notebook needs: `load`, `Article`, `Annotation`, `Schema`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate.annotation import Annotation, load
    from annotate.article import Article
    from annotate.schema.model import Schema

__all__ = ["Annotation", "Article", "Schema", "load"]

_HOMES = {
    "Annotation": "annotate.annotation",
    "Article": "annotate.article",
    "Schema": "annotate.schema.model",
    "load": "annotate.annotation",
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for: the command line starts without them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
