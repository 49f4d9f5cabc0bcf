"""The handbook on paper: printed by a real Chromium."""

from pathlib import Path

import pytest

from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.handbook import write_pdf


@pytest.mark.screen
@pytest.mark.parametrize("language", ["hi", "ar"])
def test_a_handbook_is_printed(tmp_path: Path, language: str) -> None:
    """A PDF of several pages, its script's font in it."""
    path = tmp_path / "handbook.pdf"
    assert run(["schema", "guidelines", "diplomacy", "--language", language, "-o", str(path)]) == 0
    printed = path.read_bytes()
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") >= 4
    assert {"hi": b"Devanagari", "ar": b"Arabic"}[language] in printed


def test_without_a_browser_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, and the message says what to install and what to do without."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AnnotateError, match=r"install it .* or write an \.html file"):
        write_pdf("<p>x</p>", tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []
