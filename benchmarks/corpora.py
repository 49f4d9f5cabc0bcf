"""The texts the engine is timed on: the seed article, and news in six languages."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotate.annotation import read_annotations
from annotate.article import Article
from annotate.files import read_text

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "hi", "ar", "es", "ru", "zh")
NTREX_VARIABLE = "ANNOTATE_NTREX"

_NTREX = Path("../shared/corpora/ntrex/articles.jsonl")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles of one language, their boilerplate cut out."""

    name: str
    language: str
    articles: tuple[Article, ...]

    @property
    def size(self) -> int:
        """Bytes of UTF-8."""
        return sum(len(article.text.encode()) for article in self.articles)


def read_corpora() -> Iterator[Corpus]:
    """The seed, then NTREX-128 in each language; where that is not at hand, the gold sentences of the tests."""
    yield Corpus("seed", "hi", tuple(_seeds()))
    for language in LANGUAGES:
        articles = _ntrex(language) if ntrex_file() else _gold(language)
        yield Corpus("NTREX-128" if ntrex_file() else "gold of the tests", language, tuple(articles))


def ntrex_file() -> Path | None:
    """The file that the environment names, or the one beside the checkout; None where there is none."""
    path = Path(os.environ.get(NTREX_VARIABLE, ROOT / _NTREX))
    return path if path.is_file() else None


def _seeds() -> Iterator[Article]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield without_boilerplate(Article(text=read_text(path), language="hi"))


def _ntrex(language: str) -> Iterator[Article]:
    path = ntrex_file()
    rows: Iterable[dict[str, str]] = map(json.loads, read_text(path).splitlines()) if path else ()
    for row in rows:
        if row["language"] == language:
            yield Article(id=row["id"], text=row["text"], language=language)


def ntrex_articles(language: str) -> list[Article]:
    """The articles of NTREX-128 in any of its languages; none where it is not at hand."""
    return list(_ntrex(language))


def _gold(language: str) -> Sequence[Article]:
    return [reading.article for reading in read_annotations(ROOT / "tests" / "data" / f"gold.{language}.jsonl")]


def without_boilerplate(article: Article) -> Article:
    """The article's body alone, so that both sides are given the same text."""
    kept, end = [], 0
    for start, stop in sorted(article.boilerplate):
        kept.append(article.text[end:start])
        end = max(end, stop)
    return article.model_copy(update={"text": "".join(kept) + article.text[end:], "boilerplate": ()})
