"""brat configurations in and out: nothing is lost unsaid, and what goes out comes in again the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.schema.check import RESERVED
from annotate.schema.forms.brat import from_brat, to_brat, to_visual
from annotate.schema.read import parse_schema, parse_written, read_written
from annotate.schema.write import to_yaml, tree_of

CHECKOUT = Path(__file__).parents[3]
CORPORA = CHECKOUT.parent / "shared" / "corpora"
NEWS, BIO, NEREL = (CORPORA / name for name in ("brat_tutorials/news", "brat_tutorials/bio", "nerel_ru"))
CONFS = [pytest.param(folder / "annotation.conf", id=folder.name) for folder in (NEWS, BIO, NEREL)]
Tree = dict[str, Any]

ODD = """\
[spans]
2-part
Gene|GO:1 <NORM>:UniProt|EntrezGene
 !Enzyme
  Kinase
Attack
Ort\u00e9
Orte\u0301
---
[relations]
Theme Arg1:Gene, Arg2:<ENTITY>
Coref Anaphora:Gene, Antecedent:Gene|Attack, <REL-TYPE>:symmetric
Equiv Arg1:Gene, Arg2:Gene
Equiv Arg1:Attack, Arg2:Kinase, <REL-TYPE>:symmetric-transitive-strict
Three A:Gene, B:Gene, C:Gene
<OVERLAP> Arg1:Gene, Arg2:Gene, <OVL-TYPE>:contain
!Above
[events]
<LIVING>=Gene|2-part
<TWICE>=Theme+:<LIVING>, Theme2?:Kinase
<Gene>=Kinase|2-part
<spare>=Gene
Attack <TWICE>, Site{2-3}:<Gene>, Cause{2}:<EVENT>|<ANY>, Time{2-9999}:Attack
 Raid <INHERIT>, Goal*:2-part
 Siege Theme+:<LIVING>, Way:Gone|Kinase, Who:Gone
[attributes]
note Arg:<EVENT>
Mood Arg:<ANY>, Value:good|bad|2, <DEFAULT>:good
Sure Arg:Gene|Raid, Value:no|yes
Lost Arg:<RELATION>
[options]
Tokens tokenizer:mecab
"""


def written(tree: Tree) -> Any:
    """The schema of a plain tree, as its author wrote it."""
    return parse_written(to_yaml(tree), "imported.yaml")


def counted(conf: str) -> Iterator[tuple[str, str]]:
    """Section and name of every type, (events and roles, with their count sign) by a reading of the text of its own."""
    section = ""
    for line in conf.splitlines():
        name, *rest = line.split(maxsplit=1) or [""]
        if name.startswith("["):
            section = name.strip("[]")
        elif name and not name.startswith(("#", "<")):
            yield section, name.removeprefix("!")
            if section == "events":
                roles = regex.findall(r"([\w-]+?)([?*+]|\{[\d-]+\})?:", " ".join(rest))
                yield from ((name, role + (sign or "1")) for role, sign in roles)


@pytest.mark.parametrize("path", CONFS)
def test_keeps_every_type_role_and_count(path: Path) -> None:
    """Of three configurations that others work with, counted in the text."""
    conf = path.read_text("utf-8")
    tree = from_brat(conf, "annotation.conf").tree
    kept = {(kind, name) for kind in ("entities", "relations", "attributes", "events") for name in tree.get(kind, ())}
    for name, event in tree["events"].items():
        kept |= {(name, role + part.get("count", "*")) for role, part in event.get("roles", {}).items()}
    assert kept - {("events", "Event")} == set(counted(conf))
    assert tree == tree_of(written(tree))


@pytest.mark.parametrize("path", CONFS)
def test_goes_out_and_comes_in_the_same(path: Path) -> None:
    """A configuration that was imported loses nothing but its comments when it goes to brat and comes back."""
    tree = from_brat(path.read_text("utf-8"), "annotation.conf").tree
    out = to_brat(written(tree))
    again = from_brat(out.text, "annotation.conf")
    assert again.tree == tree
    assert again.lost == ("annotation.conf: comments: lines 1",)
    assert out.lost == ("name and version: 1",)


def test_reads_the_forms_of_a_configuration() -> None:
    """Parents, macros, counts, several ends, flags and values of the tutorials."""
    tree = from_brat((NEWS / "annotation.conf").read_text("utf-8"), "annotation.conf", name="news").tree
    assert tree["events"]["Life"] == {"abstract": True}
    assert tree["events"]["Marry"] == {
        "parent": "Life",
        "roles": {
            "Person-Arg": {"fillers": ["Person"], "count": "{2}"},
            "Place-Arg": {"fillers": ["GPE"], "count": "?"},
        },
    }
    assert tree["groups"]["POG"] == ["Person", "Organization", "GPE"]
    assert tree["relations"]["Alias"] == {"ends": {"from": "Person"}, "symmetric": True, "transitive": True}
    assert tree["attributes"]["Individual"] == {"on": "mention", "flag": True, "required": False}
    assert tree["attributes"]["Confidence"] == {"values": {"High": {}, "Neutral": {}, "Low": {}}, "required": False}
    bio = from_brat((BIO / "annotation.conf").read_text("utf-8"), "annotation.conf").tree
    assert [ends["from"] for ends in bio["relations"]["Equiv"]["ends"]] == ["Protein", "Simple_chemical", "Organism"]


def test_takes_labels_and_colours_of_visual_conf() -> None:
    """The first label; shorter ones, and how arcs are drawn, are said to be lost."""
    conf, visual = ((NEWS / name).read_text("utf-8") for name in ("annotation.conf", "visual.conf"))
    found = from_brat(conf, "annotation.conf", visual)
    assert found.tree["entities"]["GPE"] == {"labels": {"en": "Geo-political entity"}, "colour": "#FFD412"}
    assert found.tree["events"]["Be-born"]["labels"] == {"en": "Be born"}
    assert found.tree["events"]["Die"]["roles"]["Agent-Arg"]["labels"] == {"en": "Agent"}
    assert "visual.conf:26: shorter labels of 'Organization': Org" in found.lost
    schema = written(found.tree)
    again = from_brat(conf, "annotation.conf", to_visual(schema, "en")).tree
    assert again["events"]["Be-born"]["labels"] == {"en": "Be born"}
    assert {name: each["colour"] for name, each in again["entities"].items()} == {
        name: each["colour"] for name, each in found.tree["entities"].items()
    }


def test_holds_or_names_every_line_of_an_odd_configuration() -> None:
    """Names that are none here, macros of arguments, inherited roles, relations of three, unknown types."""
    found = from_brat(ODD, "odd.conf")
    events, relations = found.tree["events"], found.tree["relations"]
    assert found.tree["entities"]["T2-part"] == {"codes": {"brat": "2-part"}}
    assert found.tree["entities"]["Gene"] == {"codes": {"NORM": ["UniProt", "EntrezGene"], "TERMS": "GO:1"}}
    assert found.tree["entities"]["Kinase"] == {"parent": "Enzyme"}
    assert list(found.tree["entities"])[-2:] == ["Ort_", "Orte_"]
    assert events["Attack_event"]["codes"] == {"brat": "Attack"}
    assert {name: role.get("count", "*") for name, role in events["Attack_event"]["roles"].items()} == {
        "Theme": "+", "Theme2": "?", "Site": "{2-3}", "Cause": "{2}", "Time": "{2-}",
    }  # fmt: skip
    assert list(events["Raid"]["roles"]) == ["Goal"]
    assert relations["Coref"]["codes"] == {"ENDS": ["Anaphora", "Antecedent"]}
    assert relations["Theme_relation"]["ends"] == {"from": "Gene", "to": "ENTITY"}
    assert relations["Equiv"].keys() == {"ends", "symmetric", "transitive"}
    assert found.tree["attributes"]["note_attribute"]["codes"] == {"brat": "note"}
    assert found.tree["attributes"]["Mood"]["default"] == "good"
    assert found.tree["groups"]["Gene_group"] == ["Kinase", "T2-part"]
    assert found.tree["groups"]["ENTITY"] == ["T2-part", "Gene", "Attack", "Ort_", "Orte_"]


def test_names_the_line_of_what_is_lost() -> None:
    """A line each, in the order of the file."""
    found = from_brat(ODD, "odd.conf").lost
    for line in (
        "odd.conf:2: the name '2-part' does not begin with a letter; the type is 'T2-part' here",
        "odd.conf:9: a separator",
        "odd.conf:11: the name 'Theme' is taken; the relation is 'Theme_relation' here",
        "odd.conf:14: the kind 'strict' of 'Equiv'",
        "odd.conf:15: 'Three' joins 3, and a relation joins two; it is left out",
        "odd.conf:16: which spans may overlap",
        "odd.conf:19: 'Gene' admits the types under it too here; in brat itself alone",
        "odd.conf:25: unknown type 'Gone' in 'Way' of 'Siege' (did you mean 'Gene'?); it is left out",
        "odd.conf:25: 'Siege' has 'Time' too here, from 'Attack_event'; in brat it has not",
        "odd.conf:30: the attribute 'Lost': it is said of nothing known; it is left out",
        "odd.conf:32: in [options]: Tokens tokenizer:mecab",
    ):
        assert line in found
    assert list(found) == sorted(found, key=lambda line: int(line.split(":")[1]))


SAID = {
    "[entities]": {},
    "Gene Of:Cell, <REL-TYPE>:x": {"<REL-TYPE>:x of 'Gene'", "Of:Cell of the entity type 'Gene'"},
    "Cell": {},
    "[events]": {},
    "Fall 2nd:Gene|Gene, Who:<RELATION>": {
        "the name '2nd' does not begin with a letter; the role is 'T2nd' here",
        "'Gene' is named twice in '2nd' of 'Fall'",
        "unknown type '<RELATION>' in 'Who' of 'Fall'; it is left out",
        "nothing is left to fill 'Who' of 'Fall'; the role is left out",
    },
    "Rise By:Gene": {},
    "Rise By?:Cell": {"'Rise' is declared a second time; it stays where it stood first; its roles are the last"},
    "[relations]": {},
    "Near Arg1:Gene, Arg2:Cell, <REL-TYPE>:symmetric": {
        "'Near' is symmetric here only; it holds for all lines or none"
    },
    " Near A+:Cell, B:Cell": {
        "what 'Near' stands under; relations stand under no other here",
        "the count + of 'A' in 'Near'",
        "what the ends of 'Near' are called: A, B",
    },
    "Near|NR Arg1:Gene, Arg2:Cell": {"'Near' joins these in a line above already", "the terms NR of 'Near'"},
    "[attributes]": {},
    "Mood Arg:<EVENT>, Value:a|b, <DEFAULT>:c, Glow:x": {
        "the default 'c' of 'Mood', which is none of its values",
        "Glow:x of the attribute 'Mood'",
    },
    " Tone Arg:Gene": {"what 'Tone' stands under; attributes stand under no other here"},
    "!Above": {"the attribute 'Above': it is abstract; it is left out"},
}


def test_names_every_line_that_means_less_here() -> None:
    """What is doubled, what stands under something, what brat alone knows."""
    expected = {f"a.conf:{number}: {what}" for number, said in enumerate(SAID.values(), start=1) for what in said}
    found = from_brat("\n".join(SAID), "a.conf")
    assert set(found.lost) == expected
    assert found.tree["events"]["Rise"]["roles"] == {"By": {"fillers": ["Cell"], "count": "?"}}
    assert from_brat(to_brat(written(found.tree)).text, "a.conf").tree == found.tree


def test_names_every_line_of_visual_conf_that_is_not_held() -> None:
    """Labels that two would share, options, colours of no name; `#abc` and `red` are colours."""
    visual = "[labels]\nGene | Thing\nCell | Thing\nFall | <EMPTY>\n[options]\nArcs bundle:all\n[drawing]\n"
    found = from_brat("\n".join(SAID), "a.conf", visual + "Gene bgColor:#abc\nCell bgColor:red\nFall bgColor:mud\n")
    assert found.tree["entities"] == {
        "Gene": {"labels": {"en": "Thing"}, "colour": "#aabbcc"},
        "Cell": {"colour": "#ff0000"},
    }
    assert [line for line in found.lost if line.startswith("visual")] == [
        "visual.conf:3: 'Thing' for 'Cell': 'Gene' is called so already",
        "visual.conf:6: Arcs bundle:all",
        "visual.conf:10: how 'Fall' is drawn: bgColor:mud",
    ]


def test_an_odd_configuration_goes_out_and_comes_in_the_same() -> None:
    """Renamed parts have the names that they had, and the inherited roles stand once."""
    tree = from_brat(ODD, "odd.conf").tree
    out = to_brat(written(tree)).text
    assert "<under-Gene>=Gene|Kinase" in out
    assert "\n2-part\nGene|GO:1\t<NORM>:UniProt|EntrezGene\n\t!Enzyme\n\t\tKinase\n" in out
    assert from_brat(out, "out.conf").tree == tree


NO_SECTION = ":1: no section ([entities], [relations], [events], [attributes]); is it brat's annotation.conf?"
NO_ROLE = "is no role and its fillers; write Role:Type or Role:Type|Type, without spaces"
TWICE = "ends in a digit and may be filled several times, which brat refuses; rename it"
DEEP = "to brat each of them is one level deeper"
BAD_FILES = {
    "": NO_SECTION,
    "name: ace\n": NO_SECTION,
    "[entities]\n# none\n[events]\n": ": no type in it; is it brat's annotation.conf?",
    "[entities]\n<A>=<B>\n<B>=<A>\nGene": ":2: <A> stands for itself, or for too much; write it out",
    "[entities]\n<ANY>=Gene\nGene": ":2: <ANY> is brat's own and cannot be defined; choose another name",
    "[entities]\nGene\n\t    Kinase": f":3: 5 spaces or tabs in front where 1 are the most; {DEEP}",
    "[entities]\n\tGene": f":2: 1 spaces or tabs in front where 0 are the most; {DEEP}",
    "[entities]\n!": ":2: no name in front of the arguments; write the type first",
}
BAD_ROLES = {
    "Theme Gene": f"'Theme Gene' {NO_ROLE}",
    "Theme:Gene, Cause: Gene": f"'Cause: Gene' {NO_ROLE}",
    "Theme": f"'Theme' {NO_ROLE}",
    "Theme:Gene|": "'Theme:Gene|' has an empty type; write Role:Type or Role:Type|Type",
    "Theme:Gene, Theme?:Gene": "'Theme' comes a second time; name its fillers once, with '|'",
    "Theme{3-2}:Gene": "'Theme{3-2}': the count {3-2} cannot be met",
    "Theme2+:Gene": f"'Theme2+' {TWICE}",
    "Theme:<GENES>": "unknown macro <GENES>",
}
BAD = {**BAD_FILES, **{f"[entities]\nGene\n[events]\nFall {role}": f":4: {why}" for role, why in BAD_ROLES.items()}}


@pytest.mark.parametrize(("conf", "message"), BAD.items())
def test_what_brat_refuses_is_named_with_its_line(conf: str, message: str) -> None:
    """Not a configuration at all, or a line in it that brat cannot read."""
    with pytest.raises(AnnotateError) as caught:
        from_brat(conf, "a.conf")
    assert str(caught.value).splitlines()[0].startswith("a.conf" + message)


def test_a_section_that_comes_twice_goes_on() -> None:
    """As in brat; [spans] is another name for [entities], and Windows' line ends are line ends."""
    tree = from_brat("[entities]\r\nGene\r\n[events]\r\nFall\tTheme:Cell\r\n[spans]\r\nCell\r\n", "a.conf").tree
    assert list(tree["entities"]) == ["Gene", "Cell"]
    assert tree["events"]["Fall"]["roles"] == {"Theme": {"fillers": ["Cell"], "count": "1"}}


OURS = """\
name: moves
version: 2.1.0
groups: {actor1: [person, body]}
entities:
  person: {definitions: {en: A human being., hi: मनुष्य}, words: {en: [man, woman]}, key: p}
  body: {abstract: true}
  state.actor: {parent: body, codes: {ACE: GPE}, labels: {en: "State | <land>"}, colour: '#112233'}
events:
  move:
    abstract: true
    roles: {goal2: {fillers: [actor1]}, by: {fillers: [body], count: '{2-}', cues: {en: [subject]}}}
  visit: {parent: move, triggers: {en: [{words: [visit]}]}}
relations:
  Equiv: {ends: {from: person, to: visit}}
attributes:
  sure: {on: [event, argument], values: {"very much": {}, little: {}}}
  tone: {on: article, flag: true}
"""


def test_writes_what_brat_can_read() -> None:
    """Every role with the types it admits, a closed upper end, and no name or value that brat would change."""
    out = to_brat(parse_written(OURS, "moves.yaml"))
    assert "\tstate_actor\n" in out.text
    assert "<actor>=person|<under-body>\n<under-body>=state_actor\n" in out.text
    assert (
        "!move\tgoal2_*:<actor>, by{2-9999}:<under-body>\n\tvisit\tgoal2_*:<actor>, by{2-9999}:<under-body>" in out.text
    )
    assert "Equiv\tArg1:person, Arg2:visit, <REL-TYPE>:directed" in out.text
    assert out.text.endswith("[attributes]\n\nsure\tArg:<EVENT>, Value:very_much|little\n")


def test_counts_what_brat_cannot_hold() -> None:
    """A line a kind."""
    assert set(to_brat(parse_written(OURS, "moves.yaml")).lost) == {
        "name and version: 1",
        "labels: 1 (to_visual writes those of one language)",
        "definitions: 2",
        "codes: 1",
        "colours: 1 (to_visual writes them)",
        "keys: 1",
        "words: 2",
        "triggers: 1",
        "cues: 1",
        "attributes of arguments: 1",
        "attributes of articles: 1",
        "attributes that must have a value: 1",
        "values changed: 1",
        "names changed: 2",
        "groups renamed: 1",
    }


def test_visual_conf_has_labels_and_colours() -> None:
    """No sign of a label means something to brat; abstract types have no colour of the screen."""
    visual = to_visual(parse_written(OURS, "moves.yaml"), "en")
    assert "[labels]\nstate_actor | State / (land)\n" in visual
    assert "state_actor\tbgColor:#112233\nvisit\tbgColor:#c92a2a\n" in visual


@pytest.mark.parametrize("name", ["ace", "diplomacy"])
def test_shipped_schemas_admit_the_same_in_brat(name: str) -> None:
    """Which types may fill which roles of which events, with all inheritance written out."""
    path = CHECKOUT / "schemas" / f"{name}.yaml"
    tree = from_brat(to_brat(read_written(path)).text, "annotation.conf").tree
    before, after = parse_schema(path.read_text("utf-8"), name), parse_schema(to_yaml(tree), name)
    assert list(after.events) == list(before.events)
    for event in before.events:
        roles, again = before.events[event].roles, after.events[event].roles
        assert {role: (set(each.fillers), each.count) for role, each in again.items()} == {
            role: (set(each.fillers), each.count) for role, each in roles.items()
        }


COUNTS = st.sampled_from(["1", "?", "+", "*", "{2}", "{2-3}", "{3-}", "{0-2}"])


def concrete(tree: Tree) -> list[str]:
    """The names that stand for a concrete type: those, the types above them, and groups with one of either."""
    types = {**tree["entities"], **tree["events"]}
    found = [name for name in types if not types[name].get("abstract")]
    for name in found:
        found += [above for above in [types[name].get("parent")] if above and above not in found]
    return found + [group for group, members in tree["groups"].items() if not set(found).isdisjoint(members)]


def several(items: list[str]) -> Any:
    """One item as it is, several as a list."""
    return items[0] if len(items) == 1 else items


@st.composite
def hierarchies(draw: st.DrawFn, names: list[str]) -> dict[str, Tree]:
    """Types, the first of them concrete, each perhaps under one before it."""
    types: dict[str, Tree] = {}
    for name in names:
        parent = draw(st.sampled_from([None, *types]))
        parts = {"parent": parent, "abstract": bool(types) and draw(st.booleans())}
        types[name] = {key: value for key, value in parts.items() if value}
    return types


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Schemas of which brat can hold all: no texts, no words, names that are names to brat too."""
    usual = st.from_regex("[A-Za-z][A-Za-z0-9_-]{0,5}", fullmatch=True).filter(lambda name: name not in RESERVED)
    names = draw(st.lists(usual, min_size=20, max_size=20, unique=True))
    groups = draw(st.lists(st.from_regex("[A-Za-z]{7}", fullmatch=True), max_size=3, unique=True))
    tree: Tree = {"name": "imported", "version": "1.0.0"}
    tree["entities"] = draw(hierarchies(names[: draw(st.integers(1, 5))]))
    tree["events"] = draw(hierarchies(names[5 : draw(st.integers(6, 10))]))
    for name in draw(st.lists(st.sampled_from(sorted(tree["entities"])), unique=True)):
        tree["entities"][name]["codes"] = {"NORM": "Wikidata"}
    types = [*tree["entities"], *tree["events"]]
    tree["groups"] = {group: draw(st.lists(st.sampled_from(types), min_size=1, unique=True)) for group in groups}
    attributes = {name: draw(attributes_of(tree)) for name in names[17 : 17 + draw(st.integers(0, 3))]}
    roots = {
        kind: [name for name, each in tree[kind].items() if "parent" not in each] for kind in ("entities", "events")
    }
    built = {"ENTITY": roots["entities"], "EVENT": roots["events"], "ANY": roots["entities"] + roots["events"]}
    tree["groups"] |= built
    lists = st.lists(st.sampled_from(concrete(tree)), min_size=1, max_size=4, unique=True)
    add_roles(draw, tree["events"], names[10:14], lists)
    relations = draw(st.lists(st.sampled_from(["Equiv", *names[14:17]]), unique=True))
    tree["relations"] = {name: draw(relations_of(lists)) for name in relations}
    used = {name for name in built if f"'{name}'" in str([tree["events"], tree["relations"]])}
    tree["groups"] = {name: each for name, each in tree["groups"].items() if name not in built or name in used}
    return {key: part for key, part in {**tree, "attributes": attributes}.items() if part}


def add_roles(draw: st.DrawFn, events: dict[str, Tree], names: list[str], lists: st.SearchStrategy[list[str]]) -> None:
    """Roles for the event types, none the same as one that is inherited; one that ends in a digit is filled once."""
    inherited: dict[str, Tree] = {}
    for event, part in events.items():
        above = inherited.get(part.get("parent", ""), {})
        roles: Tree = {}
        for name in draw(st.lists(st.sampled_from(names), unique=True)):
            count = draw(st.sampled_from(["1", "?"]) if name[-1].isdigit() else COUNTS)
            roles[name] = {"fillers": draw(lists), **({"count": count} if count != "*" else {})}
        own = {name: role for name, role in roles.items() if above.get(name) != role}
        inherited[event] = {**above, **own}
        part.update({"roles": own} if own else {})


@st.composite
def relations_of(draw: st.DrawFn, lists: st.SearchStrategy[list[str]]) -> Tree:
    """Relations with one pair of ends or several, symmetric or not, their ends named or not."""
    pairs = draw(st.lists(st.tuples(lists, lists), min_size=1, max_size=3, unique_by=str))
    ends = [{"from": several(a)} if a == b else {"from": several(a), "to": several(b)} for a, b in pairs]
    kinds = {kind: True for kind in ("symmetric", "transitive") if draw(st.booleans())}
    named = draw(st.sampled_from([{}, {"codes": {"ENDS": ["Anaphora", "Antecedent"]}}]))
    return {"ends": ends[0] if len(ends) == 1 else ends, **kinds, **named}


@st.composite
def attributes_of(draw: st.DrawFn, tree: Tree) -> Tree:
    """Flags and values, of all events, all mentions, both, or of some types."""
    named = draw(
        st.lists(st.sampled_from([*tree["entities"], *tree["events"], *tree["groups"]]), max_size=3, unique=True)
    )
    members = {each for name in named for each in tree["groups"].get(name, [name])}
    drawn = draw(st.sampled_from([["event"], ["mention"], ["event", "mention"]]))
    kinds = (("event", "events"), ("mention", "entities"))
    on = [carrier for carrier, kind in kinds if not members.isdisjoint(tree[kind])] or drawn
    values = draw(st.lists(st.from_regex("[A-Za-z0-9_-]{1,4}", fullmatch=True), max_size=3, unique=True))
    preset: bool = draw(st.booleans())
    held: Tree = {"default": values[0]} if values and preset else {"required": False}
    said: Tree = {"values": {value: {} for value in values}} if values else {"flag": True}
    return {**({} if on == ["event"] else {"on": several(on)}), **({"types": named} if named else {}), **said, **held}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_every_schema_that_brat_can_hold_comes_back_the_same(tree: Tree) -> None:
    """Hierarchies, groups, counts, relations and attributes; what goes out lacks the name and the version only."""
    schema = written(tree)
    assert tree_of(schema) == tree
    out = to_brat(schema)
    assert out.lost == ("name and version: 1",)
    assert from_brat(out.text, "annotation.conf").tree == tree


PIECES = (
    *("[entities]\n", "[events]\n", "[relations]\n", "[attributes]\n", "A\tR:A|B\n", "B\tArg1:A,Arg2:B\n"),
    *(
        "<M>",
        "<M>=",
        "<N>",
        "<N>=",
        "<ENTITY>",
        "<ANY>",
        "<INHERIT>",
        "<NORM>:W",
        "<REL-TYPE>:symmetric",
        "note\tArg:A\n",
    ),
    *("A", "B", "2c", "é", "Arg:", "Arg1:", "Arg2:", "Value:", "R:", "R?:", "R2{2}:", "!", "_", "|", "+", "-", "#"),
)
NOISE = st.lists(st.sampled_from([*PIECES, " ", "\t", "\n", "\n ", ", "]), max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(NOISE)
def test_whatever_is_read_is_a_schema_and_comes_back_the_same(noise: str) -> None:
    """Of texts that look like configurations; where a name is of two types, a list may come back with both."""
    try:
        tree = from_brat("[entities]\nA\n B\n" + noise, "a.conf").tree
    except AnnotateError:
        return
    assert tree == tree_of(written(tree))
    out = to_brat(written(tree))
    again = from_brat(out.text, "a.conf").tree
    assert again == tree or "names that an entity and an event type share" in str(out.lost)
