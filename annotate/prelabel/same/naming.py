"""The parts of a name in a form that its cases, clitics and spellings share."""

from functools import cache

import regex

from annotate.annotation import Mention
from annotate.prelabel.lexicon.folding import fold_word
from annotate.prelabel.lexicon.language import read_language
from annotate.schema.model import Schema

Name = tuple[str, ...]
NAMED = frozenset({"person", "organization", "place", "country", "capital", "demonym"})
"""Kinds of entity types whose mentions may be names; dates and quantities never are."""

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")
_ENDINGS = regex.compile(
    "(?<=...)(?:ого|ему|ому|ыми|ими|ами|ями|ои|еи|ом|ем|ым|им|ых|их|ах|ях|ам|ям|ую|юю|ая|яя|ии|ыи|а|я|у|ю|е|и|ы|о|ь)$"
)
_CLITICS = regex.compile("^[وفبلك]?ال(?=..)|^لل(?=..)")


def name_of(mention: Mention, kinds: frozenset[str], schema: Schema, language: str) -> Name:
    """The folded parts of a mention that is a name; none where it is a noun, a title, or cannot be told."""
    words = _WORD.findall(mention.text)
    cased = [word for word in words if _CASED.match(word)]
    if cased and not all(word[0].isupper() for word in cased if len(word) > 3):  # noqa: PLR2004  # de, von, al
        return ()
    if not cased and kinds.isdisjoint(NAMED):
        return ()
    known = _nouns(schema, language, mention.type) | _titles(language)
    parts = [fold_word(word) for word in words]
    if not parts or " ".join(parts) in known or all(part in known for part in parts):
        return ()
    return tuple(stem(part, language) for part in parts)


def stem(part: str, language: str) -> str:
    """A folded part of a name without its case ending (Russian), its clitics (Arabic) or its 's (English)."""
    if language == "ru":
        return _ENDINGS.sub("", part)
    if language == "ar":
        return _CLITICS.sub("", part)
    return part.removesuffix("'s") if language == "en" else part


def _nouns(schema: Schema, language: str, type_name: str) -> frozenset[str]:
    entity = schema.entities.get(type_name)
    return _folded(entity.words.get(language, ())) if entity else frozenset()


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_word, words))


@cache
def _titles(language: str) -> frozenset[str]:
    words = read_language(language).words
    return frozenset(fold_word(word) for name in ("titles", "determiners") for word in words.get(name, ()))
