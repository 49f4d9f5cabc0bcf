"""How far a migration of a live project is, in a folder of its own that a killed one goes on from.

`journal.json` says which migration it is and its state, `backup.jsonl` is the project before it, `moved` has a line for
every stored result that has been replaced.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal, Self

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
        folders = sorted(root.glob(f"{project}-*"))
        return cls.read(folders[-1]) if folders else None

    @classmethod
    def read(cls, folder: Path) -> "Journal":
        """The journal in a folder; AnnotateError where it is damaged."""
        path = folder / "journal.json"
        try:
            return cls(folder=folder, **json.loads(read_text(path)))
        except (ValueError, TypeError) as fault:
            raise AnnotateError(f"{path}: damaged ({fault}); the backup beside it is whole, restore by hand") from None

    @classmethod
    def start(cls, root: Path, project: int, old: str, new: str, sums: Mapping[str, str], config: str) -> "Journal":
        """A new plan; one that was not begun gives way, every other migration keeps its folder."""
        last = cls.latest(root, project)
        number = 1 + (int(last.folder.name.rpartition("-")[2]) if last else 0)
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
