"""A trained model and what is known of it: a folder with `model.json`, the models themselves, and a card to read."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from annotate.annotation import Annotation, validation_faults
from annotate.errors import AnnotateError
from annotate.files import read_text, told
from annotate.prelabel.calibration import Calibration
from annotate.prelabel.learned.features import VERSION
from annotate.prelabel.learned.read import Parts
from annotate.schema.model import Part, Schema

FILE = "model.json"
CARD = "README.md"
_ENDING = ".crfsuite"


class Figure(Part):
    """An F1 with the ends of its 95 % interval, precision and recall."""

    f1: float
    low: float
    high: float
    precision: float = 0.0
    recall: float = 0.0


class Facts(Part):
    """What is known of a model: what it learned from and how well it did on documents that it had not seen.

    `readings` are hashes of the ids and texts it learned from, `parts` the SHA-256 of each file; `figures` are those of
    the cross-validation, by system and level.
    """

    schema_id: str
    schema_hash: str
    features: int = VERSION
    seed: int = 0
    folds: int = 0
    readings: tuple[str, ...] = ()
    languages: dict[str, int] = Field(default_factory=dict)
    events: dict[str, int] = Field(default_factory=dict)
    mentions: dict[str, int] = Field(default_factory=dict)
    parts: dict[str, str] = Field(default_factory=dict)
    calibration: Calibration
    figures: dict[str, dict[str, Figure]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """A trained model: its parts, and what is known of it."""

    parts: Parts
    facts: Facts

    @property
    def digest(self) -> str:
        """What tells this model from every other: 16 hex digits."""
        return _sha(self.facts.model_dump_json().encode())[:16]


def reading_hash(one: Annotation) -> str:
    """What a model remembers of a reading it learned from: 16 hex digits of its id and text."""
    return _sha(f"{one.id}\0{one.text}".encode())[:16]


def schema_hash(schema: Schema) -> str:
    """What of a schema a model's labels come from: its types, roles with their fillers, and attributes with values."""
    told = {
        "entities": sorted(schema.entities),
        "events": {name: {r: sorted(x.fillers) for r, x in e.roles.items()} for name, e in schema.events.items()},
        "attributes": {n: [sorted(a.on), sorted(a.choices), a.default] for n, a in schema.attributes.items()},
    }
    return _sha(json.dumps(told, sort_keys=True).encode())[:16]


def hashes(parts: Parts) -> dict[str, str]:
    """The SHA-256 of each part."""
    return {name: _sha(content) for name, content in sorted(parts.items())}


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_model(folder: Path, model: Model, more: Mapping[str, str]) -> None:
    """Writes a model to a folder, whole or not at all; `more` are further files by name. What was there gives way.

    A folder that holds anything but a model is refused.
    """
    refuse_other(folder)
    with told(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.absolute().parent))
        try:
            _fill(made, model, more)
            _swap(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def refuse_other(folder: Path) -> None:
    """AnnotateError where a folder holds something that is no model, so that nothing of a person's is overwritten."""
    if folder.exists() and not folder.is_dir():
        raise AnnotateError(f"{folder}: is a file; name a folder for the model")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / FILE).is_file():
        raise AnnotateError(f"{folder}: holds files and no {FILE}, so it is no model; name another folder")


def _fill(folder: Path, model: Model, more: Mapping[str, str]) -> None:
    folder.chmod(0o755)
    for name, content in model.parts.items():
        (folder / f"{name}{_ENDING}").write_bytes(content)
    for name, text in {**more, FILE: model.facts.model_dump_json(indent=1) + "\n"}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _swap(made: Path, folder: Path) -> None:
    """Puts a folder in the place of another, which goes only when the new one stands."""
    old = made.with_suffix(".old")
    with suppress(FileNotFoundError):
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        with suppress(FileNotFoundError):
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def read_model(folder: Path) -> Model:
    """The model in a folder; AnnotateError where there is none, or it is damaged, or of another version's making."""
    if not (folder / FILE).is_file():
        raise AnnotateError(f"{folder}: no model there (no {FILE}); make one with `annotate train --output {folder}`")
    try:
        facts = Facts.model_validate_json(read_text(folder / FILE))
    except ValidationError as fault:
        first = validation_faults(fault)[0]
        raise AnnotateError(f"{folder / FILE}: damaged: {first}; train the model again") from None
    if facts.features != VERSION:
        made, now = facts.features, VERSION
        raise AnnotateError(f"{folder}: made with features of version {made}, this is version {now}; train it again")
    return Model(dict(_read_parts(folder, facts)), facts)


def _read_parts(folder: Path, facts: Facts) -> Iterable[tuple[str, bytes]]:
    for name, wanted in facts.parts.items():
        path = folder / f"{name}{_ENDING}"
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise AnnotateError(f"{path}: cannot be read: {fault.strerror}; train the model again") from None
        if _sha(content) != wanted:
            raise AnnotateError(f"{path}: damaged: not the file that {FILE} names; train the model again")
        yield name, content
