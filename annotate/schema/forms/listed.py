"""Event types with their roles, as many ontologies list them, and the schema that such a list is."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotate.errors import AnnotateError
from annotate.schema.forms.foreign import Foreign
from annotate.schema.forms.ids import ANYTHING, VERSION, code_of, named, safe_name, unlike
from annotate.schema.model import Named
from annotate.schema.words import spellings

EVENT = "event"
"""What such files call a filler that is an event of any type."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A role as a file lists it: its name, the types that may fill it (none: not said), how many fillers at most."""

    name: str
    fillers: tuple[str, ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An event type as a file lists it: `place` is where, `codes` what else it says of it, `words` its keywords."""

    name: str
    place: str
    slots: tuple[Slot, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()


def called(parts: Mapping[str, Named], ontology: str, form: str = r"\S+") -> dict[str, str]:
    """What each part is called in an ontology, by its id: its code there, if it has the form and no other has it."""
    codes = {name: code_of(part, ontology, name, form) for name, part in parts.items()}
    used: set[str] = set()
    for name, code in codes.items():
        codes[name] = unlike(code if code not in used else name, used)
        used.add(codes[name])
    return codes


def grown(listed: Sequence[Listed], ontology: str, place: str, name: str, lost: Iterable[str] = ()) -> Foreign:
    """The schema that a list of event types is, with `lost` and what of the list is lost besides.

    A level of dotted names that several types share is an abstract type above them. What has another id than its name
    has the name as its code in `ontology`; a role that stands in several slots is one role with their numbers as codes.
    """
    types = [_trimmed(each) for each in listed]
    _refuse(types, place)
    ids = _Ids.of(types)
    events = _events(types, ids, ontology)
    tree: dict[str, Any] = {"name": name, "version": VERSION}
    entities = {ids.fillers[each]: _coded(ontology, each, ids.fillers[each]) for each in ids.fillers if each != EVENT}
    tree |= {"entities": entities} if entities else {}
    if EVENT in ids.fillers:
        tree["groups"] = {ids.fillers[EVENT]: [each for each, node in events.items() if "parent" not in node]}
    tree["events"] = events
    return Foreign(tree, (*lost, *_spaced(listed, types, place), *_untold(types, place), *_renamed(types, ids, place)))


def _trimmed(each: Listed) -> Listed:
    slots = tuple(
        Slot(slot.name.strip(), tuple(dict.fromkeys(filler.strip() for filler in slot.fillers)), slot.most)
        for slot in each.slots
    )
    return Listed(each.name.strip(), each.place, slots, each.codes, tuple(word.strip() for word in each.words))


def _refuse(types: Sequence[Listed], place: str) -> None:
    """AnnotateError for a file without types, and for names that are empty or of two types."""
    seen: dict[str, str] = {}
    for each in types:
        if not each.name or not all(slot.name and all(slot.fillers) for slot in each.slots):
            raise AnnotateError(f"{each.place}: a type, role or filler has no name; write it or leave the place out")
        if seen.setdefault(each.name, each.place) != each.place:
            raise AnnotateError(f"{each.place}: {each.name!r} stands in {seen[each.name]} already; keep one of them")
    if not types:
        raise AnnotateError(f"{place}: no event type is listed; give a file with one at least")


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of the event types and fillers of a file by their names there, and of the levels above the types."""

    events: Mapping[str, str]
    fillers: Mapping[str, str]
    levels: Collection[str]

    @classmethod
    def of(cls, types: Sequence[Listed]) -> "_Ids":
        events = named(each.name for each in types)
        said = [filler for each in types for slot, _ in _roles(each).values() for filler in slot.fillers or (ANYTHING,)]
        fillers = named((each for each in said if each != EVENT), events.values())
        shared = Counter(level for each in events.values() for level in _above(each))
        levels = {each for each, times in shared.items() if times > 1} - {*events.values(), *fillers.values()}
        group = named([EVENT], {*events.values(), *fillers.values(), *levels}) if EVENT in said else {}
        return cls(events, {**fillers, **group}, levels)


def _above(name: str) -> list[str]:
    """The levels of a dotted name, the highest first: of `a.b.c` these are `a` and `a.b`."""
    return [name[:at] for at, sign in enumerate(name) if sign == "." and name[at - 1] != "."]


def _roles(each: Listed) -> dict[str, tuple[Slot, tuple[int, ...]]]:
    """The roles of a type by name, each with the slots that it stands in, from 1."""
    found: dict[str, tuple[Slot, tuple[int, ...]]] = {}
    for number, slot in enumerate(each.slots, 1):
        known, at = found.get(slot.name, (slot, ()))
        fillers = tuple(dict.fromkeys([*known.fillers, *slot.fillers]))
        found[slot.name] = Slot(slot.name, fillers, slot.most), (*at, number)
    return found


def _events(types: Sequence[Listed], ids: _Ids, ontology: str) -> dict[str, dict[str, Any]]:
    events: dict[str, dict[str, Any]] = {}
    for each in types:
        kind = ids.events[each.name]
        line = [level for level in _above(kind) if level in ids.levels]
        for above, level in zip([None, *line], line, strict=False):
            events.setdefault(level, {"abstract": True, **_under(above)})
        events[kind] = _under(line[-1] if line else None) | _event(each, kind, ids, ontology)
    return events


def _under(parent: str | None) -> dict[str, Any]:
    return {"parent": parent} if parent else {}


def _event(each: Listed, kind: str, ids: _Ids, ontology: str) -> dict[str, Any]:
    words = [word for word in dict.fromkeys(each.words) if _is_word(word)]
    roles = _roles(each)
    names = named(roles, fold=str.casefold)
    nodes = {names[role]: _role(*roles[role], names[role], ids, ontology) for role in roles}
    return {
        **_coded(ontology, each.name, kind, each.codes),
        **({"roles": nodes} if nodes else {}),
        **({"triggers": {"en": [{"words": words}]}} if words else {}),
    }


def _role(slot: Slot, at: Sequence[int], name: str, ids: _Ids, ontology: str) -> dict[str, Any]:
    maximum = {"count": "?" if slot.most == 1 else f"{{0-{slot.most}}}"} if slot.most else {}
    slots = {"slot": [f"arg{number}" for number in at]} if len(at) > 1 else {}
    fillers = [ids.fillers[each] for each in slot.fillers or (ANYTHING,)]
    return {"fillers": fillers, **maximum, **_coded(ontology, slot.name, name, slots)}


def _coded(ontology: str, name: str, own: str, further: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The codes of a part: its name, where its id is another, and what `further` says of it, under `ONTOLOGY-key`."""
    codes = {ontology: name} if name != own else {}
    codes |= {f"{ontology}-{key}": code for key, code in (further or {}).items() if code}
    return {"codes": codes} if codes else {}


def _is_word(word: str) -> bool:
    """Whether a keyword is a word as it stands: brackets in it would be read as endings."""
    return bool(word) and list(spellings(word)) == [word]


def _spaced(before: Iterable[Listed], after: Iterable[Listed], place: str) -> Iterator[str]:
    pairs = zip(_strings(before), _strings(after), strict=False)
    spaced = list(dict.fromkeys(given for given, kept in pairs if given != kept))
    if spaced:
        yield f"{place}: spaces around {len(spaced)} names, the first {spaced[0]!r}, are left out"


def _strings(types: Iterable[Listed]) -> Iterator[str]:
    for each in types:
        yield each.name
        yield from each.words
        for slot in each.slots:
            yield slot.name
            yield from slot.fillers


def _untold(types: Sequence[Listed], place: str) -> Iterator[str]:
    """What the file does not say of fillers, and what the schema cannot say of slots and words."""
    bare = [(each, role) for each in types for role, (slot, _) in _roles(each).items() if not slot.fillers]
    if bare and not any(slot.fillers for each in types for slot in each.slots):
        yield f"{place}: no role says what may fill it; one entity type, {ANYTHING!r}, fills every role"
    else:
        yield from (f"{each.place}.{role}: nothing says what may fill it; {ANYTHING!r} does" for each, role in bare)
    for each in types:
        for role, (slot, at) in _roles(each).items():
            if len(at) > 1:
                yield f"{each.place}.{role}: {len(at)} slots of this name are one role{_joined(each, slot)}"
        odd = [word for word in dict.fromkeys(each.words) if not _is_word(word)]
        yield from (
            f"{each.place}: the keyword {word!r} is left out: it is empty, or its brackets would stand for endings"
            for word in odd
        )


def _joined(each: Listed, role: Slot) -> str:
    """What to say besides where the slots of a role differ in their fillers."""
    same = all(set(slot.fillers) == set(role.fillers) for slot in each.slots if slot.name == role.name)
    return "" if same else ", which all that may fill one of them may fill"


def _renamed(types: Sequence[Listed], ids: _Ids, place: str) -> Iterator[str]:
    """Ids that had to be made unique; the names as they were stand in the codes."""
    for each in types:
        yield from _numbered({each.name: ids.events[each.name]}, each.place, "event type")
        yield from _numbered(named(_roles(each), fold=str.casefold), each.place, "role")
    yield from _numbered(ids.fillers, place, "entity type")


def _numbered(names: Mapping[str, str], place: str, kind: str) -> Iterator[str]:
    for name, own in names.items():
        if own != safe_name(name):
            yield f"{place}: the {kind} {name!r} is {own!r} here, for another is called so (case aside for roles)"
