"""`python -m benchmarks.quality`: how good the lexicon engine is, on gold sentences and on news where little happens.

It needs the gold of `../shared/gold` (or ANNOTATE_GOLD) and NTREX-128. A third of the gold is held out: the figures of
`held out` are of sentences at which nobody looked while words were written, told apart by NTREX document, else by item.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from annotate.annotation import Annotation, read_annotations
from annotate.article import Article
from annotate.files import read_text
from annotate.prelabel.lexicon import LexiconEngine
from annotate.schema import Schema, load_schema
from annotate.scoring import score
from benchmarks.corpora import ROOT, ntrex_file

LANGUAGES = ("en", "hi", "ar", "es", "ru", "zh")
STATES = ("cnbc.com.6769", "reuters.218932", "reuters.218933", "thelocal.65969", "abcnews.306758")
"""The NTREX documents about states and armies, as its source note names them."""

SPORT = (
    "upi.176249", "bbc.381746", "upi.176251", "reuters.218921", "scotsman.133765", "reuters.218911",
    "independent.226301", "reuters.218923", "scotsman.133791", "reuters.218914", "scotsman.133758", "cnn.304521",
    "bbc.381789", "scotsman.133753", "scotsman.133801", "independent.226349", "bbc.381705", "euronews-en.153826",
    "independent.226346", "bbc.381646",
)  # fmt: skip
FILM = (
    "guardian.221718", "dailymail.co.uk.298738", "scotsman.133804", "newsweek.51329", "bbc.381647", "bbc.381694",
    "telegraph.405430", "dailymail.co.uk.298692", "dailymail.co.uk.298595",
)  # fmt: skip
SCIENCE = (
    "cbsnews.248484", "dailymail.co.uk.298630", "scotsman.133773", "newsweek.51307", "dailymail.co.uk.298621",
    "bbc.381669", "cnn.304400",
)  # fmt: skip
KINDS = {"sport": SPORT, "film, music, fashion": FILM, "science, health": SCIENCE}

ENGINE = LexiconEngine()


def main() -> None:
    """Prints the figures as Markdown."""
    schema = load_schema("diplomacy")
    for part in (_gold(schema), _near_misses(schema), _consistency(schema), _linear(schema)):
        print("\n".join(part), end="\n\n")


def _read(articles: Iterable[Article], schema: Schema) -> list[Annotation]:
    return list(ENGINE.prelabel(articles, schema))


def _gold(schema: Schema) -> Iterator[str]:
    folder = Path(os.environ.get("ANNOTATE_GOLD", ROOT / "../shared/gold"))
    yield "| gold | sentences | TC F1 | precision | recall | AC F1 | attributes | held out: TC F1 | AC F1 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    everything: list[Annotation] = []
    for language in LANGUAGES:
        path = folder / f"{language}.dev.jsonl"
        if path.is_file():
            gold = read_annotations(path)
            everything += gold
            yield _gold_row(language, gold, schema)
    if everything:
        yield _gold_row("all", everything, schema)


def _gold_row(name: str, gold: Sequence[Annotation], schema: Schema) -> str:
    read = {each.id: each for each in _read((each.article for each in gold), schema)}
    found = [score([read[each.id] for each in part], part, types=tuple(schema.events), samples=1)
             for part in (gold, [each for each in gold if held_out(each)])]  # fmt: skip
    whole, held = found
    tc, ac = whole.levels["TC"], whole.levels["AC"]
    equal = sum(each.equal for each in whole.attributes.values())
    matched = sum(each.matched for each in whole.attributes.values())
    figures = [tc.f1, tc.precision, tc.recall, ac.f1, equal / matched if matched else 0.0]
    figures += [held.levels["TC"].f1, held.levels["AC"].f1]
    return f"| {name} | {len(gold)} | " + " | ".join(f"{each:.3f}" for each in figures) + " |"


def held_out(reading: Annotation) -> bool:
    """A third of the items, the same in every language where they are of one NTREX document."""
    named = re.match(r"NTREX-128 (\S+) line", reading.source or "")
    key = named[1] if named else reading.id
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0


def _ntrex() -> dict[tuple[str, str], Article]:
    """The articles by document and language."""
    path = ntrex_file()
    rows = map(json.loads, read_text(path).splitlines()) if path else ()
    return {
        (row["document"], row["language"]): Article(id=row["id"], text=row["text"], language=row["language"])
        for row in rows
        if row["language"] in LANGUAGES
    }


def _near_misses(schema: Schema) -> Iterator[str]:
    """Events where none should be."""
    articles = _ntrex()
    yield "| events per 1,000 lines of NTREX-128 | " + " | ".join(LANGUAGES) + " |"
    yield "|---" * (len(LANGUAGES) + 1) + "|"
    for kind, documents in KINDS.items():
        rates = []
        for language in LANGUAGES:
            some = [articles[name, language] for name in documents if (name, language) in articles]
            lines = sum(article.text.count("\n") + 1 for article in some)
            rates.append(1000 * sum(len(each.events) for each in _read(some, schema)) / max(1, lines))
        yield f"| {kind} | " + " | ".join(f"{rate:.1f}" for rate in rates) + " |"


def _consistency(schema: Schema) -> Iterator[str]:
    """Mean Jaccard index of what two languages find in one document, over pairs in which either finds something."""
    articles = _ntrex()
    read = dict(zip(articles, _read(articles.values(), schema), strict=True))
    documents = sorted({name for name, _ in articles})
    yield "| the same document in two languages | pairs | event types | countries |"
    yield "|---|---|---|---|"
    for title, names in (("all", documents), ("states and armies", STATES)):
        pairs = [(read[name, one], read[name, two]) for name in names for one, two in combinations(LANGUAGES, 2)
                 if (name, one) in read and (name, two) in read]  # fmt: skip
        types = [_jaccard(*({event.type for event in each.events} for each in pair)) for pair in pairs]
        numbers = [_jaccard(*(_countries(each) for each in pair)) for pair in pairs]
        told = [value for value in types if value is not None]
        named = [value for value in numbers if value is not None]
        yield f"| {title} | {len(told)} | {_mean(told):.3f} | {_mean(named):.3f} |"


def _jaccard(one: set[str], two: set[str]) -> float | None:
    return len(one & two) / len(one | two) if one | two else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _countries(reading: Annotation) -> set[str]:
    """The ISO codes of the countries that are mentioned in events."""
    from annotate.prelabel.lexicon.gazetteer import names

    codes = {name.text: name.code for name in names(reading.language or "") if name.code}
    return {codes[each.text] for each in reading.mentions if each.type == "country" and each.text in codes}


PLAIN = {
    "en": "The rain fell on the old town again and again ",
    "hi": "पुराने शहर पर बारिश बार बार होती रही और ",
    "ar": "سقط المطر على المدينة القديمة مرة بعد مرة ",
    "es": "La lluvia caía sobre la vieja ciudad una y otra vez ",
    "ru": "Дождь снова и снова падал на старый город ",
    "zh": "雨一次又一次地落在这座老城上",
}
FULL = {
    "en": "Russia sent 300 soldiers to Kenya and ",
    "hi": "रूस ने केन्या में 300 सैनिक भेजे और ",
    "ar": "أرسلت روسيا 300 جندي إلى كينيا و",
    "es": "Rusia envió 300 soldados a Kenia y ",
    "ru": "Россия направила 300 солдат в Кению и ",
    "zh": "俄罗斯向肯尼亚派遣300名士兵和",
}
SIZES = (0.6, 1.25, 2.5, 5.0)
"""Megabytes of UTF-8, and in a line full of triggers as many times 20,000 of these."""


def _linear(schema: Schema) -> Iterator[str]:
    """Time by size of one line without end, and of one full of triggers."""
    yield "| one line, s | " + " | ".join(f"{size} MB" for size in SIZES) + " |"
    yield "|---" * (len(SIZES) + 1) + "|"
    for language, words in PLAIN.items():
        times = [int(size * 1e6 / len(words.encode())) for size in SIZES]
        yield _row(f"{language}, plain words", [words * each for each in times], language, schema)
    yield ""
    yield "| one line, s | " + " | ".join(f"{int(size * 20_000):,} triggers" for size in SIZES) + " |"
    yield "|---" * (len(SIZES) + 1) + "|"
    for language, words in FULL.items():
        yield _row(f"{language}, triggers", [words * int(size * 20_000) for size in SIZES], language, schema)


def _row(name: str, texts: Iterable[str], language: str, schema: Schema) -> str:
    seconds = (_seconds(text, language, schema) for text in texts)
    return f"| {name} | " + " | ".join(f"{each:.2f}" for each in seconds) + " |"


def _seconds(text: str, language: str, schema: Schema) -> float:
    """Processor time; the words of the language are compiled before."""
    _read([Article(text="-", language=language)], schema)
    start = time.process_time()
    _read([Article(text=text.strip(), language=language)], schema)
    return time.process_time() - start


if __name__ == "__main__":
    main()
