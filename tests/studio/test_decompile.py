"""A labelling config as a schema: ours come back, others are read as far as schemas go, and what is lost is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from annotate.errors import AnnotateError
from annotate.schema import Schema, load_schema, parse_schema, parse_written
from annotate.schema.check import name_faults
from annotate.schema.palette import palette
from annotate.schema.write import to_yaml, tree_of
from annotate.studio.client import Client
from annotate.studio.config import KEPT, labels_of, on_screen, to_config
from annotate.studio.decompile import ONTOLOGY, from_config
from annotate.studio.screen import Screen

SHARED = Path(__file__).parents[2].parent / "shared" / "labelstudio"


def read(config: str, **options: Any) -> tuple[Schema, tuple[str, ...]]:
    """The schema of a config, through the YAML that a user would get, and what is lost."""
    found = from_config(config, "config.xml", **options)
    return parse_written(to_yaml(found.tree), "config.yaml"), found.lost


def foreign(controls: str, text: str = '<Text name="text" value="$text"/>') -> str:
    return f"<View>{controls}{text}</View>"


def labels(name: str, *items: str) -> str:
    inner = "".join(f"<Label {item}/>" for item in items)
    return f'<Labels name="{name}" toName="text">{inner}</Labels>'


EVENT = labels("trigger", 'value="visit"', 'value="treaty"')
ENTITIES = labels("mention", 'value="person"', 'value="place"')


# Screens of ours

SHIPPED = [(name, language) for name in ("diplomacy", "ace") for language in sorted(load_schema(name).labels)]
"""The schemas in each language that they have."""


def bare(schema: Schema, language: str) -> str:
    """The screen of a schema as somebody would set it up by hand: it does not keep the schema."""
    root = etree.fromstring(to_config(schema, language).encode())
    del root.attrib[KEPT]
    return str(etree.tostring(root, encoding="unicode"))


def marked(schema: Schema, language: str, config: str = "") -> str:
    """The screen of a schema, or a given one, that keeps the schema too."""
    if not config:
        return to_config(schema, language)
    root = etree.fromstring(config.encode())
    root.set(KEPT, json.dumps(tree_of(on_screen(schema)), ensure_ascii=False, separators=(",", ":")))
    return str(etree.tostring(root, encoding="unicode"))


def seen(schema: Schema, language: str) -> dict[str, Any]:
    """What a screen in this language says of a schema, part by part."""
    kinds = [("event", name) for name in schema.events] + [("mention", name) for name in schema.entities]
    return {
        "id": schema.id,
        "head": (schema.label(language, schema.name), schema.definition(language)),
        "types": {
            name: (type(kind), kind.label(language, name), kind.definition(language))
            for name, kind in schema.types.items()
        },
        "looks": palette(schema),
        "attributes": {
            name: {
                "said": (each.label(language, name), each.flag, each.awaited),
                "means": "" if each.flag else each.definition(language),  # of a flag a screen has the box alone
                "values": {
                    value: (choice.label(language, value), choice.definition(language))
                    for value, choice in each.values.items()
                },
                "asked": {pair for pair in kinds if each.asked_of(*pair)},  # type: ignore[arg-type]
                "article": each.asked_of("article"),
            }
            for name, each in schema.attributes.items()
        },
        "arcs": set(Screen(schema, language).texts.values()),
    }


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_a_shipped_schema_comes_back_from_its_screen(name: str, language: str) -> None:
    """Ids, labels, definitions, looks, attributes and the texts of arcs are those of the schema."""
    schema = load_schema(name)
    found, lost = read(bare(schema, language))
    assert seen(found, language) == seen(schema, language)
    assert all(kind.labels.keys() <= {language} for kind in found.types.values())
    arcs = [line for line in lost if "<Relation " in line]
    assert len(arcs) == len(schema.roles)
    assert lost[0].startswith("config.xml:1: <View>: defaults, counts, groups, codes, notes, examples, words, and")


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_a_screen_that_keeps_its_schema_gives_it_back_whole(name: str, language: str) -> None:
    """Roles, fillers, counts, defaults, codes and other languages come from what the outermost view keeps."""
    schema = load_schema(name)
    found, lost = read(marked(schema, language))
    assert found == on_screen(schema)
    assert lost == ("config.xml:1: <View>: the words, cues and triggers of the lexicon engine are not on a screen",)


def test_a_flag_is_called_what_its_box_says() -> None:
    """Its definition is in the hint or in a heading with its label, never in the heading of something else."""
    box = '<Choices name="{}" toName="text" choice="multiple"><Choice value="{}" alias="yes" {}/></Choices>'
    config = f"""<View className="event-annotate any@1.0.0 en">{EVENT}
        <View><Header value="Whole article: all of it"/>{box.format("a", "Rare", "")}</View>
        <View><Header value="Odd: seldom seen"/>{box.format("b", "Odd", "")}</View>
        <View>{box.format("c", "yes", 'hint="said twice"')}</View></View>"""
    found, _ = read(config)
    assert {
        name: (each.flag, each.label("en", name), each.definition("en")) for name, each in found.attributes.items()
    } == {
        "a": (True, "Rare", ""),
        "b": (True, "Odd", "seldom seen"),
        "c": (True, "c", "said twice"),
    }


def test_the_screen_of_what_comes_back_is_the_same() -> None:
    """A project that is adopted and pushed again keeps its screen, key by key."""
    schema = load_schema("diplomacy")
    config = to_config(schema, "hi")
    assert to_config(read(marked(schema, "hi"))[0], "hi") == config
    again = to_config(read(bare(schema, "hi"))[0], "hi")
    assert labels_of(again) == labels_of(config)


@pytest.mark.studio
def test_a_server_keeps_what_a_screen_keeps(client: Client) -> None:
    """Label Studio stores the attribute that it does not know, when a project is made and when it is changed."""
    schema = load_schema("diplomacy")
    project = client.make_project("keeps its schema", "", marked(schema, "hi"))
    client.update_project(project, label_config=marked(schema, "en"))
    stored = client.project("keeps its schema")
    assert stored is not None
    assert read(stored.config)[0] == on_screen(schema)


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12).map(
    lambda text: text.replace(": ", ":-").replace(" *", "-*")  # what divides a heading of ours
)


@st.composite
def schemas(draw: st.DrawFn, language: str) -> Schema:
    """Schemas with texts in one language, and no arcs of attributes."""
    kinds = draw(st.lists(NAMES, min_size=2, max_size=7, unique=True))
    cut = draw(st.integers(1, len(kinds) - 1))
    keys = iter(draw(st.permutations("12q9zw3")))

    def part(**more: Any) -> dict[str, Any]:
        texts = {"labels": draw(TEXTS | st.none()), "definitions": draw(TEXTS | st.none())}
        return {key: {language: text} for key, text in texts.items() if text} | more

    def kind() -> dict[str, Any]:
        look = {"key": next(keys), "colour": draw(st.sampled_from(["#000000", "#c92a2a", "#f59f00"]))}
        return part(**{key: value for key, value in look.items() if draw(st.booleans())})

    def attribute() -> dict[str, Any]:
        flag = draw(st.booleans())
        values = {value: part() for value in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))}
        on = draw(st.sampled_from(["event", "mention", "article", ["event", "mention"]]))
        types = draw(st.lists(st.sampled_from(kinds), max_size=2)) if on == ["event", "mention"] else []
        held = {"flag": True} if flag else {"values": values, "required": draw(st.booleans())}
        return part(on=on, types=types, **held)

    roles = {"who": {"labels": {language: "क & <who>"}, "fillers": kinds[cut:]}}
    names = draw(st.lists(NAMES.map(lambda name: f"a_{name}"), max_size=2, unique=True))
    head = {"name": "any", "version": "2.3.4", **part()}
    events = {name: {**kind(), "roles": roles} for name in kinds[:cut]}
    tree = {**head, "entities": {name: kind() for name in kinds[cut:]}, "events": events}
    tree["attributes"] = {name: attribute() for name in names}
    assume(not list(name_faults(tree)))  # such as two labels that are one
    return Schema.model_validate(tree)


@given(st.sampled_from(["en", "hi"]).flatmap(lambda language: st.tuples(schemas(language), st.just(language))))
def test_any_schema_comes_back_from_its_screen(case: tuple[Schema, str]) -> None:
    """What a screen shows of a schema is what is read from it, and from one that keeps it, the schema."""
    schema, language = case
    tree = from_config(bare(schema, language), "config.xml").tree
    assert seen(Schema.model_validate(tree), language) == seen(schema, language)
    kept = Schema.model_validate(from_config(marked(schema, language), "config.xml").tree)
    assert kept == on_screen(schema)


def test_what_was_changed_by_hand_is_read_over_what_is_kept() -> None:
    """A label renamed, one added and one taken away in Label Studio: seen, new to all, and not lost."""
    schema = load_schema("diplomacy")
    root = etree.fromstring(to_config(schema, "hi").encode())
    trigger, mention = root.findall(".//Labels")
    trigger[0].set("value", "राजकीय यात्रा")
    etree.SubElement(trigger, "Label", value="summit")
    mention.remove(mention[0])
    etree.SubElement(root.findall(".//Relations")[0], "Relation", value="witness")
    found, lost = read(marked(schema, "hi", etree.tostring(root, encoding="unicode")))
    assert found.events["diplomatic_visit"].labels == {
        **schema.events["diplomatic_visit"].labels,
        "hi": "राजकीय यात्रा",
    }
    assert list(found.events) == [*schema.events, "summit"]
    assert found.events["summit"].roles.keys() == {"witness"}
    assert found.events["treaty"].roles.keys() == {*schema.events["treaty"].roles, "witness"}
    assert found.entities["person"] == on_screen(schema).entities["person"]
    assert any("'person' is no more on the screen; it stays in the schema" in line for line in lost)


@pytest.mark.parametrize("kept", ["{", "[]", '{"name": "x"}', "[" * 100_000])
def test_what_is_kept_but_no_schema_is_passed_over(kept: str) -> None:
    """The screen alone is read, and that is told."""
    root = etree.fromstring(to_config(load_schema("diplomacy"), "en").encode())
    root.set(KEPT, kept)
    found, lost = read(etree.tostring(root, encoding="unicode"))
    assert list(found.events) == list(load_schema("diplomacy").events)
    assert "config.xml:1: <View>: its data-schema is no schema and is passed over" in lost


def test_attributes_of_arguments_and_relations_come_back_from_what_is_kept() -> None:
    """All that arcs say is told apart again: roles, relations, flags and values of arguments."""
    schema = parse_schema(
        """
name: arcs
version: 1.0.0
entities: {person: {}}
events: {visit: {roles: {who: {fillers: [person], count: "1", labels: {en: "R&D <who>"}}}}}
relations: {same: {ends: {from: person}, symmetric: true}}
attributes:
  implied: {on: argument, flag: true}
  sure: {on: [argument, event], values: {yes: {}, no: {}}, default: no}
""",
        "arcs.yaml",
    )
    assert read(marked(schema, "en"))[0] == schema
    plain, lost = read(bare(schema, "en"))
    assert list(plain.events["visit"].roles) == ["R_D_who", "same", "implied", "sure_yes", "sure_no"]
    assert len([line for line in lost if "given to all" in line]) == 5


# Screens set up by hand


def test_a_screen_set_up_by_hand_is_read() -> None:
    """The controls, their labels, and who is asked what; the tree of values is flattened, and that is told."""
    config = SHARED / "event_config.xml"
    if not config.is_file():
        pytest.skip("the configs of others are not in the repository")
    found, lost = read(config.read_text(encoding="utf-8"), name="theirs")
    assert found.id == "theirs@1.0.0"
    assert list(found.events) == ["DiplomaticVisit", "TroopDeployment", "Treaty"]
    assert list(found.entities) == ["Person", "Organisation", "Place", "Time", "Troops"]
    assert {name: (each.on, each.types) for name, each in found.attributes.items()} == {
        "polarity": (("event",), ()),
        "modality": (("event",), ()),
        "treaty_kind": (("event",), ("Treaty",)),
        "doc_status": (("article",), ()),
    }
    kinds = found.attributes["treaty_kind"].values
    assert list(kinds) == ["Bilateral", "Bilateral_Trade", "Bilateral_Defence", "Multilateral"]
    assert kinds["Bilateral_Trade"].codes == {ONTOLOGY: ("Bilateral/Trade",)}
    assert palette(found)["Treaty"].colour == "#1864ab"
    assert "".join(palette(found)[name].key for name in found.types) == "qwety123"
    assert lost[0].startswith("config.xml:26: <Taxonomy treaty_kind>: its tree is flattened to one list")
    assert [line.split(":")[1] for line in lost[1:]] == ["29"] * 7


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("R&amp;D &lt;x&gt; &quot;q&quot;", "R_D_x_q"),
        ("👩‍🔬 visit 👍🏽", "visit"),
        ("दौरा", "type_1"),
        ("2nd visit", "nd_visit"),
        ("org:founded_by", "org_founded_by"),
        ("a.b-c_1", "a.b-c_1"),
    ],
)
def test_a_label_that_is_no_id_is_kept_as_label_and_code(text: str, name: str) -> None:
    """The text stands in the language of the labels, and what Label Studio stores among the codes."""
    found, _ = read(foreign(labels("trigger", f'value="{text}"')), language="hi")
    shown = str(etree.fromstring(f'<a b="{text}"/>').get("b"))
    assert list(found.events) == [name]
    assert found.events[name].labels == ({} if name == shown else {"hi": shown})
    assert found.events[name].codes == ({} if name == shown else {ONTOLOGY: (shown,)})


def test_ids_are_unique_over_all_types() -> None:
    """Texts with the same letters, and a label that is event type and entity type, get numbers."""
    controls = labels("trigger", 'value="R&amp;D"', 'value="R D"', 'value="R_D"', 'value="मिलना"', 'value="जाना"')
    found, _ = read(foreign(controls + labels("m", 'value="R_D"', 'value="place"')))
    assert list(found.events) == ["R_D_2", "R_D_3", "R_D", "type_1", "type_2"]
    assert list(found.entities) == ["R_D_4", "place"]
    assert found.entities["R_D_4"].label("en", "") == "R_D"


def test_an_arc_that_reads_like_the_id_of_another_shows_its_own() -> None:
    """A text of an arc must lead to one id, and an id made of letters may be the text of the next."""
    arcs = '<Relations><Relation value="R&amp;D"/><Relation value=" R_D"/></Relations>'
    found, lost = read(foreign(EVENT + ENTITIES + arcs))
    roles = found.events["visit"].roles
    assert {name: role.label("en", name) for name, role in roles.items()} == {"R_D": "R&D", "R_D_2": "R_D_2"}
    assert [role.codes[ONTOLOGY] for role in roles.values()] == [("R&D",), (" R_D",)]
    assert "config.xml:1: <Relation  R_D>: another is called ' R_D' too; it is shown as 'R_D_2'" in lost


def test_labels_that_look_the_same_are_told_apart_by_their_ids() -> None:
    """Our screens cannot have two labels with one text, so that all but one show the id."""
    found, lost = read(foreign(labels("trigger", 'value="Visit" alias="v1"', 'value="Visit " alias="v2"')))
    assert {name: kind.label("en", name) for name, kind in found.events.items()} == {"v1": "Visit", "v2": "v2"}
    assert lost == ("config.xml:1: <Label Visit >: another is called 'Visit ' too; it is shown as 'v2'",)


def test_the_control_of_the_event_types_can_be_named() -> None:
    """Where no name tells, the user does; the labels of the others are entity types."""
    found, _ = read(foreign(labels("a", 'value="person"') + labels("b", 'value="visit"')), triggers="b")
    assert (list(found.events), list(found.entities)) == (["visit"], ["person"])


@pytest.mark.parametrize("name", ["trigger", "Trigger", "triggers", "event", "event_type", "Events"])
def test_a_control_named_for_events_holds_the_event_types(name: str) -> None:
    """Its name begins so, in small or capital letters."""
    found, _ = read(foreign(ENTITIES + labels(name, 'value="visit"')))
    assert (list(found.events), list(found.entities)) == (["visit"], ["person", "place"])


@pytest.mark.parametrize("tag", ["HyperTextLabels", "ParagraphLabels", "labels"])
def test_labels_of_every_kind_of_text_are_read(tag: str) -> None:
    """Capital letters in tags and attributes make no difference to Label Studio."""
    config = f'<View><{tag} name="trigger" toname="t"><Label VALUE="x"/></{tag}><HyperText name="t" value="$t"/></View>'
    assert list(read(config)[0].events) == ["x"]


def test_arcs_between_labels_of_one_control_are_relations() -> None:
    """Where no entity type could fill a role, what is drawn joins events."""
    arc = "<Relations><Relation value='org:founded_by'/></Relations>"
    found, lost = read(foreign(labels("label", 'value="ORG"', 'value="PER"') + arc), triggers="label")
    assert found.relations["org_founded_by"].ends[0].source == ("ORG", "PER")
    assert found.relations["org_founded_by"].label("en", "") == "org:founded_by"
    assert lost == (
        "config.xml:1: <Relation org:founded_by>: relation org_founded_by: nothing says what it joins; it may join all",
    )


def per_region(inside: str, view: str = 'visibleWhen="region-selected"', tag: str = "") -> str:
    choices = f'<Choices name="kind" toName="text" perRegion="true" {tag}>{inside}</Choices>'
    return foreign(EVENT + ENTITIES + f"<View {view}>{choices}</View>")


@pytest.mark.parametrize(
    ("view", "on", "types"),
    [
        ("", ("event", "mention"), ()),
        ('visibleWhen="region-selected"', ("event", "mention"), ()),
        ('visibleWhen="region-selected" whenTagName="trigger"', ("event",), ()),
        ('visibleWhen="region-selected" whenTagName="mention"', ("mention",), ()),
        ('visibleWhen="region-selected" whenTagName="trigger,mention"', ("event", "mention"), ()),
        ('visibleWhen="region-selected" whenLabelValue="visit"', ("event",), ("visit",)),
        ('visibleWhen="region-selected" whenLabelValue="visit,treaty"', ("event",), ()),
        ('visibleWhen="region-selected" whenLabelValue="treaty,place"', ("event", "mention"), ("treaty", "place")),
    ],
)
def test_an_attribute_is_asked_of_what_it_is_shown_for(view: str, on: tuple[str, ...], types: tuple[str, ...]) -> None:
    """The conditions stand on the view around the choices or on the choices themselves."""
    value = '<Choice value="a"/>'
    for config in (per_region(value, view), per_region(value, "", view)):
        attribute = read(config)[0].attributes["kind"]
        assert (attribute.on, attribute.types) == (on, types)


def test_what_a_choice_says_beyond_one_value_is_told() -> None:
    """Several at once, one chosen beforehand, one shown after another choice."""
    inside = '<Choice value="a" selected="true"/><Choice value="b c"/>'
    found, lost = read(per_region(inside, 'visibleWhen="choice-selected"', 'choice="multiple"'))
    assert list(found.attributes["kind"].values) == ["a", "b_c"]
    assert not found.attributes["kind"].required
    told = {line.partition(">: ")[2].partition(" ")[2][:24] for line in lost}
    assert told == {"may be chosen there; an a"[:24], "is chosen beforehand the"[:24], "is shown when choice-sel"[:24]}


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ('toName="image"', "it is not asked of the text that the events are in"),
        ('toName="text" perRegion="true" whenTagName="other"', "it is asked of no label that is read here"),
        ('toName="text" perRegion="true" whenLabelValue="gone"', "it is asked of no label that is read here"),
    ],
)
def test_choices_of_something_else_are_told(tag: str, told: str) -> None:
    """What is asked of no text, or of labels that are not there, is no attribute."""
    choices = f'<Choices name="c" {tag} visibleWhen="region-selected"><Choice value="a"/></Choices>'
    found, lost = read(foreign(EVENT + choices))
    assert not found.attributes
    assert lost == (f"config.xml:1: <Choices c>: {told}",)


def test_a_name_that_our_screens_use_gets_a_number() -> None:
    """An attribute called like a control of ours would take its place."""
    found, _ = read(
        foreign(EVENT + '<Choices name="status" toName="text" required="true"><Choice value="ok"/></Choices>')
    )
    assert found.attributes["status_2"].codes == {ONTOLOGY: ("status",)}
    assert found.attributes["status_2"].required


def test_what_a_schema_has_nothing_for_is_named_with_its_line() -> None:
    """Layout is passed over in silence, everything else has its tag, its name and its line."""
    odd = """
<Header value="h"/><Style>.x{}</Style><Collapse><Panel value="p"><Filter name="f" toName="trigger"/></Panel></Collapse>
<Rating name="stars" toName="text" perRegion="true"/>
<TextArea name="why" toName="text"><Shortcut value="x"/></TextArea>
<Number name="how_many" toName="text" perRegion="true"/>
<Image name="image" value="$image"/>
<RectangleLabels name="box" toName="image"><Label value="car"/></RectangleLabels>
<Labels name="m" toName="image"><Label value="car"/></Labels>
<Choices name="c" toName="text" value="$options"/>
"""
    found, lost = read(foreign(EVENT + odd))
    assert not found.entities
    assert not found.attributes
    assert [line.split(": ")[:2] for line in lost] == [
        ["config.xml:3", "<Rating stars>"],
        ["config.xml:4", "<TextArea why>"],
        ["config.xml:5", "<Number how_many>"],
        ["config.xml:6", "<Image image>"],
        ["config.xml:7", "<RectangleLabels box>"],
        ["config.xml:8", "<Labels m>"],
        ["config.xml:9", "<Choices c>"],
    ]


def test_keys_and_colours_are_kept_where_our_language_has_them() -> None:
    """A named colour, a chord and a key that is taken are told; a label without a key gets the next."""
    config = foreign(
        labels(
            "trigger",
            'value="a" hotkey="z" background="#123456"',
            'value="b" hotkey="z" background="red"',
            'value="c" hotkey="ctrl+k"',
            'value="d" hotkey="1"',
        )
    )
    found, lost = read(config)
    looks = palette(found)
    assert "".join(looks[name].key for name in "abcd") == "z231"
    assert looks["a"].colour == "#123456"
    assert [line.partition(">: ")[2] for line in lost] == [
        "the hotkey 'z' is taken, or not one small letter or digit",
        "the colour 'red' is not # and six hexadecimal digits",
        "the hotkey 'ctrl+k' is taken, or not one small letter or digit",
    ]


BOMB = "".join(f'<!ENTITY {name} "{f"&{less};" * 10}">' for less, name in zip("abcdefghi", "bcdefghij", strict=True))
ATTACK = f'<!DOCTYPE View [<!ENTITY a "aaaaaaaaaa">{BOMB}]><View className="&j;"/>'
OUTSIDE = '<!DOCTYPE View [<!ENTITY x SYSTEM "file:///etc/hostname">]><View>&x;' + EVENT + "</View>"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("", "config.xml: the labelling config is no XML: "),
        ("labels: {}", "config.xml: the labelling config is no XML: "),
        ("<View><Labels></View>", "config.xml: the labelling config is no XML: "),
        ("<View>\udc80</View>", "config.xml: the labelling config holds half of a surrogate pair"),
        (ATTACK, "config.xml: "),
        (OUTSIDE, "config.xml: a labelling config has no DOCTYPE and declares no entities; take them out"),
        ("<View/>", r"config.xml: no Labels of a text in this labelling config \(found: View\)"),
        (foreign(labels("trigger")), "config.xml:1: <Labels trigger>: it has no label with a value; a schema has one"),
        (foreign(labels("trigger", 'value=""')), "config.xml:1: <Labels trigger>: it has no label with a value"),
        (
            foreign(ENTITIES),
            r"config.xml: which Labels control holds the event types\? Name it as 'triggers' \(controls: mention\)",
        ),
        (foreign(labels("a", 'value="x"') + labels("b", 'value="y"')), r"\(controls: a, b\)"),
        (foreign(labels("event_a", 'value="x"') + labels("event_b", 'value="y"')), r"\(controls: event_a, event_b\)"),
        (
            '<View><Labels name="trigger" toName="a"><Label value="x"/></Labels><Audio name="a" value="$a"/></View>',
            "config.xml: no Labels of a text in this labelling config",
        ),
    ],
)
def test_what_is_no_config_of_events_is_told_in_one_line(config: str, message: str) -> None:
    """What is wrong, where, and what to do."""
    with pytest.raises(AnnotateError, match=message) as caught:
        from_config(config, "config.xml")
    assert len(str(caught.value).splitlines()) == 1


def test_a_control_that_is_not_there_is_told_with_those_that_are() -> None:
    """A slip of the pen is seen."""
    with pytest.raises(
        AnnotateError, match=r"no Labels control is called 'mentoin' \(known: trigger, mention\); did you"
    ):
        from_config(foreign(EVENT + ENTITIES), "config.xml", triggers="mentoin")


ODD_TEXTS = st.text(st.sampled_from("ab_ .&<>\"'1Aé🙂क\u200d:/,$="), max_size=6)


@given(st.lists(ODD_TEXTS, min_size=1, max_size=5), st.lists(ODD_TEXTS, max_size=5), st.lists(ODD_TEXTS, max_size=4))
def test_whatever_the_labels_are_the_schema_is_sound(events: list[str], entities: list[str], arcs: list[str]) -> None:
    """Every config with an event type gives a schema that reads, and whose screen can be read again."""
    root = etree.Element("View")
    for name, items in (("trigger", events), ("m", entities)):
        control = etree.SubElement(root, "Labels", name=name, toName="text")
        for item in items:
            etree.SubElement(control, "Label", value=item, hotkey=item[:1], background=item, hint=item)
    relations = etree.SubElement(root, "Relations")
    for item in arcs:
        etree.SubElement(relations, "Relation", value=item)
    etree.SubElement(root, "Text", name="text", value="$text")
    config = etree.tostring(root, encoding="unicode")
    if not any(events):
        with pytest.raises(AnnotateError, match="no label with a value"):
            from_config(config, "config.xml")
        return
    tree = from_config(config, "config.xml").tree
    found = parse_written(json.dumps(tree, ensure_ascii=False), "config.yaml")  # JSON, which is YAML, says any text
    assert len(found.events) == len({text for text in events if text})
    again = Schema.model_validate(from_config(to_config(found), "config.xml").tree)
    assert seen(again, "en")["types"] == seen(found, "en")["types"]


def test_a_dollar_sign_comes_back_as_it_was() -> None:
    """What keeps Label Studio from reading `$100` as a name is no part of the text."""
    text = "name: aid\nversion: 1.0.0\nevents: {aid: {labels: {en: Aid of $100}, definitions: {en: $5 or more}}}\n"
    schema = parse_schema(text, "aid.yaml")
    for config in (to_config(schema), bare(schema, "en")):
        aid = read(config)[0].events["aid"]
        assert (aid.label("en", ""), aid.definition("en")) == ("Aid of $100", "$5 or more")
