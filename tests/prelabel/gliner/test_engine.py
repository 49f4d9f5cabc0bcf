"""The whole engine with a real library and a model of random weights: what it finds is nonsense, so laws are tested."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from annotate.annotation import Annotation, to_json
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.prelabel import Engine, load_engine
from annotate.prelabel.gliner import GlinerEngine, Settings
from annotate.prelabel.gliner.words import split_words
from annotate.schema import load_schema
from annotate.span import Span, is_grapheme_edge, tidy
from tests.prelabel.gliner.stories import TEXTS, articles, small_schema
from tests.prelabel.gliner.test_reading import RECORDED
from tests.prelabel.gliner.tiny import tiny_model

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module", params=["boundary", "span"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of each kind that the library has."""
    return tiny_model(tmp_path_factory.mktemp("model") / "tiny", request.param)


@pytest.fixture
def engine(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Loaded by its name, in a workspace whose threshold lets something through."""
    (tmp_path / "annotate.toml").write_text("[gliner]\nthreshold = 0.3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return load_engine(f"gliner@{folder}")


def read(engine: Engine, *given: Article) -> list[Annotation]:
    return list(engine.prelabel(given, small_schema()))


def spans(made: Annotation) -> Iterator[Span]:
    yield from made.mentions
    yield from (event.trigger for event in made.events)


def assert_lawful(made: Annotation) -> None:
    """Spans are the text's, of whole graphemes and words, and tidy; types, roles, fillers and values the schema's."""
    schema, text = small_schema(), made.text
    edges = {edge for _, *both in split_words(text) for edge in both}
    for span in spans(made):
        assert span.fits(text)
        assert is_grapheme_edge(text, span.start)
        assert is_grapheme_edge(text, span.end)
        assert tidy(text, span.start, span.end) == (span.start, span.end)
        assert {span.start, span.end} <= edges
        assert regex.search(r"[\p{L}\p{N}]", span.text)
    types = {one.id: one.type for one in made.mentions} | {one.id: one.type for one in made.events}
    for event in made.events:
        assert event.type in schema.events
        assert all(schema.admits(event.type, one.role, types[one.filler]) for one in event.arguments)
        assert sum(one.role == "where" for one in event.arguments) <= 1
        asked = schema.attributes_of("event", event.type)
        assert all(value in asked[name].choices for name, value in event.attributes.items())
        assert event.attributes.keys() >= {"modality"}


def test_every_span_is_exact_in_every_script(engine: Engine) -> None:
    """And something is found in most of the texts: the weights are random, so not in the same ones everywhere."""
    made = dict(zip(TEXTS, read(engine, *articles()), strict=True))
    for (text, _), one in zip(TEXTS.values(), made.values(), strict=True):
        assert one.text == text
        assert_lawful(one)
    found = [kind for kind, one in made.items() if one.events]
    assert len(found) > len(TEXTS) / 2
    assert any(kind.startswith("Hindi") for kind in found)


def test_there_is_one_annotation_an_article_in_order(engine: Engine) -> None:
    """With who made it; some find mentions, and what cannot be placed is counted."""
    made = read(engine, *articles())
    assert [one.id for one in made] == [one.id for one in articles()]
    assert {(one.engine, one.annotator, one.state, one.schema_id, one.fingerprint) for one in made} == {
        (engine.name, f"engine:{engine.name}", "prelabel", "small@1.0.0", engine.fingerprint(small_schema()))
    }
    assert any(one.mentions for one in made)
    counted = [(one.model_extra or {}).get("refused", {}) for one in made]
    assert any(refused.get("span outside the text") for refused in counted)


@pytest.mark.parametrize("text", [" ", "\r\n", ".", "।", "\u200d", "👍🏽", "\u0301"])
def test_a_text_without_a_word_has_no_events(text: str, engine: Engine) -> None:
    """And breaks nothing."""
    [made] = read(engine, Article(text=text, language="en"))
    assert (made.text, made.events) == (text, ())


def test_what_is_found_does_not_depend_on_what_else_is_read(folder: Path, engine: Engine) -> None:
    """Two engines, another order, alone or among others: the same bytes."""
    given = articles()[2:5]
    first = [to_json(one) for one in read(engine, *given)]
    again = [to_json(one) for one in read(load_engine(f"gliner@{folder}"), *reversed(given))]
    assert first == again[::-1]
    assert [to_json(one) for article in given for one in read(engine, article)] == first


def test_a_long_article_is_read_to_its_end(folder: Path) -> None:
    """In pieces, with spans in all parts of it, exact."""
    text = "\r\n".join(text for text, _ in TEXTS.values() for _ in range(2))
    engine = GlinerEngine(str(folder), Settings(threshold=0.3, piece=120, overlap=40, batch=3))
    [made] = read(engine, Article(text=text, language="hi"))
    assert_lawful(made)
    assert {span.start * 3 // len(text) for span in spans(made)} == {0, 1, 2}


def test_a_higher_threshold_finds_nothing_less_sure(folder: Path) -> None:
    """Nothing at all where it is one."""
    [made] = read(GlinerEngine(str(folder), Settings(threshold=0.55)), articles()[0])
    assert all(score >= 0.55 for score in _scores(made))
    [none] = read(GlinerEngine(str(folder), Settings(threshold=1.0)), articles()[0])
    assert none.events == ()


def _scores(made: Annotation) -> list[float]:
    events = [event.score for event in made.events]
    arguments = [one.score for event in made.events for one in event.arguments]
    return [score or 0 for score in (*events, *arguments, *(mention.score for mention in made.mentions))]


def test_a_shipped_schema_is_asked_for_whole(folder: Path) -> None:
    """In its passes; the types of later ones are found too."""
    schema = load_schema("diplomacy")
    [made] = GlinerEngine(str(folder), Settings(threshold=0.3)).prelabel([articles()[0]], schema)
    assert len({event.type for event in made.events}) > 2


def test_the_splitter_of_the_library_cuts_what_ours_does_not() -> None:
    """Emoji, flags; it does not cut Chinese at all. Words with vowel signs, joiners and nuktas it cuts no more."""
    from gliner2.processing.word_splitter import WhitespaceTokenSplitter

    def both(text: str) -> tuple[list[str], list[str]]:
        library = [word for word, _, _ in WhitespaceTokenSplitter()(text, lower=False)]
        return [word for word, _, _ in split_words(text, lower=False)], library

    for word in ("यात्रा", "प्रधानमंत्री", "राष्ट्र\u200dपति", "ज\u093cमीन", "\u095eौज"):
        assert both(word) == ([word], [word])
    for emoji in ("👩\u200d👩\u200d👧", "🇮🇳", "❤\ufe0f"):
        ours, library = both(emoji)
        assert ours == [emoji]
        assert len(library) > 1
    assert both("访问了") == (["访", "问", "了"], ["访问了"])


def test_the_model_is_given_our_splitter(engine: Engine) -> None:
    """Whatever the library's own is."""
    assert isinstance(engine, GlinerEngine)
    assert engine.model.loaded.processor.word_splitter is split_words


def test_the_fingerprint_changes_with_what_changes_a_reading(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema, the settings, the model and the kind of device; not the folder above it."""
    schema = small_schema()
    plain = GlinerEngine(str(folder), Settings()).fingerprint(schema)
    moved = shutil.copytree(folder, tmp_path / "moved" / folder.name)
    assert GlinerEngine(str(moved), Settings()).fingerprint(schema) == plain
    assert GlinerEngine(str(folder), Settings(threshold=0.4)).fingerprint(schema) != plain
    changed = schema.model_copy(update={"events": {"visit": schema.events["visit"]}})
    assert GlinerEngine(str(folder), Settings()).fingerprint(changed) != plain
    (moved / "model.safetensors").write_bytes(b"another")
    assert GlinerEngine(str(moved), Settings()).fingerprint(schema) != plain
    monkeypatch.setenv("ANNOTATE_DEVICE", "cuda:0")
    assert GlinerEngine(str(folder), Settings()).fingerprint(schema) != plain


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("config.json", "{", "cannot be loaded"),
        ("config.json", '{"architecture": "round"}', "Unknown extractor architecture 'round'"),
        ("encoder_config/config.json", '{"model_type": "none"}', "cannot be loaded"),
        ("tokenizer.json", "{}", "cannot be loaded"),
        ("model.safetensors", "none", "Failed to read safetensors"),
        ("model.safetensors", None, "FileNotFoundError"),
    ],
)
def test_a_broken_model_is_told_in_one_line(
    file: str, content: str | None, said: str, folder: Path, tmp_path: Path
) -> None:
    """With its name, what is wrong and what to do."""
    broken = shutil.copytree(folder, tmp_path / "broken")
    if content is None:
        (broken / file).unlink()
    else:
        (broken / file).write_text(content, encoding="utf-8")
    with pytest.raises(AnnotateError) as raised:
        read(GlinerEngine(str(broken), Settings()), articles()[0])
    line = str(raised.value)
    assert line.startswith(f"engine 'gliner@{broken}': cannot be loaded (")
    assert said in line
    assert "fetch or save the model anew" in line
    assert "\n" not in line


def test_a_text_that_is_too_long_for_the_model_is_told(folder: Path, tmp_path: Path) -> None:
    """With the settings that make it shorter."""
    short = shutil.copytree(folder, tmp_path / "short")
    config = short / "encoder_config" / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "max_position_embeddings": 64}))
    weights = short / "model.safetensors"
    _shorten(weights, 64)
    with pytest.raises(AnnotateError, match=r"the model cannot read a piece .*; try a smaller piece, prompt or batch"):
        read(GlinerEngine(str(short), Settings()), articles()[0])


def _shorten(weights: Path, positions: int) -> None:
    """Leaves the encoder places for so many tokens."""
    from safetensors.torch import load_file, save_file

    cut = {
        name: each[:positions] if "position_embeddings" in name else each for name, each in load_file(weights).items()
    }
    save_file({name: each.contiguous() for name, each in cut.items()}, weights)


def test_a_device_that_is_not_there_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable that names it."""
    monkeypatch.setenv("ANNOTATE_DEVICE", "nowhere")
    with pytest.raises(AnnotateError, match="ANNOTATE_DEVICE, if set, is a device of this machine"):
        read(GlinerEngine(str(folder), Settings()), articles()[0])


def test_a_model_that_cannot_be_fetched_is_told(tmp_path: Path) -> None:
    """In one line of the command, which ends with 1."""
    (tmp_path / "a.txt").write_text("Modi visited Oslo.", encoding="utf-8")
    command = ["prelabel", "a.txt", "--schema", "diplomacy", "--engine", "gliner@no-one/no-model", "-o", "o.jsonl"]
    more = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hub"), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "annotate", *command], env={**os.environ, **more}, cwd=tmp_path, capture_output=True,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    [line] = done.stderr.strip().splitlines()
    assert "engine 'gliner@no-one/no-model': no such folder, not on this machine, and not fetched" in line
    assert line.endswith("check the name and the network, or name the folder of a model")


def test_recorded_answers_have_the_shape_of_the_librarys(tmp_path: Path) -> None:
    """The same keys and kinds as the library of this environment gives to the same questions."""
    model = GlinerEngine(str(tiny_model(tmp_path / "tiny")), Settings(threshold=0.5)).model
    for asked in json.loads(RECORDED.read_text(encoding="utf-8"))["asked"]:
        answers = model.ask(asked["texts"], asked["forms"], Settings(threshold=0.5))
        assert _shape([*answers]) == _shape(asked["answers"])


def _shape(given: object) -> object:
    """Keys, and the kinds of what they hold; of a list the kinds that occur; what is None may be anything."""
    if isinstance(given, dict):
        return {key: _shape(value) for key, value in given.items() if value not in (None, [])}
    if isinstance(given, list):
        return sorted({json.dumps(_keys(each), sort_keys=True) for each in given})
    return type(given).__name__


def _keys(given: object) -> object:
    return sorted(given) if isinstance(given, dict) else type(given).__name__
