"""The attributes of a brat configuration as parts of our plain tree."""

from annotate.schema.check import RESERVED
from annotate.schema.forms.brat.conf import Argument, Conf, Line, Record, lose_special
from annotate.schema.forms.brat.macros import written_out
from annotate.schema.forms.brat.meaning import Lists
from annotate.schema.forms.brat.names import ours
from annotate.schema.forms.brat.types import KINDS, Tree, Types, alone, codes, renamed

_CARRIERS = {"events": "event", "entities": "mention"}
_ALL_OF = {"<EVENT>": ("event",), "<ENTITY>": ("mention",), "<ANY>": ("event", "mention")}


def read_attributes(conf: Conf, types: Types, lists: Lists, record: Record) -> tuple[dict[str, Tree], dict[str, str]]:
    """The attributes and their names by what brat has; two lines of one name are told apart by a number."""
    attributes: dict[str, Tree] = {}
    called: dict[str, str] = {}
    for line in conf.lines["attributes"]:
        carriers = _carriers(line, types, lists)
        if line.abstract or carriers is None:
            why = "it is abstract" if line.abstract else "it is said of nothing known"
            record.lose(line.number, f"the attribute {line.term!r}: {why}; it is left out")
            continue
        name = ours(line.term, {*attributes, *RESERVED}, suffix="_attribute")
        if name != line.term:
            record.lose(line.number, renamed("attribute", line.term, name))
        called.setdefault(line.term, name)
        kept = codes(line, name)
        attributes[name] = {**carriers, **_values(line, conf, record), **({"codes": kept} if kept else {})}
        _lose_rest(line, record)
    return attributes, called


def _lose_rest(line: Line, record: Record) -> None:
    if line.under:
        record.lose(line.number, f"what {line.term!r} stands under; attributes stand under no other here")
    for each in line.plain:
        if each.key not in {"Arg", "Value"}:
            record.lose(line.number, f"{each.key}:{'|'.join(each.values)} of the attribute {line.term!r}")
    lose_special(line, {"<DEFAULT>"}, record)


def _argument(line: Line, key: str) -> Argument | None:
    return next((each for each in line.plain if each.key == key), None)


def _carriers(line: Line, types: Types, lists: Lists) -> Tree | None:
    """`on` and `types`; None where the line names nothing that is known."""
    argument = _argument(line, "Arg")
    tokens = argument.values if argument else ()
    named: list[str] = []
    if all(token in _ALL_OF for token in tokens):
        carriers = {each for token in tokens for each in _ALL_OF[token]}
    else:
        named = lists.read(tokens, "attributes", line.number, f"'Arg' of {line.term!r}")
        members = {each for name in named for each in types.groups.get(name, [name])}
        carriers = {_CARRIERS[kind] for kind in KINDS if not members.isdisjoint(types.trees[kind])}
    on = [each for each in _CARRIERS.values() if each in carriers]
    said: Tree = {"types": named} if named else {}
    if on and on != ["event"]:
        said["on"] = alone(on)
    return said if on else None


def _values(line: Line, conf: Conf, record: Record) -> Tree:
    argument = _argument(line, "Value")
    written = written_out("|".join(argument.values), conf.macros["attributes"]) if argument else ""
    values = list(dict.fromkeys(written.split("|"))) if written else []
    default = next(iter(line.special("<DEFAULT>")), "")
    if default and default not in values:
        record.lose(line.number, f"the default {default!r} of {line.term!r}, which is none of its values")
    if not values:
        return {"flag": True, "required": False}
    held = {"default": default} if default in values else {"required": False}
    return {"values": {value: {} for value in values}, **held}
