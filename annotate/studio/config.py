"""An event schema as a labelling config, the XML that Label Studio draws its screen from.

One `Labels` control named `trigger` holds the event types, one named `mention` the entity types; the roles are
relations; each attribute is a per-region choice shown when a trigger is selected. Label values are the ids of the
schema, so that nothing has to be mapped back.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from annotate.errors import AnnotateError
from annotate.schema import Attribute, Schema, Type

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = "event-annotate"
"""The class of the outermost view: the sign that a project's screen is ours."""

STATUSES = ("done", "unsure", "broken text", "off topic")
"""What an annotator can say of the whole article."""

_DIGITS = "1234567890"
_LETTERS = "qwetasdfgzxcvbyp"
_TRIGGER_COLOURS = ("#c92a2a", "#1864ab", "#2b8a3e", "#d9480f", "#862e9c", "#0b7285", "#5c940d", "#a61e4d")
_MENTION_COLOURS = ("#f59f00", "#4dabf7", "#20c997", "#845ef7", "#e64980", "#868e96", "#94d82d", "#ff8787", "#66d9e8")
_STYLE = (
    ".lsf-htx-richtext{line-height:3.2 !important; font-size:17px;}"  # arcs hide the text in closer lines
    ".lsf-richtext__line{unicode-bidi:plaintext; text-align:start; width:100%}"  # else a drag over Arabic goes astray
    ".htx-highlight area{display:inline-block !important}"  # handles to stretch a span, which Chromium hides
)
_MANY_TYPES = 12
_SIDE = "flex:0 0 330px; position:sticky; top:0; max-height:calc(100vh - 160px); overflow-y:auto; padding-right:8px;"


def to_config(schema: Schema, language: str = "en") -> str:
    """The labelling config of a schema, its guidelines and hints in `language`."""
    from lxml import etree

    root = etree.Element("View", className=f"{MARK} {schema.id}", style="display:flex; gap:12px;")
    _add(root, "Style").text = _STYLE
    side = _add(root, "View", style=_SIDE)
    _add_guidelines(side, schema, language)
    _add_triggers(side, schema, language)
    _add_mentions(side, schema, language)
    _add_attributes(side, schema, language)
    _add_relations(side, schema)
    _add_document(side)
    _add_article(_add(root, "View", style="flex:1 1 auto; max-width:100ch;"))
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _add(parent: "_Element", tag: str, **attributes: str) -> "_Element":
    from lxml import etree

    return etree.SubElement(parent, tag, {key: value for key, value in attributes.items() if value})


def _add_guidelines(side: "_Element", schema: Schema, language: str) -> None:
    panel = _add(_add(side, "Collapse"), "Panel", value=f"Guidelines: {schema.label(language, schema.name)}")
    for line in guidelines(schema, language):
        _add(panel, "Header", size="6", value=line, style="white-space:pre-line")


def guidelines(schema: Schema, language: str) -> Iterable[str]:
    """The rules of the schema in short, a paragraph each: the whole, then each event type with its roles."""
    yield "Mark the trigger, mark its arguments, then draw from trigger to argument (Alt+R) and choose the role."
    yield schema.definition(language)
    for name, event in schema.events.items():
        roles = "".join(
            f"\n– {role}: {part.definition(language)} ({', '.join(part.fillers)})" for role, part in event.roles.items()
        )
        yield f"{name} ({event.label(language, name)}): {event.definition(language)}{roles}"


def _add_triggers(side: "_Element", schema: Schema, language: str) -> None:
    _add(side, "Header", size="5", value="1. Trigger: event type")
    if len(schema.events) > _MANY_TYPES:
        _add(side, "Filter", name="trigger_filter", toName="trigger", minlength="0", placeholder="filter event types")
    labels = _add(side, "Labels", name="trigger", toName="text", choice="single", showInline="true")
    for name, event, key, colour in _keyed(schema, schema.events, _DIGITS, _TRIGGER_COLOURS):
        hint = f"{event.label(language, name)}: {event.definition(language)}"
        _add(labels, "Label", value=name, hotkey=key, background=colour, hint=hint)


def _add_mentions(side: "_Element", schema: Schema, language: str) -> None:
    _add(side, "Header", size="5", value="2. Argument: entity type")
    labels = _add(side, "Labels", name="mention", toName="text", choice="single", showInline="true")
    for name, entity, key, colour in _keyed(schema, schema.entities, _LETTERS, _MENTION_COLOURS):
        hint = f"{entity.label(language, name)}: {entity.definition(language)}"
        _add(labels, "Label", value=name, hotkey=key, background=colour, hint=hint)


K = TypeVar("K", bound=Type)


def _keyed(
    schema: Schema, types: Mapping[str, K], keys: str, colours: tuple[str, ...]
) -> Iterator[tuple[str, K, str, str]]:
    """Each type with its hotkey (none when they have run out) and its colour: those it was given, else the next."""
    given = {kind.key for kind in (*schema.entities.values(), *schema.events.values())}
    spare = iter([key for key in keys if key not in given])
    for index, (name, kind) in enumerate(types.items()):
        yield name, kind, kind.key or next(spare, ""), kind.colour or colours[index % len(colours)]


def _add_attributes(side: "_Element", schema: Schema, language: str) -> None:
    view = _add(side, "View", visibleWhen="region-selected", whenTagName="trigger")
    _add(view, "Header", size="5", value="3. Attributes of this event")
    for name, attribute in schema.attributes.items():
        _add_attribute(view, name, attribute, language)


def _add_attribute(view: "_Element", name: str, attribute: Attribute, language: str) -> None:
    _add(view, "Header", size="6", value=f"{name}: {attribute.definition(language)}")
    inline = {"name": name, "toName": "text", "perRegion": "true", "choice": "single-radio", "showInline": "true"}
    choices = _add(view, "Choices", **inline)
    for value, choice in attribute.values.items():
        _add(choices, "Choice", value=value, hint=choice.definition(language))


def _add_relations(side: "_Element", schema: Schema) -> None:
    relations = _add(side, "Relations")
    for role in schema.roles:
        _add(relations, "Relation", value=role)


def _add_document(side: "_Element") -> None:
    _add(side, "Header", size="5", value="Whole article")
    choices = _add(side, "Choices", name="status", toName="text", choice="single-radio", showInline="true")
    for status in STATUSES:
        _add(choices, "Choice", value=status)
    _add(side, "TextArea", name="note", toName="text", rows="2", maxSubmissions="1", placeholder="a note, if any")


def _add_article(view: "_Element") -> None:
    """The text is selected by code points: by words, clitics and Chinese characters are out of reach."""
    _add(view, "Header", size="6", value="$about")
    _add(view, "HyperText", name="link", value="$link", inline="true", clickableLinks="true", selectionEnabled="false")
    _add(view, "Text", name="text", value="$text", granularity="symbol", showLabels="true")


def labels_of(config: str) -> dict[str, frozenset[str]]:
    """The values a config offers by control: `trigger`, `mention`, `relation`, and each attribute.

    AnnotateError where it is no XML.
    """
    from lxml import etree

    try:
        root = etree.fromstring(config.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise AnnotateError(f"the labelling config is no XML: {fault}") from None
    controls = {tag.get("name", "relation"): tag for tag in root.iter("Labels", "Choices", "Relations")}
    items = {name: tag.iter("Label", "Choice", "Relation") for name, tag in controls.items()}  # no comments
    return {name: frozenset(str(item.get("value")) for item in found) for name, found in items.items()}


def is_ours(config: str) -> bool:
    """Whether a project's config has the controls that tasks are mapped to."""
    return bool(config) and {"trigger", "mention", "relation", "status"} <= labels_of(config).keys()
