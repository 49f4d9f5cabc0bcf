"""The model card: what a model learned from, how well it does, and what it does not do; Markdown, no clock."""

from collections.abc import Iterator, Mapping, Sequence

from annotate.annotation import Annotation
from annotate.prelabel.calibration.error import bins, calibration_error, cross_fitted
from annotate.prelabel.calibration.fit import FEW
from annotate.prelabel.calibration.judge import judge_events
from annotate.prelabel.calibration.plot import reliability_plot
from annotate.prelabel.learned.model import CARD, Facts, Figure
from annotate.prelabel.learned.train import Trained
from annotate.schema.model import Schema

PLOT = "reliability.svg"

_LIMITS = """## What it does not do

- It finds events like those it was shown. Other types of news, other languages and other outlets may go much worse:
  measure on some reviews of your own with `annotate evaluate`.
- Of spans inside one another it marks one. It marks no relations, no normalised values, no attributes of the article.
- It marks a mention only where it fills a role, and looks for fillers no further than 60 words from the trigger.
- It keeps no text: features are hashed, and reviews are remembered by a hash of their id and text.
"""


def card(trained: Trained, gold: Sequence[Annotation], schema: Schema) -> dict[str, str]:
    """The card and its reliability plot, by file name; `gold` are the readings that the model was trained on."""
    judged = judge_events(trained.unseen, gold, tuple(schema.events)) if trained.unseen else []
    sides = bins(each.outcome for each in judged), bins(cross_fitted(judged, gold, trained.model.facts.seed))
    plot = reliability_plot(*sides, "Events: score and share that is right")
    before, after = (calibration_error(each) for each in sides)
    return {CARD: "\n".join(_lines(trained.model.facts, before, after)), PLOT: plot}


def _lines(facts: Facts, before: float, after: float) -> Iterator[str]:
    yield f"# Learned engine for {facts.schema_id}\n"
    total = sum(facts.languages.values())
    yield (
        f"Trained on {total} reviewed readings with {sum(facts.events.values())} events, seed {facts.seed}, by "
        "`annotate train`: conditional random fields over hashed letters, words, and known words around. Load it as "
        "`learned@FOLDER`.\n"
    )
    yield from _counts("language", "readings", facts.languages)
    yield from _counts("event type", "events", facts.events)
    yield from _counts("entity type", "mentions", facts.mentions)
    yield "## Figures\n"
    yield (
        f"By cross-validation over {facts.folds} folds of documents (translations of one document stay together), "
        "exact spans, all types together; in brackets the 95 % interval from draws of articles.\n"
    )
    yield from figures_table(facts.figures)
    yield "## Calibration\n"
    yield (
        f"Expected calibration error of events on unseen documents: {before:.3f} before, {after:.3f} after, the latter "
        "cross-fitted.\n"
    )
    yield f"![Reliability]({PLOT})\n"
    yield from _thresholds(facts)
    yield _LIMITS


def _counts(what: str, number: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield f"| {what} | {number} |"
    yield "| --- | ---: |"
    yield from (f"| {name} | {count} |" for name, count in counts.items())
    yield ""


def figures_table(known: Mapping[str, Mapping[str, Figure]]) -> Iterator[str]:
    """F1 with its interval by system and level, then precision and recall, as a Markdown table."""
    yield "| system | level | F1 | 95 % | precision | recall |"
    yield "| --- | --- | ---: | --- | ---: | ---: |"
    for system, levels in known.items():
        for level, each in levels.items():
            interval = f"{each.low:.3f} to {each.high:.3f}"
            yield f"| {system} | {level} | {each.f1:.3f} | {interval} | {each.precision:.3f} | {each.recall:.3f} |"
    yield ""


def _thresholds(facts: Facts) -> Iterator[str]:
    scales = facts.calibration.events, facts.calibration.arguments
    few = f"types with fewer than {FEW} examples take that of all"
    yield f"An event or argument is told from this probability on; {few}.\n"
    yield "| event type | event | argument |"
    yield "| --- | ---: | ---: |"
    for kind in ("", *facts.events):
        yield f"| {kind or 'all'} | " + " | ".join(f"{scale.threshold(kind):.3f}" for scale in scales) + " |"
    yield ""
