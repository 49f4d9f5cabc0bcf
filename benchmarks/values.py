"""`python -m benchmarks values`: how many mentions get a value, how many are right, and what values and proposals cost.

Coverage is that of the gold mentions in `../shared/gold` (or ANNOTATE_GOLD), which name no day of publication: one
stands in for it. Right and wrong are counted on `tests/data/values.jsonl`, checked by hand, beside dateparser given
the same day and the same preference for past or future; it reads points alone: only the start of a value is compared.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from annotate.annotation import Annotation, Mention, read_annotations
from annotate.prelabel.lexicon import LexiconEngine
from annotate.prelabel.same import with_proposals
from annotate.prelabel.values import with_values
from annotate.prelabel.values.dates import date_value
from annotate.schema import Schema, load_schema
from annotate.schema.read import parse_schema
from benchmarks.corpora import ROOT, ntrex_articles

LANGUAGES = ("en", "hi", "es", "ru", "ar", "zh")
KINDS = ("date", "quantity", "country")
PUBLISHED = date(2024, 6, 12)
_ARTICLES = 100
_RELATIONS = """
  same_entity: {ends: [{from: person}, {from: country}, {from: organization}, {from: place}], symmetric: true}
  same_event: {ends: [{from: diplomatic_visit}, {from: meeting}, {from: treaty}], symmetric: true}
"""


def values_markdown() -> str:
    """The figures as Markdown tables."""
    return "\n\n".join("\n".join(part) for part in (_coverage(), _right(), _cost()))


def _coverage() -> Iterator[str]:
    folder = Path(os.environ.get("ANNOTATE_GOLD", ROOT / "../shared/gold"))
    yield "| gold mentions with a value | dates | dates, publication unknown | quantities | countries |"
    yield "|---|---|---|---|---|"
    for language in LANGUAGES:
        path = folder / f"{language}.dev.jsonl"
        gold = read_annotations(path) if path.is_file() else []
        known, unknown = (_valued(gold, day) for day in (PUBLISHED.isoformat(), None))
        parts = [_share(known, "date"), _share(unknown, "date"), _share(known, "quantity"), _share(known, "country")]
        yield f"| {language} | {' | '.join(parts)} |"


def _valued(gold: Sequence[Annotation], published: str | None) -> list[Mention]:
    schema = load_schema("diplomacy")
    dated = (reading.model_copy(update={"published": published}) for reading in gold)
    return [mention for reading in dated for mention in with_values(reading, schema).mentions]


def _share(mentions: Sequence[Mention], kind: str) -> str:
    own = [mention for mention in mentions if mention.type == kind]
    return f"{sum(mention.value is not None for mention in own)} of {len(own)}"


def _right() -> Iterator[str]:
    yield "| hand-checked dates | with a value | right | wrong | dateparser: right | wrong |"
    yield "|---|---|---|---|---|---|"
    lines = (ROOT / "tests" / "data" / "values.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["kind"] == "date"]
    for language in LANGUAGES:
        own = [row for row in rows if row["language"] == language]
        ours, theirs = _counted(own, _our_start), _counted(own, _start_by_dateparser)
        yield f"| {language} | {sum(row['value'] is not None for row in own)} of {len(own)} | {ours} | {theirs} |"


def _counted(rows: Sequence[dict[str, Any]], start: Callable[[dict[str, Any]], str | None]) -> str:
    """How many starts are right, and how many are given that are not."""
    pairs = [(start(row), row["value"] and (row["value"][0] or "open")) for row in rows]
    right = sum(found is not None and found == wanted for found, wanted in pairs)
    return f"{right} | {sum(found is not None for found, _ in pairs) - right}"


def _our_start(row: dict[str, Any]) -> str | None:
    value = date_value(row["text"], row["language"], PUBLISHED, row.get("tense", "past"))
    return str(value["start"] or "open") if value else None


def _start_by_dateparser(row: dict[str, Any]) -> str | None:
    """The start of what dateparser makes of it: its day, month or year, as it says which of these it read."""
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # comes with trafilatura

    settings = {
        "RELATIVE_BASE": datetime.combine(PUBLISHED, datetime.min.time()),
        "PREFER_DATES_FROM": "future" if row.get("tense") == "ahead" else "past",
    }
    found = DateDataParser(languages=[row["language"]], settings=settings).get_date_data(row["text"])
    if found.date_obj is None:
        return None
    day: date = found.date_obj.date()
    first: dict[str, date] = {"month": day.replace(day=1), "year": day.replace(month=1, day=1)}
    return first.get(str(found.period), day).isoformat()


def _cost() -> Iterator[str]:
    yield "| language | articles | engine, ms an article | values | proposals | both, of the engine |"
    yield "|---|---|---|---|---|---|"
    schema = _with_relations()
    engine = LexiconEngine()
    for language in LANGUAGES:
        articles = ntrex_articles(language)[:_ARTICLES]
        if not articles:
            continue
        _enrich(list(engine.prelabel(articles[:3], schema)), schema)  # words are read once
        start = time.perf_counter()
        read = list(engine.prelabel(articles, schema))
        reading, valuing, joining = time.perf_counter() - start, *_enrich(read, schema)
        times = " | ".join(f"{1000 * each / len(articles):.2f}" for each in (reading, valuing, joining))
        yield f"| {language} | {len(articles)} | {times} | {100 * (valuing + joining) / reading:.0f} % |"


def _enrich(read: Sequence[Annotation], schema: Schema) -> tuple[float, float]:
    """Seconds that values take, and proposals after them."""
    start = time.perf_counter()
    valued = [with_values(each, schema) for each in read]
    between = time.perf_counter()
    for each in valued:
        with_proposals(each, schema)
    return between - start, time.perf_counter() - between


def _with_relations() -> Schema:
    """The diplomacy schema with the relations that proposals need."""
    source = (ROOT / "schemas" / "diplomacy.yaml").read_text(encoding="utf-8")
    return parse_schema(f"{source}\nrelations:{_RELATIONS}", "diplomacy.yaml")
