"""A schema is read with all its faults, each with its place and its remedy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.errors import AnnotateError, Faults
from annotate.schema import Count, load_schema
from annotate.schema.read import parse_schema, read_schema
from annotate.schema.words import spellings

GOOD = """\
name: visits
version: 1.0.0
entities:
  person: {}
  place: {words: {en: [city, 'cit(y|ies)']}}
attributes:
  polarity:
    default: positive
    values: {positive: {}, negative: {}}
events:
  visit:
    roles:
      visitor: {fillers: [person], count: "+"}
      goal: {fillers: [place, visit], cues: {en: [to _]}}
    triggers:
      en: [{words: ['visit(|s|ed)'], needs: [visitor|goal], attributes: {polarity: negative}}]
"""


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(Faults) as caught:
        parse_schema(text, "s.yaml")
    return caught.value.faults


def test_a_good_schema_is_read() -> None:
    """Types, roles, counts, words and attributes are where they belong."""
    schema = parse_schema(GOOD, "s.yaml")
    visit = schema.events["visit"]
    assert schema.id == "visits@1.0.0"
    assert schema.entities["place"].words == {"en": ("city", "cities")}
    assert visit.triggers["en"][0].words == ("visit", "visits", "visited")
    assert (visit.roles["visitor"].count.low, visit.roles["visitor"].count.high) == (1, None)
    assert schema.roles == ("goal", "visitor")
    assert schema.roles_for("visit", "place") == ("goal",)
    assert [schema.admits("visit", "goal", kind) for kind in ("place", "visit", "person")] == [True, True, False]


ONE: dict[str, tuple[str, str, str]] = {
    "an unknown filler": (
        "[person], count",
        "[persn], count",
        "visitor.fillers.0: unknown entity type 'persn' (known: person, place, visit); did you mean 'person'?",
    ),
    "an unknown key": (
        "count:",
        "cuont:",
        "visitor.cuont: unknown key 'cuont' (known: labels, definitions, examples, ",
    ),
    "a count that is none": ('"+"', '"many"', 's.yaml:13:36: events.visit.roles.visitor.count: a count is one of "1"'),
    "a count that cannot be met": ('"+"', '"{3-1}"', "the count {3-1} cannot be met"),
    "a role that a trigger needs": ("visitor|goal", "visitor|gaol", "unknown role 'gaol' (known: visitor, goal)"),
    "an attribute's value": ("polarity: negative", "polarity: no", "unknown value 'no' (known: positive, negative)"),
    "a default that is no value": ("default: positive", "default: yes", "s.yaml:8:5: attributes.polarity.default"),
    "a version": ("1.0.0", "one", "s.yaml:2:1: version: String should match pattern"),
    "a name that XML cannot have": ("  place: {words", "  a place: {words", "'a place' is no name; use letters"),
    "a name the screen uses": ("  polarity:\n", "  note:\n", "'note' is a name the labelling screen uses"),
    "a key twice": ("  person: {}", "  person: {key: q}\n  body: {key: q}", "the key 'q' is that of 'person' already"),
    "a colour by name": ("  person: {}", "  person: {colour: red}", "entities.person.colour: String should match"),
    "one name twice": ("  person: {}", "  visit: {}", "'visit' is an entity type too; rename one of them"),
    "no events": (GOOD[GOOD.index("events:") :], "", "s.yaml:1:1: events: 'events' is missing; add it"),
}


@pytest.mark.parametrize("what", ONE)
def test_a_fault_is_told_with_line_column_path_and_remedy(what: str) -> None:
    """One change to a good schema, one line that a person can act upon."""
    old, new, said = ONE[what]
    assert GOOD.count(old) == 1
    found = faults(GOOD.replace(old, new))
    assert any(said in fault for fault in found), found


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    """Faults of form and faults of names, together."""
    text = GOOD.replace("1.0.0", "one").replace("[person], count", "[persn], cuont").replace("visitor|goal", "gaol")
    lines = [int(fault.split(":")[1]) for fault in faults(text)]
    assert lines == sorted(lines)
    assert set(lines) == {2, 13, 16}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: a\n\tversion: b", "s.yaml:2:1: not YAML: found character '\\t' that cannot start any token"),
        ("name: a\nname: b", "s.yaml:2:1: not YAML: found duplicate key"),
        ("name: [a", "s.yaml:1:9: not YAML"),
        ("- a", "s.yaml:1:1: a schema is a mapping"),
        ("", "s.yaml:1:1: a schema is a mapping"),
    ],
)
def test_what_is_no_schema_at_all_is_one_line(text: str, said: str) -> None:
    """Tabs, duplicate keys, broken YAML, a list, an empty file."""
    with pytest.raises(AnnotateError) as caught:
        parse_schema(text, "s.yaml")
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_words_that_yaml_1_1_took_for_something_else_are_words() -> None:
    """Norway's `no`, `yes`, `on` and `off` are what they look like."""
    schema = parse_schema(GOOD.replace("[city,", "[no, yes, on, off, city,"), "s.yaml")
    assert schema.entities["place"].words["en"][:4] == ("no", "yes", "on", "off")


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{depth}: &a{depth} [{', '.join([f'*a{depth - 1}'] * 10)}]\n" for depth in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "s.yaml: its aliases (*name) stand for over 2000000 values"),
        (f"a: {'[' * 400}{']' * 400}", "s.yaml: nested too deeply for a schema"),
    ],
)
def test_a_file_that_would_use_up_the_machine_is_refused(text: str, said: str) -> None:
    """A billion values out of nine lines, and brackets within brackets."""
    with pytest.raises(AnnotateError) as caught:
        parse_schema(text, "s.yaml")
    assert str(caught.value).startswith(said)


def test_a_file_too_large_for_a_schema_is_not_read_further(tmp_path: Path) -> None:
    """Before YAML sees it."""
    (tmp_path / "big.yaml").write_text("# " + "x" * 20_000_001, encoding="utf-8")
    with pytest.raises(AnnotateError, match="20000003 characters are too many for a schema"):
        read_schema(tmp_path / "big.yaml")


@pytest.mark.parametrize(
    ("sign", "good", "bad"),
    [
        ("1", [1], [0, 2]),
        ("?", [0, 1], [2]),
        ("+", [1, 9], [0]),
        ("*", [0, 9], []),
        ("{2}", [2], [1, 3]),
        ("{2-}", [2, 9], [1]),
        ("{1-3}", [1, 3], [0, 4]),
    ],
)
def test_a_count_says_how_many_fillers_a_role_takes(sign: str, good: list[int], bad: list[int]) -> None:
    """Each sign admits its numbers and no others."""
    count = Count.parse(sign)
    assert [count.admits(number) for number in good + bad] == [True] * len(good) + [False] * len(bad)


def test_brackets_stand_for_several_spellings() -> None:
    """Endings and beginnings, one after the other."""
    assert list(spellings("(re|)deploy(|ed)")) == ["redeploy", "redeployed", "deploy", "deployed"]


def test_a_schema_is_found_by_path_and_by_name(tmp_path: Path) -> None:
    """A path wins; a shipped name needs none; what is neither is told with what there is."""
    (tmp_path / "mine.yaml").write_text(GOOD, encoding="utf-8")
    assert load_schema(str(tmp_path / "mine.yaml")).name == "visits"
    assert load_schema("diplomacy").name == "diplomacy"
    with pytest.raises(AnnotateError, match=r"diplomcy: no such schema file, .* did you mean 'diplomacy'\?"):
        load_schema("diplomcy")


GUIDELINES = {
    "diplomatic_visit": {
        "visitor": "person organization country", "host": "person organization country",
        "destination": "place country", "origin": "place country", "date": "date",
    },
    "meeting": {"participant": "person organization country", "place": "place country", "date": "date"},
    "troop_deployment": {
        "sender": "country organization person", "force": "armed_force", "quantity": "quantity",
        "destination": "place country", "origin": "place country", "recipient": "country organization", "date": "date",
    },
    "treaty": {
        "party": "country organization", "signatory": "person", "agreement": "agreement", "place": "place country",
        "date": "date",
    },
    "arms_transfer": {
        "supplier": "country organization", "recipient": "country organization", "weapon": "weapon",
        "quantity": "quantity", "date": "date",
    },
}  # fmt: skip


def test_the_shipped_schema_is_that_of_the_gold_guidelines() -> None:
    """Types, roles and fillers, and the values of the attributes."""
    schema = load_schema("diplomacy")
    found = {
        name: {role: " ".join(each.fillers) for role, each in event.roles.items()}
        for name, event in schema.events.items()
    }
    assert found == GUIDELINES
    assert {name: list(attribute.values) for name, attribute in schema.attributes.items()} == {
        "modality": ["asserted", "planned", "hypothetical"],
        "polarity": ["positive", "negative"],
    }


LANGUAGES = {"en", "hi", "ar", "es", "ru", "zh"}


def described() -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    schema = load_schema("diplomacy")
    parts = {**schema.entities, **schema.attributes, **schema.events}
    parts |= {f"{name}.{role}": each for name, event in schema.events.items() for role, each in event.roles.items()}
    yield from ((name, part.labels, part.definitions) for name, part in parts.items())


@pytest.mark.parametrize(("name", "labels", "definitions"), list(described()))
def test_the_shipped_schema_speaks_six_languages(
    name: str, labels: dict[str, str], definitions: dict[str, str]
) -> None:
    """Every type, role and attribute has a label and a definition in each."""
    assert ({*labels}, {*definitions}) == (LANGUAGES, LANGUAGES), name


def test_types_of_the_shipped_schema_have_an_example_in_each_language() -> None:
    """What an annotator looks at first."""
    schema = load_schema("diplomacy")
    for part in (*schema.entities.values(), *schema.events.values()):
        assert {*part.examples} == LANGUAGES


def test_two_halves_of_a_character_are_one() -> None:
    """JSON writes an emoji as two escapes; half of one alone is no text that any file could hold."""
    given = 'name: a\nversion: 1.0.0\ndefinitions: {en: "%s"}\nevents: {e: {}}\n'
    assert parse_schema(given % r"\ud83d\udc4d", "s.yaml").definitions == {"en": "👍"}
    with pytest.raises(AnnotateError, match=r"s\.yaml: '\\ud83d' has half a character"):
        parse_schema(given % r"\ud83d", "s.yaml")
