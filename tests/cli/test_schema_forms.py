"""`schema import`, `export`, `diff`, `migrate`, `guidelines` on files: what is written, told, refused."""

import json
from pathlib import Path

import pytest

from annotate.annotation import read_annotations, to_lines
from annotate.cli import run
from annotate.files import write_lines
from annotate.schema import read_schema
from tests.studio.campaign import NEW, OLD, old_schema, review

SHARED = Path(__file__).parents[2].parent / "shared"
CORPORA = SHARED / "corpora"
Told = pytest.CaptureFixture[str]

FILES = {
    "brat_tutorials/news/annotation.conf": (10, 22),
    "brat_tutorials/bio/annotation.conf": (4, 6),
    "ontologies/gen-arg/event_role_ACE.json": (33, 100),
    "ontologies/rams/event_role_multiplicities.txt": (139, 508),
    "ontologies/plover/CAMEO2PLOVER-2021.txt": (16, 32),
}


@pytest.mark.parametrize("name", FILES)
def test_a_foreign_schema_becomes_a_file_of_ours(name: str, tmp_path: Path, capsys: Told) -> None:
    """The form is known by the file; the counts are those of the file that is written, and it says what was lost."""
    path = tmp_path / "s.yaml"
    assert run(["schema", "import", str(CORPORA / name), "-o", str(path), "--name", "mine", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    schema = read_schema(path)
    assert (told["event_types"], told["roles"]) == FILES[name]
    assert (len(schema.events), sum(len(event.roles) for event in schema.events.values())) == FILES[name]
    assert schema.id == "mine@1.0.0"
    comment = path.read_text(encoding="utf-8").partition("name:")[0]
    assert all(line in comment for line in told["lost"])


def test_a_labelling_config_is_imported(tmp_path: Path, capsys: Told) -> None:
    """A project set up by hand becomes a schema; what the XML does not say is told."""
    path = tmp_path / "s.yaml"
    assert run(["schema", "import", str(SHARED / "labelstudio" / "event_config.xml"), "-o", str(path)]) == 0
    assert len(read_schema(path).events) == 3
    assert "nothing says which event types have it" in capsys.readouterr().err


def test_an_export_says_what_it_cannot_hold(tmp_path: Path, capsys: Told) -> None:
    """The file goes out, each kind that stays behind is counted, and what comes back has the same types and roles."""
    conf = tmp_path / "annotation.conf"
    visual = tmp_path / "visual.conf"
    options = ["--format", "brat", "-o", str(conf), "--visual", str(visual), "--language", "hi"]
    assert run(["schema", "export", "diplomacy", *options]) == 0
    assert "not held: definitions: " in capsys.readouterr().err
    assert run(["schema", "import", str(conf), "-o", str(tmp_path / "back.yaml"), "--language", "hi"]) == 0
    back = read_schema(tmp_path / "back.yaml")
    assert back.events["treaty"].roles.keys() == {"party", "signatory", "agreement", "place", "date"}
    assert back.events["treaty"].labels == {"hi": "संधि"}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("import", "s.bin"), "the ending tells no form; name it with --format brat|kairos|rams|plover"),
        (
            ("import", "s.bin", "--format", "brta"),
            "unknown form 'brta' (known: brat, kairos, rams, plover); did",
        ),
        (("import", "none.conf"), "none.conf: cannot be read"),
        (("export", "diplomacy", "--format", "xml"), "unknown form 'xml'"),
        (("diff", "diplomacy", "none.yaml"), "none.yaml: no such schema file"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    command: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """What is wrong, where, and what to do."""
    monkeypatch.chdir(tmp_path)
    Path("s.bin").write_text("x", encoding="utf-8")
    assert run(["schema", *command]) == 1
    assert said in capsys.readouterr().err


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("versions")
def test_a_diff_is_lines_or_json(capsys: Told) -> None:
    """A line a change with its effect, and how many of each; the same for programs."""
    assert run(["schema", "diff", "old.yaml", "new.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "safe: events.visit: renamed: trip" in lines
    assert lines[-1] == "moves@1.0.0 -> moves@2.0.0: 1 decision, 2 loss, 7 safe"
    assert run(["schema", "diff", "old.yaml", "new.yaml", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["changes"]) == 10


def test_annotation_files_migrate_after_a_copy(versions: Path, capsys: Told) -> None:
    """First the plan alone; then the file moves, and what it was stands beside it under the old version."""
    reviews = versions / "r.jsonl"
    readings = [review(number, 0).model_copy(update={"schema_id": old_schema().id}) for number in range(6)]
    write_lines(reviews, to_lines(readings))
    before = reviews.read_bytes()
    assert run(["schema", "migrate", "old.yaml", "new.yaml", "r.jsonl"]) == 0
    assert reviews.read_bytes() == before
    assert run(["schema", "migrate", "old.yaml", "new.yaml", "r.jsonl", "--apply"]) == 1
    assert "accept it with --accept-loss" in capsys.readouterr().err
    assert reviews.read_bytes() == before
    assert run(["schema", "migrate", "old.yaml", "new.yaml", "r.jsonl", "--apply", "--accept-loss"]) == 0
    assert (versions / "r.1.0.0.jsonl").read_bytes() == before
    moved = read_annotations(reviews)
    assert {event.type for each in moved for event in each.events} == {"trip", "plan", "talk"}
    assert {each.schema_id for each in moved} == {"moves@2.0.0"}
    again = reviews.read_bytes()
    assert run(["schema", "migrate", "old.yaml", "new.yaml", "r.jsonl", "--apply", "--accept-loss"]) == 1
    assert "holds another copy" in capsys.readouterr().err
    assert reviews.read_bytes() == again


@pytest.mark.usefixtures("versions")
def test_wrong_uses_are_2() -> None:
    """Two directions at once, and files with a project."""
    assert run(["schema", "migrate", "old.yaml", "new.yaml", "--apply", "--undo"]) == 2
    assert run(["schema", "migrate", "old.yaml", "new.yaml", "r.jsonl", "--project", "p"]) == 2


def test_guidelines_go_to_a_file_or_out(versions: Path, capsys: Told) -> None:
    """HTML to a file, or to standard output."""
    assert run(["schema", "guidelines", "old.yaml", "-o", "h.html"]) == 0
    capsys.readouterr()
    assert run(["schema", "guidelines", "old.yaml"]) == 0
    assert capsys.readouterr().out == (versions / "h.html").read_text(encoding="utf-8")
