"""Folds of documents."""

from annotate.annotation import Annotation
from annotate.prelabel.folds import document, folds


def article(name: str, **more: object) -> Annotation:
    """A reading of nothing, with a text of its own."""
    return Annotation.model_validate({"id": name, "text": more.pop("text", name), **more})


def test_translations_of_a_document_share_a_fold() -> None:
    """The lines of one NTREX document, in whatever language, are never on both sides."""
    lines = [
        article(f"{language}-{doc}-{line}", source=f"NTREX-128 {doc} line {line}")
        for language in ("en", "hi")
        for doc in ("bbc.1", "cnn.2", "upi.3")
        for line in (1, 2, 3)
    ]
    parts = folds(lines, 3, seed=0)
    assert [len(part) for part in parts] == [6, 6, 6]
    assert all(len({each.id.split("-")[1] for each in part}) == 1 for part in parts)


def test_a_story_and_a_text_hold_readings_together() -> None:
    """Copies of one text are one document, and so is what is said to be one story."""
    assert document(article("a", text="same")) == document(article("b", text="same"))
    assert document(article("a", meta={"story": "x"})) == document(article("b", story="x"))
    assert document(article("a")) != document(article("b"))


def test_folds_depend_on_the_seed_and_not_on_the_order() -> None:
    """The same readings and seed are cut the same way, another seed cuts otherwise, and nothing is lost."""
    every = [article(str(number)) for number in range(20)]
    names = [[each.id for each in part] for part in folds(every, 4, 1)]
    assert names == [[each.id for each in part] for part in folds(every[::-1], 4, 1)]
    assert names != [[each.id for each in part] for part in folds(every, 4, 2)]
    assert sorted(name for part in names for name in part) == sorted(each.id for each in every)
