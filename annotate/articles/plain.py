"""Plain text: one article a file, the text exactly as it stands there."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

BOM = "\ufeff"
Tell = Callable[[str], None]


def plain_rows(
    place: str, file: BinaryIO, _columns: Mapping[str, str], tell: Tell
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The one article of a UTF-8 file, line ends and all; only a byte order mark, which is no text, is left out."""
    text = decoded(file.read(), place, tell)
    if text is not None:
        yield place, {"text": text}


def decoded(content: bytes, place: str, tell: Tell) -> str | None:
    """The text of UTF-8 bytes without byte order mark; a binary file or another encoding is told."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        tell(f"{place}: {not_utf8(fault.start, content)}")
        return None
    if (at := content.find(b"\0")) >= 0:
        tell(f"{place}: not text: NUL at {at}, as in binary files and UTF-16; convert it to UTF-8 or leave it out")
        return None
    return text.removeprefix(BOM)


def not_utf8(at: int, content: bytes = b"") -> str:
    """What to say of bytes that are not UTF-8 from byte `at` of the file on; UTF-16 is known by its first bytes."""
    known = "UTF-16" if is_utf16(content) else "ENCODING"
    return f"not UTF-8 at byte {at}; convert it to UTF-8 (iconv -f {known} -t UTF-8)"


def is_utf16(content: bytes) -> bool:
    """Whether bytes begin with the byte order mark of UTF-16."""
    return content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
