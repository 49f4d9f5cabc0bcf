"""The tables of words that ship with the package, as one digest: what is read depends on them."""

import hashlib
from collections.abc import Iterable
from importlib.resources.abc import Traversable

_READ = (".toml", ".gz")  # what else lies beside them is for people, or for building them


def digest_of(folders: Iterable[Traversable]) -> bytes:
    """The SHA-256 over the names and bytes of every table in some folders, in order."""
    content = hashlib.sha256()
    for folder in folders:
        for source in sorted(folder.iterdir(), key=lambda file: file.name):
            if source.name.endswith(_READ):
                content.update(source.name.encode() + b"\0" + source.read_bytes())
    return content.digest()
