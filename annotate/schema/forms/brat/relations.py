"""The relations of a brat configuration as parts of our plain tree: one for all the lines of a name."""

from collections.abc import Collection

from annotate.schema.forms.brat.conf import OVERLAP, Conf, Line, Record, lose_special
from annotate.schema.forms.brat.meaning import Lists
from annotate.schema.forms.brat.names import ARGUMENTS, ENDS, ours
from annotate.schema.forms.brat.types import Tree, alone, codes, renamed

DIRECTED = "directed"
"""What we write for a relation called Equiv that is none to us: brat takes one without a kind for symmetric."""

_OVERLAPS = {OVERLAP, "ENTITY-NESTING"}
_KINDS = ("symmetric", "transitive")


def read_relations(
    conf: Conf, lists: Lists, taken: Collection[str], record: Record
) -> tuple[dict[str, Tree], dict[str, str]]:
    """The relations and their names by what brat has; `taken` are the names of roles."""
    by_term: dict[str, list[Line]] = {}
    for line in conf.lines["relations"]:
        if line.term in _OVERLAPS:
            record.lose(line.number, "which spans may overlap")
        elif line.abstract:
            record.lose(line.number, f"the abstract relation {line.term!r}; relations stand under no other here")
        else:
            by_term.setdefault(line.term, []).append(line)
    relations: dict[str, Tree] = {}
    called: dict[str, str] = {}
    for term, lines in by_term.items():
        if ends := _ends(lines, lists, record):
            called[term] = _named(lines[0], {*taken, *relations}, record)
            relations[called[term]] = _relation(lines, called[term], ends, record)
        else:
            record.lose(lines[0].number, f"nothing is left of the relation {term!r}; it is left out")
    return relations, called


def _named(line: Line, taken: Collection[str], record: Record) -> str:
    name = ours(line.term, taken, suffix="_relation")
    if name != line.term:
        record.lose(line.number, renamed("relation", line.term, name))
    return name


def _ends(lines: list[Line], lists: Lists, record: Record) -> list[Tree]:
    found: list[Tree] = []
    for line in lines:
        if line.under:
            record.lose(line.number, f"what {line.term!r} stands under; relations stand under no other here")
        lose_special(line, {"<REL-TYPE>"}, record)
        if (ends := _pair(line, lists, record)) and ends not in found:
            found.append(ends)
        elif ends:
            record.lose(line.number, f"{line.term!r} joins these in a line above already")
    return found


def _pair(line: Line, lists: Lists, record: Record) -> Tree:
    """What a line joins; nothing where it does not join two."""
    if len(line.plain) != len(ARGUMENTS):
        record.lose(line.number, f"{line.term!r} joins {len(line.plain)}, and a relation joins two; it is left out")
        return {}
    for end in line.plain:
        if end.count != "1":
            record.lose(line.number, f"the count {end.count} of {end.key!r} in {line.term!r}")
    source, target = (
        lists.read(end.values, "relations", line.number, f"{end.key!r} of {line.term!r}") for end in line.plain
    )
    if not source or not target:
        return {}
    return {"from": alone(source)} if source == target else {"from": alone(source), "to": alone(target)}


def _relation(lines: list[Line], name: str, ends: list[Tree], record: Record) -> Tree:
    kept = {**codes(lines[0], name), **_called_ends(lines, record)}
    for line in lines[1:]:
        if line.others and line.others != lines[0].others:
            record.lose(line.number, f"the terms {', '.join(line.others)} of {line.term!r}")
    return {"ends": alone_tree(ends), **_kinds(lines, record), **({"codes": kept} if kept else {})}


def alone_tree(ends: list[Tree]) -> Tree | list[Tree]:
    """One pair of ends as it is, several as a list."""
    return ends[0] if len(ends) == 1 else ends


def _called_ends(lines: list[Line], record: Record) -> Tree:
    """What the two ends are called, where all the lines agree and it is not Arg1 and Arg2."""
    pairs = [line for line in reversed(lines) if len(line.plain) == len(ARGUMENTS)]
    names = {tuple(end.key for end in line.plain): line.number for line in pairs}
    if len(names) == 1:
        return {} if ARGUMENTS in names else {ENDS: list(next(iter(names)))}
    for each, number in names.items():
        if each != ARGUMENTS:
            record.lose(number, f"what the ends of {lines[0].term!r} are called: {', '.join(each)}")
    return {}


def _kinds(lines: list[Line], record: Record) -> Tree:
    """Whether it is symmetric and transitive: in every line, and in one of the name Equiv that does not say."""
    said = [_said(line) for line in lines]
    for line, kinds in zip(lines, said, strict=True):
        for each in kinds:
            if each not in {*_KINDS, DIRECTED}:
                record.lose(line.number, f"the kind {each!r} of {line.term!r}")
            elif each in _KINDS and not all(each in others for others in said):
                record.lose(line.number, f"{line.term!r} is {each} here only; it holds for all lines or none")
    return {kind: True for kind in _KINDS if all(kind in kinds for kinds in said)}


def _said(line: Line) -> tuple[str, ...]:
    kinds = line.special("<REL-TYPE>")
    if not kinds and line.term == "Equiv":
        return _KINDS
    return tuple(kind for value in kinds for kind in value.split("-") if kind)
