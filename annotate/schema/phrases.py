"""What the labelling screen and the handbook say of themselves, in the reader's language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


@cache
def phrases(language: str) -> Mapping[str, str]:
    """The phrases by their names, in English where the language lacks one."""
    known = _known()
    return {**known["en"], **known.get(language, {})}


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    path = Path(__file__).with_name("phrases.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def direction(language: str) -> str:
    """`rtl` for a language that is written from right to left, else `ltr`."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
