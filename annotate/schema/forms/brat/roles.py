"""The roles of the event types of a brat configuration, as parts of our plain tree."""

from annotate.schema.forms.brat.conf import Argument, Conf, Line, Record, lose_special
from annotate.schema.forms.brat.meaning import Lists
from annotate.schema.forms.brat.names import BRAT, ours
from annotate.schema.forms.brat.types import Tree, Types, renamed


def read_roles(conf: Conf, types: Types, lists: Lists, record: Record) -> dict[str, str]:
    """Adds to each event type the roles that those above it do not have alike; the names of all by what brat has."""
    lines = {types.called["events"][line.term]: line for line in conf.lines["events"]}
    called = _names(conf, record)
    inherited: dict[str, Tree] = {}
    for name, line in lines.items():
        tree = types.trees["events"][name]
        above = inherited.get(tree.get("parent", ""), {})
        roles = _roles(line, called, lists, record)
        for role in (role for role in above if role not in roles):
            record.lose(line.number, f"{name!r} has {role!r} too here, from {tree['parent']!r}; in brat it has not")
        inherited[name] = {**above, **roles}
        if own := {role: part for role, part in roles.items() if above.get(role) != part}:
            tree["roles"] = own
    return called


def _names(conf: Conf, record: Record) -> dict[str, str]:
    called: dict[str, str] = {}
    for line in conf.lines["events"]:
        for role in line.plain:
            if role.key not in called:
                called[role.key] = ours(role.key, called.values())
                if called[role.key] != role.key:
                    record.lose(line.number, renamed("role", role.key, called[role.key]))
    return called


def _roles(line: Line, called: dict[str, str], lists: Lists, record: Record) -> Tree:
    lose_special(line, {"<NORM>"}, record)
    roles: Tree = {}
    for argument in line.plain:
        if fillers := _fillers(argument, line, lists, record):
            roles[called[argument.key]] = _role(argument, called[argument.key], fillers)
        else:
            record.lose(line.number, f"nothing is left to fill {argument.key!r} of {line.term!r}; the role is left out")
    return roles


def _fillers(argument: Argument, line: Line, lists: Lists, record: Record) -> list[str]:
    what = f"{argument.key!r} of {line.term!r}"
    found = lists.read(argument.values, "events", line.number, what)
    empty = [name for name in found if not lists.stands_for(name)]
    for name in empty:
        record.lose(line.number, f"{name!r} in {what} stands for no type that is a label; it is left out")
    return [name for name in found if name not in empty]


def _role(argument: Argument, name: str, fillers: list[str]) -> Tree:
    role: Tree = {"fillers": fillers}
    if argument.count != "*":
        role["count"] = argument.count
    if name != argument.key:
        role["codes"] = {BRAT: argument.key}
    return role
