"""Role files of the KAIROS, AIDA and ACE ontologies: event types, the roles of each, and what may fill them.

Four forms are read: the JSON of gen-arg (a mapping of types with `roles`, `role_types`, `keywords`, `template`), the
JSON of Lemonade (`event_types`, `event_schema_to_roles`, `role_to_type`, `trigger_keywords`), the table of AIDA
(`event_type,template,arg1,...`), and frames a line (number, id, name and roles between tabs). The first is written.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, TypeVar

import regex
from pydantic import BaseModel, ConfigDict, Field, StrictInt, TypeAdapter, ValidationError

from annotate.errors import AnnotateError, Faults
from annotate.schema.forms.foreign import Exported, Foreign
from annotate.schema.forms.ids import whole
from annotate.schema.forms.listed import EVENT, Listed, Slot, called, grown
from annotate.schema.forms.losses import said, told
from annotate.schema.model import EventType, Schema
from annotate.schema.write import tree_of

_ONTOLOGY = "KAIROS"
_ANY_TEXT = r"(?s)\S(?:.*\S)?"
_CELL = regex.compile(r"(?P<event>evt[0-9]+)arg(?P<slot>[0-9]{1,3})(?P<role>\S+)")
_SLOT = regex.compile(r"arg([0-9]{1,3})")
_KEYS = ("event_id", "i-label", "template", "slot")
_HELD = {"groups", "triggers in en", f"codes {_ONTOLOGY}", *(f"codes {_ONTOLOGY}-{key}" for key in _KEYS)}
_COLUMNS = ("event_type", "template")
_Read = tuple[list[Listed], list[str]]
"""The types of a file, and what of it is lost."""
T = TypeVar("T")


class _Entry(BaseModel):
    """An event type in a role file of gen-arg."""

    model_config = ConfigDict(frozen=True, extra="allow")

    roles: tuple[str, ...]
    role_types: tuple[tuple[str, ...], ...] | None = None
    event_id: str = ""
    number: StrictInt | None = Field(default=None, alias="i-label")
    template: str = ""
    keywords: tuple[str, ...] = ()


class _Ontology(BaseModel):
    """An ontology file of Lemonade; what may fill a role is the same wherever the role is."""

    model_config = ConfigDict(frozen=True, extra="allow")

    event_types: tuple[str, ...] = ()
    role_types: tuple[str, ...] = ()
    event_schema_to_roles: dict[str, tuple[str, ...]]
    role_to_type: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    trigger_keywords: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def from_kairos(text: str, place: str, name: str = "imported") -> Foreign:
    """The schema in a role file of one of the four forms; AnnotateError, or Faults, for what is none of them.

    Keywords are English triggers; what else a file says of a type stands in the codes `KAIROS-event_id`, `-i-label` and
    `-template`. The filler `event` is a group of all event types.
    """
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith(("{", "[")):
        types, lost = _of_json(text, place)
    elif text.lstrip().startswith(",".join(_COLUMNS)):
        types, lost = _of_table(text, place)
    else:
        types, lost = _of_frames(text, place)
    return grown(types, _ONTOLOGY, place, name, lost)


def _of_json(text: str, place: str) -> _Read:
    try:
        tree = json.loads(text, object_pairs_hook=lambda pairs: _no_key_twice(pairs, place))
        json.dumps(tree, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fault:
        raise AnnotateError(f"{place}: no JSON that can be read ({fault}); mend it or give another file") from None
    if isinstance(tree, Mapping) and "event_schema_to_roles" in tree:
        return _of_ontology(_checked(_Ontology, tree, place), place)
    return _of_entries(_checked(dict[str, _Entry], tree, place), place)


def _no_key_twice(pairs: Sequence[tuple[str, Any]], place: str) -> dict[str, Any]:
    twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    if twice:
        raise AnnotateError(f"{place}: the key {twice[0]!r} stands twice in one object; keep one of them")
    return dict(pairs)


def _checked(form: type[T], tree: Any, place: str) -> T:
    try:
        return TypeAdapter(form).validate_python(tree)
    except ValidationError as fault:
        raise Faults(
            f"{place}: {'.'.join(map(str, error['loc'])) or 'the whole'}: {error['msg']} "
            f"(found: {error['input']!r:.60}); a role file maps each event type to an object with 'roles'"
            for error in fault.errors()
        ) from None


def _of_entries(entries: Mapping[str, _Entry], place: str) -> _Read:
    types = [_listed(name, entry, f"{place}: {name}") for name, entry in entries.items()]
    further = [(name, key) for name, entry in entries.items() for key in entry.model_extra or {}]
    return types, [f"{place}: {name}.{key}: no such key is known; it is left out" for name, key in further]


def _listed(name: str, entry: _Entry, place: str) -> Listed:
    fillers = entry.role_types if entry.role_types is not None else ((),) * len(entry.roles)
    if len(fillers) != len(entry.roles):
        found = f"{len(entry.roles)} roles and {len(fillers)} lists of types"
        raise AnnotateError(f"{place}.role_types: {found}; give one list for each role, in the same order")
    number = "" if entry.number is None else str(entry.number)
    codes = {"event_id": entry.event_id, "i-label": number, "template": entry.template}
    slots = tuple(Slot(role, types) for role, types in zip(entry.roles, fillers, strict=True))
    return Listed(name, place, slots, codes, entry.keywords)


def _of_ontology(whole: _Ontology, place: str) -> _Read:
    roles = whole.event_schema_to_roles
    types = [
        Listed(
            name,
            f"{place}: {name}",
            tuple(Slot(role, whole.role_to_type.get(role, ())) for role in roles.get(name, ())),
            words=whole.trigger_keywords.get(name, ()),
        )
        for name in dict.fromkeys([*whole.event_types, *roles])
    ]
    return types, list(_left_out(whole, place))


def _left_out(whole: _Ontology, place: str) -> Iterator[str]:
    roles = {role for each in whole.event_schema_to_roles.values() for role in each}
    known = {*whole.event_types, *whole.event_schema_to_roles}
    for role in dict.fromkeys([*whole.role_types, *whole.role_to_type]):
        if role not in roles:
            yield f"{place}: role_types: no event type has the role {role!r}; it is left out"
    for name in whole.trigger_keywords:
        if name not in known:
            yield f"{place}: trigger_keywords.{name}: no such event type is listed; its keywords are left out"
    for key, part in (whole.model_extra or {}).items():
        size = f" ({len(part)} entries)" if isinstance(part, Mapping | list) else ""
        yield f"{place}: {key}: a schema has no place for it{size}; it is left out"


def _of_table(text: str, place: str) -> _Read:
    rows = csv.reader(StringIO(text.lstrip(), newline=""), strict=True)
    types: list[Listed] = []
    lost: list[str] = []
    try:
        width = len(next(rows))
        for row in rows:
            if row:
                each, odd = _of_row(row, width, f"{place}:{rows.line_num}")
                types.append(each)
                lost += odd
    except csv.Error as fault:
        raise AnnotateError(f"{place}:{rows.line_num}: no table that can be read ({fault}); mend the line") from None
    return types, lost


def _of_row(row: Sequence[str], width: int, place: str) -> tuple[Listed, list[str]]:
    cells = [cell.strip() for cell in row[len(_COLUMNS) :] if cell.strip()]
    found = [_CELL.fullmatch(cell) for cell in cells]
    odd = next((cell for cell, match in zip(cells, found, strict=True) if not match), None)
    if len(row) != width or odd:
        told = f"found {odd!r}" if odd else f"the head has {width} columns, this line {len(row)}"
        raise AnnotateError(f"{place}: a line has a type, its template, and roles like 'evt002arg01attacker'; {told}")
    matches = [match for match in found if match]
    event = matches[0]["event"] if matches else ""
    lost = [
        f"{place}: {match.group()!r} is slot {number} of {event} here; its own number is left out"
        for number, match in enumerate(matches, 1)
        if match["event"] != event or int(match["slot"]) != number
    ]
    codes = {"event_id": event, "template": row[1]}
    return Listed(row[0], place, tuple(Slot(match["role"]) for match in matches), codes), lost


def _of_frames(text: str, place: str) -> _Read:
    types: list[Listed] = []
    lost: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        fields, at = line.rstrip("\r").split("\t"), f"{place}:{number}"
        if not line.strip():
            continue
        if len(fields) < len(("number", "id", "name")) or not regex.fullmatch("[0-9]+", fields[0]):
            raise AnnotateError(
                f"{at}: no role file: write JSON, a table that begins with {','.join(_COLUMNS)}, or number, id, name "
                f"and roles between tabs; found {line!r:.60}"
            )
        types.append(Listed(fields[1], at, tuple(map(Slot, fields[3:])), {"event_id": fields[0]}))
        if regex.sub("[_-]", " ", fields[1]) != fields[2]:
            lost.append(f"{at}: the name {fields[2]!r} is not that of the id {fields[1]!r}; it is left out")
    return types, lost


def to_kairos(schema: Schema) -> Exported:
    """The role file of gen-arg with a schema's concrete types in their order; an event as filler is written `event`."""
    plain = whole(schema)
    names = called(plain.events, _ONTOLOGY, _ANY_TEXT)
    fillers = called(plain.entities, _ONTOLOGY, _ANY_TEXT) | dict.fromkeys(plain.events, EVENT)
    entries = {names[kind]: _entry(event, fillers) for kind, event in plain.events.items()}
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    return Exported(f"{text}\n", told(said(tree_of(schema)) + _narrowed(plain), _HELD))


def _entry(event: EventType, fillers: Mapping[str, str]) -> dict[str, Any]:
    """A type as gen-arg has it; the number and id only where the schema knows them."""
    codes = {key: "".join(event.codes.get(f"{_ONTOLOGY}-{key}", ())[:1]) for key in ("event_id", "template", "i-label")}
    roles = called(event.roles, _ONTOLOGY, _ANY_TEXT)
    slots = _slots(event)
    return {
        **({"event_id": codes["event_id"]} if codes["event_id"] else {}),
        "template": codes["template"],
        **({"i-label": int(codes["i-label"])} if regex.fullmatch("-?[0-9]{1,18}", codes["i-label"]) else {}),
        "keywords": list(dict.fromkeys(word for trigger in event.triggers.get("en", ()) for word in trigger.words)),
        "roles": [roles[role] for role in slots],
        "role_types": [list(dict.fromkeys(fillers[each] for each in event.roles[role].fillers)) for role in slots],
    }


def _slots(event: EventType) -> list[str]:
    """The role in each slot: those whose codes name their slots in these, the others where it is free, in order."""
    named: dict[int, str] = {}
    for name, role in event.roles.items():
        for found in map(_SLOT.fullmatch, role.codes.get(f"{_ONTOLOGY}-slot", ())):
            if found:
                named.setdefault(int(found[1]), name)
    others = [name for name in event.roles if name not in named.values()]
    slots: list[str] = []
    while named or others:
        at = len(slots) + 1
        slots.append(named.pop(at) if at in named else others.pop(0) if others else named.pop(min(named)))
    return slots


def _narrowed(plain: Schema) -> Counter[str]:
    """What is lost of fillers and groups; the group of all event types is what `event` says."""
    fillers = [set(role.fillers) for event in plain.events.values() for role in event.roles.values()]
    every = set(plain.events)
    some = [each & every for each in fillers if each & every]
    return Counter(
        {
            "entity types in no role": len(set(plain.entities).difference(*fillers)),
            "fillers of some event types, written as any": sum(each != every for each in some),
            "groups of types": len(plain.groups) - (every in some),
        }
    )
