"""How far a migration of a live project is, in a folder of its own that a killed one goes on from.

`journal.json` says which migration it is and its state, `backup.jsonl` is the project before it, `moved` has a line for
every stored result that has been replaced.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal, Self, get_args

from annotate.errors import AnnotateError
from annotate.files import read_text, told, write_text

State = Literal["planned", "moving", "moved", "undoing", "undone"]
UNDER_WAY: tuple[State, ...] = ("moving", "undoing")


def migrations(private: Path, url: str) -> Path:
    """Where the migrations of a server's projects lie."""
    return private / "migrations" / hashlib.sha256(url.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Journal:
    """A migration of one project; `sums` are the hashes of the project's parts when it was planned."""

    folder: Path
    project: int
    old: str
    new: str
    state: State
    sums: Mapping[str, str] = field(default_factory=dict)
    config: str = ""
    """The labelling config that the project is to have in the end."""

    @classmethod
    def latest(cls, root: Path, project: int) -> "Journal | None":
        """The newest migration of the project, in whatever state; None where there was none."""
        return next(cls.newest(root, project), None)

    @classmethod
    def newest(cls, root: Path, project: int) -> "Iterator[Journal]":
        """Every migration of the project, the newest first; a folder that a kill left empty is none."""
        folders = sorted(root.glob(f"{project}-*"), key=_number, reverse=True)
        held = (each for each in folders if any((each / name).exists() for name in ("journal.json", "backup.jsonl")))
        return (cls.read(folder) for folder in held)

    @classmethod
    def done(cls, root: Path, project: int) -> "Journal | None":
        """The newest migration of the project that was begun and not taken back."""
        return next((each for each in cls.newest(root, project) if each.state not in ("planned", "undone")), None)

    @classmethod
    def read(cls, folder: Path) -> "Journal":
        """The journal in a folder; AnnotateError where it is damaged."""
        path = folder / "journal.json"
        try:
            journal = cls(folder=folder, **json.loads(read_text(path)))
            get_args(State).index(journal.state)
        except (ValueError, TypeError) as fault:
            mend = f"put it in order; what the project held before is in {folder / 'backup.jsonl'}, if it was begun"
            raise AnnotateError(f"{path}: damaged ({fault}); {mend}") from None
        return journal

    @classmethod
    def start(cls, root: Path, project: int, old: str, new: str, sums: Mapping[str, str], config: str) -> "Journal":
        """A new plan; one that was not begun gives way, every other migration keeps its folder."""
        last = cls.latest(root, project)
        number = 1 + (_number(last.folder) if last else 0)
        folder = last.folder if last and last.state == "planned" else root / f"{project}-{number:03d}"
        return cls(folder, project, old, new, "planned", dict(sums), config).written()

    def to(self, state: State) -> Self:
        """The journal in another state, written down."""
        return replace(self, state=state).written()

    def written(self) -> Self:
        """Writes the journal; what it says is on the disk before anything it speaks of is done."""
        known = {key: value for key, value in asdict(self).items() if key != "folder"}
        write_text(self.folder / "journal.json", json.dumps(known, ensure_ascii=False, indent=1) + "\n")
        return self

    @property
    def backup(self) -> Path:
        """Where the project as it was before lies."""
        return self.folder / "backup.jsonl"

    def moved(self) -> frozenset[str]:
        """The names of the stored results that have been replaced."""
        path = self.folder / "moved"
        return frozenset(read_text(path).split("\n")[:-1]) if path.exists() else frozenset()

    def note(self, name: str) -> None:
        """Notes that a stored result has been replaced."""
        path = self.folder / "moved"
        with told(path), path.open("a", encoding="utf-8") as out:
            out.write(f"{name}\n")


def _number(folder: Path) -> int:
    number = folder.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0
