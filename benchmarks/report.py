"""The figures as Markdown and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.engine import OURS, PEER, Comparison
from benchmarks.stages import STAGES
from benchmarks.startup import TYPER
from benchmarks.timing import Range, Timing

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured and on what; `remarks` say what could not be measured."""

    machine: Mapping[str, str]
    engine: Sequence[Comparison]
    startup: Mapping[str, Timing]
    remarks: Sequence[str]


def to_json(report: Report) -> dict[str, Any]:
    """All figures, each with median, low and high; a megabyte is 10^6 bytes of UTF-8."""
    return {
        "machine": dict(report.machine),
        "engine": [_comparison_json(found) for found in report.engine],
        "all_languages": _all_json(report.engine),
        "startup": {
            name: {"seconds": asdict(taken.range), "times_typer": asdict(taken.ratios(report.startup[TYPER]))}
            for name, taken in report.startup.items()
        },
        "remarks": list(report.remarks),
    }


def _all_json(found: Sequence[Comparison]) -> dict[str, Any]:
    alike = _in_languages(found)
    if not alike:
        return {}
    ours, peer = _together(alike)
    return {"text": alike[0].corpus.name, "ratio": asdict(peer.ratios(ours))}


def _comparison_json(found: Comparison) -> dict[str, Any]:
    corpus = found.corpus
    return {
        "text": corpus.name,
        "language": corpus.language,
        "articles": len(corpus.articles),
        "bytes": corpus.size,
        "words": found.words,
        OURS: {**_rates_json(corpus.size, len(corpus.articles), found.ours), "events": found.events},
        PEER: {**_rates_json(corpus.size, len(corpus.articles), found.peer), "hits": found.hits},
        "ratio": asdict(found.peer.ratios(found.ours)),
        "stages": dict(found.shares),
    }


def _rates_json(size: int, articles: int, taken: Timing) -> dict[str, Any]:
    return {
        "seconds": asdict(taken.range),
        "megabytes_a_second": asdict(taken.rates(size / _MEGABYTE)),
        "articles_a_second": asdict(taken.rates(articles)),
    }


def to_markdown(report: Report) -> str:
    """The tables of the README: medians, and in brackets the least and the most of the rounds."""
    machine = ", ".join(f"{name} {value}" for name, value in report.machine.items())
    tables = (_engine_rows(report.engine), _stage_rows(report.engine), _startup_rows(report.startup))
    parts = [f"Measured on: {machine}.", *map(table, tables)]
    return "\n\n".join([*parts, *report.remarks]) + "\n"


def _engine_rows(found: Sequence[Comparison]) -> Iterator[Sequence[str]]:
    yield "text", "articles", "words", f"{OURS}, MB/s", "articles/s", f"{PEER}, MB/s", "articles/s", f"{OURS} / {PEER}"
    for one in found:
        name = f"{one.corpus.name} ({one.corpus.language})"
        yield _engine_row(name, f"{one.words:,}", len(one.corpus.articles), one.corpus.size, one.ours, one.peer)
    alike = _in_languages(found)
    if alike:
        name = f"{alike[0].corpus.name} (all {len(alike)})"
        articles, size = sum(len(one.corpus.articles) for one in alike), sum(one.corpus.size for one in alike)
        yield _engine_row(name, "", articles, size, *_together(alike))


def _engine_row(name: str, words: str, articles: int, size: int, ours: Timing, peer: Timing) -> Sequence[str]:
    rates = [
        text
        for taken in (ours, peer)
        for text in (_figure(taken.rates(size / _MEGABYTE), 2), _figure(taken.rates(articles), 0))
    ]
    return name, f"{articles:,}", words, *rates, _figure(peer.ratios(ours), 2)


def _in_languages(found: Sequence[Comparison]) -> Sequence[Comparison]:
    """Those over the same texts in several languages, the last ones; none where there is but one language."""
    alike = [one for one in found if one.corpus.name == found[-1].corpus.name]
    return alike if len(alike) > 1 else ()


def _together(found: Sequence[Comparison]) -> tuple[Timing, Timing]:
    """The engine's time and the peer's over all corpora, round by round."""
    return Timing.sum(one.ours for one in found), Timing.sum(one.peer for one in found)


def _stage_rows(found: Sequence[Comparison]) -> Iterator[Sequence[str]]:
    yield "where the time goes, %", *STAGES
    for one in found:
        yield f"{one.corpus.name} ({one.corpus.language})", *(f"{100 * one.shares[stage]:.0f}" for stage in STAGES)


def _startup_rows(startup: Mapping[str, Timing]) -> Iterator[Sequence[str]]:
    yield "command", "milliseconds", f"times `{TYPER}`"
    for name, taken in startup.items():
        milliseconds = Range.of(1000 * seconds for seconds in taken.seconds)
        yield f"`{name}`", _figure(milliseconds, 0), _figure(taken.ratios(startup[TYPER]), 2)


def _figure(values: Range, digits: int) -> str:
    median, low, high = (f"{value:,.{digits}f}" for value in (values.median, values.low, values.high))
    return f"{median} ({low}-{high})"


def table(rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head, the first column words and the others figures."""
    head, *body = rows
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def with_figures(page: str, figures: str) -> str:
    """`page` with `figures` in place of what stands between the two markers; ValueError where they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for figures: {BEGIN} and {END} must stand in the page")
    return f"{before}{BEGIN}\n{figures}{END}{after}"
