"""Articles in, annotations out: in order, each answer paid for once, nothing lost by a failure or an interruption."""

import threading
from collections.abc import Generator, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from annotate.annotation import read_annotations, to_lines
from annotate.article import Article
from annotate.errors import AnnotateError
from annotate.files import write_lines
from annotate.prelabel import load_engine
from annotate.prelabel.llm import LlmEngine, Settings, read_settings
from annotate.prelabel.llm.settings import LOCAL_URL
from annotate.schema import parse_schema
from tests.prelabel.engine import told
from tests.prelabel.llm.server import Asked, Reply, answer, in_turn, serving
from tests.prelabel.llm.stories import (
    ARRIVED,
    SCHEMA,
    SIGNED,
    TREATY,
    VISIT,
    argument,
    article,
    engine,
    event,
    read,
    read_some,
    refused,
)

NESTED = parse_schema(
    """
name: talks
version: 1.0.0
entities:
  person: {}
events:
  attack: {roles: {attacker: {fillers: [person]}}}
  condemnation: {roles: {speaker: {fillers: [person]}, condemned: {fillers: [attack]}}}
""",
    "talks.yaml",
)


def test_readings_come_in_the_order_of_the_articles(tmp_path: Path) -> None:
    """Several calls at once, the slowest first: one annotation an article, each in its place."""
    waits = iter([0.5, 0.0, 0.3, 0.0, 0.1, 0.0])
    with serving(lambda _: Reply(answer(SIGNED).text, delay=next(waits))) as server:
        found = read(engine(server, tmp_path, concurrency=3), *(f"{TREATY} It is {n}." for n in range(6)))
    assert [reading.id for reading in found] == [f"a{n}" for n in range(6)]
    assert 1 < server.most_at_once <= 3


def test_no_more_calls_at_once_than_are_set(tmp_path: Path) -> None:
    """`concurrency` 1 is one after the other."""
    with serving(lambda _: Reply(answer().text, delay=0.05)) as server:
        read(engine(server, tmp_path, concurrency=1), *(f"It is {n}." for n in range(4)))
    assert server.most_at_once == 1


def test_requests_are_paced(tmp_path: Path) -> None:
    """`requests_per_minute` is the least time between two calls, whatever `concurrency` is."""
    with serving(in_turn(answer())) as server:
        read(engine(server, tmp_path, concurrency=4, requests_per_minute=300), *(f"It is {n}." for n in range(4)))
    times = sorted(asked.at for asked in server.asked)
    assert all(after - before >= 0.15 for before, after in pairwise(times))


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    """The second run takes every answer from the disk and gives the same bytes; another article or model is asked."""
    with serving(in_turn(answer(ARRIVED))) as server:
        first = read(engine(server, tmp_path), VISIT)
        again = engine(server, tmp_path)
        assert list(to_lines(read(again, VISIT))) == list(to_lines(first))
        assert len(server.asked) == 1
        assert (again.account.calls, again.account.from_cache) == (0, 1)
        read(engine(server, tmp_path), VISIT + " ")
        read(engine(server, tmp_path, seed=7), VISIT)
        read(LlmEngine("other", engine(server, tmp_path).settings), VISIT)
    assert len(server.asked) == 4


def test_a_finished_run_needs_no_server(tmp_path: Path) -> None:
    """With every answer kept, nothing is called."""
    with serving(in_turn(answer(ARRIVED))) as server:
        first = read(engine(server, tmp_path), VISIT)
    assert read(engine(server, tmp_path), VISIT) == first


def test_a_second_run_asks_only_for_what_failed(tmp_path: Path) -> None:
    """The articles that were read are taken from the cache."""
    behave = {"sick": True}

    def half(asked: Asked) -> Reply:
        return Reply("kaput", 500) if behave["sick"] and "Duarte" in asked.user else answer(SIGNED)

    with serving(half) as server:
        found, lines = read_some(engine(server, tmp_path, retries=0), VISIT, TREATY)
        assert ([reading.id for reading in found], len(lines)) == (["a1"], 1)
        behave["sick"] = False
        number = len(server.asked)
        found, lines = read_some(engine(server, tmp_path), VISIT, TREATY)
    assert ([reading.id for reading in found], lines) == (["a0", "a1"], ())
    assert len(server.asked) == number + 1


def test_what_was_answered_before_an_interruption_is_kept(tmp_path: Path) -> None:
    """Whoever stops reading half-way finds the answers on the disk."""
    with serving(in_turn(answer(SIGNED))) as server:
        readings = engine(server, tmp_path).prelabel([article(f"{TREATY} {n}.", f"a{n}") for n in range(30)], SCHEMA)
        assert [next(readings).id for _ in range(2)] == ["a0", "a1"]
        assert isinstance(readings, Generator)
        readings.close()
        number = len(server.asked)
        assert number < 30
        assert len(list(tmp_path.rglob("*.json"))) >= 2
        read(engine(server, tmp_path), *(f"{TREATY} {n}." for n in range(2)))
    assert len(server.asked) == number


def test_an_answer_that_has_just_arrived_is_kept_too(tmp_path: Path) -> None:
    """Interrupted the moment the next question reaches the server: the answer before it is on the disk, every time."""
    for turn in range(5):
        asked_next = threading.Event()

        def behave(asked: Asked, asked_next: threading.Event = asked_next) -> Reply:
            if "Duarte" in asked.user:
                return answer(ARRIVED)
            asked_next.set()
            return Reply(answer(SIGNED).text, delay=1)

        def articles(asked_next: threading.Event = asked_next) -> Iterator[Article]:
            yield from (article(VISIT, "v"), article(TREATY, "t"))
            assert asked_next.wait(20)
            raise KeyboardInterrupt

        with serving(behave) as server, pytest.raises(KeyboardInterrupt):
            list(engine(server, tmp_path / str(turn)).prelabel(articles(), SCHEMA))
        assert len(list((tmp_path / str(turn)).rglob("*.json"))) == 1


def test_an_unreadable_answer_on_the_disk_is_asked_for_again(tmp_path: Path) -> None:
    """Half a file, or another program's, is no answer."""
    with serving(in_turn(answer(ARRIVED))) as server:
        first = read(engine(server, tmp_path), VISIT)
        (kept,) = tmp_path.rglob("*.json")
        for content in ("", "{", "[]", '{"answer": 5, "cut": false}'):
            kept.write_text(content, encoding="utf-8")
            assert read(engine(server, tmp_path), VISIT) == first
    assert len(server.asked) == 5


def test_a_cache_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """What would be lost is not asked for again and again."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with serving(in_turn(answer())) as server, pytest.raises(AnnotateError, match="cannot be written"):
        read(engine(server, tmp_path / "file"), VISIT, TREATY)


def test_the_limit_is_never_exceeded(tmp_path: Path) -> None:
    """No call is made that may cost more than is left; what was answered is written, the rest counted."""
    prices = {"price_in": 1000.0, "price_out": 1000.0, "max_tokens": 200}
    texts = [f"{TREATY} It is {n}." for n in range(9)]
    with serving(in_turn(answer(SIGNED))) as server:
        asking = engine(server, tmp_path, **prices, max_cost=8.0, concurrency=3)
        found, lines = read_some(asking, *texts)
        assert asking.account.spent is not None
        assert 0 < asking.account.spent <= 8.0
        assert 0 < len(found) < 9
        (line,) = lines
        assert line.startswith("--max-cost 8: ")
        assert line.endswith(f"higher --max-cost to go on ({9 - len(found)} articles not read)")
        number = len(server.asked)
        more, lines = read_some(engine(server, tmp_path, **prices, max_cost=100.0), *texts)
    assert (len(more), lines) == (9, ())
    assert len(server.asked) == 9
    assert number == len(found)


def test_a_limit_without_a_price_is_refused(tmp_path: Path) -> None:
    """What a local model costs is not known; nothing is asked."""
    with serving(in_turn(answer())) as server, pytest.raises(AnnotateError, match="say --price-in and --price-out"):
        read(engine(server, tmp_path, max_cost=1.0), VISIT)
    assert server.asked == []


def test_a_server_that_does_not_count_is_counted_by_estimate(tmp_path: Path) -> None:
    """The account says that it is one."""
    with serving(in_turn(Reply(answer(ARRIVED).text, usage=False))) as server:
        asking = engine(server, tmp_path)
        read(asking, VISIT)
    assert asking.account.guessed == 1
    assert asking.account.tokens_in > 1000
    assert "1 calls estimated: the server did not count" in next(asking.account.told())


def test_prices_are_given_known_or_unknown() -> None:
    """Both prices of the user; else the table's for a server elsewhere; a local model has none."""
    remote = Settings(url="https://api.openai.com/v1")
    known = LlmEngine("gpt-4o-mini", remote).price
    assert known is not None
    assert known.source == "genai-prices: openai gpt-4o-mini"
    assert known.of(2_000_000, 0) == pytest.approx(2 * known.into)
    assert LlmEngine("nobody-knows-it", remote).price is None
    assert LlmEngine("gpt-4o-mini", Settings(url=LOCAL_URL)).price is None
    given_price = LlmEngine("any", Settings(price_in=1, price_out=2)).price
    assert given_price is not None
    assert (given_price.of(1_000_000, 1_000_000), given_price.source) == (3, "as given")


def test_boilerplate_is_not_asked_about(tmp_path: Path) -> None:
    """Links to other stories cost nothing, and an article of nothing else no call."""
    text = f"{TREATY} Read also: rain."
    with serving(in_turn(answer(SIGNED))) as server:
        whole = Article(id="a", text=text, language="en", boilerplate=((len(TREATY) + 1, len(text)),))
        nothing = Article(id="b", text="Read also.", language="en", boilerplate=((0, 10),))
        found = list(engine(server, tmp_path).prelabel([whole, nothing], SCHEMA))
    assert [len(reading.events) for reading in found] == [1, 0]
    assert server.asked[0].sentences == [TREATY]
    assert len(server.asked) == 1


def test_an_event_fills_a_role_of_another(tmp_path: Path) -> None:
    """By its trigger, and only if it is in the answer; never a role of itself."""
    attack = {"type": "attack", "trigger": "attack", "sentence": 1, "arguments": [], "confidence": 0.5}
    condemned = argument("condemned", "attack", "attack")
    speech = {"type": "condemnation", "trigger": "condemned", "sentence": 1, "arguments": [condemned], "confidence": 1}
    with serving(in_turn(answer(speech, attack), answer(speech))) as server:
        asking = engine(server, tmp_path)
        texts = ["Juma condemned the attack.", "Ana condemned the attack."]
        nested, alone = asking.prelabel([article(text, text[:3]) for text in texts], NESTED)
    assert [told(nested, each) for each in nested.events[:0]] == []
    assert [(each.id, each.type, [argument.filler for argument in each.arguments]) for each in nested.events] == [
        ("e1", "condemnation", ["e2"]), ("e2", "attack", []),
    ]  # fmt: skip
    assert alone.events[0].arguments == ()
    assert refused(alone) == {"event as a filler that is not in the answer": 1}


def test_how_a_quote_was_found_is_kept_and_lowers_the_score(tmp_path: Path) -> None:
    """`why` has the words and the way for the trigger and each role."""
    quoted = event("treaty", "Signed", argument("party", "Norwey", "country"), argument("party", "kenya", "country"))
    quoted["arguments"][0]["quote"] = "Norway"
    quoted["arguments"].append(argument("subject", "fishereis agreement", "agreement"))
    with serving(in_turn(answer(quoted))) as server:
        (reading,) = read(engine(server, tmp_path), TREATY)
    (found,) = reading.events
    why = (found.model_extra or {})["why"]
    assert why[:3] == ["signed (normalised)", "party: Norway (exact)", "party: Kenya (normalised)"]
    assert found.score == 0.882
    assert [each.score for each in found.arguments][:2] == [0.882, 0.864]


def test_the_fingerprint_names_what_changes_an_answer(tmp_path: Path) -> None:
    """Model, schema, prompts, settings; not the server's address, the price or the pace."""
    settings = Settings(cache=tmp_path)
    one = LlmEngine("m", settings).fingerprint(SCHEMA)
    assert one.startswith("llm/1 diplomacy@1.0.0 m ")
    moved = Settings(cache=tmp_path / "x", url="http://127.0.0.1:1/v1", concurrency=9, price_in=1, max_cost=2)
    assert LlmEngine("m", moved).fingerprint(SCHEMA) == one
    others = [Settings(seed=1), Settings(piece=999), Settings(form="tool"), Settings(temperature=1)]
    prints = {LlmEngine("m", other).fingerprint(SCHEMA) for other in others}
    assert len({one, *prints, LlmEngine("n", settings).fingerprint(SCHEMA)}) == 6


def test_engines_are_loaded_by_name_and_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`llm@MODEL`, with colons in the model; a model must be named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    loaded = load_engine("llm@qwen3:8b")
    assert isinstance(loaded, LlmEngine)
    assert (loaded.name, loaded.model, loaded.settings.url) == ("llm@qwen3:8b", "qwen3:8b", LOCAL_URL)
    with pytest.raises(AnnotateError, match="name the model"):
        load_engine("llm")


def test_the_server_is_named_in_the_environment_and_the_rest_in_the_workspace(tmp_path: Path) -> None:
    """Nobody's `annotate.toml` sends articles elsewhere."""
    (tmp_path / "annotate.toml").write_text("[llm]\ntimeout = 9\nconcurrency = 2\n", encoding="utf-8")
    settings = read_settings({"OPENAI_BASE_URL": "http://127.0.0.1:8000/v1/"}, tmp_path)
    assert (settings.url, settings.timeout, settings.concurrency) == ("http://127.0.0.1:8000/v1", 9, 2)
    assert settings.cache == tmp_path / ".annotate" / "llm"
    with pytest.raises(AnnotateError, match="OPENAI_BASE_URL: 'nowhere' is no address"):
        read_settings({"OPENAI_BASE_URL": "nowhere"}, tmp_path)
    (tmp_path / "annotate.toml").write_text('[llm]\nurl = "https://elsewhere.example"\n', encoding="utf-8")
    with pytest.raises(AnnotateError, match=r"llm\.url: Extra inputs are not permitted"):
        read_settings({}, tmp_path)


def test_an_annotation_survives_its_file(tmp_path: Path) -> None:
    """`why` and `refused` are kept beside what the format names."""
    wrong = event("alien_landing", "signed")
    with serving(in_turn(answer(SIGNED, wrong))) as server:
        found = read(engine(server, tmp_path), TREATY)
    write_lines(tmp_path / "p.jsonl", to_lines(found))
    assert read_annotations(tmp_path / "p.jsonl") == found
    assert refused(found[0]) == {"unknown event type": 1}
