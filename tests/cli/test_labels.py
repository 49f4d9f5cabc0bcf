"""`annotate prelabel` and `annotate export` on files: what is bad is named, what is good goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.annotation import read_annotations, to_lines
from annotate.cli import run
from annotate.files import write_lines
from annotate.prelabel import ENGINES
from annotate.schema import builtin_folder
from tests.studio.articles import prelabel, span

VISIT = "President Helena Duarte arrived in Nairobi on Tuesday."
TREATY = "Norway and Kenya signed a fisheries agreement in Oslo."


def called(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, list[str]]:
    """Standard output and the lines of standard error of a command that ends with `code`."""
    capsys.readouterr()
    assert run(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out, captured.err.splitlines()


def piped(folder: Path, *arguments: str, given: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own that reads `given`."""
    command = [sys.executable, "-m", "annotate", *arguments]
    return subprocess.run(
        command, cwd=folder, input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )


def triggers(path: Path) -> list[str]:
    """The surfaces of all triggers in an annotation file."""
    return [event.trigger.text for reading in read_annotations(path) for event in reading.events]


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_articles_of_the_workspace_are_prelabelled(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments: what annotate.toml names, to the place where push looks for it."""
    out, lines = called(capsys, "prelabel")
    target = workspace / ".annotate" / "prelabels" / "diplomacy.jsonl"
    (reading,) = read_annotations(target)
    assert "signed" in triggers(target)
    assert (reading.state, reading.annotator) == ("prelabel", "engine:lexicon")
    assert (out, lines) == ("", [f"1 articles, {len(reading.events)} events -> {target}"])


def test_prelabelling_twice_gives_the_same_bytes(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No clock and no chance in a pre-label: push sees that nothing changed."""
    called(capsys, "prelabel", "-o", "one.jsonl")
    called(capsys, "prelabel", "-o", "two.jsonl")
    assert (workspace / "one.jsonl").read_bytes() == (workspace / "two.jsonl").read_bytes()


def test_no_workspace_is_needed_with_a_schema_and_an_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files alone do: pre-labels and their export, without annotate.toml."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", VISIT)
    called(capsys, "prelabel", "a.txt", "--schema", "diplomacy", "--engine", "lexicon", "--output", "p.jsonl")
    assert "arrived" in triggers(tmp_path / "p.jsonl")
    called(capsys, "export", "p.jsonl", "--schema", str(builtin_folder() / "diplomacy.yaml"), "--output", "out")
    assert (tmp_path / "out" / "README.md").is_file()


def test_without_a_schema_or_a_workspace_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside a workspace the schema must be given."""
    monkeypatch.chdir(tmp_path)
    out, lines = called(capsys, "prelabel", write(tmp_path / "a.txt", VISIT), code=1)
    assert (out, lines) == (
        "", ["no --schema was given, and no annotate.toml is here or above; `annotate init` makes one"],
    )  # fmt: skip


def test_standard_output_holds_only_readings(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--output -` each line is one reading, also where a fault is told: that is on standard error."""
    write(workspace / "bad.txt", "Rain\0fell.")
    out, lines = called(capsys, "prelabel", "seeds/example.txt", "bad.txt", "--output", "-", code=1)
    readings = [json.loads(line) for line in out.splitlines()]
    assert [reading["engine"] for reading in readings] == ["lexicon"]
    assert any("bad.txt" in line for line in lines)


def test_an_article_with_nul_is_named_and_the_others_go_on(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text that cannot be stored: one line with its file, exit code 1, and everything else is pre-labelled."""
    paths = [write(workspace / f"{name}.txt", text) for name, text in
             {"a": VISIT, "b": "Rain\0fell.", "c": TREATY}.items()]  # fmt: skip
    _, lines = called(capsys, "prelabel", *paths, "--output", "p.jsonl", code=1)
    (fault,) = [line for line in lines if "->" not in line]
    assert "b.txt" in fault
    assert "NUL at 4" in fault
    assert [reading.text.strip() for reading in read_annotations(workspace / "p.jsonl")] == [VISIT, TREATY]


def test_a_missing_file_is_named_and_the_others_go_on(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One wrong path among right ones costs only itself."""
    _, lines = called(capsys, "prelabel", "nowhere.txt", "seeds/example.txt", "--output", "p.jsonl", code=1)
    (fault,) = [line for line in lines if "->" not in line]
    assert "nowhere.txt" in fault
    assert "signed" in triggers(workspace / "p.jsonl")


def test_a_column_that_a_table_lacks_is_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line with the file and the column; the other files go on."""
    table = write(workspace / "t.csv", f'id,body\n1,"{VISIT}"\n2,"{TREATY}"\n')
    _, lines = called(capsys, "prelabel", table, "seeds/example.txt", "--column", "text=story", "-o", "p.jsonl", code=1)
    (fault,) = [line for line in lines if "->" not in line]
    assert "t.csv" in fault
    assert "story" in fault
    assert len(read_annotations(workspace / "p.jsonl")) == 1


def test_a_column_may_have_another_name(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--column text=body` reads a table that calls its text so."""
    table = write(workspace / "t.csv", f'id,body\n1,"{VISIT}"\n2,"{TREATY}"\n')
    called(capsys, "prelabel", table, "--column", "text=body", "--output", "p.jsonl")
    assert [(each.id, each.text) for each in read_annotations(workspace / "p.jsonl")] == [("1", VISIT), ("2", TREATY)]


@pytest.mark.parametrize("pair", ["text", "=body", "text="])
def test_a_column_option_that_names_no_pair(workspace: Path, capsys: pytest.CaptureFixture[str], pair: str) -> None:
    """The form of the option is said, with an example."""
    _, lines = called(capsys, "prelabel", "--column", pair, code=2)
    said = " ".join(lines)
    assert all(part in said for part in ("Invalid value for --column", repr(pair), "is not OURS=THEIRS"))


def test_each_fault_has_its_line_and_json_holds_them_too(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` prints one document, with the faults that people read on standard error."""
    write(workspace / "bad.txt", "Rain\0fell.")
    sources = ("nowhere.txt", "bad.txt", "seeds/example.txt")
    out, lines = called(capsys, "prelabel", *sources, "-o", "p.jsonl", "--json", code=1)
    told = json.loads(out)
    assert told["faults"] == lines
    assert len(lines) == 2
    assert (told["articles"], told["output"]) == (1, "p.jsonl")
    assert told["events"] == len(triggers(workspace / "p.jsonl"))


def test_standard_input_is_read_in_the_form_that_is_named(workspace: Path) -> None:
    """`-` reads JSON Lines from a pipe and writes readings to the next."""
    given = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in (("a", VISIT), ("b", TREATY)))
    done = piped(workspace, "prelabel", "-", "--format", "jsonl", "--output", "-", given=given)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]


def test_a_language_that_is_given_holds_for_articles_that_name_none(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--language` takes the place of a guess, not of what the article says."""
    lines = [json.dumps({"id": "a", "text": VISIT}), json.dumps({"id": "b", "text": VISIT, "language": "en"})]
    write(workspace / "a.jsonl", "\n".join(lines) + "\n")
    called(capsys, "prelabel", "a.jsonl", "--language", "hi", "--output", "p.jsonl")
    assert [reading.language for reading in read_annotations(workspace / "p.jsonl")] == ["hi", "en"]


def test_an_unknown_engine_names_the_known_ones(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in --engine is told before anything is read."""
    out, lines = called(capsys, "prelabel", "--engine", "lexikon", code=1)
    assert (out, lines) == ("", [f"unknown engine 'lexikon' (known: {', '.join(ENGINES)}); did you mean 'lexicon'?"])


DATED = json.dumps({"id": "a", "language": "en", "published": "2024-06-12", "text": VISIT})


@pytest.mark.parametrize(
    ("options", "start"), [((), "2024-06-11"), (("--no-values",), None), (("--no-proposals",), "2024-06-11")]
)
def test_mentions_have_values_unless_they_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], start: str | None
) -> None:
    """A Tuesday is a day by when the article was published; one process and two write the same file."""
    source, one, two = write(tmp_path / "a.jsonl", DATED), tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    called(capsys, "prelabel", source, "--schema", "diplomacy", "-o", str(one), *options)
    called(capsys, "prelabel", source, "--schema", "diplomacy", "-o", str(two), "--workers", "2", *options)
    (reading,) = read_annotations(one)
    assert [(mention.value or {}).get("start") for mention in reading.mentions if mention.text == "Tuesday"] == [start]
    assert ("values" in str(reading.fingerprint)) == (start is not None)
    assert one.read_bytes() == two.read_bytes()


def reviewed(path: Path) -> Path:
    """Reviews with a hand-made mention that fills no role, a skipped reading and an empty submission."""
    first = prelabel(1)
    spare = first.mentions[0].model_copy(
        update={**span("विदेश मंत्री", first.text).model_dump(exclude={"tidied"}), "id": "m3", "origin": "manual"}
    )
    person = {"annotator": "annotator-1", "state": "submitted"}
    write_lines(path, to_lines([
        first.model_copy(update={**person, "mentions": (*first.mentions, spare)}),
        prelabel(2).model_copy(update={**person, "state": "skipped"}),
        prelabel(3).model_copy(update={**person, "mentions": (), "events": ()}),
    ]))  # fmt: skip
    return path


def test_the_reviews_of_the_workspace_are_exported(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments: what was pulled, to the place that annotate.toml names; breaches are told, and no fault."""
    reviewed(workspace / "seeds" / "reviews" / "diplomacy.jsonl")
    out, lines = called(capsys, "export")
    assert out == f"2 readings, 1 events -> {workspace / 'exports' / 'diplomacy'}\n"
    assert [line for line in lines if line.startswith("left out")] == ["left out: readings: skipped: 1"]
    (warning,) = [line for line in lines if line.startswith("warning")]
    assert "mention m3 (person 'विदेश मंत्री'): fills no role" in warning


def test_an_export_in_json_is_one_document(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What people are told is in the one document, and nothing is on standard error."""
    path = reviewed(workspace / "r.jsonl")
    out, lines = called(capsys, "export", str(path), "--output", "out", "--json")
    told = json.loads(out)
    assert (told["readings"], told["events"], told["left_out"]) == (2, 1, {"readings: skipped": 1})
    assert told["output"] == "out"
    assert any("fills no role" in each for each in told["violations"])
    assert lines == []


def test_an_attribute_that_nobody_chose_is_told_and_exported(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A schema may leave a choice without a default: the export names the gap and does not break."""
    schema = write(workspace / "s.yaml", (
        "name: s\nversion: 1.0.0\nentities: {person: {}, place: {}}\nattributes: {means: {values: {ship: {}}}}\n"
        "events:\n  diplomatic_visit:\n    roles: {visitor: {fillers: [person]}, destination: {fillers: [place]}}\n"
    ))  # fmt: skip
    path = reviewed(workspace / "r.jsonl")
    _, lines = called(capsys, "export", str(path), "--schema", schema, "--output", "out")
    assert any(line.startswith("incomplete") and line.endswith("means is not chosen") for line in lines)


def test_every_fault_of_an_annotation_file_has_its_line(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line and what is wrong, all at once; nothing is exported."""
    good = next(to_lines([prelabel(1)]))
    path = write(workspace / "p.jsonl", good + '{"id": "a"}\n' + good.replace('"text": "नैरोबी"', '"text": "ओस्लो"'))
    out, lines = called(capsys, "export", path, "--output", "out", code=1)
    assert out == ""
    assert [line.rpartition("/")[2].split(": ")[0] for line in lines] == ["p.jsonl:2", "p.jsonl:3"]
    assert "'ओस्लो' is not at" in lines[1]
    assert not (workspace / "out").exists()


def test_reviews_that_are_not_there_are_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who exports before the first pull hears which file was looked for."""
    out, (line,) = called(capsys, "export", code=1)
    assert out == ""
    assert line.startswith(str(workspace / "seeds" / "reviews" / "diplomacy.jsonl"))


def test_an_unknown_format_writes_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The known formats are named."""
    path = reviewed(workspace / "r.jsonl")
    _, (line,) = called(capsys, "export", str(path), "--format", "conll", "--output", "out", code=1)
    assert line == "--format: unknown format 'conll' (known: huggingface)"
    assert not (workspace / "out").exists()


def test_a_run_without_any_article_replaces_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt name does not empty the pre-labels of the last run."""
    called(capsys, "prelabel")
    target = workspace / ".annotate" / "prelabels" / "diplomacy.jsonl"
    before = target.read_bytes()
    _, lines = called(capsys, "prelabel", "nothere.txt", code=1)
    assert lines == ["nothere.txt: cannot be read: No such file or directory; check the path"]
    assert target.read_bytes() == before
