"""Names in brat and names in our schemas: which are which, and the codes that keep what a name cannot."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import regex

BRAT = "brat"
"""The code of a part that is called otherwise in brat."""
NORM = "NORM"
"""The code for the databases that `<NORM>` names."""
TERMS = "TERMS"
"""The code for the terms of a type after its first (`Binding|GO:0005488`)."""
ENDS = "ENDS"
"""The code for what the two ends of a relation are called, where it is not Arg1 and Arg2."""
ARGUMENTS = ("Arg1", "Arg2")
UNDER = "under-"
"""How the macro begins that stands for a type with those under it; in brat a type stands for itself alone."""
BUILTIN = ("ENTITY", "EVENT", "ANY")

_TERM = regex.compile(r"(?![!?#\[])(?!-+$)[^\s|,:<>]*[^\s|,:<>?*+}]")
_ODD = regex.compile(r"[^a-zA-Z0-9_-]")


def storage_form(term: str) -> str:
    """The name as brat writes it in its annotations: letters, digits, `_` and `-`, all else `_`."""
    return _ODD.sub("_", term)


def is_term(text: str) -> bool:
    """Whether brat can read the text as a name, of a type and of a role."""
    return _TERM.fullmatch(text) is not None


def writable(code: str) -> bool:
    """Whether a code can stand in a line of brat's."""
    return bool(code) and not any(sign.isspace() or sign in "|,<>" for sign in code) and not code.startswith("!")


def ours(term: str, taken: Collection[str], suffix: str = "") -> str:
    """A name in our schema, none of `taken`: brat's, with a letter in front, and `suffix` where it is taken."""
    name = storage_form(term)
    return unique(name if regex.match("[A-Za-z]", name) else f"T{name}", taken, suffix)


def unique(name: str, taken: Collection[str], suffix: str = "") -> str:
    """The name, with `suffix` or else a number behind it where it is taken."""
    candidates = [name, *([name + suffix] if suffix else [])]
    number = 2
    while candidates[-1] in taken:
        candidates.append(f"{name}{suffix}_{number}")
        number += 1
    return next(each for each in candidates if each not in taken)


def tree_order(parents: Mapping[str, str | None]) -> list[str]:
    """The types, each before those under it, and these before the next beside it."""
    children: dict[str | None, list[str]] = {}
    for name, parent in parents.items():
        children.setdefault(parent, []).append(name)

    def below(name: str | None) -> Iterator[str]:
        for each in children.get(name, ()):
            yield each
            yield from below(each)

    return list(below(None))


def under(name: str, parents: Mapping[str, str | None], abstract: Collection[str]) -> tuple[str, ...]:
    """The concrete types at `name` and under it."""
    inside = {name}
    for each in tree_order(parents):
        if parents[each] in inside:
            inside.add(each)
    return tuple(each for each in parents if each in inside and each not in abstract)


def under_macros(parents: Mapping[str, str | None]) -> dict[str, str]:
    """The name of the macro for each type that has others under it; a macro's name has letters, `_` and `-` only."""
    above = set(parents.values())
    found: dict[str, str] = {}
    for name in tree_order(parents):
        if name in above:
            found[name] = _lettered(UNDER + regex.sub(r"[^A-Za-z_-]", "", name), found.values())
    return found


def group_macros(groups: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """The name of the macro for each group, as like its own as can be."""
    found: dict[str, str] = {}
    for name in groups:
        found[name] = _lettered(regex.sub(r"[^A-Za-z_-]", "", name), [*taken, *found.values()])
    return found


def _lettered(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name
