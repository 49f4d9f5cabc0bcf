"""What a labelling config asks of regions and of the article, and what its arcs can say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from annotate.schema.attribution import carriers
from annotate.schema.check import RESERVED
from annotate.schema.model import YES
from annotate.schema.tree import mapping, sequence
from annotate.studio.decompile.offered import (
    CHOICES,
    FIELDS,
    Config,
    Control,
    Item,
    Tree,
    code_of,
    ids_of,
    inside,
    items_of,
    kind_of,
    part_of,
    said_of,
    texts_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


def attributes_of(config: Config, controls: Sequence[Control], known: Mapping[str, Any]) -> Tree:
    """What is chosen of a region or of the article; what only arcs say is as it is `known`."""
    tags = [tag for tag in config.tags(*CHOICES) if not (config.ours and said_of(tag, "name") in FIELDS)]
    names = ids_of(dict.fromkeys(said_of(tag, "name") for tag in tags), "attribute", RESERVED)
    found: Tree = {}
    asked: dict[str, _Asked] = {}
    for tag in tags:
        name = names[said_of(tag, "name")]
        of = asked_by(config, controls, tag)
        part = _attribute(config, tag, name, mapping(known, name)) if of else None
        if of and part:
            asked[name] = asked.get(name, frozenset()) | of
            found[name] = part | _scope(controls, asked[name], mapping(known, name))
    return {**known, **found}


_Asked = frozenset[tuple[str, str]]
"""What an attribute is asked of: carrier and type, for the article no type."""


def asked_by(config: Config, controls: Sequence[Control], tag: "_Element") -> _Asked:
    """What a choice is asked of, as the views around it show it; empty where that is nothing that is read here."""
    if said_of(tag, "toName") != controls[0].text:
        config.lose(tag, "it is not asked of the text that the events are in")
        return frozenset()
    if said_of(tag, "perRegion").lower() != "true":
        return frozenset({("article", "")})
    asked = [(each, item) for each in controls for item in each.items]
    for view in chain([tag], tag.iterancestors()):
        when, tags, labels = (said_of(view, name) for name in ("visibleWhen", "whenTagName", "whenLabelValue"))
        if when == "region-selected":
            asked = [pair for pair in asked if not tags or pair[0].name in tags.split(",")]
            asked = [pair for pair in asked if not labels or pair[1].stored in labels.split(",")]
        elif when:
            config.lose(view, f"it is shown when {when}; here what is in it is always asked")
    if not asked:
        config.lose(tag, "it is asked of no label that is read here")
    return frozenset((each.carrier, item.id) for each, item in asked)


def _scope(controls: Sequence[Control], asked: _Asked, known: Mapping[str, Any]) -> Tree:
    """Whom an attribute is asked of, in the words of what is `known` where that says the same."""
    every = dict.fromkeys((each.carrier, item.id) for each in controls for item in each.items)
    possible = [*every, ("article", "")]
    if known and asked == set(_asked_before(known, possible)):
        return {key: known[key] for key in ("on", "types") if key in known}
    on = [
        *dict.fromkeys(pair[0] for pair in possible if pair in asked),
        *(["argument"] if _of_arguments(known) else []),
    ]
    whole = all(pair in asked for pair in every if pair[0] in on)
    types = [] if whole else [kind for _, kind in every if (_, kind) in asked]
    scope = {"on": on[0] if len(on) == 1 else on, "types": types}
    return {key: value for key, value in scope.items() if value not in ("event", [])}


def _asked_before(known: Mapping[str, Any], possible: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    on, types = carriers(known), sequence(known, "types")
    return ((carrier, kind) for carrier, kind in possible if carrier in on and (not types or kind in types))


def _of_arguments(known: Mapping[str, Any]) -> bool:
    return bool(known) and "argument" in carriers(known)


def _attribute(config: Config, tag: "_Element", name: str, known: Mapping[str, Any]) -> Tree | None:
    """An attribute and its values, without what it is said of; None where the config does not say the values."""
    leaves = said_of(tag, "leafsOnly").lower() == "true"
    choices = [each for each in inside(tag) if not (leaves and any(kind_of(inner) == "choice" for inner in each))]
    items = items_of(config, choices, "value", ())
    if not items:
        config.lose(tag, "its choices are not in the config")
        return None
    flag = said_of(tag, "choice") == "multiple" and [item.stored for item in items] == [YES]
    if not flag:
        _lose_of_choices(config, tag, choices)
    values = {item.id: part_of(config, item, mapping(known, "values", item.id)) for item in items}
    held: Tree = {"flag": True} if flag else {"values": values}
    said = known or (_flagged(config, tag, name, items[0]) if flag else _heading(config, tag, name))
    return {**said, **held, **code_of(said_of(tag, "name"), name, known)}


def _lose_of_choices(config: Config, tag: "_Element", choices: "Sequence[_Element]") -> None:
    if kind_of(tag) == "taxonomy":
        config.lose(tag, "its tree is flattened to one list of values, of which an attribute has one")
    elif said_of(tag, "choice") == "multiple":
        config.lose(tag, "several may be chosen there; an attribute has one value")
    for choice in choices:
        if said_of(choice, "selected").lower() == "true":
            config.lose(choice, "it is chosen beforehand there; name it as 'default' if it holds where nothing is said")


def _heading(config: Config, tag: "_Element", name: str) -> Tree:
    """What the heading above says on a screen of ours: label, a star if something must be chosen, definition."""
    heading = heading_above(config, tag)
    starred = said_of(tag, "required").lower() == "true" or heading.partition(": ")[0].endswith(" *")
    label, _, definition = heading.partition(" *: " if starred else ": ")
    label = label.removesuffix(" *") if starred else label
    texts = texts_of(config, {}, {"labels": (label, name), "definitions": (definition, "")})
    return texts if starred else {**texts, "required": False}


def _flagged(config: Config, tag: "_Element", name: str, box: Item) -> Tree:
    """What a flag is called: its box says it, its hint or a heading with the same label what it means."""
    label = box.shown if box.shown != YES else name
    headed, _, definition = heading_above(config, tag).partition(": ")
    meant = said_of(box.tag, "hint") or (definition if headed in (label, name) else "")
    return texts_of(config, {}, {"labels": (label, name), "definitions": (meant, "")})


def heading_above(config: Config, tag: "_Element") -> str:
    """The text right above a control on a screen of ours."""
    above = next(tag.itersiblings("*", preceding=True), None) if config.ours else None
    return said_of(above, "value") if above is not None and kind_of(above) == "header" else ""


def arcs_of(config: Config, types: Mapping[str, Tree], known: Mapping[str, str]) -> Tree:
    """Gives every event type each arc that is not `known` (its text to its id) as a role; returns relations instead
    where no entity type could fill one.
    """
    tags = [tag for tag in config.tags("relation") if said_of(tag, "value") not in known]
    items = items_of(config, tags, "role", set(known.values()))
    relations: Tree = {}
    for item in items:
        part = part_of(config, item, {})
        if types["entities"]:
            config.lose(
                item.tag, f"role {item.id}: nothing says which event types have it and what fills it; given to all"
            )
            for event in types["events"].values():
                event["roles"] = {**event.get("roles", {}), item.id: {**part, "fillers": list(types["entities"])}}
        else:
            config.lose(item.tag, f"relation {item.id}: nothing says what it joins; it may join all")
            relations[item.id] = {**part, "ends": {"from": list(types["events"])}}
    return relations
