"""What a push had under way when it last stopped, so that the next one neither doubles nor loses it.

The server is the truth and this file a cache: without it a push is still right unless the one before was killed in the
very moment in which the server was storing a batch.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotate.errors import AnnotateError
from annotate.files import told, write_text


class Ledger:
    """The batch in flight to one project of one server, in a file that only one push at a time may hold."""

    def __init__(self, folder: Path, url: str, project: str) -> None:
        name = hashlib.sha256(f"{url}\n{project}".encode()).hexdigest()[:16]
        self.path = folder / f"{name}.json"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the ledger for one push; AnnotateError where another push holds it."""
        with told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = self.path.with_suffix(".lock").open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AnnotateError(f"{self.path}: another push to this project is running; wait for it") from None
            yield

    def in_flight(self) -> list[str]:
        """The ids of the articles that were being sent when the last push stopped, if it did not end well."""
        try:
            return [str(article) for article in json.loads(self.path.read_text(encoding="utf-8"))["sending"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def sending(self, articles: Sequence[str]) -> None:
        """Records a batch before it leaves; an empty one when it has arrived."""
        write_text(self.path, json.dumps({"sending": list(articles)}) + "\n")
