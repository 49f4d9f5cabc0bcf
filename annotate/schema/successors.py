"""Where the parts of an old schema went in a new one: by their ids, and by what new parts were `formerly` called."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotate.schema.model import Former, Named


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


def successors(old: Iterable[str], new: Mapping[str, Named]) -> dict[str, list[Successor]]:
    """The successors of each old id among the new parts of the same kind."""
    found = {name: [Successor(name)] if name in new else [] for name in old}
    for name, part in new.items():
        for former in part.formerly:
            if former.name in found and former.name != name:
                found[former.name].append(Successor(name, former))
    return {name: sorted(each, key=lambda one: not one.conditional) for name, each in found.items()}


@dataclass(frozen=True, slots=True)
class Marked:
    """What an annotation says of one thing, as far as the rules of a split look at it."""

    surface: str
    attributes: Mapping[str, str]
    roles: Collection[str] = ()


def choose(found: Sequence[Successor], marked: Marked) -> tuple[str | None, bool]:
    """The new id of something marked, None if it has none, and whether the schema leaves no other possibility."""
    for each in found:
        if each.conditional and each.former and _meets(marked, each.former):
            return each.name, True
    rest = [each for each in found if not each.conditional]
    if rest:
        kept = next((each for each in rest if each.former is None), rest[0])
        return kept.name, len(rest) == 1
    return (found[0].name, False) if found else (None, True)


def _meets(marked: Marked, former: Former) -> bool:
    words = {word.casefold() for word in former.triggers}
    return (
        all(marked.attributes.get(name) == value for name, value in former.attributes.items())
        and set(former.roles) <= set(marked.roles)
        and (not words or marked.surface.casefold() in words)
    )
