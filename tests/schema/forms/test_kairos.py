"""Role files of KAIROS, AIDA and ACE become schemas, and go out as gen-arg has them."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.schema import load_schema
from annotate.schema.forms.foreign import Foreign
from annotate.schema.forms.kairos import from_kairos, to_kairos
from annotate.schema.inherit import resolved
from annotate.schema.model import Schema
from annotate.schema.read import parse_schema, parse_written
from annotate.schema.write import to_yaml

ONTOLOGIES = Path(__file__).parents[3].parent / "shared" / "corpora" / "ontologies"
FILES = [
    "gen-arg/event_role_KAIROS.json",
    "gen-arg/event_role_ACE.json",
    "gen-arg/aida_ontology_cleaned.csv",
    "kairos/data/ontology.json",
    "kairos/all_types/event.ontology.new.txt",
]


def counted(path: Path) -> dict[str, int]:
    """How many different roles each type of a raw file has, by its name there."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        rows = list(csv.reader(text.splitlines()))[1:]
        return {row[0]: len({cell[11:].strip() for cell in row[2:] if cell}) for row in rows}
    if path.suffix == ".txt":
        lines = [line.split("\t") for line in text.splitlines()]
        return {fields[1]: len(set(fields[3:])) for fields in lines}
    tree = json.loads(text)
    if "event_schema_to_roles" in tree:
        return {name: len({role.strip() for role in roles}) for name, roles in tree["event_schema_to_roles"].items()}
    return {name: len(set(entry["roles"])) for name, entry in tree.items()}


def written(tree: dict[str, Any]) -> Schema:
    return parse_written(to_yaml(tree), "imported.yaml")


@cache
def imported(file: str) -> tuple[Foreign, Schema]:
    """A file of the ontologies as it comes in, and the schema of its tree."""
    found = from_kairos((ONTOLOGIES / file).read_text(encoding="utf-8"), file)
    return found, written(found.tree)


def concrete(tree: dict[str, Any]) -> dict[str, Any]:
    return {name: node for name, node in tree["events"].items() if not node.get("abstract")}


def original(name: str, node: dict[str, Any]) -> str:
    return str(node.get("codes", {}).get("KAIROS", name))


@pytest.mark.parametrize("file", FILES)
def test_every_type_and_role_of_a_file_comes_in(file: str) -> None:
    """Types by name, and the number of different roles of each, equal those counted in the raw file."""
    raw = counted(ONTOLOGIES / file)
    found, schema = imported(file)
    came = {original(name, node): len(schema.events[name].roles) for name, node in concrete(found.tree).items()}
    print(f"\n{file}: {len(raw)} types, {sum(raw.values())} roles in; {len(came)}, {sum(came.values())} out", end="; ")
    print(f"{len(schema.entities)} entity types; {len(found.lost)} lines of what is lost")
    assert came == raw


@pytest.mark.parametrize("file", FILES)
def test_what_goes_out_comes_in_the_same(file: str) -> None:
    """The exported role file gives the tree that it was made of, whether the schema was resolved before or not."""
    found, schema = imported(file)
    out = to_kairos(schema)
    assert json.dumps(from_kairos(out.text, file).tree) == json.dumps(found.tree)
    assert to_kairos(resolved(schema)) == out
    assert out.lost == ()


def test_gen_arg_gets_its_own_file_back() -> None:
    """Every value of the KAIROS role file is in the exported one, slot by slot."""
    text = (ONTOLOGIES / FILES[0]).read_text(encoding="utf-8")
    assert json.loads(to_kairos(imported(FILES[0])[1]).text) == json.loads(text)


def test_a_type_has_its_roles_words_and_codes() -> None:
    """Fillers are entity types, keywords triggers, and what has no place of its own is a code."""
    tree = from_kairos((ONTOLOGIES / FILES[0]).read_text(encoding="utf-8"), "k", "kairos").tree
    damage = tree["events"]["ArtifactExistence.DamageDestroyDisableDismantle.Damage"]
    assert tree["name"] == "kairos"
    assert damage["parent"] == "ArtifactExistence.DamageDestroyDisableDismantle"
    assert tree["events"][damage["parent"]] == {"abstract": True, "parent": "ArtifactExistence"}
    assert damage["roles"]["Instrument"] == {"fillers": ["com", "veh", "wea"]}
    assert damage["triggers"] == {"en": [{"words": ["damage", "harm"]}]}
    assert damage["codes"] == {
        "KAIROS-event_id": "LDC_KAIROS_evt_001",
        "KAIROS-i-label": "1",
        "KAIROS-template": "<arg1> damaged <arg2> using <arg3> instrument in <arg4> place",
    }


def test_a_colon_becomes_a_dot_and_the_name_a_code() -> None:
    """ACE's `Movement:Transport` is `Movement.Transport`, and its one entity type fills every role, as is said."""
    found = from_kairos((ONTOLOGIES / FILES[1]).read_text(encoding="utf-8"), "ace.json")
    transport = found.tree["events"]["Movement.Transport"]
    assert transport["codes"]["KAIROS"] == "Movement:Transport"
    assert list(transport["roles"]) == ["Agent", "Artifact", "Vehicle", "Origin", "Destination"]
    assert found.tree["entities"] == {"entity": {}}
    assert found.lost[0] == "ace.json: no role says what may fill it; one entity type, 'entity', fills every role"


def test_the_filler_event_is_any_event() -> None:
    """It is a group of the highest types, and goes out as `event` again."""
    file = {"A.b": {"roles": ["Cause"], "role_types": [["event", "per"]]}, "A.c": {"roles": []}, "d": {"roles": []}}
    tree = from_kairos(json.dumps(file), "k").tree
    assert tree["groups"] == {"event": ["A", "d"]}
    assert parse_schema(to_yaml(tree), "k").events["A.b"].roles["Cause"].fillers == ("A.b", "A.c", "d", "per")
    assert json.loads(to_kairos(written(tree)).text)["A.b"]["role_types"] == [["event", "per"]]


def test_a_level_is_a_parent_only_if_types_share_it_and_it_is_none_itself() -> None:
    """`a` is above two types; `b` is a type of its own, whose roles others must not inherit."""
    names = ["a.x", "a.y.z", "b", "b.c", "b.d", "e.f"]
    events = from_kairos(json.dumps({name: {"roles": ["R"]} for name in names}), "k").tree["events"]
    assert list(events) == ["a", *names]
    assert {name: node.get("parent") for name, node in events.items()} == {"a": None} | dict.fromkeys(names) | {
        "a.x": "a",
        "a.y.z": "a",
    }


def test_a_role_in_two_slots_is_one_role_that_knows_them() -> None:
    """`Participant` twice is one role, said in `lost`; the slots come back where they were."""
    roles, types = ["P", "Q", "P"], [["per"], ["org"], ["gpe"]]
    found = from_kairos(json.dumps({"meet": {"roles": roles, "role_types": types}}), "k")
    participant = found.tree["events"]["meet"]["roles"]["P"]
    assert participant == {"fillers": ["per", "gpe"], "codes": {"KAIROS-slot": ["arg1", "arg3"]}}
    assert found.lost == ("k: meet.P: 2 slots of this name are one role, which all that may fill one of them may fill",)
    assert json.loads(to_kairos(written(found.tree)).text)["meet"]["roles"] == roles


def test_names_that_would_clash_get_a_number() -> None:
    """Roles that differ in case only, and an entity type called like an event type, are told apart and reported."""
    file = {"Attack": {"roles": ["Place", "place"], "role_types": [["Attack"], ["loc"]]}}
    found = from_kairos(json.dumps(file), "k")
    assert found.tree["entities"] == {"Attack_2": {"codes": {"KAIROS": "Attack"}}, "loc": {}}
    assert found.tree["events"]["Attack"]["roles"] == {
        "Place": {"fillers": ["Attack_2"]},
        "place_2": {"fillers": ["loc"], "codes": {"KAIROS": "place"}},
    }
    assert [line.split(",")[0] for line in found.lost] == [
        "k: Attack: the role 'place' is 'place_2' here",
        "k: the entity type 'Attack' is 'Attack_2' here",
    ]


def test_what_cannot_be_held_is_said() -> None:
    """Unknown keys, keywords with brackets, spaces, roles without types: a line each, with its place."""
    entry = {"roles": ["R", " S"], "role_types": [["per"], []], "keywords": ["hit (hard)", "hit"], "colour": "red"}
    assert from_kairos(json.dumps({"hit": entry}), "k.json").lost == (
        "k.json: hit.colour: no such key is known; it is left out",
        "k.json: spaces around 1 names, the first ' S', are left out",
        "k.json: hit.S: nothing says what may fill it; 'entity' does",
        "k.json: hit: the keyword 'hit (hard)' is left out: it is empty, or its brackets would stand for endings",
    )
    frame = from_kairos("12\tburying\tthe burying\tagent\n", "f.txt")
    assert frame.lost[0] == "f.txt:1: the name 'the burying' is not that of the id 'burying'; it is left out"
    table = from_kairos("event_type,template,arg1\na.b,<arg1> fell,evt003arg02faller\n", "t.csv")
    assert table.lost[0] == "t.csv:2: 'evt003arg02faller' is slot 1 of evt003 here; its own number is left out"


BAD = {
    "no role file at all": ("hello", "k:1: no role file: write JSON, a table"),
    "nothing": ("", "k: no event type is listed"),
    "half a JSON": ('{"a": ', "k: no JSON that can be read"),
    "a list": ("[1]", "k: the whole: Input should be a valid dictionary"),
    "a type without roles": ('{"a": {"keywords": []}}', "k: a.roles: Field required"),
    "roles that are numbers": ('{"a": {"roles": [1]}}', "k: a.roles.0: Input should be a valid string"),
    "a number in quotes": ('{"a": {"roles": [], "i-label": "1"}}', "k: a.i-label: Input should be a valid integer"),
    "a key twice": ('{"a": {"roles": []}, "a": {"roles": []}}', "k: the key 'a' stands twice in one object"),
    "a name twice but for spaces": ('{"a": {"roles": []}, "a ": {"roles": []}}', "k: a : 'a' stands in k: a already"),
    "fewer types than roles": ('{"a": {"roles": ["R"], "role_types": []}}', "k: a.role_types: 1 roles and 0 lists"),
    "a role without a name": ('{"a": {"roles": [" "]}}', "k: a: a type, role or filler has no name"),
    "half a letter": ('{"a": {"roles": ["\\ud800"]}}', "k: no JSON that can be read"),
    "a deep nest": ("[" * 100_000, "k: no JSON that can be read"),
    "a cell that is no role": ("event_type,template,arg1\na,b,c\n", "k:2: a line has a type, its template, and roles"),
    "a cell too many": ("event_type,template,arg1\na,b,,\n", "k:2: a line has a type, its template, and roles"),
    "an open quote": ('event_type,template\na,"b\n', "k:2: no table that can be read"),
    "a frame without a name": ("1\tburying\n", "k:1: no role file"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_role_file_is_refused(bad: str) -> None:
    """The message is one line that begins with the place and says what is expected."""
    text, message = BAD[bad]
    with pytest.raises(AnnotateError) as caught:
        from_kairos(text, "k")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_the_form_cannot_hold_is_counted() -> None:
    """Of the schema of diplomacy every kind that a role file has no place for is told with its number."""
    out = to_kairos(load_schema("diplomacy"))
    told = dict(line.rsplit(": ", 1) for line in out.lost)
    schema = load_schema("diplomacy")
    assert told["attributes"] == str(len(schema.attributes))
    assert told["triggers in hi"] == str(sum(len(event.triggers.get("hi", ())) for event in schema.events.values()))
    assert "triggers in en" not in told
    assert list(json.loads(out.text)) == list(schema.events)


def plain(text: str) -> bool:
    """Whether YAML takes a text without quotes of which the writer would have to think by itself."""
    return text.strip()[:1] not in {"?", ":"}


NAMES = st.text("aAbB.:_/ -é1", min_size=1, max_size=6).filter(lambda name: bool(name.strip()) and plain(name))
FILLERS = st.lists(NAMES | st.sampled_from(["per", "event", "entity"]), max_size=3)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).filter(plain)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    roles = draw(st.lists(NAMES, max_size=4))
    optional = {
        "role_types": st.lists(FILLERS, min_size=len(roles), max_size=len(roles)),
        "event_id": TEXTS,
        "i-label": st.integers(-(10**6), 10**6),
        "template": TEXTS,
        "keywords": st.lists(TEXTS | st.sampled_from(["hit", "hit (hard)", "hit(|s)"]), max_size=3),
    }
    return {"roles": roles, **draw(st.fixed_dictionaries({}, optional=optional))}


@given(st.dictionaries(NAMES, entries(), min_size=1, max_size=5))
def test_any_role_file_comes_in_whole_and_goes_out_and_in_again(file: dict[str, Any]) -> None:
    """Each type and role is there under its own name or code, and the exported file gives the same tree."""
    stripped = {name.strip(): {role.strip() for role in entry["roles"]} for name, entry in file.items()}
    if len(stripped) < len(file):
        with pytest.raises(AnnotateError, match="already"):
            from_kairos(json.dumps(file), "k")
        return
    tree = from_kairos(json.dumps(file), "k").tree
    came = {
        original(name, node): {original(role, part) for role, part in node.get("roles", {}).items()}
        for name, node in concrete(tree).items()
    }
    out = to_kairos(written(tree))
    assert came == stripped
    assert json.dumps(from_kairos(out.text, "k").tree) == json.dumps(tree)
    assert to_kairos(resolved(written(tree))).text == out.text
