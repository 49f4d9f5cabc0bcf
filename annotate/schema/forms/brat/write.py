"""From a schema to a brat configuration."""

from collections.abc import Callable, Iterator, Mapping

from annotate.schema.forms.brat.conf import NO_LIMIT
from annotate.schema.forms.brat.exported import Names, conf_names
from annotate.schema.forms.brat.lists import Written, write_lists
from annotate.schema.forms.brat.losses import losses
from annotate.schema.forms.brat.names import ARGUMENTS, ENDS, NORM, TERMS, tree_order, writable
from annotate.schema.forms.brat.relations import DIRECTED
from annotate.schema.forms.brat.values import value_names
from annotate.schema.forms.foreign import Exported
from annotate.schema.model import Attribute, Carrier, Named, RelationType, Role, Schema, Type
from annotate.schema.tree import lineage

_ALL = {"event": "<EVENT>", "mention": "<ENTITY>"}


def to_brat(schema: Schema) -> Exported:
    """`annotation.conf` for a schema as written (`read_written`), and how much of what it cannot hold."""
    names = conf_names(schema)
    lists = write_lists(schema, names)
    sections = {
        "entities": list(_tree(schema.entities, names["entities"], lambda _: [])),
        "relations": list(_relations(schema, names, lists)),
        "events": list(_tree(schema.events, names["events"], lambda name: _roles(schema, name, names, lists))),
        "attributes": list(_attributes(schema, names, lists)),
    }
    macros = {section: lists.defined(lines) for section, lines in sections.items()}
    used = {each for defined in macros.values() for each in defined}
    groups = [name for name in lists.macros if not any(each.startswith(f"<{name}>=") for each in used)]
    unused = [lists.tokens[name][1:-1] for name in schema.groups if lists.tokens[name][1:-1] in groups]
    macros["events"] = lists.defined(sections["events"], unused)
    blocks = ["\n".join([f"[{section}]", "", *macros[section], *lines]) for section, lines in sections.items()]
    text = "\n\n".join([f"# {schema.name} {schema.version}", *blocks]) + "\n"
    return Exported(text, tuple(losses(schema, names, lists, text)))


def _tree(types: Mapping[str, Type], names: Mapping[str, str], arguments: Callable[[str], list[str]]) -> Iterator[str]:
    """A line a type, one tab further in than the type above it."""
    parents = {name: kind.parent for name, kind in types.items()}
    for name in tree_order(parents):
        depth = len(lineage(parents, name)) - 1
        mark = "!" if types[name].abstract else ""
        rest = [*arguments(name), *_norm(types[name])]
        yield "\t" * depth + mark + _line(_terms(types[name], names[name]), rest)


def _line(terms: str, arguments: list[str]) -> str:
    return f"{terms}\t{', '.join(arguments)}" if arguments else terms


def _terms(part: Named, name: str) -> str:
    return "|".join([name, *(term for term in part.codes.get(TERMS, ()) if writable(term))])


def _norm(kind: Type) -> list[str]:
    found = [code for code in kind.codes.get(NORM, ()) if writable(code)]
    return [f"<NORM>:{'|'.join(found)}"] if found else []


def _roles(schema: Schema, event: str, names: Names, lists: Written) -> list[str]:
    """The roles of an event type with those of the types above it: in brat it has none of these by itself."""
    line = lineage({name: kind.parent for name, kind in schema.events.items()}, event)
    roles: dict[str, Role] = {}
    for step in reversed(line):
        roles |= schema.events[step].roles
    return [f"{names['roles'][name]}{_count(role)}:{lists.one(role.fillers)}" for name, role in roles.items()]


def _count(role: Role) -> str:
    sign = role.count.sign
    if sign.endswith("-}"):
        return f"{sign[:-1]}{NO_LIMIT}}}"
    return "" if sign == "1" else sign


def _relations(schema: Schema, names: Names, lists: Written) -> Iterator[str]:
    for name, relation in schema.relations.items():
        first, second = _called_ends(relation)
        for ends in relation.ends:
            source, target = lists.one(ends.source), lists.one(ends.target or ends.source)
            if source and target:
                arguments = [f"{first}:{source}", f"{second}:{target}", *_kind(relation, names["relations"][name])]
                yield _line(_terms(relation, names["relations"][name]), arguments)


def _called_ends(relation: RelationType) -> tuple[str, ...]:
    codes = relation.codes.get(ENDS, ())
    return codes if len(codes) == len(ARGUMENTS) and all(map(writable, codes)) and codes[0] != codes[1] else ARGUMENTS


def _kind(relation: RelationType, name: str) -> list[str]:
    kinds = [kind for kind in ("symmetric", "transitive") if getattr(relation, kind)]
    if not kinds and name == "Equiv":
        kinds = [DIRECTED]
    return [f"<REL-TYPE>:{'-'.join(kinds)}"] if kinds else []


def _attributes(schema: Schema, names: Names, lists: Written) -> Iterator[str]:
    for name, attribute in schema.attributes.items():
        if said_of := _said_of(schema, attribute, lists):
            values = value_names(attribute)
            arguments = [f"Arg:{said_of}", *([f"Value:{'|'.join(values.values())}"] if values else [])]
            if attribute.default:
                arguments.append(f"<DEFAULT>:{values[attribute.default]}")
            yield _line(_terms(attribute, names["attributes"][name]), arguments)


def _said_of(schema: Schema, attribute: Attribute, lists: Written) -> str:
    """What it is said of in brat, which knows attributes of events and mentions; nothing where it is neither."""
    carriers: list[Carrier] = [each for each in attribute.on if each in _ALL]
    if not attribute.types:
        return "|".join(_ALL[each] for each in carriers)
    allowed = {
        *(schema.events if "event" in carriers else ()),
        *(schema.entities if "mention" in carriers else ()),
    }
    named = [part for name in attribute.types for part in _within(name, schema, allowed)]
    return lists.one(named, {*allowed, *schema.groups})


def _within(name: str, schema: Schema, allowed: set[str]) -> tuple[str, ...]:
    """The name, or the allowed members of a group that has others too."""
    members = schema.groups.get(name, (name,))
    return (name,) if allowed.issuperset(members) else tuple(each for each in members if each in allowed)
