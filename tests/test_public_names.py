"""What `import annotate` promises."""

import subprocess
import sys
from pathlib import Path

import annotate

REVIEW = Path(__file__).parents[1] / "seeds" / "reviews" / "diplomacy.jsonl"


def test_the_public_names_are_these() -> None:
    """A notebook needs four names, and each is there."""
    assert annotate.__all__ == ["Annotation", "Article", "Schema", "load"]
    assert [getattr(annotate, name).__name__ for name in annotate.__all__] == annotate.__all__


def test_load_reads_an_annotation_file() -> None:
    """A path as text gives the readings."""
    [review] = annotate.load(str(REVIEW))
    assert isinstance(review, annotate.Annotation)


def test_importing_the_package_imports_nothing_else() -> None:
    """The names come when they are asked for."""
    code = "import sys, annotate; print([name for name in sys.modules if name.startswith(('annotate', 'pydantic'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['annotate']"
