"""Forms that others keep event schemas in: each is read and written by two functions of the same names."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from annotate.errors import AnnotateError, suggest
from annotate.schema.forms.brat import from_brat, to_brat
from annotate.schema.forms.foreign import Exported, Foreign
from annotate.schema.forms.kairos import from_kairos, to_kairos
from annotate.schema.forms.plover import from_plover, to_plover
from annotate.schema.forms.rams import from_rams, to_rams
from annotate.schema.model import Schema

__all__ = ["FORMS", "Exported", "Foreign", "Form", "form_called", "form_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `read(text, place, name=...)` gives a plain tree in our language, `write(written)` its text."""

    read: Callable[..., Foreign]
    write: Callable[[Schema], Exported]


FORMS = {
    "brat": Form(from_brat, to_brat),
    "kairos": Form(from_kairos, to_kairos),
    "rams": Form(from_rams, to_rams),
    "plover": Form(from_plover, to_plover),
}


def form_called(name: str) -> Form:
    """The form with this name; AnnotateError where there is none."""
    if name not in FORMS:
        raise AnnotateError(f"unknown form {name!r} {suggest(name, FORMS)}")
    return FORMS[name]


def form_of(place: str, text: str) -> str:
    """The name of the form that a file is in, by its ending and, for `.txt`, by its first lines."""
    ending = PurePath(place).suffix.lower()
    known = {".conf": "brat", ".json": "kairos", ".csv": "kairos", ".tsv": "kairos"}
    if ending in known:
        return known[ending]
    if ending == ".txt":
        first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
        return "plover" if ":" in first else "kairos" if "\t" in first else "rams"
    raise AnnotateError(f"{place}: the ending tells no form; name it with --format {'|'.join(FORMS)}")
