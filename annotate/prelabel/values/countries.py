"""Countries as ISO 3166-1 alpha-2 codes, by the names, demonyms and capitals of the gazetteer."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.gazetteer import names
from annotate.prelabel.values.vocabulary import Json
from annotate.schema.words import spellings

_DERIVED = {"country": "name", "demonym": "demonym", "capital": "capital for its government"}
_RANK = ("name", "abbreviation", "demonym", _DERIVED["capital"])


def country_value(text: str, language: str, *, capitals: bool = True) -> Json | None:
    """`{"kind": "country", "code", "derived"}` of a name; None where it names none, or it is not known which.

    `capitals` is whether a capital stands for its government, and not for the city.
    """
    known = _known(language)
    readings = next((known[form] for form in _forms(text, language) if form in known), frozenset())
    if len({code for code, _ in readings}) != 1:
        return None
    code, derived = min(readings, key=lambda reading: _RANK.index(reading[1]))
    if not code or (derived == _DERIVED["capital"] and not capitals):
        return None
    return {"kind": "country", "code": code, "derived": derived}


@cache
def _known(language: str) -> dict[str, frozenset[tuple[str, str]]]:
    """Folded name -> codes with how each is derived; ambiguous ones have none."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for name in names(language):
        if name.kind in _DERIVED:
            form = fold_word(name.text)
            found[form] = found.get(form, frozenset()) | {(name.code, _DERIVED[name.kind])}
    table = _table(language)
    for code, words in table.get("abbreviation", {}).items():
        found.update((fold_word(word), frozenset({(code, "abbreviation")})) for word in words)
    for code, words in table.get("name", {}).items():
        found.update((fold_word(word), frozenset({(code, "name")})) for word in words)
    ambiguous = (form for words in table.get("ambiguous", {}).values() for word in words for form in spellings(word))
    found.update((fold_word(form), frozenset()) for form in ambiguous)
    return found


@cache
def _table(language: str) -> dict[str, dict[str, list[str]]]:
    source = files(__package__) / "words" / f"{language}.toml"
    if not language.isalpha() or not source.is_file():
        return {}
    table: dict[str, dict[str, list[str]]] = tomllib.loads(source.read_text(encoding="utf-8")).get("country", {})
    return table


def _forms(text: str, language: str) -> Iterator[str]:
    """The folded text, then what it may be once what is attached to it is cut off or put right."""
    form = fold_word(text).strip(" .,'\"")
    yield form
    yield " ".join(form.split())
    for start, instead in _table(language).get("starts", {}).items():
        if form.startswith(start) and len(form) > len(start) + 2:
            yield from (more + form.removeprefix(start) for more in instead)
    for end, instead in _table(language).get("ends", {}).items():
        if form.endswith(end):
            yield from (form.removesuffix(end) + fold_word(more) for more in instead)
