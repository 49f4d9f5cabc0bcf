"""The example in docs/: a `transformers` model with random weights, built here and read from a folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.annotation import read_annotations
from annotate.article import Article
from annotate.cli import run
from annotate.errors import AnnotateError
from annotate.prelabel import load_engine
from annotate.schema import load_schema
from tests.strategies import grapheme_edges

DOCS = Path(__file__).parents[2] / "docs"
TEXT = "राष्ट्रपति हेलेना 👩\u200d🚀 Norway sent 300 soldiers.\nThey met e\u0301 in Oslo. " * 12


@pytest.fixture(autouse=True)
def in_docs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Engines of one's own are found from the current folder; the module is loaded anew."""
    monkeypatch.chdir(DOCS)
    monkeypatch.delitem(sys.modules, "own_engine", raising=False)
    yield
    sys.modules.pop("own_engine", None)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers that labels pieces of words at random, always the same."""
    import tokenizers
    import torch
    import transformers

    folder = tmp_path_factory.mktemp("model")
    pieces = sorted({*TEXT} - {" ", "\n"})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *pieces, *(f"##{piece}" for piece in pieces)]
    names = ("O", "military_deployment", "diplomatic_visit", "person", "country", "force")
    torch.manual_seed(7)
    transformers.BertForTokenClassification(transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=128, initializer_range=2.0, id2label=dict(enumerate(names)),
    )).save_pretrained(folder)  # fmt: skip
    tokenizers.BertWordPieceTokenizer(
        {piece: number for number, piece in enumerate(vocabulary)}, lowercase=False, strip_accents=False
    ).save(str(folder / "tokenizer.json"))
    transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), model_max_length=128, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(folder)
    return folder


@pytest.mark.heavy
def test_the_example_reads_long_articles(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Triggers and mentions to the end of the text, on whole graphemes, roles that the schema knows."""
    monkeypatch.setenv("TAGGER_MODEL", str(model))
    schema = load_schema("diplomacy")
    engine = load_engine("own_engine:Tagger")
    (made,) = engine.prelabel([Article(text=TEXT, language="hi")], schema)
    edges = set(grapheme_edges(TEXT))
    spans = [*made.mentions, *(event.trigger for event in made.events)]
    assert all(span.fits(TEXT) and {span.start, span.end} <= edges for span in spans)
    assert max(span.end for span in spans) > len(TEXT) - 40
    types = {mention.id: mention.type for mention in made.mentions}
    filled = [(event.type, argument) for event in made.events for argument in event.arguments]
    assert filled
    assert all(argument.role in schema.roles_for(kind, types[argument.filler]) for kind, argument in filled)
    assert made.fingerprint == load_engine("own_engine:Tagger").fingerprint(schema)


@pytest.mark.heavy
def test_the_command_runs_it(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the page says, by several processes too, with the same bytes."""
    monkeypatch.setenv("TAGGER_MODEL", str(model))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    outputs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for output, more in zip(outputs, ([], ["--workers", "2"]), strict=True):
        options = ["--schema", "diplomacy", "--engine", "own_engine:Tagger", "-o", str(output), *more]
        assert run(["prelabel", str(tmp_path / "a.txt"), *options]) == 0
    (made,) = read_annotations(outputs[0])
    assert (made.engine, made.state, bool(made.events)) == ("tagger", "prelabel", True)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_a_folder_without_a_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with the variable, before anything heavy is loaded."""
    monkeypatch.setenv("TAGGER_MODEL", str(tmp_path))
    with pytest.raises(AnnotateError, match=r"TAGGER_MODEL: no model in .*; name the folder of its config\.json"):
        load_engine("own_engine:Tagger")
