"""An event schema as a labelling config, the XML that Label Studio draws its screen from.

One `Labels` control named `trigger` holds the event types, one named `mention` the entity types; roles, relations and
attributes of arguments are labels of arcs; each other attribute is a choice, shown when a region that it is asked of is
selected. What is shown is in the annotator's language; what is stored are the ids of the schema (`alias`), but for
arcs, of which Label Studio stores what it shows (see `annotate.studio.screen`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from annotate.errors import AnnotateError
from annotate.schema import Attribute, EventType, Schema, Type
from annotate.schema.model import YES, Described
from annotate.schema.palette import palette
from annotate.schema.phrases import direction, phrases
from annotate.schema.write import tree_of
from annotate.studio.screen import Screen

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = "event-annotate"
"""The class of the outermost view: the sign that a project's screen is ours."""

KEPT = "data-schema"
"""The attribute of the outermost view that holds the schema as JSON: Label Studio keeps it and passes over it."""

LONE_DOLLAR = "$\u2060"
"""A dollar sign that begins no name: a word joiner, which nobody sees, keeps it from what follows."""

STATUSES = ("done", "unsure", "broken text", "off topic")
"""What an annotator can say of the whole article."""

_FONTS = (
    '"Noto Sans","Noto Sans Devanagari","Noto Naskh Arabic","Noto Sans Arabic","Noto Sans CJK SC","Noto Sans Bengali",'
    "system-ui,sans-serif"
)
_STYLE = (
    ".lsf-htx-richtext{line-height:3.2 !important; font-size:17px;"  # arcs hide the text in closer lines
    f"font-family:{_FONTS}}}"
    ".lsf-richtext__line{unicode-bidi:plaintext; text-align:start; width:100%}"  # else a drag over Arabic goes astray
    ".htx-highlight area{display:inline-block !important}"  # handles to stretch a span, which Chromium hides
    ".lsf-label__hotkey{margin-inline:12px 0 !important}"  # else it touches a label that is read from the right
    "[data-testid=select-popup] .overflow-y-auto{"  # the roles are one long list, without a search
    "max-height:calc(var(--radix-popover-content-available-height, 310px) - 10px) !important}"
    "[data-testid^=select-option] *{padding-block:0 !important}"
    "[data-testid=textarea-counts]{display:none !important}"  # pushes the note's button out of the panel
)
_MANY_TYPES = 12
_PLAIN = "white-space:pre-line; font-size:13px; font-weight:400; line-height:1.45; margin:2px 0 8px"  # a Header is bold
_ASKED = "font-size:14px; line-height:1.35; margin:6px 0 2px"
_SCROLLED = "max-height:26vh; overflow-y:auto; resize:vertical"  # what is asked of a selection stays in sight
_SIDE = "flex:0 0 330px; position:sticky; top:0; max-height:calc(100vh - 160px); overflow-y:auto; padding-right:8px;"


def to_config(schema: Schema, language: str = "en") -> str:
    """The labelling config of a schema; labels, guidelines and hints in `language`, in English where it has none."""
    from lxml import etree

    root = etree.Element("View", className=f"{MARK} {schema.id} {language}", style="display:flex; gap:12px;")
    root.set(KEPT, json.dumps(tree_of(on_screen(schema)), ensure_ascii=False, separators=(",", ":")))
    _add(root, "Style").text = _STYLE
    side = _add(root, "View", style=f"{_SIDE} direction:{direction(language)};")
    _add_guidelines(side, schema, language)
    _add_triggers(side, schema, language)
    _add_mentions(side, schema, language)
    _add_selected(side, schema, language)
    _add_arcs(side, Screen(schema, language))
    _add_document(side, schema, language)
    _keep_dollars(side)
    _add_article(_add(root, "View", style="flex:1 1 auto; max-width:100ch; padding:0 28px;"))
    return str(etree.tostring(root, encoding="unicode", pretty_print=True)).strip()  # as the server gives it back


def on_screen(schema: Schema) -> Schema:
    """Without what no screen is for: examples, the words of engines, and types and groups that are no labels."""
    silent: dict[str, Any] = {"examples": {}, "counterexamples": {}, "notes": {}}

    def bare(kind: Type, **more: Any) -> dict[str, Any]:
        return {**silent, "parent": kind.parent if kind.parent in schema.types else None, **more}

    words = {"words": {}, "modifiers": 0, "complements": {}, "kinds": ()}
    entities = {name: each.model_copy(update=bare(each, **words)) for name, each in schema.entities.items()}
    events = {
        name: each.model_copy(
            update=bare(
                each,
                triggers={},
                roles={n: role.model_copy(update={**silent, "cues": {}}) for n, role in each.roles.items()},
            )
        )
        for name, each in schema.events.items()
    }
    whole = {"entities": entities, "events": events, "groups": {}, "unless": {}, "setting": (), "changelog": {}}
    return schema.model_copy(update={**silent, **whole})


def _add(parent: "_Element", tag: str, **attributes: str) -> "_Element":
    from lxml import etree

    return etree.SubElement(parent, tag, {key: value for key, value in attributes.items() if value})


def _add_guidelines(side: "_Element", schema: Schema, language: str) -> None:
    title = f"{phrases(language)['guidelines']}: {schema.label(language, schema.name)}"
    panel = _add(_add(side, "Collapse"), "Panel", value=title)
    for line in guidelines(schema, language):
        _add(panel, "Header", size="6", value=line, style=_PLAIN)


def guidelines(schema: Schema, language: str) -> Iterable[str]:
    """The rules of the schema in short, a paragraph each: the whole, then each event type with its roles."""
    yield phrases(language)["how"]
    yield schema.definition(language)
    for name, event in schema.events.items():
        said = f"{event.label(language, name)}: {event.definition(language)}"
        yield "\n".join([said, *_roles(schema, event, language)])


def _roles(schema: Schema, event: EventType, language: str) -> Iterator[str]:
    """A line a role: what it means, and who may fill it."""
    for name, role in event.roles.items():
        fillers = phrases(language)["comma"].join(schema.types[each].label(language, each) for each in role.fillers)
        yield f"– {role.label(language, name)}: {role.definition(language)} ({fillers})"


def _add_triggers(side: "_Element", schema: Schema, language: str) -> None:
    said = phrases(language)
    _add(side, "Header", size="5", value=said["trigger"])
    if len(schema.events) > _MANY_TYPES:
        _add(side, "Filter", name="trigger_filter", toName="trigger", minlength="0", placeholder=said["filter"])
    _add_labels(side, "trigger", schema.events, schema, language)


def _add_mentions(side: "_Element", schema: Schema, language: str) -> None:
    _add(side, "Header", size="5", value=phrases(language)["mention"])
    _add_labels(side, "mention", schema.entities, schema, language)


def _add_labels(side: "_Element", control: str, types: Mapping[str, Type], schema: Schema, language: str) -> None:
    view = _add(side, "View", style=_SCROLLED) if len(types) > _MANY_TYPES else side
    labels = _add(view, "Labels", name=control, toName="text", choice="single", showInline="true")
    looks = palette(schema)
    for name, kind in types.items():
        _add(labels, "Label", **_shown(kind, name, language), hotkey=looks[name].key, background=looks[name].colour)


def _shown(part: Described, name: str, language: str) -> dict[str, str]:
    """The label that is shown, the id that is stored, and the definition as a hint."""
    label = part.label(language, name)
    kept = label == name and "$" not in name  # see `_keep_dollars`
    return {"value": label, "alias": "" if kept else name, "hint": part.definition(language)}


def _add_selected(side: "_Element", schema: Schema, language: str) -> None:
    """What is shown only while a region is selected: the attributes asked of it, and the roles of its event type."""
    for name, attribute in schema.attributes.items():
        if types := ",".join(_asked_types(schema, attribute)):
            asked = {"visibleWhen": "region-selected", "whenLabelValue": types}
            view = _add(side, "View", **asked)
            # On the choices too: Label Studio asks for required ones, and drops stray ones, by what stands there.
            _add_attribute(view, name, attribute, language, perRegion="true", **asked)
    for name, event in schema.events.items():
        roles = "\n".join(_roles(schema, event, language))
        if roles:
            view = _add(side, "View", visibleWhen="region-selected", whenTagName="trigger", whenLabelValue=name)
            title = f"{phrases(language)['roles_of']}: {event.label(language, name)}"
            _add(view, "Header", size="6", value=title, style=_ASKED)
            _add(view, "Header", size="6", value=roles, style=_PLAIN)


def _asked_types(schema: Schema, attribute: Attribute) -> Iterator[str]:
    yield from (name for name in schema.events if attribute.asked_of("event", name))
    yield from (name for name in schema.entities if attribute.asked_of("mention", name))


def _add_attribute(view: "_Element", name: str, attribute: Attribute, language: str, **scope: str) -> None:
    """A heading with a star where something must be chosen, and the choices; a flag is one box to tick."""
    label, definition = attribute.label(language, name), attribute.definition(language)
    heading = f"{label}{' *' if attribute.awaited else ''}" + (f": {definition}" if definition else "")
    kind = "multiple" if attribute.flag else "single-radio"
    if not attribute.flag:  # the box itself says what it is
        _add(view, "Header", size="6", value=heading, style=_ASKED)
    if attribute.awaited:
        scope |= {"required": "true", "requiredMessage": f"{label}: {phrases(language)['required']}"}
    choices = _add(view, "Choices", name=name, toName="text", choice=kind, showInline="true", **scope)
    for value, choice in attribute.values.items():
        _add(choices, "Choice", **_shown(choice, value, language))
    if attribute.flag:
        _add(choices, "Choice", value=label, alias=YES, hint=definition)


def _add_arcs(side: "_Element", screen: Screen) -> None:
    relations = _add(side, "Relations")
    for text in screen.texts.values():
        _add(relations, "Relation", value=text)


def _add_document(side: "_Element", schema: Schema, language: str) -> None:
    said = phrases(language)
    _add(side, "Header", size="5", value=said["article"])
    for name, attribute in schema.attributes_of("article").items():
        _add_attribute(side, name, attribute, language)
    choices = _add(side, "Choices", name="status", toName="text", choice="single-radio", showInline="true")
    for status in STATUSES:
        _add(choices, "Choice", value=said[status], alias="" if said[status] == status else status)
    _add(side, "TextArea", name="note", toName="text", rows="2", maxSubmissions="1", placeholder=said["note"])


def _keep_dollars(side: "_Element") -> None:
    """Texts are shown as they are: to Label Studio `$100` is what the task holds under `100`.

    Arcs are left alone; there it shows, and stores, the text itself.
    """
    for tag in side.iter("Panel", "Header", "Label", "Choice"):
        tag.set("value", str(tag.get("value", "")).replace("$", LONE_DOLLAR))


def _add_article(view: "_Element") -> None:
    """The text is selected by code points: by words, clitics and Chinese characters are out of reach."""
    _add(view, "Header", size="6", value="$about", style=_PLAIN)
    _add(view, "HyperText", name="link", value="$link", inline="true", clickableLinks="true", selectionEnabled="false")
    _add(view, "Text", name="text", value="$text", granularity="symbol", showLabels="true")


def labels_of(config: str) -> dict[str, frozenset[str]]:
    """What a config can store by control: ids of `trigger`, `mention` and each attribute, texts of `relation`.

    AnnotateError where it is no XML.
    """
    root = parse_config(config)
    controls = {tag.get("name", "relation"): tag for tag in root.iter("Labels", "Choices", "Relations")}
    items = {name: tag.iter("Label", "Choice", "Relation") for name, tag in controls.items()}  # no comments
    return {name: frozenset(map(stored_value, found)) for name, found in items.items()}


def stored_value(item: "_Element") -> str:
    """What Label Studio keeps of a label or choice: its alias, else what it shows."""
    return str(item.get("alias") or item.get("value"))


def parse_config(config: str) -> "_Element":
    """The root of a labelling config; AnnotateError where it is no XML."""
    from lxml import etree

    try:
        return etree.fromstring(config.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise AnnotateError(f"the labelling config is no XML: {fault}") from None


def language_of(config: str) -> str:
    """The language of a screen of ours; English where it does not say."""
    classes = str(parse_config(config).get("className", "")).split()
    return classes[2] if len(classes) > 2 and classes[0] == MARK else "en"  # noqa: PLR2004  mark, schema, language


def is_ours(config: str) -> bool:
    """Whether a project's config has the controls that tasks are mapped to."""
    return bool(config) and {"trigger", "mention", "relation", "status"} <= labels_of(config).keys()
