"""The table from CAMEO to PLOVER becomes a schema and goes out again."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.schema import load_schema
from annotate.schema.forms.plover import from_plover, to_plover
from annotate.schema.inherit import resolved
from annotate.schema.model import Schema
from annotate.schema.read import parse_schema, parse_written
from annotate.schema.write import to_yaml

FILE = Path(__file__).parents[3].parent / "shared" / "corpora" / "ontologies" / "plover" / "CAMEO2PLOVER-2021.txt"
Line = tuple[str, str, str, frozenset[str], str]


def written(tree: dict[str, Any]) -> Schema:
    return parse_written(to_yaml(tree), "imported.yaml")


def lines(text: str) -> set[Line]:
    """Code, type, mode, contexts and text of every line of a table."""
    found = set()
    for line in text.splitlines():
        if line and line[0] not in "#~":
            entry, _, label = line.partition("#")
            code, _, rest = entry.partition(":")
            kind, mode, contexts = [*rest.split(","), "", ""][:3]
            split = frozenset(each.strip() for each in contexts.split(";")) - {""}
            found.add((code.strip(), kind.strip(), mode.strip(), split, label.strip()))
    return found


def test_every_type_mode_context_and_code_of_the_table_comes_in() -> None:
    """They equal those counted in the raw file."""
    text = FILE.read_text(encoding="utf-8")
    raw = lines(text)
    schema = parse_schema(to_yaml(from_plover(text, FILE.name).tree), "plover.yaml")
    modes = {name: attribute for name, attribute in schema.attributes.items() if not attribute.flag}
    flags = {name: attribute for name, attribute in schema.attributes.items() if attribute.flag}
    roles = sum(len(event.roles) for event in schema.events.values())
    codes = {code for event in schema.events.values() for code in event.codes["CAMEO"]}
    print(
        f"\nPLOVER: {len({line[1] for line in raw})} types, {len({line[0] for line in raw})} CAMEO codes in", end="; "
    )
    print(f"{len(schema.events)} types, {roles} roles, {len(codes)} codes, {len(flags)} contexts out")
    assert set(schema.events) == {kind for _, kind, *_ in raw}
    assert codes == {code for code, *_ in raw}
    assert set(flags) == {context for line in raw for context in line[3]}
    assert {(mode.types[0], value) for mode in modes.values() for value in mode.values} == {
        (kind, mode) for _, kind, mode, *_ in raw if mode
    }
    assert roles == 2 * len(schema.events)


def test_a_type_has_codes_and_roles_and_its_modes_need_not_be_chosen() -> None:
    """CONSULT by phone is CAMEO's 041; actor and recipient are filled by the one entity type."""
    tree = from_plover(FILE.read_text(encoding="utf-8"), "t").tree
    consult = tree["events"]["CONSULT"]
    assert consult["roles"] == {"actor": {"fillers": ["entity"]}, "recipient": {"fillers": ["entity"]}}
    assert consult["codes"]["CAMEO"] == ["04", "040", "041", "042", "043", "044", "045", "046"]
    assert consult["codes"]["CAMEO-label"][1] == "041: Discuss by telephone"
    assert tree["attributes"]["mode_CONSULT"]["types"] == ["CONSULT"]
    assert tree["attributes"]["mode_CONSULT"]["required"] is False
    assert tree["attributes"]["mode_CONSULT"]["values"]["phone"] == {"codes": {"CAMEO": ["041"]}}
    assert tree["attributes"]["cbrn"] == {"flag": True, "codes": {"CAMEO": ["1385", "204", "2041", "2042"]}}


def test_the_table_goes_out_with_every_line() -> None:
    """Sorted by code, each line has its type, mode, contexts and text, and comes in as the same tree."""
    text = FILE.read_text(encoding="utf-8")
    tree = from_plover(text, "t").tree
    out = to_plover(written(tree))
    assert lines(out.text) == lines(text)
    assert out.lost == ()
    assert out.text.splitlines()[:2] == ["03: AGREE", "030: AGREE, , diplomatic # Express intent to cooperate"]
    assert json.dumps(from_plover(out.text, "t").tree) == json.dumps(tree)
    assert to_plover(resolved(written(tree))) == out


def test_comments_and_what_follows_the_end_are_said_to_be_lost() -> None:
    """Each with its line; so are the fillers that the table does not name."""
    found = from_plover("# Draft\n042: CONSULT, visit, # Host\n~~~~~\n043: CONSULT\n", "t")
    assert found.lost == (
        "t:1: the comment is left out: '# Draft'",
        "t:4: what follows the end mark is not read: '043: CONSULT'",
        "t: nothing says what may be actor or recipient; one entity type, 'entity', fills both",
    )
    assert found.tree["events"]["CONSULT"]["codes"]["CAMEO"] == ["042"]


def test_names_that_the_schema_cannot_have_keep_theirs_as_a_code() -> None:
    """A context called like a thing of the labelling screen is numbered, a mode with a space is written with `_`."""
    tree = from_plover("010: MAKE, public statement, status\n", "t").tree
    assert tree["attributes"]["status_2"]["codes"] == {"PLOVER": "status", "CAMEO": ["010"]}
    assert tree["attributes"]["mode_MAKE"]["values"]["public_statement"]["codes"]["PLOVER"] == "public statement"
    assert to_plover(written(tree)).text == "010: MAKE, public statement, status\n~~~~~\n"


BAD = {
    "no table": ("Hello", "t:1: write 'CODE: TYPE, mode, context; context # text'"),
    "no code": ("AGREE, , diplomatic", "t:1: write 'CODE: TYPE, mode, context; context # text'"),
    "no type": ("01: AGREE\n030: , x, y", "t:2: write 'CODE: TYPE, mode, context; context # text'"),
    "no contexts": ("030: AGREE, x", "t:1: write 'CODE: TYPE, mode, context; context # text'"),
    "two modes": ("042: A, visit,\n042: A, phone,", "t:2: 042 has another mode in t:1; make the two the same"),
    "other contexts": ("042: A, , x\n042: B, , y", "t:2: 042 has other contexts in t:1; make the two the same"),
    "only comments": ("# AGREE\n", "t: no line is like '042: CONSULT, visit, diplomatic'"),
}


@pytest.mark.parametrize("bad", BAD)
def test_an_odd_line_is_refused_with_its_number(bad: str) -> None:
    """The message is one line that begins with the place and says what is expected."""
    text, message = BAD[bad]
    with pytest.raises(AnnotateError) as caught:
        from_plover(text, "t")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


SCHEMA = """
name: visits
version: 1.0.0
entities: {person: {}, country: {}}
attributes:
  way: {values: {call: {codes: {CAMEO: "041"}}, letter: {labels: {en: by letter}}}}
  public: {flag: true}
  talks: {flag: true, codes: {CAMEO: ["041", "046"], PLOVER: diplomatic}}
events:
  phone_call:
    definitions: {en: Two talk by phone.}
    codes: {CAMEO: ["041", "4-1"], PLOVER: CONSULT}
    roles: {actor: {fillers: [person, country]}, recipient: {fillers: [person]}, topic: {fillers: [person]}}
  visit: {}
"""


def test_a_schema_with_cameo_codes_goes_out() -> None:
    """PLOVER's own names are written where the schema knows them, and what the table cannot hold is counted."""
    out = to_plover(parse_schema(SCHEMA, "s.yaml"))
    assert out.text == "041: CONSULT, call, diplomatic\n~~~~~\n"
    assert out.lost == (
        "CAMEO codes that are not two to four digits: 1",
        "CAMEO codes that no event type has: 1",
        "attributes without CAMEO codes: 1",
        "definitions: 1",
        "entity types: 2",
        "event types without a CAMEO code: 1",
        "fillers: 2",
        "labels: 1",
        "roles: 1",
    )


def test_a_code_of_a_mode_alone_goes_to_the_type_that_it_begins_with() -> None:
    """Of 04 and 042 the longer counts, and of two types with one code that which has the mode."""
    text = """
name: calls
version: 1.0.0
attributes:
  way: {types: [talk], values: {call: {codes: {CAMEO: "041"}}}}
  public: {flag: true, codes: {CAMEO: "0421"}}
events:
  meet: {codes: {CAMEO: ["04", "042"]}}
  talk: {codes: {CAMEO: "04"}}
"""
    out = to_plover(parse_schema(text, "s.yaml"))
    assert out.text.splitlines() == [
        "04: meet",
        "04: talk",
        "041: talk, call,",
        "042: meet, ,",
        "0421: meet, , public",
        "~~~~~",
    ]
    assert out.lost == ()


def test_a_schema_without_cameo_codes_is_refused() -> None:
    """There is nothing to write, and the message says what to add."""
    with pytest.raises(
        AnnotateError, match=r"diplomacy: no event type has a CAMEO code; add 'codes: \{CAMEO: \.\.\.\}'"
    ):
        to_plover(load_schema("diplomacy"))


WORDS = st.sampled_from(["AGREE", "visit", "Visit", "entity", "status", "mode_AGREE", "a b", "é", "x-1"])
CODES = st.from_regex(r"[0-2][0-9]{1,3}", fullmatch=True)
LABELS = st.text("aB #:,;'é", max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Tables in any order, in which a code has the same contexts throughout and one mode for a type."""
    contexts = draw(st.dictionaries(CODES, st.lists(WORDS, max_size=3, unique=True), min_size=1, max_size=6))
    rows = []
    for code, named in contexts.items():
        for kind, mode in draw(st.dictionaries(WORDS, WORDS | st.just(""), min_size=1, max_size=2)).items():
            labels = draw(st.lists(LABELS, min_size=1, max_size=2))
            rows += [f"{code}: {kind}, {mode}, {'; '.join(draw(st.permutations(named)))} # {label}" for label in labels]
    return "".join(f"{row}\n" for row in draw(st.permutations(rows)))


@given(tables())
def test_any_table_comes_in_whole_and_goes_out_and_in_again(text: str) -> None:
    """The exported table has every line that has a text, and gives the same tree."""
    tree = from_plover(text, "t").tree
    out = to_plover(written(tree)).text
    assert {line[:4] for line in lines(out)} == {line[:4] for line in lines(text)}
    assert {line for line in lines(out) if line[4]} == {line for line in lines(text) if line[4]}
    assert json.dumps(from_plover(out, "t").tree) == json.dumps(tree)
