"""What a migration did to one thing."""

from dataclasses import dataclass

Key = tuple[str, str]
"""The path and kind of a change, as in `annotate.schema.diff`."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What a migration did to one thing: which change it was, the thing (its id), and what a person must look at."""

    key: Key
    what: str
    doubt: str = ""
