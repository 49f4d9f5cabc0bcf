"""The lines of a brat `annotation.conf`, by section: terms, arguments, macros, and who stands under whom.

The grammar is that of `projectconfig.py` of brat (nlplab/brat, MIT licence).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

from annotate.errors import AnnotateError, Faults
from annotate.schema.count import Count
from annotate.schema.forms.brat.macros import Macro, defines, expanded, read_macros
from annotate.schema.forms.brat.names import writable

SECTIONS = ("entities", "relations", "events", "attributes")
_ALIAS = {"spans": "entities"}
OVERLAP = "<OVERLAP>"
NO_LIMIT = 9999
"""A highest number that stands for none: brat reads `{2-4}` and `{2}`, but not `{2-}`."""

_SECTION = regex.compile(r"\s*\[(.*)\]\s*")
_LINE = regex.compile(r"(\s*)(\S+)(?:\s+(.*))?")
_TABBED = regex.compile(r"(\s*)([^\t]+)(?:\t(.*))?")
_ARGUMENT = regex.compile(r"(\S*?):(\S*)")
_KEY = regex.compile(r"(\S+?)(\{\S+\}|\?|\*|\+|)")
_OPEN = regex.compile(rf"\{{(\d+)-{NO_LIMIT}\}}")


@dataclass(slots=True)
class Record:
    """What is found on the way, with its line (0: of the whole file): what cannot be held, and what brat refuses."""

    place: str
    lost: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def lose(self, line: int, what: str) -> None:
        """Notes that `line` says something that cannot be held."""
        self.lost.append((line, what))

    def told(self, found: list[tuple[int, str]]) -> Iterator[str]:
        """The findings in the order of the file, each `place:line: what`."""
        for line, what in sorted(dict.fromkeys(found), key=lambda each: each[0]):
            yield f"{self.place}:{line}: {what}" if line else f"{self.place}: {what}"

    def check(self) -> None:
        """Raises `Faults` where brat would refuse a line."""
        if self.faults:
            raise Faults(self.told(self.faults))


@dataclass(frozen=True, slots=True)
class Argument:
    """`key:value|value` of a line with its count sign; of a key in `<>` the values as they are."""

    key: str
    count: str
    values: tuple[str, ...]

    @property
    def special(self) -> bool:
        """Whether it is one of brat's own, such as `<REL-TYPE>`, and no role."""
        return self.key.startswith("<")


@dataclass(frozen=True, slots=True)
class Line:
    """A type as a line declares it: its terms, the line of the one it stands under (0: none), its arguments."""

    number: int
    under: int
    abstract: bool
    term: str
    others: tuple[str, ...]
    arguments: tuple[Argument, ...]

    @property
    def plain(self) -> tuple[Argument, ...]:
        """The arguments that are roles, or ends, or what an attribute is of."""
        return tuple(each for each in self.arguments if not each.special)

    def special(self, key: str) -> tuple[str, ...]:
        """The values under one of brat's own keys, none where it is not given."""
        return tuple(value for each in self.arguments if each.key == key for value in each.values)


@dataclass(frozen=True, slots=True)
class Conf:
    """The lines and the macros of each section."""

    lines: Mapping[str, tuple[Line, ...]]
    macros: Mapping[str, Mapping[str, Macro]]


def lose_special(line: Line, held: set[str], record: Record) -> None:
    """Notes those of brat's own arguments on a line that are not `held`."""
    for each in line.arguments:
        if each.special and each.key not in held:
            record.lose(line.number, f"{each.key}:{'|'.join(each.values)} of {line.term!r}")


def read_conf(text: str, record: Record) -> Conf:
    """The sections of a configuration; raises `Faults`, a line each, for what brat would refuse."""
    sections = _by_section(text, record)
    macros = {name: read_macros(sections[name], record.faults) for name in SECTIONS}
    lines = {name: _lines(sections[name], macros[name], record) for name in SECTIONS}
    record.check()
    if not any(lines.values()):
        raise AnnotateError(f"{record.place}: no type in it; is it brat's annotation.conf?")
    return Conf(lines, macros)


def _by_section(text: str, record: Record) -> dict[str, list[tuple[int, str]]]:
    """The lines that say something, numbered; a section that comes twice goes on, as it does in brat."""
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in SECTIONS}
    section, comments, headed = "", [], False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if head := _SECTION.fullmatch(line):
            section, headed = _ALIAS.get(head[1].strip(), head[1].strip()), True
        elif line.strip().startswith("#"):
            comments.append(number)
        elif line.strip() and section in found:
            found[section].append((number, line.rstrip()))
        elif line.strip():
            record.lose(number, f"{f'in [{section}]' if section else 'before any section'}: {line.strip()}")
    if not headed:
        known = ", ".join(f"[{name}]" for name in SECTIONS)
        raise AnnotateError(f"{record.place}:1: no section ({known}); is it brat's annotation.conf?")
    if comments:
        record.lose(0, f"comments: {_ranges(comments)}")
    return found


def _ranges(numbers: list[int]) -> str:
    """`lines 1-3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "lines " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _lines(numbered: list[tuple[int, str]], macros: Mapping[str, Macro], record: Record) -> tuple[Line, ...]:
    lines: list[Line] = []
    open_lines: list[tuple[int, list[str]]] = []
    for number, raw in numbered:
        if defines(raw):
            continue
        if not raw.strip().strip("-"):
            record.lose(number, "a separator")
            continue
        indent, terms, given = _split(expanded(raw, number, macros, record.faults))
        if wrong := _misplaced(len(indent), len(open_lines), terms):
            record.faults.append((number, wrong))
            continue
        del open_lines[len(indent) :]
        under, inherited = open_lines[-1] if open_lines else (0, [])
        arguments = [part for each in given for part in (inherited if each == "<INHERIT>" else [each])]
        open_lines.append((number, arguments))
        for odd in (term for term in terms[1:] if not writable(term.removeprefix("!"))):
            record.lose(number, f"the term {odd!r} of {terms[0].removeprefix('!')!r}")
        lines.append(_line(number, under, terms, tuple(_arguments(arguments, number, record))))
    return tuple(lines)


def _misplaced(depth: int, most: int, terms: list[str]) -> str:
    """What is wrong with a line by its indent and its terms; nothing where they are well."""
    if not terms or not all(term.removeprefix("!") for term in terms):
        return "no name in front of the arguments; write the type first"
    if odd := [term for term in terms if term.startswith("!!") or ("<" in term and term != OVERLAP)]:
        return f"{odd[0]!r} is no name; use letters, digits, '_' and '-'"
    if depth <= most:
        return ""
    return f"{depth} spaces or tabs in front where {most} are the most; to brat each of them is one level deeper"


def _split(raw: str) -> tuple[str, list[str], list[str]]:
    """The indent, the terms and the arguments; a term may have spaces where a tab ends it."""
    for form in (_LINE, _TABBED):
        found = form.fullmatch(raw)
        indent, terms, rest = found.groups() if found else ("", raw, None)
        arguments = [each.strip() for each in (rest or "").split(",") if each.strip()]
        if "\t" not in raw or not any(regex.search(r"\s", each) for each in arguments):
            break
    return indent, [each.strip() for each in terms.split("|") if each.strip()], arguments


def _line(number: int, under: int, terms: list[str], arguments: tuple[Argument, ...]) -> Line:
    abstract = any(term.startswith("!") for term in terms)
    first, *others = [term.removeprefix("!") for term in terms]
    return Line(number, under, abstract, first, tuple(filter(writable, others)), arguments)


def _arguments(given: list[str], number: int, record: Record) -> Iterator[Argument]:
    seen: set[str] = set()
    for each in given:
        try:
            argument = _argument(each)
        except ValueError as fault:
            record.faults.append((number, str(fault)))
            continue
        if argument.key in seen:
            record.faults.append((number, f"{argument.key!r} comes a second time; name its fillers once, with '|'"))
        seen.add(argument.key)
        yield argument


def _argument(given: str) -> Argument:
    """ValueError for what brat cannot read."""
    found = _ARGUMENT.fullmatch(given)
    if not found or not found[1]:
        raise ValueError(f"{given!r} is no role and its fillers; write Role:Type or Role:Type|Type, without spaces")
    if found[1].startswith("<"):
        return Argument(found[1], "1", (found[2],))
    key, sign = _key(found[1])
    values = tuple(found[2].split("|"))
    if not all(values):
        raise ValueError(f"{given!r} has an empty type; write Role:Type or Role:Type|Type")
    return Argument(key, sign, values)


def _key(given: str) -> tuple[str, str]:
    found = _KEY.fullmatch(given)
    key, sign = found.groups() if found else (given, "")
    try:
        count = Count.parse(_OPEN.sub(r"{\1-}", sign) or "1")
    except ValueError as fault:
        raise ValueError(f"{given!r}: {fault}") from None
    if key[-1].isdigit() and count.high != 1:
        raise ValueError(f"{given!r} ends in a digit and may be filled several times, which brat refuses; rename it")
    return key, count.sign
