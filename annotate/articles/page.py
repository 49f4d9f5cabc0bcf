"""HTML pages: the body of the article, without what stands around it."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from annotate.articles.plain import Tell, decoded

# Only a date that the page states: the library would also take one from the text or a copyright line.
_DATES = {"original_date": True, "extensive_search": False}


def page_rows(
    place: str, file: BinaryIO, _columns: Mapping[str, str], tell: Tell
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The article of a page: its body by trafilatura, and what the page says of title, address, date, source."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    html = decoded(file.read(), place, tell)
    if html is None:
        return
    options: dict[str, Any] = {"with_metadata": True, "include_comments": False, "date_extraction_params": _DATES}
    found = bare_extraction(html, **options) if html.strip() else None
    if not isinstance(found, Document) or not found.text:
        tell(f"{place}: no body text was found in this page; save its text as .txt")
        return
    known = {"title": found.title, "url": found.url, "published": found.date, "source": found.sitename}
    yield place, {"text": found.text, "language": _language(html), "licence": found.license, **known}


def _language(html: str) -> str | None:
    """What the page itself calls its language."""
    from lxml import html as parser

    named: str | None = parser.document_fromstring(html.encode()).get("lang")
    return named or None
