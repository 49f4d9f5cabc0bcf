"""What keeps a workspace from working, and how to mend it."""

import json
from pathlib import Path

import pytest

from annotate.cli import run

Found = dict[str, tuple[str, str]]


def doctor(capsys: pytest.CaptureFixture[str], *arguments: str, code: int) -> Found:
    """What each check says, in a run that ends with `code`: one document on standard output, nothing else anywhere."""
    capsys.readouterr()
    assert run(["doctor", *arguments, "--json"]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    return {each["check"]: (each["state"], each["message"]) for each in json.loads(captured.out)}


def test_a_good_workspace_misses_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All is well without a server, which is optional, with the command that starts one."""
    found = doctor(capsys, code=0)
    assert found["workspace"] == ("ok", str(workspace))
    assert found["schema"][1].startswith("diplomacy@1.")
    assert found["articles"] == ("ok", "1 read, 0 with a fault")
    assert found["server"][0] == "optional"
    assert "annotate studio start" in found["server"][1]


def test_a_folder_outside_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no annotate.toml is found, the one thing to do is named."""
    monkeypatch.chdir(tmp_path)
    found = doctor(capsys, code=1)
    assert found["workspace"] == ("missing", "no annotate.toml here or above; `annotate init` makes a workspace")
    assert set(found) == {"python", "disk", "workspace"}


def test_a_folder_within_a_workspace(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The settings hold from every folder below them, and their paths start at the workspace."""
    monkeypatch.chdir(workspace / "seeds")
    found = doctor(capsys, code=0)
    assert found["workspace"] == ("ok", str(workspace))
    assert found["articles"] == ("ok", "1 read, 0 with a fault")


def test_a_schema_that_is_not_there(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The path that was looked for is named; the other checks go on."""
    (workspace / "schemas" / "diplomacy.yaml").unlink()
    found = doctor(capsys, code=1)
    assert found["schema"][0] == "missing"
    assert str(workspace / "schemas" / "diplomacy.yaml") in found["schema"][1]
    assert found["articles"][0] == "ok"


def test_a_schema_with_two_faults_names_both(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every fault of the schema is in the one message."""
    schema = workspace / "schemas" / "diplomacy.yaml"
    schema.write_text("name: x\nversion: one\nevents: {rain: {shade: red}}\n", encoding="utf-8")
    state, message = doctor(capsys, code=1)["schema"]
    assert state == "missing"
    assert len(message.split(" | ")) == 2
    assert "unknown key 'shade'" in message


@pytest.mark.parametrize(
    ("settings", "said"), [("schema = [", "not TOML"), ('schmea = "x.yaml"\n', "schmea"), ("schema = 7\n", "schema")]
)
def test_settings_that_cannot_be_read(
    workspace: Path, capsys: pytest.CaptureFixture[str], settings: str, said: str
) -> None:
    """Who broke annotate.toml hears it from doctor, in the form that was asked for."""
    (workspace / "annotate.toml").write_text(settings, encoding="utf-8")
    state, message = doctor(capsys, code=1)["workspace"]
    assert state == "missing"
    assert message.startswith(f"{workspace / 'annotate.toml'}: ")
    assert said in message


def test_a_workspace_without_articles(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Patterns that match nothing are said to."""
    (workspace / "seeds" / "example.txt").unlink()
    found = doctor(capsys, code=1)
    assert found["articles"][0] == "missing"
    assert "seeds" in found["articles"][1]


def test_an_article_that_cannot_be_read_is_counted(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bad article among good ones keeps nothing from working."""
    (workspace / "seeds" / "bad.txt").write_bytes(b"Rain\0fell.\n")
    assert doctor(capsys, code=0)["articles"] == ("ok", "1 read, 1 with a fault")


def test_a_server_without_a_token(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A server that was named must answer: the variable to set is named."""
    state, message = doctor(capsys, "--url", "http://127.0.0.1:9", code=1)["server"]
    assert state == "missing"
    assert "set LABEL_STUDIO_API_KEY" in message


def test_people_get_a_line_for_each_check(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json each check is a line: state, name, message."""
    capsys.readouterr()
    assert run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = ["python:", "disk:", "workspace:", "schema:", "fonts:", "articles:", "server:"]
    assert [line.split()[1] for line in lines] == names
    assert f"ok       workspace: {workspace}" in lines


def font_list(folder: Path, monkeypatch: pytest.MonkeyPatch, *known: str) -> None:
    """Puts an `fc-list` alone on the PATH that knows a font for these languages."""
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    cases = "|".join(f":lang={language}" for language in known)
    program = folder / "fc-list"
    program.write_text(f'#!/bin/sh\ncase "$1" in {cases}) echo "Noto Sans";; esac\n', encoding="utf-8")
    program.chmod(0o755)


def test_scripts_without_a_font_are_named(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each language of the labels is asked for; the packages to install are named, and whose computer it is about."""
    font_list(workspace / "bin", monkeypatch, "en", "es", "ru")
    state, message = doctor(capsys, code=0)["fonts"]
    assert state == "optional"
    assert message.startswith("none here for Arabic (ar), Devanagari (hi), Han (zh); install ")
    assert "install fonts-noto-cjk and fonts-noto-core;" in message
    assert "computer of each annotator" in message


def test_a_variant_of_a_language_needs_the_font_of_the_language(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fonts are known by languages, so that zh-Hant is asked for as zh."""
    labels = "{zh-Hant: 雨, bn: বৃষ্টি}"
    schema = f"name: x\nversion: 1.0.0\nevents: {{rain: {{labels: {labels}}}}}\n"
    (workspace / "schemas" / "diplomacy.yaml").write_text(schema, encoding="utf-8")
    font_list(workspace / "bin", monkeypatch, "zh", "en")
    message = doctor(capsys, code=0)["fonts"][1]
    assert message.startswith("none here for Bengali (bn); install fonts-noto-core;")
    font_list(workspace / "both", monkeypatch, "zh", "bn", "en")
    state, message = doctor(capsys, code=0)["fonts"]
    assert state == "ok"
    assert message.startswith("there is one for bn, en, zh-Hant here; ")


def test_fonts_that_cannot_be_looked_for(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without fc-list nothing is said of the fonts but that."""
    monkeypatch.setenv("PATH", str(workspace))
    state, message = doctor(capsys, code=0)["fonts"]
    assert state == "optional"
    assert message.startswith("ar, en, es, hi, ru, zh: not checked, for want of fc-list")
