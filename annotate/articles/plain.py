"""Plain text: one article a file, the text exactly as it stands there."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO


def plain_rows(
    place: str, file: BinaryIO, text_column: str, tell: Callable[[str], None]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The one article of a UTF-8 file, line ends and all; only a byte order mark, which is no text, is left out."""
    text = decoded(file.read(), place, tell)
    if text is not None:
        yield place, {text_column: text}


def decoded(content: bytes, place: str, tell: Callable[[str], None]) -> str | None:
    """The text of UTF-8 bytes without byte order mark; a binary file or another encoding is told."""
    try:
        text = content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as fault:
        tell(f"{place}: not UTF-8 at byte {fault.start}; convert it to UTF-8 (iconv -f ENCODING -t UTF-8)")
        return None
    return text
