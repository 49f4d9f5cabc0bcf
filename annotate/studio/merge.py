"""Pulled reviews into the file that holds them: those of other projects stay, none is lost."""

from pathlib import Path

from annotate.annotation import Annotation, read_annotations, to_lines
from annotate.files import write_lines
from annotate.studio.pull import Pulled, order


def merge_into(path: Path, pulled: Pulled, url: str) -> list[str]:
    """Writes the pulled readings to `path` in the place of those of the same project; readings from elsewhere stay.

    Readings of the project that are no longer on the server move to `NAME.gone.jsonl` beside it; returns their places.
    """
    before = read_annotations(path) if path.exists() else []
    ours = {"server": url, "project": pulled.project.id}
    others = [each for each in before if not _is_of(each, ours)]
    there = {_place(each) for each in pulled.readings}
    gone = [each for each in before if _is_of(each, ours) and _place(each) not in there and each.state != "draft"]
    if gone:
        aside = path.with_suffix(".gone.jsonl")
        kept = read_annotations(aside) if aside.exists() else []
        write_lines(aside, to_lines([*kept, *(each for each in gone if each not in kept)]))
    write_lines(path, to_lines(sorted([*others, *pulled.readings], key=order)))
    return [f"{each.id} (annotation {(each.task or {}).get('annotation')})" for each in gone]


def _is_of(annotation: Annotation, project: dict[str, object]) -> bool:
    return project.items() <= (annotation.task or {}).items()


def _place(annotation: Annotation) -> tuple[object, object, object]:
    task = annotation.task or {}
    return task.get("task"), task.get("annotation"), annotation.state == "draft"
