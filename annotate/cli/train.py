"""`annotate train` and `annotate calibrate`: what reviews teach, and what they say of scores."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli.console import print_json, progress, result, say
from annotate.cli.options import AsJson, SchemaName, chosen_schema
from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotate.annotation import Annotation
    from annotate.prelabel.calibration import Calibration
    from annotate.prelabel.learned.challenge import Challenge
    from annotate.prelabel.learned.model import Figure
    from annotate.prelabel.learned.training import Course
    from annotate.schema import Schema

Reviews = Annotated[list[Path], typer.Argument(help="Annotation files of reviewed readings.", show_default=False)]


def train(
    files: Reviews,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the model.", show_default=False)],
    schema: SchemaName = None,
    folds: Annotated[int, typer.Option(min=2, help="Folds of the cross-validation.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Decides which documents are held out together.")] = 0,
    engine: Annotated[
        str | None, typer.Option("--engine", help="Also measure this engine, alone and with the new model.")
    ] = None,
    curve: Annotated[bool, typer.Option("--curve", help="Also measure with 25, 50 and 75 % of the reviews.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a better model too.")] = False,
    out_of_fold: Annotated[
        Path | None, typer.Option("--out-of-fold", help="An annotation file to write: each article, read unseen.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Train the learned engine on reviewed annotations, cross-validate it, and keep the better model."""
    from annotate.prelabel.learned.model import refuse_other
    from annotate.prelabel.learned.training import pursue

    known = chosen_schema(schema)
    refuse_other(output)
    readings = _reviewed(files, known)
    with progress("rounds of training") as done:
        course = pursue(readings, known, output, number=folds, seed=seed, engine=engine, curve=curve, done=done)
    if out_of_fold is not None:
        _write_readings(out_of_fold, course.unseen)
    kept = course.settle(output, replace=replace)
    if as_json:
        print_json({**_course_json(course), "output": str(output), "written": kept})
    else:
        for line in _course_lines(course):
            result(line)
        result(course.verdict(output, written=kept))


def _reviewed(files: "Sequence[Path]", schema: "Schema") -> "list[Annotation]":
    """The readings to learn from, one an article; what is left out is counted."""
    from annotate.annotation import read_annotations
    from annotate.prelabel.learned.train import check
    from annotate.prelabel.reviewed import one_each, reviewed

    every = read_annotations(*files)
    used, others = reviewed(every)
    if others:
        told = ", ".join(f"{number} {state}" for state, number in others.items())
        say(f"left out, not reviewed: {told}; submitted and gold readings are learned from")
    readings = one_each(used)
    if len(readings) < len(used):
        say(f"{len(used) - len(readings)} further readings of the same articles are left out; adjudicate to use them")
    check(readings, schema)
    return readings


def _write_readings(path: Path, readings: "Sequence[Annotation]") -> None:
    from annotate.annotation import to_lines
    from annotate.files import write_lines

    write_lines(path, to_lines(readings))


def _course_json(course: "Course") -> dict[str, Any]:
    facts = course.trained.model.facts
    told: dict[str, Any] = {
        "readings": len(facts.readings),
        "events": facts.events,
        "languages": facts.languages,
        "folds": facts.folds,
        "seed": facts.seed,
        "figures": {system: _levels(levels) for system, levels in facts.figures.items()},
        "curve": {f"{share:g}": _levels(levels) for share, levels in course.curve.items()},
    }
    return told | ({"against": _challenge_json(course.challenge)} if course.challenge else {})


def _levels(levels: "Mapping[str, Figure]") -> dict[str, dict[str, float]]:
    return {name: figure.model_dump() for name, figure in levels.items()}


def _challenge_json(found: "Challenge") -> dict[str, Any]:
    levels = {
        level: {"f1": d.f1, "other": d.other, "difference": d.delta, "low": d.low, "high": d.high, "p": d.p}
        for level, d in found.differences.items()
    }
    return {"levels": levels, "articles": found.articles, "how": found.how, "better": found.is_better}


def _course_lines(course: "Course") -> "Iterator[str]":
    facts = course.trained.model.facts
    events = sum(facts.events.values())
    yield f"{len(facts.readings)} reviewed readings, {events} events, {facts.folds} folds of documents"
    for system, measured in facts.figures.items():
        yield from (f"{system:28} {line}" for line in _figure_lines(measured))
    for share, levels in course.curve.items():
        yield from (f"{f'{share:.0%} of the documents':28} {line}" for line in _figure_lines(levels))
    if course.challenge:
        yield f"against the model that is there, {course.challenge.how} ({course.challenge.articles} articles):"
        for level, d in course.challenge.differences.items():
            told = f"{d.low:+.3f} to {d.high:+.3f}, p {d.p:.3f}"
            yield f"{level:4} {d.f1:.3f}, the old one {d.other:.3f}: {d.delta:+.3f} ({told})"


def _figure_lines(levels: "Mapping[str, Figure]") -> "Iterator[str]":
    for name, each in levels.items():
        if not name.endswith("+"):
            interval = f"{each.low:.3f}-{each.high:.3f}"
            yield f"{name}  F1 {each.f1:.3f} ({interval})  precision {each.precision:.3f}  recall {each.recall:.3f}"


def calibrate(
    predicted: Annotated[
        list[Path], typer.Argument(help="Readings by an engine, or by several, a file each.", show_default=False)
    ],
    gold: Annotated[Path, typer.Argument(help="Reviewed readings of the same articles.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The calibration to write.", show_default=False)],
    schema: SchemaName = None,
    precision: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Thresholds that keep this precision, not the best F1.")
    ] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="A reliability plot to write, as SVG.")] = None,
    as_json: AsJson = False,
) -> None:
    """Learn from reviews what an engine's scores are worth, and from which on to believe them, type by type."""
    from annotate.files import write_text
    from annotate.prelabel.calibration import write_calibration
    from annotate.prelabel.calibration.error import calibration_error
    from annotate.prelabel.calibration.plot import reliability_plot
    from annotate.prelabel.weigh import error_bins, weighed

    known = chosen_schema(schema)
    sides, reviews = _sides(predicted, gold)
    found = weighed(sides, reviews, known, precision)
    before, after = error_bins(sides, reviews, known, found)
    write_calibration(output, found)
    if plot is not None:
        write_text(plot, reliability_plot(before, after, "Events: score and share that is right"))
    _tell_calibration(found, (calibration_error(before), calibration_error(after)), output, as_json=as_json)


def _sides(predicted: "Sequence[Path]", gold: Path) -> "tuple[list[list[Annotation]], list[Annotation]]":
    """Each engine's readings of the articles that were reviewed, and the reviews."""
    from annotate.annotation import read_annotations
    from annotate.prelabel.reviewed import one_each, reviewed

    reviews = one_each(reviewed(read_annotations(gold))[0])
    names = {each.id for each in reviews}
    sides = [[each for each in read_annotations(path) if each.id in names] for path in predicted]
    for path, side in zip(predicted, sides, strict=True):
        if not side:
            raise AnnotateError(f"{path}: no reading of an article that is reviewed in {gold}; pre-label those")
    return sides, reviews


def _tell_calibration(found: "Calibration", errors: tuple[float, float], output: Path, *, as_json: bool) -> None:
    before, after = errors
    if as_json:
        told = {"output": str(output), "examples": found.examples, "error": {"before": before, "after": after}}
        print_json({**told, "calibration": found.model_dump(mode="json")})
        return
    result(f"{found.engine}: {found.examples} events; calibration error {before:.3f}, after {after:.3f} (cross-fitted)")
    for kind, value in found.events.thresholds.items():
        from_where = f"told from {value:.3f} on" if value <= 1 else "never told"
        result(f"{kind or 'all types':24} {from_where}")
    result(f"-> {output}; apply it with `annotate prelabel --calibration {output}`")
