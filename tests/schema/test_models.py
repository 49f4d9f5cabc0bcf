"""Schemas as pydantic classes: the source that is written, and readings in the form that its classes take."""

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from annotate.annotation import Annotation, Argument, Event, Mention, Relation, load, reading
from annotate.article import Article
from annotate.cli import run
from annotate.schema import load_schema
from annotate.schema.models import document_of, events_of, to_models
from annotate.schema.read import parse_schema
from annotate.span import Span
from tests.strategies import annotations, texts

DATA = Path(__file__).parents[1] / "data"
DIPLOMACY = load_schema("diplomacy")
NASTY = r"""
name: nasty
version: 1.0.0
definitions: {en: "\"\"\"Quotes\"\"\" at both ends, a \\ and a \\N{DASH}\n\n  a second line \u202eRTL\""}
entities:
  event: {definitions: {en: "'single' and \"double\" \"quotes\""}}
  Field: {definitions: {en: "\"One\" quoted, and a backslash at the end \\"}}
  none: {definitions: {en: "मंत्री राष्ट्र\u200dपति 👩‍🚀 مُعَاهَدَةٌ \u2066\u0000"}}
  start-org: {}
  start_org: {}
attributes:
  type: {on: [event, mention, argument], values: {a b: {}, a-b: {}, "1": {}, हाँ: {}, none: {}, count: {}}}
  copy: {on: [event, mention], values: {x: {definitions: {en: "\"\"\""}}}, required: false}
  end: {on: [event, mention, argument], flag: true, definitions: {en: "It's \"over\"."}}
  events: {on: article, values: {x: {}, y: {}}, default: y}
  sure: {on: argument, roles: [from, what], values: {yes: {}, no: {}}, default: yes}
events:
  any-event:
    roles:
      from: {fillers: [event, Field], count: "1"}
      type: {fillers: [none], count: "?"}
      trigger: {fillers: [none], count: "{2}"}
      copy: {fillers: [start-org, start_org], count: "{1-3}"}
      model_fields: {fillers: [event], count: "+"}
      list: {fillers: [any-event, Mention], count: "?"}
      Event: {fillers: [event, Mention, none, Field, start-org, start_org]}
      startOrg: {fillers: [start-org]}
      start_org: {fillers: [start_org], definitions: {en: "\ud83d\udc4d\"\"\" \\"}}
  Mention:
    roles:
      what: {fillers: [Mention, any-event, event], count: "1"}
      class: {fillers: [any-event]}
  "true": {}
relations:
  document: {ends: [{from: [event, any-event], to: [none]}, {from: Mention}], symmetric: true}
  next: {ends: {from: [event]}}
"""
"""Ids that are keywords, fields or methods of pydantic, keys of ours, or alike; texts that break out of quotes."""


NESTED = """
name: nested
version: 1.0.0
entities: {person: {}, place: {}}
attributes:
  tense: {values: {past: {}, future: {}}, default: past}
  tone: {values: {calm: {}, heated: {}}}
events:
  report: {roles: {from: {fillers: [person], count: "1"}, what: {fillers: [report, move], count: "+"}}}
  move: {roles: {type: {fillers: [person]}, goal: {fillers: [place, move], count: "?"}}}
"""
LAW = parse_schema(NESTED, "nested.yaml")
"""Events within events, a role that is a keyword, one that is a key of ours."""


BARE = parse_schema("{name: bare, version: 1.0.0, events: {visit: {}}}", "bare.yaml")
ODD = parse_schema(NASTY, "nasty.yaml")
SCHEMAS = (DIPLOMACY, load_schema("ace"), ODD, LAW, BARE)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleType]:
    """Every schema's module, imported from a file."""
    folder = tmp_path_factory.mktemp("models")
    return {
        schema.name + "_strict" * strict: imported(to_models(schema, strict=strict), folder, f"{schema.name}_{strict}")
        for schema in SCHEMAS
        for strict in (False, True)
    }


def imported(source: str, folder: Path, name: str) -> ModuleType:
    """The module with that source, imported from a file as a user would have it."""
    path = folder / f"{name}.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def events(module: ModuleType, given: list[dict[str, Any]]) -> list[BaseModel]:
    """The events as the module's classes have them."""
    adapter: TypeAdapter[Any] = TypeAdapter(module.AnyEvent)
    return [adapter.validate_python(each) for each in given]


def test_every_module_can_be_imported_and_described(modules: dict[str, ModuleType]) -> None:
    """Each class has a JSON Schema, that of a document holds one definition for each event type."""
    for schema in SCHEMAS:
        for module in (modules[schema.name], modules[f"{schema.name}_strict"]):
            found = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, BaseModel)]
            described = {each.__name__: each.model_json_schema() for each in found if each is not BaseModel}
            parts = [part["properties"] for part in described["Document"]["$defs"].values() if "properties" in part]
            assert {part["type"]["const"] for part in parts if "trigger" in part} == set(schema.events)


USES = """

def use(visit: MentionEvent) -> str:
    first = visit.what[0].filler
    if isinstance(first, EventEntity):
        first.trigger
    return visit.class_[0].filler.trigger.text


AnyEventEvent(trigger=Span(text="left"), from_=[AnyEventFrom(filler=FieldEntity(text="Oslo"))], type2=Type.A_B)
Next(source=EventEntity(text="a"), target=StartOrg(text="b"))
"""


def test_type_checkers_read_a_module(tmp_path: Path) -> None:
    """mypy finds nothing in it under its strictest rules, and the two slips of one who uses it."""
    source = to_models(ODD)
    path = tmp_path / "checked.py"
    path.write_text(source + USES, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", path.name]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stderr
    places = [int(line.split(":")[1]) - len(source.splitlines()) for line in ended.stdout.splitlines()]
    assert [USES.splitlines()[place - 1].strip() for place in places] == [
        "first.trigger",
        'Next(source=EventEntity(text="a"), target=StartOrg(text="b"))',
    ]


def test_modules_are_laid_out_as_formatters_do(tmp_path: Path) -> None:
    """ruff would change nothing, with lines of 120, and finds no name that is missing or in vain."""
    for schema in SCHEMAS:
        for strict in (False, True):
            source = to_models(schema, "hi", strict=strict)
            (tmp_path / f"{schema.name}_{strict}.py").write_text(source, encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    for verb in (["format", "--check", "--line-length=120"], ["check", "--select=F,I,UP,B", "--target-version=py311"]):
        ended = subprocess.run([*ruff, *verb, "--isolated", tmp_path], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout
    assert len([*tmp_path.iterdir()]) == 2 * len(SCHEMAS)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_gold_readings_are_documents(modules: dict[str, ModuleType], language: str) -> None:
    """Every event with its trigger, and the surface of each filler where it stands in the text."""
    rows = load(DATA / f"gold.{language}.jsonl")
    assert sum(len(row.events) for row in rows) > 10
    for row in rows:
        document = modules["diplomacy"].Document.model_validate(document_of(row, DIPLOMACY))
        assert events(modules["diplomacy"], events_of(row, DIPLOMACY)) == document.events
        dumped = document.model_dump(mode="json")["events"]
        assert [written(each) for each in dumped] == [told(row, each) for each in row.events]
        assert all(row.text[span["start"] : span["end"]] == span["text"] for span in spans_in(dumped))


def spans_in(part: Any) -> list[dict[str, Any]]:
    """Every span anywhere in a dump."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    found = [span for each in inner for span in spans_in(each)]
    return [part, *found] if isinstance(part, dict) and "start" in part else found


def told(row: Annotation, part: Mention | Event) -> list[Any]:
    """Type, id and surface of a part of a reading and of all that fills it, with the roles and what is said of it."""
    if isinstance(part, Mention):
        return [part.type, part.id, part.text]
    parts: dict[str, Mention | Event] = {each.id: each for each in row.mentions}
    parts |= {each.id: each for each in row.events}
    fillers = [[argument.role, *told(row, parts[argument.filler])] for argument in part.arguments]
    return [part.type, part.id, part.trigger.text, sorted(fillers), sorted(part.attributes.items())]


def written(part: dict[str, Any]) -> list[Any]:
    """The same of an event or a mention as a class of the module dumps it."""
    if "trigger" not in part:
        return [part["type"], part["id"], part["text"]]
    roles = {key.removesuffix("_"): value for key, value in part.items() if isinstance(value, list)}
    fillers = [[role, *written(filler)] for role, several in roles.items() for filler in several]
    chosen = {key: part[key] for key in ("tense", "tone", "modality", "polarity") if part.get(key)}
    return [part["type"], part["id"], part["trigger"]["text"], sorted(fillers), sorted(chosen.items())]


@given(row=annotations(LAW))
@settings(max_examples=150)
def test_a_reading_keeps_its_surfaces_and_roles(modules: dict[str, ModuleType], row: Annotation) -> None:
    """Whatever the counts: types, ids, surfaces, roles and attributes, where a default stands for none."""
    document = modules["nested"].Document.model_validate(document_of(row, LAW))
    dumped = [event.model_dump(mode="json", exclude_unset=True) for event in document.events]
    assert [written(each) for each in dumped] == [told(row, each) for each in row.events]
    assert [event.model_dump(mode="json")["tense"] for event in document.events] == [
        event.attributes.get("tense", "past") for event in row.events
    ]


_QUOTED = st.lists(texts() | st.sampled_from(['"', "'", '"""', "\\", "\\N{", "\n", "\n\n  ", "\t", "\u2066", "\ud83d"]))


@given(text=_QUOTED.map("".join))
def test_every_definition_comes_through(text: str) -> None:
    """As the text of a class it is what Python makes of any docstring, as that of a field it is as it was."""
    role = LAW.events["report"].roles["from"].model_copy(update={"definitions": {"en": text}})
    event = LAW.events["report"].model_copy(update={"definitions": {"en": text}, "roles": {"from": role}})
    source = to_models(LAW.model_copy(update={"events": {"report": event}}))
    source.encode()  # half a character could not be stored
    [made] = [each for each in ast.parse(source).body if isinstance(each, ast.ClassDef) and each.name == "Report"]
    whole = text.strip().replace("\ud83d", "\ufffd")
    if whole:
        [said] = [each.value for each in ast.walk(made) if isinstance(each, ast.keyword) and each.arg == "description"]
        assert ast.literal_eval(said) == f"Exactly 1: {whole}"
        assert "".join((ast.get_docstring(made) or "").split()) == "".join(whole.split())


def moving(*arguments: Argument, **more: Any) -> Annotation:
    """A reading in which Ana, then Ben, says that someone moves to Oslo."""
    text = "Ana and Ben say she moved to Oslo"
    spans = {word: Span.of(text, text.index(word), text.index(word) + len(word)) for word in text.split()}
    kinds = {"a": ("person", "Ana"), "b": ("person", "Ben"), "o": ("place", "Oslo")}
    mentions = tuple(
        Mention(id=name, type=kind, **spans[word].model_dump(exclude_none=True)) for name, (kind, word) in kinds.items()
    )
    said = Event(id="s", type="report", trigger=spans["say"], arguments=arguments)
    moved = Event(id="m", type="move", trigger=spans["moved"], arguments=(Argument(role="goal", filler="o"),))
    return reading(Article(text=text), mentions=mentions, events=(said, moved), **more)


ANA, BEN = Argument(role="from", filler="a"), Argument(role="from", filler="b")
MOVED = Argument(role="what", filler="m")


def strictly(*arguments: Argument) -> list[dict[str, Any]]:
    """The report of such a reading for strict classes, an attribute that must be chosen chosen."""
    row = moving(*arguments)
    calm = tuple(event.model_copy(update={"attributes": {"tone": "calm"}}) for event in row.events)
    return events_of(row.model_copy(update={"events": calm}), LAW, strict=True)[:1]


def test_a_role_of_one_filler_is_a_value_of_its_own_in_strict_classes(modules: dict[str, ModuleType]) -> None:
    """Within other events too; what is dumped is read again."""
    [report] = events(modules["nested_strict"], strictly(ANA, MOVED))
    dumped = report.model_dump(mode="json")
    assert [dumped["from"]["text"], dumped["what"][0]["goal"]["text"]] == ["Ana", "Oslo"]
    assert events(modules["nested_strict"], [dumped]) == [report]


@pytest.mark.parametrize(
    ("arguments", "place"),
    [((ANA, BEN, MOVED), "from"), ((MOVED,), "from"), ((ANA,), "what"), ((), "from")],
    ids=["two for one", "none for one", "none for a list", "nothing"],
)
def test_strict_classes_refuse_what_others_take(
    modules: dict[str, ModuleType], arguments: tuple[Argument, ...], place: str
) -> None:
    """A reading that misses a count is incomplete and can be read all the same, unless that is asked."""
    [loose, _] = events(modules["nested"], events_of(moving(*arguments), LAW))
    assert len(loose.model_dump()["from"]) == sum(argument.role == "from" for argument in arguments)
    with pytest.raises(ValidationError) as caught:
        events(modules["nested_strict"], strictly(*arguments))
    assert place in {error["loc"][1] for error in caught.value.errors()}


def test_strict_classes_wait_for_what_must_be_chosen(modules: dict[str, ModuleType]) -> None:
    """An attribute without default; one with a default may be left out."""
    given = events_of(moving(ANA, MOVED), LAW, strict=True)
    with pytest.raises(ValidationError) as caught:
        events(modules["nested_strict"], given)
    assert [error["loc"] for error in caught.value.errors()] == [
        ("report", "what", 0, "move", "tone"), ("report", "tone"),
    ]  # fmt: skip


def test_counts_are_in_the_json_schema_of_strict_classes(modules: dict[str, ModuleType]) -> None:
    """There they bind what a language model may write; elsewhere they are told in words."""
    loose, strict = (
        modules[name].Report.model_json_schema()["$defs"]["Report"] for name in ("nested", "nested_strict")
    )
    assert (
        loose["properties"]["what"]["description"] == strict["properties"]["what"]["description"] == "At least 1: what"
    )
    assert strict["properties"]["what"]["minItems"] == 1
    assert "minItems" not in loose["properties"]["what"]
    assert {"from", "what"} <= set(strict["required"])
    assert loose["required"] == ["type", "trigger"]


def test_an_event_within_itself_is_cut(modules: dict[str, ModuleType]) -> None:
    """It stands there once more with its id and trigger, without arguments; so it does where it fills itself."""
    row = moving(Argument(role="what", filler="s"), Argument(role="from", filler="a"))
    [said, _] = events_of(row, LAW)
    assert [said["from"][0]["text"], said["what"][0]["trigger"]["text"]] == ["Ana", "say"]
    assert set(said["what"][0]) == {"type", "id", "trigger"}
    first, second = (
        Event(id=name, type="report", trigger=row.events[0].trigger, arguments=(Argument(role="what", filler=other),))
        for name, other in (("x", "y"), ("y", "x"))
    )
    round_about = events_of(row.model_copy(update={"events": (first, second)}), LAW)
    assert [(each["id"], each["what"][0]["id"], each["what"][0]["what"][0]["id"]) for each in round_about] == [
        ("x", "y", "x"), ("y", "x", "y"),
    ]  # fmt: skip
    assert len(events(modules["nested"], round_about)) == 2


def test_what_the_schema_does_not_know_is_refused_and_not_lost(modules: dict[str, ModuleType]) -> None:
    """An unknown role, a filler of the wrong type, an unknown attribute, an event of another schema."""
    row = moving(Argument(role="whither", filler="o"))
    assert events_of(row, LAW)[0]["whither"][0]["text"] == "Oslo"
    with pytest.raises(ValidationError, match=r"whither\n  Extra inputs are not permitted"):
        events(modules["nested"], events_of(row, LAW))
    with pytest.raises(ValidationError, match=r"from\.0\.type\n  Input should be 'person'"):
        events(modules["nested"], events_of(moving(Argument(role="from", filler="o")), LAW))
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        events(modules["diplomacy"], events_of(row, LAW))


def test_names_are_told_apart(modules: dict[str, ModuleType]) -> None:
    """Ids that are alike, keywords, methods of pydantic and keys of ours; a key is the id where that is free."""
    module = modules["nasty"]
    keys = {name: field.validation_alias or name for name, field in module.AnyEventEvent.model_fields.items()}
    assert keys == {
        "type": "type", "id": "id", "trigger": "trigger", "from_": "from", "type_": "type_", "trigger_": "trigger_",
        "copy2": "copy", "model_fields_": "model_fields", "list_": "list", "event": "Event", "start_org_": "startOrg",
        "start_org": "start_org", "type2": "type2", "copy_": "copy_", "end": "end",
    }  # fmt: skip
    assert module.StartOrg.model_fields["type"].default == "start-org"
    assert module.StartOrgEntity.model_fields["type"].default == "start_org"
    assert [*module.Type.__members__] == ["A_B", "A_B_", "VALUE_1", "हाँ", "NONE", "COUNT"]
    assert list(module.Type) == ["a b", "a-b", "1", "हाँ", "none", "count"]


def test_what_is_said_of_mentions_arguments_and_articles_comes_along(modules: dict[str, ModuleType]) -> None:
    """Flags as truths, an argument's attributes beside its filler, relations with what they join."""
    text = "Ana left"
    ana = Mention(id="a", type="event", start=0, end=3, text="Ana", attributes={"end": "yes", "type": "a-b"})
    argument = Argument(role="from", filler="a", attributes={"sure": "no", "type": "1"})
    left = Event(
        id="e", type="any-event", trigger=Span.of(text, 4, 8), arguments=(argument,), attributes={"type": "हाँ"}
    )
    arcs = (Relation(type="next", source="a", target="a"), Relation(source="a", target="e"))
    row = reading(Article(text=text), mentions=(ana,), events=(left,), relations=arcs, attributes={"events": "x"})
    given = document_of(row, ODD)
    assert given["events"][0]["from"][0]["filler"]["end_"] is True
    document = modules["nasty"].Document.model_validate(given)
    assert document.events[0].from_[0].sure is modules["nasty"].Sure.NO
    dumped = document.model_dump(mode="json", exclude_defaults=True)
    assert dumped["events_"] == "x"
    assert dumped["events"][0]["type2"] == "हाँ"
    assert dumped["events"][0]["from"][0]["filler"]["type_"] == "a-b"
    assert [each["to"]["text"] for each in dumped["relations"]] == ["Ana"]
    assert modules["nasty"].Document.model_validate_json(document.model_dump_json()) == document


def test_a_symmetric_relation_may_be_drawn_either_way(modules: dict[str, ModuleType]) -> None:
    """From each of its ends; one that is not goes from what it says alone."""
    module = modules["nasty"]
    place, person = module.NoneEntity(text="Oslo"), module.EventEntity(text="Ana")
    assert module.DocumentRelation(source=place, target=person).source.text == "Oslo"
    assert module.DocumentRelation(source=person, target=place).source.text == "Ana"
    with pytest.raises(ValidationError, match=r"for Next\nsource\n"):
        module.Next(source=place, target=person)


def test_definitions_are_in_the_language_asked_for() -> None:
    """English where it has none."""
    source = to_models(DIPLOMACY, "hi")
    assert '    """शहर, क्षेत्र, सैन्य अड्डा, सीमा, समुद्र या भवन।"""\n' in source
    assert to_models(DIPLOMACY, "fr") == to_models(DIPLOMACY)


def test_the_command_prints_or_writes_a_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, in a file, or within JSON: the same source."""
    path = tmp_path / "diplomacy_events.py"
    assert run(["schema", "models", "diplomacy"]) == 0
    assert capsys.readouterr().out == to_models(DIPLOMACY)
    assert run(["schema", "models", "diplomacy", "--language", "hi", "--strict", "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == to_models(DIPLOMACY, "hi", strict=True)
    capsys.readouterr()
    assert run(["schema", "models", "diplomacy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["models"] == to_models(DIPLOMACY)
