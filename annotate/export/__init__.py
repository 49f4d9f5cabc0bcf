"""Datasets out of reviewed annotations: one module a format, the same names in each."""

from collections.abc import Callable

from annotate.errors import AnnotateError, suggest
from annotate.export import huggingface
from annotate.export.select import Selection

Writer = Callable[..., Selection]

FORMATS: dict[str, Writer] = {"huggingface": huggingface.write}


def writer(name: str) -> Writer:
    """The function that writes a format; AnnotateError for a format there is not."""
    if name not in FORMATS:
        raise AnnotateError(f"--format: unknown format {name!r} {suggest(name, FORMATS)}")
    return FORMATS[name]
