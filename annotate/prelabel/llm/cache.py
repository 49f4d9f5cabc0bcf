"""Answers kept on disk, so that nothing is paid for twice: one file an answer, named by all that it depends on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.files import write_text
from annotate.prelabel.llm.prompt import Prompt

VERSION = 1
"""Raised when answers are asked for in another way that the key does not see."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a server answered: the answer as it came, or None where it was `cut` at its greatest length."""

    answer: dict[str, Any] | None
    cut: bool = False


def key(model: str, prompt: Prompt, form: Mapping[str, Any], answering: Mapping[str, Any]) -> str:
    """The fingerprint of a question: 64 hex digits over the model, both prompts, the answer's form and the settings.

    The prompts hold the schema's guidelines, the prompt's version, the article's text and the piece. Where the server
    is does not count: the same model answers.
    """
    content = [VERSION, model, prompt.system, prompt.user, form, dict(answering)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers. They are kept as they came, so that a better grounding costs nothing."""

    folder: Path

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.json"

    def find(self, name: str) -> Kept | None:
        """The answer with the key `name`; None where there is none, or none that can be read."""
        try:
            found = json.loads(self._path(name).read_bytes())
            return Kept(found["answer"], bool(found["cut"])) if _is_kept(found) else None
        except (OSError, ValueError):
            return None

    def keep(self, name: str, kept: Kept) -> None:
        """Writes an answer, whole or not at all; AnnotateError where that cannot be."""
        document = {"answer": kept.answer, "cut": kept.cut}
        write_text(self._path(name), json.dumps(document, ensure_ascii=False) + "\n")


def _is_kept(found: Any) -> bool:
    return isinstance(found, dict) and found.keys() == {"answer", "cut"} and isinstance(found["answer"], dict | None)
