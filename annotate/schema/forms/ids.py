"""Names of other ontologies as ids of ours, and back."""

from collections.abc import Callable, Collection, Iterable
from itertools import chain, count

import regex

from annotate.schema.inherit import resolved
from annotate.schema.model import Named, Schema

VERSION = "1.0.0"
"""The version of a schema that was imported."""
ANYTHING = "entity"
"""The entity type that fills a role of which a file does not say what may fill it."""


def whole(schema: Schema) -> Schema:
    """The schema with concrete types only, whether it comes as its author wrote it or resolved already."""
    groups = {name: tuple(each for each in members if each in schema.types) for name, members in schema.groups.items()}
    return resolved(schema.model_copy(update={"groups": groups}))


def code_of(part: Named, ontology: str, name: str, form: str) -> str:
    """The first code of a part in an ontology that has the form, else its id."""
    return next((code for code in part.codes.get(ontology, ()) if regex.fullmatch(form, code)), name)


def safe_name(name: str) -> str:
    """The id nearest to a name: `Movement:Transport` is `Movement.Transport`, `body part` is `body_part`."""
    safe = regex.sub(r"[^A-Za-z0-9_.-]", "_", name.replace(":", "."))
    return safe if regex.match("[A-Za-z]", safe) else f"x{safe}"


def named(names: Iterable[str], taken: Collection[str] = (), fold: Callable[[str], str] = str) -> dict[str, str]:
    """An id for each name, unlike those taken and one another (as `fold` sees them); later ones get a number."""
    ids: dict[str, str] = {}
    used = {fold(each) for each in taken}
    for name in dict.fromkeys(names):
        ids[name] = unlike(safe_name(name), used, fold)
        used.add(fold(ids[name]))
    return ids


def unlike(name: str, used: Collection[str], fold: Callable[[str], str] = str) -> str:
    """The name, or the first of it with `_2`, `_3`, ... that is not used, as `fold` sees them."""
    tries = chain([name], (f"{name}_{number}" for number in count(2)))
    return next(each for each in tries if fold(each) not in used)
