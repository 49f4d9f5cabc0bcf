"""The macros of a section of a brat configuration: `<POG>=Person|Organization`, put in as text wherever it is used.

A macro that is a list of types is left where it stands, to become a group; every other is written out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from annotate.errors import suggest

RESERVED = (
    "ANY", "ENTITY", "RELATION", "EVENT", "NONE", "EMPTY", "REL-TYPE", "URL", "URLBASE", "UNICODE", "GLYPH-POS",
    "DEFAULT", "NORM", "OVERLAP", "OVL-TYPE", "INHERIT",
)  # fmt: skip
"""What stands in `<>` without being defined."""

_DEFINITION = regex.compile(r"<([a-zA-Z_-]+)>=\s*(.*?)\s*")
_LIST = regex.compile(r"[^\s,:|]+(\|[^\s,:|]+)*")
_USE = regex.compile(r"<(.*?)>")
Faulty = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Macro:
    """What a macro stands for, and the line that defines it."""

    number: int
    text: str

    @property
    def members(self) -> tuple[str, ...]:
        """The parts of a list of types; of any other text none."""
        return tuple(self.text.split("|")) if _LIST.fullmatch(self.text) else ()


def read_macros(numbered: list[tuple[int, str]], faults: Faulty) -> dict[str, Macro]:
    """The macros by name; names that brat keeps for itself, or that come twice, are added to `faults`."""
    macros: dict[str, Macro] = {}
    for number, line in numbered:
        found = _DEFINITION.fullmatch(line)
        if found and found[1] in RESERVED:
            faults.append((number, f"<{found[1]}> is brat's own and cannot be defined; choose another name"))
        elif found and found[1] in macros:
            faults.append((number, f"<{found[1]}> is defined in line {macros[found[1]].number} already; rename one"))
        elif found:
            macros[found[1]] = Macro(number, found[2])
    for name, macro in macros.items():
        _check(macro.text, macro.number, macros, faults)
        if any(f"<{each}>" in written_out(macro.text, macros) for each in macros):
            faults.append((macro.number, f"<{name}> stands for itself, or for too much; write it out"))
    return macros


def expanded(line: str, number: int, macros: Mapping[str, Macro], faults: Faulty) -> str:
    """The line with those macros put in that are no lists of types; unknown ones are added to `faults`."""
    _check(line, number, macros, faults)
    return written_out(line, {name: macro for name, macro in macros.items() if not macro.members})


def written_out(text: str, macros: Mapping[str, Macro]) -> str:
    """The text with all of `macros` put in, within one another too; those in a circle are left."""
    for _ in macros:
        for name, macro in macros.items():
            if len(text) < _LONGEST:
                text = text.replace(f"<{name}>", macro.text)
    return text


_LONGEST = 100_000  # characters; macros within macros can grow without end


def defines(line: str) -> bool:
    """Whether the line defines a macro."""
    return _DEFINITION.fullmatch(line) is not None


def _check(text: str, number: int, macros: Mapping[str, Macro], faults: Faulty) -> None:
    for name in _USE.findall(text.partition(">=")[2] if _DEFINITION.fullmatch(text) else text):
        if name not in macros and name not in RESERVED:
            faults.append((number, f"unknown macro <{name}> {suggest(name, [*macros, *RESERVED])}; define it above"))
