"""What a list of types in a brat configuration stands for in our schemas: types, and groups that are made for it."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from annotate.schema.forms.brat.macros import Macro
from annotate.schema.forms.brat.names import BUILTIN, UNDER, ours, under, under_macros
from annotate.schema.forms.brat.types import KINDS, Types


class Lists:
    """What a list of types in brat's form stands for, in names of our schema: types and groups."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._under = under_macros(types.parents)
        self._above = set(self._under)
        self._named: dict[tuple[str, str], str] = {}

    def read(self, tokens: tuple[str, ...], section: str, number: int, what: str) -> list[str]:
        """The types and groups, none twice; what cannot be held of them is noted, `what` being whose they are."""
        found: list[str] = []
        for token in tokens:
            for name in self._one(token, section, number, what):
                if name in found:
                    self._types.record.lose(number, f"{token!r} is named twice in {what}")
                else:
                    found.append(name)
        return found

    def rest(self) -> None:
        """Makes groups of the macros that no line used, where they are lists of known types."""
        for section, macros in self._types.conf.macros.items():
            for name, macro in macros.items():
                known = [each for each in macro.members if self._is_known(each, macros)]
                if known and (section, name) not in self._named and not name.startswith(UNDER):
                    self._group(section, name)

    def _is_known(self, token: str, macros: Mapping[str, Macro]) -> bool:
        macro = token.startswith("<") and (token[1:-1] in macros or token[1:-1] in BUILTIN)
        return macro or any(self._typed(token))

    def _one(self, token: str, section: str, number: int, what: str) -> list[str]:
        inner = token[1:-1]
        if token.startswith("<") and inner in self._types.conf.macros[section]:
            return self._group(section, inner)
        if token.startswith("<") and inner in BUILTIN:
            return self._builtin(inner, number, what)
        names = list(self._typed(token))
        if not names:
            known = [term for called in self._types.called.values() for term in called]
            near = "".join(f" (did you mean {each!r}?)" for each in get_close_matches(token, known, n=1))
            self._types.record.lose(number, f"unknown type {token!r} in {what}{near}; it is left out")
        for name in names:
            if name in self._above:
                self._above.discard(name)
                self._types.record.lose(number, f"{token!r} admits the types under it too here; in brat itself alone")
        return names

    def _typed(self, token: str) -> Iterator[str]:
        for kind in KINDS:
            if token in self._types.called[kind]:
                yield self._types.called[kind][token]

    def _builtin(self, builtin: str, number: int, what: str) -> list[str]:
        roots = self._types.roots(builtin)
        if not roots:
            self._types.record.lose(number, f"<{builtin}> in {what} stands for no type; it is left out")
            return []
        return [self._add("", builtin, roots)]

    def _group(self, section: str, name: str) -> list[str]:
        """The group of a macro, or the one type that it stands for with those under it."""
        if (section, name) in self._named:
            return [self._named[section, name]]
        macro = self._types.conf.macros[section][name]
        if name.startswith(UNDER) and (above := self._type_over(name, macro.members)):
            self._named[section, name] = above
            return [above]
        members = [each for token in macro.members for each in self._members(token, section, macro.number, name)]
        return [self._add(section, name, list(dict.fromkeys(members)), macro.number)] if members else []

    def _members(self, token: str, section: str, number: int, name: str) -> list[str]:
        """The types of a group; groups within it are written out."""
        if token[1:-1] in BUILTIN:
            return self._types.roots(token[1:-1])
        found = self._one(token, section, number, f"<{name}>")
        return [each for one in found for each in self._types.groups.get(one, [one])]

    def stands_for(self, name: str) -> set[str]:
        """The concrete types that a type or a group stands for."""
        parents, abstract = self._types.parents, self._types.abstract
        members = self._types.groups.get(name, [name])
        return {each for member in members for each in under(member, parents, abstract)}

    def _type_over(self, macro: str, members: tuple[str, ...]) -> str | None:
        """The type that has just these concrete types at or under it."""
        named = [set(self._typed(token)) for token in members]
        parents, abstract = self._types.parents, self._types.abstract
        below = {name: set(under(name, parents, abstract)) for name in self._under}
        fitting = [
            name
            for name, types in below.items()
            if types <= set().union(*named) and not any(types.isdisjoint(each) for each in named)
        ]
        return next((name for name in fitting if self._under[name] == macro), next(iter(fitting), None))

    def _add(self, section: str, name: str, members: list[str], number: int = 0) -> str:
        """The name of the group with these members, which is made where there is none."""
        if (section, name) in self._named:
            return self._named[section, name]
        groups, record = self._types.groups, self._types.record
        other = {each: found for each, found in groups.items() if found != members}
        group = ours(name, {*self._types.all, *other}, suffix="_group")
        if group != name:
            record.lose(number, f"the name of <{name}> is that of a type or another group; the group is {group!r} here")
        groups[group] = members
        self._named[section, name] = group
        return group
