"""The table from CAMEO to PLOVER: a line a CAMEO code, with the event type, mode and contexts that it is there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from annotate.errors import AnnotateError
from annotate.schema.check import RESERVED
from annotate.schema.forms.foreign import Exported, Foreign
from annotate.schema.forms.ids import ANYTHING, VERSION, code_of, named, whole
from annotate.schema.forms.losses import said, told
from annotate.schema.model import Named, Schema
from annotate.schema.write import tree_of

_ROLES = ("actor", "recipient")
_WORD = r"[^,;#\s](?:[^,;#\n]*[^,;#\s])?"
_LINE = regex.compile(
    rf"(?P<code>[0-9]{{2,4}})\s*:\s*(?P<kind>{_WORD})\s*"
    r"(?:,(?P<mode>[^,;#]*),(?P<contexts>[^,#]*))?(?:#(?P<label>.*))?"
)
_CODE = regex.compile("[0-9]{2,4}")
_HELD = frozenset({"codes CAMEO", "codes CAMEO-label", "codes PLOVER", "attributes"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table; `mode` and `label` are empty where it has none."""

    place: str
    code: str
    kind: str
    mode: str
    contexts: tuple[str, ...]
    label: str


def from_plover(text: str, place: str, name: str = "imported") -> Foreign:
    """The schema in a table from CAMEO to PLOVER; AnnotateError names a line that is none or contradicts another.

    Each event type has the roles actor and recipient, and its modes as the values of an attribute of its own that need
    not be chosen; each context is a flag. The CAMEO codes of all three say which line is what; the texts of the codes
    are the codes `CAMEO-label`.
    """
    rows, lost = _rows(text, place)
    if not rows:
        raise AnnotateError(f"{place}: no line is like '042: CONSULT, visit, diplomatic'; give the table CAMEO2PLOVER")
    _refuse_contradictions(rows)
    rows = sorted(rows, key=lambda row: row.code)
    kinds = named(row.kind for row in rows)
    entity = named([ANYTHING], kinds.values())[ANYTHING]
    events = {own: _event([row for row in rows if row.kind == kind], own, entity) for kind, own in kinds.items()}
    tree = {"name": name, "version": VERSION, "entities": {entity: {}}, "attributes": _attributes(rows, kinds)}
    untold = f"{place}: nothing says what may be actor or recipient; one entity type, {entity!r}, fills both"
    return Foreign({key: part for key, part in tree.items() if part} | {"events": events}, (*lost, untold))


def _rows(text: str, place: str) -> tuple[list[_Row], list[str]]:
    rows: list[_Row] = []
    lost: list[str] = []
    ended = False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        at, stripped = f"{place}:{number}", line.strip()
        if stripped and ended:
            lost.append(f"{at}: what follows the end mark is not read: {stripped!r}")
        elif stripped.startswith("#"):
            lost.append(f"{at}: the comment is left out: {stripped!r}")
        elif regex.fullmatch("~+", stripped):
            ended = True
        elif stripped:
            rows.append(_row(stripped, at))
    return rows, lost


def _row(line: str, place: str) -> _Row:
    found = _LINE.fullmatch(line)
    if not found:
        raise AnnotateError(
            f"{place}: write 'CODE: TYPE, mode, context; context # text', the code in digits; found {line!r:.60}"
        )
    contexts = dict.fromkeys(each.strip() for each in (found["contexts"] or "").split(";"))
    mode, label = (found["mode"] or "").strip(), (found["label"] or "").strip()
    return _Row(place, found["code"], found["kind"], mode, tuple(each for each in contexts if each), label)


def _refuse_contradictions(rows: Iterable[_Row]) -> None:
    """A code has the same contexts in all its lines, and the same mode in those of one type."""
    seen: dict[tuple[str, ...], tuple[_Row, Any]] = {}
    for row in rows:
        for what, key, value in [
            ("other contexts", (row.code,), set(row.contexts)),
            ("another mode", (row.code, row.kind), row.mode),
        ]:
            first, known = seen.setdefault(key, (row, value))
            if known != value:
                raise AnnotateError(f"{row.place}: {row.code} has {what} in {first.place}; make the two the same")


def _event(rows: Sequence[_Row], own: str, entity: str) -> dict[str, Any]:
    labels = [f"{row.code}: {row.label}" for row in rows if row.label]
    codes = {"PLOVER": rows[0].kind} if rows[0].kind != own else {}
    return {
        "codes": {**codes, **_codes(rows), **({"CAMEO-label": list(dict.fromkeys(labels))} if labels else {})},
        "roles": {role: {"fillers": [entity]} for role in _ROLES},
    }


def _attributes(rows: Sequence[_Row], kinds: Mapping[str, str]) -> dict[str, Any]:
    moded = {kind: [row for row in rows if row.kind == kind and row.mode] for kind in kinds}
    modes = named((f"mode_{kinds[kind]}" for kind, own in moded.items() if own), RESERVED)
    flags = named((context for row in rows for context in row.contexts), {*RESERVED, *modes.values()})
    return {
        **{modes[f"mode_{kinds[kind]}"]: _modes(own, kinds[kind]) for kind, own in moded.items() if own},
        **{
            flags[each]: {"flag": True, **_coded([row for row in rows if each in row.contexts], each, flags[each])}
            for each in flags
        },
    }


def _modes(rows: Sequence[_Row], kind: str) -> dict[str, Any]:
    names = named(row.mode for row in rows)
    values = {names[mode]: _coded([row for row in rows if row.mode == mode], mode, names[mode]) for mode in names}
    return {"types": [kind], "required": False, "values": values}


def _coded(rows: Sequence[_Row], name: str, own: str) -> dict[str, Any]:
    return {"codes": {**({"PLOVER": name} if name != own else {}), **_codes(rows)}}


def _codes(rows: Iterable[_Row]) -> dict[str, list[str]]:
    return {"CAMEO": list(dict.fromkeys(row.code for row in rows))}


def to_plover(schema: Schema) -> Exported:
    """The table of a schema's CAMEO codes, sorted; AnnotateError if no event type has one.

    An attribute's value with the same code is the mode, flags with it are the contexts; a type, mode or context that
    has a PLOVER code is called so. A code of a mode or context alone goes to the type with the longest code that it
    begins with.
    """
    plain = whole(schema)
    lines: dict[tuple[str, str], list[str]] = {}
    owned = _owned(plain)
    for code, kind in owned:
        name = code_of(plain.events[kind], "PLOVER", kind, _WORD)
        lines.setdefault((code, name), _lines(plain, code, kind, name))
    if not lines:
        raise AnnotateError(
            f"{schema.name}: no event type has a CAMEO code; add 'codes: {{CAMEO: ...}}' to one at least"
        )
    text = "".join(f"{line}\n" for _, each in sorted(lines.items(), key=lambda item: item[0][0]) for line in each)
    lost = told(said(tree_of(schema)) + _left_out(plain, owned, len(lines)), _HELD)
    return Exported(f"{text}~~~~~\n", lost)


def _owned(plain: Schema) -> list[tuple[str, str]]:
    """Every code with each event type that it belongs to."""
    known: dict[str, list[str]] = {}
    for kind, event in plain.events.items():
        for code in _cameo(event):
            known.setdefault(code, []).append(kind)
    found = [(code, kind) for code, kinds in known.items() for kind in kinds]
    for code in sorted({code for part in _carriers(plain) for code in _cameo(part)} - set(known)):
        kinds = next((known[code[:end]] for end in range(len(code), 1, -1) if code[:end] in known), [])
        found += [(code, kind) for kind in [each for each in kinds if _mode(plain, code, each)] or kinds[:1]]
    return found


def _carriers(plain: Schema) -> list[Named]:
    """The attributes, and their values: what can be a context or a mode."""
    return [part for each in plain.attributes.values() for part in (each, *each.values.values())]


def _lines(plain: Schema, code: str, kind: str, name: str) -> list[str]:
    """The lines of a code: one for each of its texts, one without if it has none."""
    mode = _mode(plain, code, kind)
    contexts = [
        code_of(flag, "PLOVER", own, _WORD)
        for own, flag in plain.attributes.items()
        if flag.flag and code in _cameo(flag)
    ]
    bare = len(code) == len("00") and not mode and not contexts
    line = f"{code}: {name}" if bare else f"{code}: {name}, {mode}, {'; '.join(contexts)}".rstrip()
    texts = [each.partition(":") for each in plain.events[kind].codes.get("CAMEO-label", ())]
    labels = [" ".join(text.strip().split("\n")) for own, _, text in texts if own == code and text.strip()]
    return [f"{line} # {label}" for label in labels] or [line]


def _mode(plain: Schema, code: str, kind: str) -> str:
    asked = plain.attributes_of("event", kind).values()
    values = ((own, value) for each in asked for own, value in each.values.items())
    return next((code_of(value, "PLOVER", own, _WORD) for own, value in values if code in _cameo(value)), "")


def _cameo(part: Named) -> list[str]:
    return [code for code in part.codes.get("CAMEO", ()) if _CODE.fullmatch(code)]


def _left_out(plain: Schema, owned: Sequence[tuple[str, str]], written: int) -> Counter[str]:
    """What the table cannot hold of types, roles, attributes and codes."""
    events = plain.events.values()
    parts = _carriers(plain)
    given = [code for part in [*events, *parts] for code in part.codes.get("CAMEO", ())]
    unowned = {code for part in parts for code in _cameo(part)}.difference(code for code, _ in owned)
    roles = [(name, role) for event in events for name, role in event.roles.items()]
    return Counter(
        {
            "event types without a CAMEO code": sum(not _cameo(event) for event in events),
            "CAMEO codes that are not two to four digits": sum(not _CODE.fullmatch(code) for code in given),
            "CAMEO codes that no event type has": len(unowned),
            "CAMEO codes of two types with one name": len(set(owned)) - written,
            "attributes without CAMEO codes": sum(
                not any(_cameo(part) for part in [each, *each.values.values()]) for each in plain.attributes.values()
            ),
            "roles": sum(name not in _ROLES for name, _ in roles),
            "fillers": sum(set(role.fillers) != set(plain.entities) for _, role in roles),
            "entity types": len(plain.entities) if len(plain.entities) > 1 else 0,
        }
    )
