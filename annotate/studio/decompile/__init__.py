"""A labelling config as a schema: the way back of `config`, for screens of ours and for those set up by hand.

A screen says which types, attributes and arcs there are, and little more: no fillers, no counts, no defaults. A screen
of ours may carry the rest of its schema in `KEPT`; labels that somebody has since added or renamed in Label Studio are
read over it, and what is no more on the screen stays in the schema, as annotations may have it.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import regex

from annotate.errors import AnnotateError
from annotate.schema.forms.foreign import Foreign
from annotate.schema.model import NAME, Schema
from annotate.schema.tree import mapping
from annotate.schema.write import tree_of
from annotate.studio.config import KEPT, MARK, parse_config
from annotate.studio.decompile.asked import arcs_of, attributes_of
from annotate.studio.decompile.looks import dress, looks_of
from annotate.studio.decompile.offered import (
    CHOICES,
    FIELDS,
    ONTOLOGY,
    READ,
    Config,
    Control,
    Tree,
    controls_of,
    kind_of,
    part_of,
    said_of,
    stored_by,
    texts_of,
)
from annotate.studio.screen import Screen

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ONTOLOGY", "from_config"]

_VERSION = "1.0.0"
_ID = regex.compile(rf"(?P<name>{NAME})@(?P<version>\d+\.\d+\.\d+)")


def from_config(
    xml: str, place: str, name: str = "imported", *, triggers: str | None = None, language: str = "en"
) -> Foreign:
    """The schema of a labelling config; `place` names it in faults and in what is lost.

    A screen of ours says its own name, version and language. Of another, `triggers` is the control whose labels are
    event types (else the one whose name begins with `trigger` or `event`), and `language` is that of its labels. What
    Label Studio stores of a part under another name than its id is in the part's `codes`, under `ONTOLOGY`.
    AnnotateError where it is no XML, declares entities, labels no text, or does not tell which labels are event types.
    """
    root = _root(xml, place)
    marked = said_of(root, "className").split()
    own = _ID.fullmatch(marked[1]) if len(marked) > 2 and marked[0] == MARK else None  # noqa: PLR2004  and language
    config = Config(root, place, marked[2] if own else language, bool(own))
    head = own.groupdict() if own else {"name": name, "version": _VERSION}
    controls = controls_of(config, triggers)
    kept = _kept(config)
    tree = {**head, **_body(config, controls, kept, head["name"]), **head}
    _lose_others(config)
    _lose_unsaid(config, kept)
    lost = tuple(dict.fromkeys(line for _, line in sorted(config.lost, key=lambda each: each[0])))
    return Foreign({key: part for key, part in tree.items() if part}, lost)


def _body(config: Config, controls: Sequence[Control], kept: Schema | None, name: str) -> Tree:
    """What the screen says, over what is `kept`."""
    known = tree_of(kept) if kept else _head(config, name)
    types: dict[str, Tree] = {kind: dict(mapping(known, kind)) for kind in _KINDS.values()}
    for each in controls:
        kind = types[_KINDS[each.carrier]]
        kind |= {item.id: part_of(config, item, mapping(kind, item.id)) for item in each.items}
    dress(types, looks_of(config, (item for each in controls for item in each.items)))
    attributes = attributes_of(config, controls, mapping(known, "attributes"))
    relations = {**mapping(known, "relations"), **arcs_of(config, types, Screen(kept).ids if kept else {})}
    return {
        **known,
        "entities": types["entities"],
        "attributes": attributes,
        "events": types["events"],
        "relations": relations,
    }


_KINDS = {"mention": "entities", "event": "events"}


def _head(config: Config, name: str) -> Tree:
    """The label and definition of the whole, from the guidelines of a screen of ours."""
    panel = next(config.tags("panel"), None) if config.ours else None
    if panel is None:
        return {}
    label = said_of(panel, "value").partition(": ")[2]
    headers = [said_of(tag, "value") for tag in panel if kind_of(tag) == "header"]
    return texts_of(config, {}, {"labels": (label, name), "definitions": (headers[1] if len(headers) > 1 else "", "")})


def _kept(config: Config) -> Schema | None:
    """The schema that the outermost view keeps; None where there is none, or what is there is none."""
    try:
        return Schema.model_validate(json.loads(text)) if (text := said_of(config.root, KEPT)) else None
    except (ValueError, RecursionError):
        config.lose(config.root, f"its {KEPT} is no schema and is passed over")
        return None


def _lose_others(config: Config) -> None:
    """Names every tag that is neither read nor layout, but not those within it."""
    for tag in config.root.iter("*"):
        others = [each for each in chain([tag], tag.iterancestors()) if kind_of(each) not in READ]
        if others == [tag] and not (config.ours and said_of(tag, "name") in FIELDS):
            config.lose(tag, "a schema has nothing for it")


def _lose_unsaid(config: Config, kept: Schema | None) -> None:
    """Names what no screen of ours says, and what is `kept` of a schema but no more on the screen."""
    if kept:
        config.lose(config.root, "the words, cues and triggers of the lexicon engine are not on a screen")
        for name in _gone(config, kept):
            config.lose(config.root, f"{name!r} is no more on the screen; it stays in the schema")
    elif config.ours:
        unsaid = "defaults, counts, groups, codes, notes, examples, words, and languages other than"
        config.lose(config.root, f"{unsaid} {config.language!r} are not on this screen")


def _gone(config: Config, kept: Schema) -> Iterator[str]:
    offered = {stored_by(tag) for tag in config.tags("label")} | {said_of(tag, "name") for tag in config.tags(*CHOICES)}
    screen = Screen(kept, config.language)
    arcs = {screen.ids.get(said_of(tag, "value")) for tag in config.tags("relation")}
    chosen = (name for name, attribute in kept.attributes.items() if attribute.on != ("argument",))
    yield from (name for name in chain(kept.types, chosen) if name not in offered)
    yield from (name for name in screen.texts if name not in arcs)


def _root(xml: str, place: str) -> "_Element":
    try:
        root = parse_config(xml)
    except UnicodeEncodeError:
        raise AnnotateError(f"{place}: the labelling config holds half of a surrogate pair; take it out") from None
    except AnnotateError as fault:
        raise AnnotateError(f"{place}: {fault}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise AnnotateError(f"{place}: a labelling config has no DOCTYPE and declares no entities; take them out")
    return root
