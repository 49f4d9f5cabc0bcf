"""What is trained, read with, written and refused."""

from pathlib import Path

import pytest

from annotate.annotation import Annotation
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.prelabel.learned import LearnedEngine
from annotate.prelabel.learned.model import read_model, write_model
from annotate.prelabel.learned.train import Trained, check, train
from annotate.prelabel.parallel import prelabel
from annotate.prelabel.reviewed import one_each, reviewed
from annotate.span import is_grapheme_edge
from tests.prelabel.engine import told
from tests.prelabel.learned.reviews import SCHEMA, reviews

UNSEEN = {
    "en": ("Maria Silva visited Bogota on Friday.", "diplomatic_visit visited"),
    "hi": ("सुनीता राव कोलंबो पहुंचे।", "diplomatic_visit पहुंचे"),
    "ar": ("وزار يوسف نجم الرياض أمس.", "diplomatic_visit زار"),
    "zh": ("赵敏昨天访问了首尔。", "diplomatic_visit 访问"),
}


def read(trained: Trained, text: str, language: str) -> Annotation:
    """The model's reading of a text."""
    return next(LearnedEngine(trained.model).prelabel([Article(text=text, language=language)], SCHEMA))


@pytest.mark.parametrize("language", UNSEEN)
def test_what_was_shown_is_found_in_other_sentences(trained: Trained, language: str) -> None:
    """Triggers stand where people would mark them: without the Arabic proclitic, inside a Chinese sentence."""
    text, wanted = UNSEEN[language]
    [event] = read(trained, text, language).events
    assert f"{event.type} {event.trigger.text}" == wanted
    assert event.score is not None
    assert 0 < event.score <= 1


def test_roles_and_attributes_are_learned(trained: Trained) -> None:
    """The visitor, the place that is visited, the day, and that the visit is still to come."""
    reading = read(trained, "Maria Silva visited Bogota on Tuesday.", "en")
    assert [told(reading, event) for event in reading.events] == [
        "diplomatic_visit visited: date Tuesday, destination Bogota, visitor Maria Silva; asserted positive"
    ]
    [planned] = read(trained, "Maria Silva will visit Bogota soon.", "en").events
    assert planned.attributes["modality"] == "planned"


def test_where_nothing_happens_nothing_is_found(trained: Trained) -> None:
    """A sentence like those that people left without an event."""
    assert read(trained, "Maria Silva bought an old house near Bogota.", "en").events == ()


def test_spans_are_whole_graphemes(trained: Trained) -> None:
    """Whatever stands around, no mark cuts a cluster."""
    text = "👩‍🚀मीरा नायर ढाका पहुंचे।\r\nHelena Duarte👍🏽 visited Lima\u0301 on Tuesday."
    for reading in (read(trained, text, "hi"), read(trained, text, "en")):
        spans = [*reading.mentions, *(event.trigger for event in reading.events)]
        assert all(is_grapheme_edge(text, edge) for span in spans for edge in (span.start, span.end))


def test_the_same_reviews_give_the_same_bytes(trained: Trained) -> None:
    """Training is a function of the reviews and the seed; the order of the file is nothing to it."""
    again = train(reviews()[::-1], SCHEMA)
    assert again.model.parts == trained.model.parts
    assert again.model.facts == trained.model.facts


def test_scores_come_from_documents_that_were_not_seen(trained: Trained) -> None:
    """Every training article has one raw reading by models of the others, and a calibration made of these."""
    assert [each.id for each in trained.unseen] == sorted(each.id for each in reviews())
    assert trained.model.facts.calibration.examples > 0
    assert trained.model.facts.calibration.schema_id == SCHEMA.id


def test_a_folder_gives_back_the_model(trained: Trained, tmp_path: Path) -> None:
    """Written and loaded by name it reads as before, in one process and in two, and has the same fingerprint."""
    write_model(tmp_path / "m", trained.model, {})
    write_model(tmp_path / "m", trained.model, {"README.md": "card"})
    assert read_model(tmp_path / "m") == trained.model
    assert (tmp_path / "m" / "README.md").read_text() == "card"
    assert [path.name for path in tmp_path.iterdir()] == ["m"]
    engine = load_engine(f"learned@{tmp_path / 'm'}")
    articles = [Article(text=text, language=language) for language, (text, _) in UNSEEN.items()]
    alone = list(engine.prelabel(articles, SCHEMA))
    assert alone == list(prelabel(f"learned@{tmp_path / 'm'}", articles, SCHEMA, 2))
    assert alone[0].fingerprint == LearnedEngine(trained.model).fingerprint(SCHEMA)


def test_a_model_holds_no_text(trained: Trained, tmp_path: Path) -> None:
    """What people wrote about stays with them: no word of a review is in any file of the model."""
    write_model(tmp_path / "m", trained.model, {})
    content = b"".join(path.read_bytes() for path in (tmp_path / "m").iterdir())
    assert not [word for word in ("Duarte", "Nairobi", "कोवाच", "王") if word.encode() in content]


def test_a_model_that_cannot_be_used_is_told(trained: Trained, tmp_path: Path) -> None:
    """No name, no folder, a damaged file, a damaged description, another schema: one line each."""
    folder = tmp_path / "m"
    write_model(folder, trained.model, {})
    with pytest.raises(AnnotateError, match="which model"):
        load_engine("learned")
    with pytest.raises(AnnotateError, match=r"nowhere: no model there"):
        load_engine(f"learned@{tmp_path / 'nowhere'}")
    other = SCHEMA.model_copy(update={"version": "9.0.0"})
    with pytest.raises(AnnotateError, match=r"trained for schema diplomacy@1.0.0, not diplomacy@9.0.0"):
        list(load_engine(f"learned@{folder}").prelabel([], other))
    (folder / "roles.crfsuite").write_bytes(b"lCRF")
    with pytest.raises(AnnotateError, match=r"roles.crfsuite: damaged"):
        load_engine(f"learned@{folder}")
    (folder / "model.json").write_text("{}")
    with pytest.raises(AnnotateError, match=r"model.json: damaged"):
        load_engine(f"learned@{folder}")


def test_a_folder_with_something_else_is_left_alone(trained: Trained, tmp_path: Path) -> None:
    """A model takes the place of a model, never of a person's files."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(AnnotateError, match=r"holds files and no model\.json"):
        write_model(tmp_path, trained.model, {})
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_only_reviews_are_learned_from() -> None:
    """Drafts, skipped articles and pre-labels are counted and left out; of several readings the gold one counts."""
    [one, *_] = reviews()
    states = {name: one.model_copy(update={"state": name}) for name in ("gold", "draft", "skipped", "prelabel", None)}
    used, others = reviewed([one, *states.values(), one.model_copy(update={"annotator": "engine:lexicon"})])
    assert [each.state for each in used] == ["submitted", "gold", None]
    assert others == {"by an engine": 1, "draft": 1, "prelabel": 1, "skipped": 1}
    assert one_each(used) == [states["gold"]]


def test_too_little_is_told() -> None:
    """One document, or no event: nothing is trained."""
    [first, *rest] = reviews()
    with pytest.raises(AnnotateError, match="too little to learn from: 1 reviewed readings of 1 documents"):
        check([first], SCHEMA)
    empty = [each.model_copy(update={"events": (), "mentions": ()}) for each in (first, *rest)]
    with pytest.raises(AnnotateError, match="no event of schema diplomacy"):
        check(empty, SCHEMA)
