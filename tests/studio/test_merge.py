"""Pulled readings in the file that holds them: pulling again changes nothing, and nothing is lost."""

from pathlib import Path

from annotate.annotation import Annotation, State, read_annotations, to_lines
from annotate.files import write_lines
from annotate.studio.client import Project
from annotate.studio.merge import merge_into
from annotate.studio.pull import Pulled
from tests.studio.articles import prelabel

URL = "http://studio.example"


def pulled(*readings: Annotation, project: int = 4) -> Pulled:
    return Pulled(Project(id=project, title="events", config="", tasks=0, version=""), readings, ())


def review(
    number: int, annotation: int, *, state: State = "submitted", project: int = 4, server: str = URL, note: str = ""
) -> Annotation:
    """The reading `annotation` of the article `number`, as pulled from a project."""
    place = {"server": server, "project": project, "task": number, "sha": "0", "annotation": annotation}
    changes = {"state": state, "annotator": f"annotator-{annotation}", "task": place, "note": note or None}
    return prelabel(number).model_copy(update=changes)


def lines(path: Path) -> list[tuple[str, int | None]]:
    """The articles and annotation numbers of a file, in order."""
    return [(each.id, (each.task or {}).get("annotation")) for each in read_annotations(path)]


def test_merging_a_pull_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """A second pull of an unchanged server leaves the file as it was, and no other beside it."""
    path = tmp_path / "reviews.jsonl"
    same = pulled(review(1, 11), review(1, 12), review(2, 21, state="draft"))
    assert merge_into(path, same, URL) == []
    first = path.read_bytes()
    assert merge_into(path, same, URL) == []
    assert path.read_bytes() == first
    assert [each.name for each in tmp_path.iterdir()] == ["reviews.jsonl"]


def test_the_order_of_a_pull_does_not_matter(tmp_path: Path) -> None:
    """Lines stand by article, then task and annotation, drafts last, however they came."""
    readings = [review(2, 21), review(1, 12, state="draft"), review(1, 13), review(1, 11)]
    merge_into(tmp_path / "a.jsonl", pulled(*readings), URL)
    merge_into(tmp_path / "b.jsonl", pulled(*reversed(readings)), URL)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    numbers = [number for article, number in lines(tmp_path / "a.jsonl") if article == prelabel(1).id]
    assert numbers == [11, 13, 12]


def test_a_changed_reading_takes_the_place_of_its_older_form(tmp_path: Path) -> None:
    """What a person corrected on the server stands once, in its newer form, and is not aside."""
    path = tmp_path / "reviews.jsonl"
    merge_into(path, pulled(review(1, 11, note="पहले")), URL)
    assert merge_into(path, pulled(review(1, 11, note="बाद में")), URL) == []
    assert [each.note for each in read_annotations(path)] == ["बाद में"]
    assert not (tmp_path / "reviews.gone.jsonl").exists()


def test_a_vanished_reading_is_kept_aside(tmp_path: Path) -> None:
    """A reading that is no longer on the server leaves the file, is named, and stands whole beside it."""
    path = tmp_path / "reviews.jsonl"
    merge_into(path, pulled(review(1, 11), review(2, 21)), URL)
    assert merge_into(path, pulled(review(2, 21)), URL) == [f"{prelabel(1).id} (annotation 11)"]
    assert lines(path) == [(prelabel(2).id, 21)]
    aside = read_annotations(tmp_path / "reviews.gone.jsonl")
    assert aside == [review(1, 11)]
    assert [event.trigger.text for event in aside[0].events] == ["पहुंचीं"]


def test_what_is_aside_stays_and_is_not_doubled(tmp_path: Path) -> None:
    """Later pulls add to what is aside; one that vanishes, returns and vanishes again stands there once."""
    path = tmp_path / "reviews.jsonl"
    everything = pulled(review(1, 11), review(2, 21))
    for given in (everything, pulled(review(2, 21)), everything, pulled(review(2, 21)), pulled()):
        merge_into(path, given, URL)
    assert lines(tmp_path / "reviews.gone.jsonl") == [(prelabel(1).id, 11), (prelabel(2).id, 21)]
    assert path.read_bytes() == b""


def test_a_draft_that_was_submitted_is_not_gone(tmp_path: Path) -> None:
    """A draft's number ends when it is submitted, so that a draft is never kept aside."""
    path = tmp_path / "reviews.jsonl"
    merge_into(path, pulled(review(1, 3, state="draft")), URL)
    assert merge_into(path, pulled(review(1, 11)), URL) == []
    assert not (tmp_path / "reviews.gone.jsonl").exists()


def test_a_draft_and_an_annotation_of_one_number_are_two(tmp_path: Path) -> None:
    """Drafts are counted apart from annotations, so that a draft 11 does not stand for annotation 11."""
    path = tmp_path / "reviews.jsonl"
    merge_into(path, pulled(review(1, 11)), URL)
    gone = merge_into(path, pulled(review(1, 11, state="draft")), URL)
    assert gone == [f"{prelabel(1).id} (annotation 11)"]


def test_readings_from_elsewhere_stay(tmp_path: Path) -> None:
    """Those of another project, of another server, and those that no server holds are left as they are."""
    path = tmp_path / "reviews.jsonl"
    others = [review(1, 11, project=5), review(1, 11, server="http://other.example"), prelabel(1)]
    write_lines(path, to_lines(others))
    assert merge_into(path, pulled(review(2, 21)), URL) == []
    assert merge_into(path, pulled(), URL) == [f"{prelabel(2).id} (annotation 21)"]
    kept = read_annotations(path)
    assert sorted(map(repr, kept)) == sorted(map(repr, others))
