"""Which articles were read already, kept on disk where they are many: memory does not grow with their number."""

import hashlib
import sqlite3

from annotate.article import Article
from annotate.errors import AnnotateError

_HELD = 4  # MiB in memory; what is more goes to a temporary file that SQLite makes, and nobody else sees
_SET_UP = f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_HELD * 1024};
CREATE TABLE seen (id BLOB PRIMARY KEY, text BLOB, place TEXT) WITHOUT ROWID;
BEGIN;
"""


class Seen:
    """The ids of the articles so far, each with its text (as digests of 16 bytes) and its place."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.executescript(_SET_UP)

    def add(self, article: Article, place: str) -> tuple[bool, str] | None:
        """None where the id is new; else whether its text was the same, and the place it was read at first."""
        row = _digest(article.id), _digest(article.text), place
        try:
            if self._table.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", row).rowcount:
                return None
            text, first = self._table.execute("SELECT text, place FROM seen WHERE id = ?", row[:1]).fetchone()
        except sqlite3.OperationalError as fault:
            raise AnnotateError(f"the temporary folder cannot be written: {fault}; free space in it") from fault
        return text == row[1], first

    def close(self) -> None:
        """The temporary file is gone."""
        self._table.close()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
