"""Names of countries, demonyms, places and organizations by language, read from small files that ship with the package.

The files are built by `python -m annotate.prelabel.lexicon.gazetteer.build` from CLDR, GeoNames and hand-written
tables; the README beside them states sources and licences.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of a name.

    `text` is the form as it stands in running text, case included; `kind` is `country`, `capital`, `demonym`, `place`
    or `organization`; `code` is the ISO 3166-1 alpha-2 code of the country (XK for Kosovo), empty for organizations and
    for what belongs to no one country (seas, regions, disputed land).
    """

    text: str
    kind: str
    code: str


_STANDS_FOR = {"capital": ("place", "country"), "demonym": ("country",)}


def stands_for(kind: str) -> tuple[str, ...]:
    """What a name of a kind can mean: a capital the place or its country's government, a demonym the country."""
    return _STANDS_FOR.get(kind, (kind,))


@cache
def names(language: str) -> tuple[Name, ...]:
    """The names of `language` (ar, en, es, hi, ru or zh), each text once, sorted; of any other language none."""
    source = files(__name__) / f"{language}.tsv.gz"
    if not language.isalpha() or not source.is_file():
        return ()
    lines = gzip.decompress(source.read_bytes()).decode("utf-8").splitlines()
    return tuple(Name(*line.split("\t")) for line in lines)
