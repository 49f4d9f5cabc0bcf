"""Forms that Arabic nouns and adjectives take with the article, behind a preposition and before a suffix."""

from collections.abc import Iterator
from dataclasses import replace

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.senses import STEM, UNCONTRACTED, UNKNOWN, Senses, Word

_GROWS = frozenset(
    {"titles", "organs", "locatives", "common", "units", "classifiers", "loose", "ordinals", "numbers", "scales"}
)


def with_grown(words: dict[str, Word], language: Language) -> dict[str, Word]:
    """The words with their grown forms; a form that is a word of its own has the meanings of both."""
    found = dict(words)
    for text, senses in _grown(words, language):
        if text in found and STEM in senses.classes and UNCONTRACTED not in senses.classes:
            found[text] = Word(found[text].plain | replace(senses, classes=senses.classes - {STEM}))
        elif senses.classes.isdisjoint((STEM, UNCONTRACTED)):
            found[text] = Word(found.get(text, Word()).plain | senses)
        else:
            found.setdefault(text, Word(senses))
    return found


def _grown(words: dict[str, Word], language: Language) -> Iterator[tuple[str, Senses]]:
    """The forms of nouns and adjectives with the article, after a preposition that swallows it, and before a suffix."""
    for text, word in words.items():
        senses = word.plain
        forms = [text]
        if senses.entities or senses.triggers or not senses.classes.isdisjoint(_GROWS):
            forms += _definite(text, language)
            yield from ((form, senses) for form in forms[1:])
            yield from ((stem, senses | Senses(frozenset({STEM}))) for stem in _stems(text))
        if senses is not UNKNOWN:
            after = senses | Senses(frozenset({UNCONTRACTED}))
            contracted = (form for form in forms if form.startswith(language.article) and len(form) > 4)
            yield from ((language.contracts + form[2:], after) for form in contracted)


def _definite(text: str, language: Language) -> list[str]:
    """A word with the article; of several words the last has it, or all."""
    parts = text.split(" ")
    if any(part.startswith(language.article) for part in parts) or len(parts[0]) < 2:
        return []
    last = " ".join([*parts[:-1], language.article + parts[-1]])
    return list(dict.fromkeys((last, " ".join(language.article + part for part in parts))))


def _stems(text: str) -> list[str]:
    """What a word becomes before a suffix: زيارت of زيارة, لقاي and لقاو of لقاء."""
    if text.endswith("ة"):
        return [text[:-1] + "ت"]
    if text.endswith("ء"):
        return [text[:-1] + "ي", text[:-1] + "و"]
    return [text[:-1] + "ا"] if text.endswith("ي") and len(text) > 3 else []
