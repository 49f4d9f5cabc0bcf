"""Articles out of files, folders, globs and standard input, as a stream."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

from annotate.article import Article
from annotate.articles.columns import check_columns
from annotate.articles.draft import to_article
from annotate.articles.language import check_language
from annotate.articles.plain import Tell
from annotate.articles.seen import Seen
from annotate.articles.sources import Row, check_format, rows
from annotate.errors import AnnotateError


def read_articles(
    sources: Iterable[str],
    *,
    columns: Mapping[str, str] | None = None,
    language: str | None = None,
    format: str | None = None,  # noqa: A002  the name of the option
    on_fault: Tell | None = None,
) -> Iterator[Article]:
    """The articles of files, folders, globs and `-` (standard input, of the given `format`), one after the other.

    `columns` maps a field to the column that holds it (`{"text": "body"}`), `language` (ISO 639-1) holds for articles
    that name none; otherwise it is found from the text. The same id with the same text is read once, whatever the
    file; memory does not grow with the number of articles.
    What cannot be read is told to `on_fault`, one line with its place and remedy, and the others go on; without
    `on_fault` the first such line is raised as `AnnotateError`. So is, before anything is read, a `columns`, `language`
    or `format` that cannot be meant.
    """
    tell = on_fault or _raise
    check_columns(columns or {})
    check_language(language)
    check_format(format)
    with closing(Seen()) as seen:
        for row in rows(sources, format, columns or {}, tell):
            article = _article(row, language, tell)
            if article is not None and _is_new(article, row.place, seen, tell):
                yield article


def _raise(fault: str) -> None:
    raise AnnotateError(fault)


def _article(row: Row, language: str | None, tell: Tell) -> Article | None:
    try:
        return to_article(row, language)
    except AnnotateError as fault:
        tell(str(fault))
        return None


def _is_new(article: Article, place: str, seen: Seen, tell: Tell) -> bool:
    """Whether no article with this id came before; another text under the same id is a fault."""
    before = seen.add(article, place)
    if before is not None:
        is_same, first = before
        if not is_same:
            tell(f"{place}: id {article.id!r} has another text than in {first}; give each article an id of its own")
    return before is None
