"""The entity and event types of a brat configuration as parts of our plain tree."""

from dataclasses import dataclass, field
from typing import Any

from annotate.schema.forms.brat.conf import Conf, Line, Record, lose_special
from annotate.schema.forms.brat.names import BRAT, NORM, TERMS, is_term, ours, storage_form, tree_order, unique

Tree = dict[str, Any]
KINDS = ("entities", "events")
PLACEHOLDER = "Event"


@dataclass(slots=True)
class Types:
    """The types by kind, by their names here; `called` has these by kind and by what brat calls them.

    `groups` are added as lists of types ask for them.
    """

    conf: Conf
    record: Record
    trees: dict[str, dict[str, Tree]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    called: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    groups: dict[str, list[str]] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, Tree]:
        """Every type of both kinds."""
        return {name: tree for kind in KINDS for name, tree in self.trees[kind].items()}

    @property
    def parents(self) -> dict[str, str | None]:
        """The type above each, if any."""
        return {name: tree.get("parent") for name, tree in self.all.items()}

    @property
    def abstract(self) -> set[str]:
        """The types that are no label."""
        return {name for name, tree in self.all.items() if tree.get("abstract")}

    def roots(self, builtin: str) -> list[str]:
        """The types under no other that `<ENTITY>`, `<EVENT>` or `<ANY>` stands for."""
        kinds = {"ENTITY": KINDS[:1], "EVENT": KINDS[1:], "ANY": KINDS}[builtin]
        return [name for kind in kinds for name, tree in self.trees[kind].items() if "parent" not in tree]


def read_types(conf: Conf, record: Record) -> Types:
    """Every type with its parent and codes, roles left aside; an event type is put in where there is none."""
    types = Types(conf, record)
    for kind in KINDS:
        first, above = _declared(conf.lines[kind], kind, record)
        for term in tree_order(above):
            parent = types.called[kind].get(above[term] or "")
            name = _name(first[term], kind, types)
            types.trees[kind][name] = _tree(first[term], name, parent)
        for line in conf.lines[kind] if kind == "entities" else ():
            _lose_arguments(line, record)
        for line in conf.lines[kind]:
            types.called[kind].setdefault(storage_form(line.term), types.called[kind][_identity(line)])
            types.called[kind].setdefault(line.term, types.called[kind][_identity(line)])
    if all(tree.get("abstract") for tree in types.trees["events"].values()):
        name = unique(PLACEHOLDER, types.all)
        types.trees["events"][name] = {}
        record.lose(0, f"no event type, and a schema has one at least: {name!r} is put in; rename it")
    return types


def _identity(line: Line) -> str:
    """The term, or what brat makes of one that it cannot read as a name elsewhere."""
    return line.term if is_term(line.term) else storage_form(line.term)


def _declared(lines: tuple[Line, ...], kind: str, record: Record) -> tuple[dict[str, Line], dict[str, str | None]]:
    """The first line of each type, and the type above it, by what brat calls them."""
    by_number = {line.number: _identity(line) for line in lines}
    first: dict[str, Line] = {}
    for line in lines:
        if first.setdefault(_identity(line), line) is not line:
            roles = "; its roles are the last" if kind == "events" else ""
            record.lose(line.number, f"{line.term!r} is declared a second time; it stays where it stood first{roles}")
    return first, {term: by_number.get(line.under) for term, line in first.items()}


def _lose_arguments(line: Line, record: Record) -> None:
    """Notes what an entity type has in brat and not here."""
    lose_special(line, {"<NORM>"}, record)
    for each in line.plain:
        record.lose(line.number, f"{each.key}:{'|'.join(each.values)} of the entity type {line.term!r}")


def _name(line: Line, kind: str, types: Types) -> str:
    """The name of the type that a line declares."""
    name = ours(line.term, types.all, suffix="_event" if kind == "events" else "_entity")
    if name != line.term:
        types.record.lose(line.number, renamed("type", line.term, name))
    types.called[kind][_identity(line)] = name
    return name


def _tree(line: Line, name: str, parent: str | None) -> Tree:
    parts = {"parent": parent, "abstract": line.abstract, "codes": codes(line, name)}
    return {key: value for key, value in parts.items() if value}


def renamed(kind: str, term: str, name: str) -> str:
    """What to say of a `kind` of part that cannot be called as in brat, and is called `name`."""
    form = storage_form(term)
    why = "has signs that brat does not keep either" if form != term else "does not begin with a letter"
    return f"the name {term!r} {'is taken' if form == term and form[0].isalpha() else why}; the {kind} is {name!r} here"


def codes(line: Line, name: str) -> Tree:
    """What the name of a part here, and its other keys, cannot keep."""
    original = next((each for each in (line.term, storage_form(line.term)) if is_term(each)), name)
    found = {
        BRAT: () if name == original else (original,),
        NORM: tuple(each for value in line.special("<NORM>") for each in value.split("|") if each),
        TERMS: line.others,
    }
    return {key: alone(list(value)) for key, value in found.items() if value}


def alone(items: list[str]) -> Any:
    """One item as it is, several as a list: the short form of our schemas."""
    return items[0] if len(items) == 1 else items
