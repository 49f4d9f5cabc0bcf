"""A schema as YAML: whatever its texts are, what is written is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from annotate.schema import Schema, parse_written, read_written, schema_path
from annotate.schema.source import load_source
from annotate.schema.write import to_yaml, tree_of
from tests.rich import RICH

NASTY = [
    "? a", ": a", "?", ":", "- a", "-", "a: b", "a:", "a #b", "#a", "a\x85b", "\u2028", "\ufeffa", "\uffff", "null",
    "~", "yes", "true", "1", "1.0", "0x1F", "1e3", ".inf", "2026-01-01", "12:30:45", "", " ", "  a", "a ", "\n",
    "a\n", "\na", "a\n\nb", "a\r\nb", "\r", "\t", "a\tb", "'", '"', "'a'", '"a', "%a", "@a", "`a", "!a", "&a", "*a",
    "|", ">", "|-", "[a", "a]", "{", "}", ",", "a, b", "=", "<<", "---", "--- a", "...", "a\n---\nb", "a\n#b",
    "a\n  b\n c", "\\", "\\n", "\0", "\x07", "\x7f", "\x9f", "😀", "\u200f", "\u00a0", "\u3000a", "a  b", "a" * 119,
    "word " * 30, "शब्द",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    st.lists(st.sampled_from(NASTY), max_size=30).map("".join),
    st.lists(st.sampled_from(NASTY), max_size=40).map(" ".join),
)
BY_LANGUAGE = st.dictionaries(st.sampled_from(["en", "hi", "zh-Hant", "no"]) | TEXTS, TEXTS, max_size=3)


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """Schemas whose texts are anything; what names refer to stays as it is."""
    described = {"definitions": BY_LANGUAGE, "notes": BY_LANGUAGE, "codes": BY_LANGUAGE}
    event = draw(st.fixed_dictionaries({}, optional=described))
    values = draw(st.dictionaries(TEXTS.filter(str.strip), st.fixed_dictionaries({"notes": BY_LANGUAGE}), max_size=3))
    tree = {
        "name": "any",
        "version": "1.0.0",
        "definitions": draw(BY_LANGUAGE),
        "attributes": {"mood": {"values": {"none": {}, **values}}},
        "events": {"rain": {**event, "abstract": False}},
    }
    return Schema.model_validate(tree)


@given(schemas(), TEXTS)
def test_any_schema_is_read_as_it_was_written(schema: Schema, comment: str) -> None:
    """Signs that mean something to YAML, breaks of all kinds, and lines so long that the writer cuts them."""
    assert parse_written(to_yaml(tree_of(schema), comment), "any.yaml") == schema


@given(st.lists(TEXTS, max_size=6), st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_any_list_and_any_key_is_read_as_it_was_written(listed: list[str], keyed: dict[str, str]) -> None:
    """In flow style and in block style."""
    tree = {"a": listed, "b": keyed, "c": {"d": [keyed, {"e": listed}]}}
    assert load_source(to_yaml(tree), "any.yaml").plain == tree


def test_two_spaces_stay_two_where_the_line_is_cut() -> None:
    """A long definition in which somebody typed a space twice."""
    text = "word " * 23 + "end.  And " + "more " * 30
    assert YAML(typ="safe").load(to_yaml({"a": text})) == {"a": text}


def test_a_comment_holds_no_sign_that_yaml_refuses() -> None:
    """It names foreign files and labels, whatever they hold."""
    assert to_yaml({"a": 1}, "b\x08c\ufeff\nd") == "# b\ufffdc\ufffd\n# d\n{a: 1}\n"


@pytest.mark.parametrize("name", ["ace", "diplomacy", "plover"])
def test_shipped_schemas_are_read_as_they_were_written(name: str) -> None:
    """All three, as their authors wrote them."""
    schema = read_written(schema_path(name))
    assert parse_written(to_yaml(tree_of(schema)), name) == schema


def test_a_schema_with_everything_is_read_as_it_was_written() -> None:
    """All that the language has."""
    written = parse_written(RICH, "rich.yaml")
    assert parse_written(to_yaml(tree_of(written)), "rich.yaml") == written
