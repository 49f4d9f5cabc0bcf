"""A GLiNER2 model: where it is, what it is by its content, and how it is loaded and asked.

What is installed, missing or broken is told in one line. The library is imported where it is needed: it brings torch.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import regex

from annotate.errors import AnnotateError
from annotate.prelabel.gliner.answers import Answer
from annotate.prelabel.gliner.questions import Form
from annotate.prelabel.gliner.settings import Settings
from annotate.prelabel.gliner.words import split_words

DEVICE = "ANNOTATE_DEVICE"
"""The environment variable that names the device, as torch does: `cpu` (the default), `cuda`, `cuda:1`, `mps`."""

_OLDEST = (2, 1)
_HUB_ID = regex.compile(r"(?:[\w.-]+/)?[\w-][\w.-]*(?:@[\w./-]+)?", regex.ASCII)
_FILES = ("*.json", "*.safetensors", "*.model", "*.txt", "pytorch_model.bin")


def installed() -> str:
    """The version of gliner2; AnnotateError where it is missing or too old."""
    remedy = "pip install 'event-annotate[gliner]'"
    lacking = [name for name in ("gliner2", "torch", "transformers") if find_spec(name) is None]
    if lacking:
        raise AnnotateError(f"engine 'gliner' needs {' and '.join(lacking)}, not installed here; {remedy}")
    found = version("gliner2")
    if tuple(int(part) for part in regex.findall(r"\d+", found)[:2]) < _OLDEST:
        raise AnnotateError(f"engine 'gliner' needs gliner2 2.1 or newer, found {found}; {remedy}")
    return found


@dataclass(frozen=True)
class Model:
    """The model `name`: a folder, or the id of a model on the Hugging Face hub, `@` and a revision after it if any."""

    name: str

    def __post_init__(self) -> None:
        if not self.name:
            raise AnnotateError("engine 'gliner': name a model: gliner@FOLDER, or gliner@OWNER/NAME on the hub")
        if not self.is_local and not _HUB_ID.fullmatch(self.name):
            raise AnnotateError(f"{self._told}: there is no such folder, and no model on the hub has such a name")

    @property
    def is_local(self) -> bool:
        """Whether it is a folder."""
        return Path(self.name).expanduser().is_dir()

    @property
    def _told(self) -> str:
        return f"engine 'gliner@{self.name}'"

    @cached_property
    def folder(self) -> Path:
        """Where its files are; a model of the hub is fetched if it is not on this machine yet."""
        folder = Path(self.name).expanduser() if self.is_local else self._fetched()
        for needed in ("config.json", "encoder_config/config.json"):
            if not (folder / needed).is_file():
                raise AnnotateError(f"{self._told}: no {needed} in {folder}; name the folder of a GLiNER2 model")
        return folder

    def _fetched(self) -> Path:
        from huggingface_hub import snapshot_download

        name, _, revision = self.name.partition("@")
        given: dict[str, Any] = {"revision": revision or None, "allow_patterns": list(_FILES)}
        try:
            return Path(snapshot_download(name, local_files_only=True, **given))
        except Exception:  # noqa: BLE001, S110 - not here yet; why not is no matter
            pass
        try:
            return Path(snapshot_download(name, **given))
        except Exception as fault:
            raise AnnotateError(
                f"{self._told}: no such folder, not on this machine, and not fetched ({_line(fault)}); check the name "
                "and the network, or name the folder of a model"
            ) from fault

    @cached_property
    def content(self) -> str:
        """What it is wherever it is: the revision of the hub, else a digest of the folder's files (16 hex digits)."""
        return self.folder.name[:16] if not self.is_local else f"{self.folder.name}:{_digest(self.folder)}"

    @property
    def device(self) -> str:
        """Where it runs, by the environment."""
        return os.environ.get(DEVICE) or "cpu"

    @cached_property
    def loaded(self) -> Any:
        """The library's model with our splitter of words; AnnotateError where its files are not in order."""
        installed()
        folder = str(self.folder)
        from gliner2 import AutoExtractor
        from transformers.utils import logging

        logging.set_verbosity_error()  # it warns of its own way of saving a model
        try:
            return AutoExtractor.from_pretrained(folder, map_location=self.device, word_splitter=split_words)
        except Exception as fault:
            raise AnnotateError(
                f"{self._told}: cannot be loaded ({type(fault).__name__}: {_line(fault)}); "
                f"fetch or save the model anew, and see that {DEVICE}, if set, is a device of this machine"
            ) from fault

    def ask(self, texts: Sequence[str], forms: Sequence[Form], settings: Settings) -> Sequence[Answer]:
        """An answer about each text, to the form beside it; AnnotateError where the model cannot read one."""
        model = self.loaded
        from gliner2 import Schema

        try:
            found: list[Answer] = model.batch_extract(
                list(texts), [Schema.from_dict(form) for form in forms], batch_size=settings.batch,
                threshold=settings.threshold, include_confidence=True, include_spans=True,
            )  # fmt: skip
        except (IndexError, RuntimeError) as fault:
            raise AnnotateError(
                f"{self._told}: the model cannot read a piece ({type(fault).__name__}: {_line(fault)}); "
                "try a smaller piece, prompt or batch under [gliner] in annotate.toml"
            ) from fault
        return found


def _line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0] if lines else "no reason given"


def _digest(folder: Path) -> str:
    content = hashlib.sha256()
    for path in _files(folder):
        content.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as read:
            content.update(hashlib.file_digest(read, "sha256").digest())
    return content.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    """Every file of a folder in a fixed order but the hidden ones."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path
