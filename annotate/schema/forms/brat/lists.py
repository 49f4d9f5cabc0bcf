"""Lists of types as brat writes them: macros for groups, and for types with those under them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import regex

from annotate.schema.forms.brat.exported import Names
from annotate.schema.forms.brat.macros import RESERVED
from annotate.schema.forms.brat.names import BUILTIN, group_macros, under, under_macros
from annotate.schema.model import Schema

_MACRO = regex.compile(r"<([A-Za-z_-]+)>")


@dataclass(frozen=True, slots=True)
class Written:
    """How each type and group is written in a list, and the macros by name; those of groups come first.

    brat puts macros in one after another, so that one within another must be defined behind it.
    """

    tokens: Mapping[str, str]
    macros: Mapping[str, str]
    renamed: tuple[str, ...]

    def one(self, names: Iterable[str], allowed: Collection[str] | None = None) -> str:
        """`A|B|<GROUP>`; of `allowed`, if given, only."""
        tokens = dict.fromkeys(self.tokens[name] for name in names if allowed is None or name in allowed)
        return "|".join(token for token in tokens if token)

    def defined(self, lines: Iterable[str], more: Iterable[str] = ()) -> list[str]:
        """The definitions of the macros in `lines`, of those within them, and of `more`."""
        used: set[str] = set()
        waiting = [*more, *(name for line in lines for name in _MACRO.findall(line))]
        while waiting:
            name = waiting.pop()
            if name in self.macros and name not in used:
                used.add(name)
                waiting += _MACRO.findall(self.macros[name])
        return [f"<{name}>={text}" for name, text in self.macros.items() if name in used]


def write_lists(schema: Schema, names: Names) -> Written:
    """How the types and groups of a schema as written stand in a list."""
    parents = {name: kind.parent for name, kind in schema.types.items()}
    abstract = {name for name, kind in schema.types.items() if kind.abstract}
    tokens = {**names["entities"], **names["events"]}
    macros: dict[str, str] = {}
    for name, macro in under_macros(parents).items():
        if concrete := under(name, parents, abstract):
            macros[macro] = "|".join(dict.fromkeys(tokens[each] for each in concrete))
    whole = {name: f"<{macro}>" for name, macro in under_macros(parents).items() if macro in macros}
    builtin = _builtin(schema)
    own = group_macros((name for name in schema.groups if name not in builtin), (*RESERVED, *macros))
    lists = Written({**tokens, **whole}, {}, ())
    groups = {macro: lists.one(schema.groups[name]) for name, macro in own.items() if schema.groups[name]}
    called = {**builtin, **own}
    standing = {name: f"<{called[name]}>" if members else "" for name, members in schema.groups.items()}
    renamed = tuple(name for name, macro in own.items() if name != macro and schema.groups[name])
    return Written({**lists.tokens, **standing}, {**groups, **macros}, renamed)


def _builtin(schema: Schema) -> dict[str, str]:
    """The groups that are what `<ENTITY>`, `<EVENT>` or `<ANY>` is, with the one they are."""
    roots = {
        "ENTITY": {name for name, kind in schema.entities.items() if kind.parent is None},
        "EVENT": {name for name, kind in schema.events.items() if kind.parent is None},
    }
    roots["ANY"] = roots["ENTITY"] | roots["EVENT"]
    return {
        name: each
        for name, members in schema.groups.items()
        for each in BUILTIN
        if name in {each, f"{each}_group"} and set(members) == roots[each]
    }
