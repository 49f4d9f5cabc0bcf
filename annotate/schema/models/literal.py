"""Texts as literals of Python source: whatever a definition holds, the source compiles and shows it."""

from inspect import cleandoc

import regex


def literal(text: str) -> str:
    """A string literal on one line, in the quotes that need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + _visible(text).replace(quote, f"\\{quote}") + quote


def docstring(text: str, indent: str = "    ") -> str:
    """A docstring whose further lines are indented."""
    lines = [_visible(line.rstrip()) for line in cleandoc(text).strip().split("\n")]
    body = regex.sub(r'^"+|"{3,}|"+$', lambda found: '\\"' * len(found[0]), "\n".join(lines))
    body = regex.sub(r"\n(?=[^\n])", f"\n{indent}", body)
    return f'"""{body}\n{indent}"""' if len(lines) > 1 else f'"""{body}"""'


def _visible(text: str) -> str:
    """The inside of a literal: what no eye can see is escaped, but for the joiners within words and emoji."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # YAML may escape half a character
    return "".join(each if _shown(each) else each.encode("unicode_escape").decode("ascii") for each in whole)


def _shown(letter: str) -> bool:
    return letter in "\u200c\u200d" or (letter.isprintable() and letter != "\\")
