"""Where the parts of an old schema went in a new one: by their ids, and by what new parts were `formerly` called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.schema.model import Attribute, Former, Named


@dataclass(frozen=True, slots=True)
class Successor:
    """A part of the new schema that an old one went to; without a `former` its id is the same as before."""

    name: str
    former: Former | None = None

    @property
    def conditional(self) -> bool:
        """Whether only some of what the old part marked comes here."""
        return self.former is not None and bool(self.former.attributes or self.former.roles or self.former.triggers)


Successors = Mapping[str, Sequence[Successor]]
"""For each old id its successors, those with a condition first; none for a part that was removed."""


def successors(old: Mapping[str, Named], new: Mapping[str, Named]) -> dict[str, list[Successor]]:
    """The successors of each old id among the new parts of the same kind.

    What an old part was formerly called already is its history, and moves nothing a second time.
    """
    found = {name: [Successor(name)] if name in new else [] for name in old}
    for name, part in new.items():
        history = old[name].formerly if name in old else ()
        for former in part.formerly:
            if former.name in found and former.name != name and former not in history:
                found[former.name].append(Successor(name, former))
    return {name: sorted(each, key=lambda one: not one.conditional) for name, each in found.items()}


def names_of(found: Sequence[Successor]) -> list[str]:
    """The ids of successors, each once."""
    return list(dict.fromkeys(each.name for each in found))


def either(found: Sequence[Successor], name: str | None) -> str:
    """What something can be, the id that it has now first."""
    return " or ".join(dict.fromkeys([str(name), *names_of(found)]))


def sources_of(found: Successors, name: str) -> list[str]:
    """The old ids that went to a new one."""
    return [old for old, each in found.items() if name in names_of(each)]


def is_split(found: Sequence[Successor]) -> bool:
    """Whether a mark of the old part may have to be decided: several new ones, or none but under a condition."""
    return len(names_of(found)) > 1 or (bool(found) and all(each.conditional for each in found))


def happened(found: Successors, old: str, new: str | None) -> str:
    """What became of an old part whose mark is `new` now: removed, split, merged or renamed; empty if nothing did."""
    if new is None:
        return "removed"
    if is_split(found.get(old, ())):
        return "split"
    if old not in found or new == old:
        return ""
    return "merged" if len(sources_of(found, new)) > 1 else "renamed"


@dataclass(frozen=True, slots=True)
class Marked:
    """What an annotation says of one thing, as far as the rules of a split look at it."""

    surface: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    roles: Collection[str] = ()


def choose(found: Sequence[Successor], marked: Marked) -> tuple[str | None, bool]:
    """The new id of something marked, None if it has none, and whether the schema leaves no other possibility."""
    for each in found:
        if each.conditional and each.former and _meets(marked, each.former):
            return each.name, True
    rest = [each for each in found if not each.conditional]
    name, only = first(rest or found)
    return name, only and (bool(rest) or not found)


def first(found: Sequence[Successor]) -> tuple[str | None, bool]:
    """The id that stayed the same, else the first of the new ones, and whether it is the only one."""
    kept = next((each.name for each in found if each.former is None), None)
    names = names_of(found)
    return kept or next(iter(names), None), len(names) <= 1


def _meets(marked: Marked, former: Former) -> bool:
    words = {word.casefold() for word in former.triggers}
    return (
        all(marked.attributes.get(name) == value for name, value in former.attributes.items())
        and set(former.roles) <= set(marked.roles)
        and (not words or marked.surface.casefold() in words)
    )


def same_default(before: Attribute, after: Attribute) -> bool:
    """Whether what holds where nothing is chosen is still the same."""
    if before.default is None or after.default is None:
        return before.default == after.default
    return names_of(successors(before.choices, after.choices)[before.default]) == [after.default]
