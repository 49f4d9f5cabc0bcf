"""Scores as a page to look at: the figures, how often each kind of error is made, and each error in its sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree, html

from annotate.annotation import Annotation, Event
from annotate.drawing import Arc, Box, Picture, draw, style
from annotate.drawing.element import E, Element
from annotate.schema.phrases import direction
from annotate.scoring.align import Pair
from annotate.scoring.compare import Difference
from annotate.scoring.errors import KINDS, Error
from annotate.scoring.score import Level, Scores

_SHOWN = 40  # errors of a kind that are drawn; the rest is counted
_CONTEXT = 90  # code points of text around what is drawn
_GOLD, _FOUND, _FILLER = "#2b8a3e", "#1864ab", "#868e96"


def to_html(
    scores: Scores, found: Sequence[Error], pairs: Iterable[Pair], differences: Mapping[str, Difference] | None = None
) -> str:
    """One self-contained page; `pairs` are the aligned readings that `found` was found in."""
    texts = {pair.gold.id: pair for pair in pairs}
    css = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    missing = f", {scores.missing} without a prediction" if scores.missing else ""
    page = E.html(
        E.head(E.meta(charset="utf-8"), E.title("Evaluation"), E.style(css + style())),
        E.body(
            E.h1("Evaluation"),
            E.p(f"{scores.articles} articles in the gold{missing}; {len(found)} errors", {"class": "soft"}),
            *_figures(scores, differences or {}),
            E.h2("Errors"),
            _kinds(found),
            *(_section(kind, [each for each in found if each.kind == kind], texts) for kind in KINDS),
        ),
        lang="en",
    )
    return etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>") + "\n"


def _figures(scores: Scores, differences: Mapping[str, Difference]) -> Iterator[Element]:
    heads = ("precision", "recall", "F1", "95 %", "right", "predicted", "gold")
    if differences:
        yield E.h2("Against the other system")
        yield _table(("level", "F1", "other", "difference", "95 %", "p"), map(_difference_row, differences.items()))
    for title, levels in (("Exact spans", scores.levels), ("Overlapping spans", scores.relaxed)):
        yield E.h2(title)
        yield _table(("level", *heads), (_row(name, level) for name, level in levels.items()))
    tables = [_table(("type (TC)", *heads), (_row(name, level) for name, level in scores.types.items()))]
    if len(scores.languages) > 1:
        names = next(iter(scores.languages.values()))
        rows = ((code, *(f"{each.f1:.3f}" for each in levels.values())) for code, levels in scores.languages.items())
        tables.append(_table(("language", *(f"F1 {name}" for name in names)), rows))
    if scores.attributes:
        accuracies = ((n, f"{a.accuracy:.3f}", str(a.equal), str(a.matched)) for n, a in scores.attributes.items())
        tables.append(_table(("attribute", "accuracy", "equal", "matched"), accuracies))
    yield E.h2("By type, language and attribute")
    yield E.div({"class": "tables"}, *tables)


def _difference_row(named: tuple[str, Difference]) -> tuple[str, ...]:
    name, d = named
    return name, f"{d.f1:.3f}", f"{d.other:.3f}", f"{d.delta:+.3f}", f"{d.low:+.3f} to {d.high:+.3f}", f"{d.p:.3f}"


def _row(name: str, level: Level) -> tuple[str, ...]:
    ratios = (f"{ratio:.3f}" for ratio in (level.precision, level.recall, level.f1))
    return name, *ratios, f"{level.low:.3f} to {level.high:.3f}", *map(str, (level.tp, level.predicted, level.gold))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Element:
    first, *rest = heads
    head = E.tr(E.th(first), *(E.th(each, {"class": "n"}) for each in rest))
    return E.table(
        E.thead(head), E.tbody(*(E.tr(E.td(row[0]), *(E.td(each, {"class": "n"}) for each in row[1:])) for row in rows))
    )


def _kinds(found: Sequence[Error]) -> Element:
    """How often each kind is made, as numbers and as bars."""
    counts = Counter(each.kind for each in found)
    most = max(counts.values(), default=1)
    rows = [
        E.tr(
            E.td(kind),
            E.td(str(counts[kind]), {"class": "n"}),
            E.td(E.span({"class": "bar", "style": f"width:{12 * counts[kind] / most:.2f}rem"})),
        )
        for kind in KINDS
    ]
    return E.table(E.tbody(*rows))


def _section(kind: str, found: Sequence[Error], texts: Mapping[str, Pair]) -> Element:
    more = [E.p(f"and {len(found) - _SHOWN} more", {"class": "soft"})] if len(found) > _SHOWN else []
    summary = E.summary(f"{kind} ", E.span(f"{len(found)}", {"class": "soft"}))
    return E.details(summary, *(_card(each, texts[each.article]) for each in found[:_SHOWN]), *more)


def _card(error: Error, pair: Pair) -> Element:
    wanted, found = error.wanted or "nothing", error.found or "nothing"
    head = E.p(
        E.strong(wanted), " → ", E.strong(found), E.span(f"  {error.article} {error.language}", {"class": "soft"})
    )
    sides = []
    if error.gold:
        sides.append(_side("gold", pair.gold, error.gold, _GOLD))
    if error.predicted and pair.predicted:
        sides.append(_side("found", pair.predicted, error.predicted, _FOUND))
    return E.article(head, *sides)


def _side(name: str, reading: Annotation, event: Event, colour: str) -> Element:
    figure: Element = html.fragment_fromstring(draw(_picture(reading, event, colour), context=_CONTEXT))
    return E.div({"class": f"side {name}"}, E.span(name), figure)


def _picture(reading: Annotation, event: Event, colour: str) -> Picture:
    """The event with its arguments in its text."""
    spans = {each.id: (each.start, each.end, each.type) for each in reading.mentions}
    spans |= {each.id: (each.trigger.start, each.trigger.end, each.type) for each in reading.events}
    fillers = dict.fromkeys(argument.filler for argument in event.arguments if argument.filler != event.id)
    boxes = [Box(event.id, event.trigger.start, event.trigger.end, event.type, colour, "trigger")]
    boxes += [Box(name, start, end, kind, _FILLER) for name in fillers for start, end, kind in [spans[name]]]
    arcs = tuple(Arc(event.id, argument.filler, argument.role) for argument in event.arguments)
    language = reading.language or ""
    right = direction(language) == "rtl"
    return Picture(reading.text, tuple(boxes), arcs, "rtl" if right else "ltr", language)
