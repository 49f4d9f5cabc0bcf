"""`annotate prelabel --engine llm@MODEL`: a plan before, a limit, an account after."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.annotation import read_annotations
from annotate.cli import run
from tests.prelabel.llm.server import Asked, FakeServer, Reply, answer, in_turn, serving
from tests.prelabel.llm.stories import ARRIVED, SIGNED, TREATY, VISIT

LLM = ("prelabel", "articles.jsonl", "--schema", "diplomacy", "--engine", "llm@fake", "--output", "p.jsonl")
PRICES = ("--price-in", "1000", "--price-out", "1000")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServer]:
    """A server that the environment names, and two articles in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "annotate.toml").write_text("[llm]\nretries = 0\nconcurrency = 1\n", encoding="utf-8")
    lines = [json.dumps({"id": name, "text": text, "language": "en"}) for name, text in (("v", VISIT), ("t", TREATY))]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def behave(asked: Asked) -> Reply:
        return answer(ARRIVED if "Duarte" in asked.user else SIGNED)

    with serving(behave) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        yield running


def called(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, list[str]]:
    """Standard output, and the lines of standard error, of a command that ends with `code`."""
    capsys.readouterr()
    assert run(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out, captured.err.splitlines()


def test_a_run_says_what_it_asked(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """Calls and tokens as the server counted them; a second run takes all from the cache."""
    _, lines = called(capsys, *LLM)
    assert lines == [
        "2 calls, 0 answers from the cache, 2000 tokens in, 200 out, cost unknown", "2 articles, 2 events -> p.jsonl",
    ]  # fmt: skip
    before = Path("p.jsonl").read_bytes()
    out, lines = called(capsys, *LLM, "--json")
    assert lines == ["0 calls, 2 answers from the cache, 0 tokens in, 0 out, cost unknown"]
    told = json.loads(out)
    assert (told["events"], told["spent"]["from_cache"], told["faults"]) == (2, 2, [])
    assert Path("p.jsonl").read_bytes() == before
    assert len(server.asked) == 2


def test_refusals_are_totalled(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """By reason, over all articles."""
    server.behave = in_turn(answer({**SIGNED, "trigger": "made it up"}))
    _, lines = called(capsys, *LLM)
    assert lines[1:] == ["refused: trigger not found: 2", "2 articles, 0 events -> p.jsonl"]


def test_a_plan_asks_nothing(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """Calls, tokens and cost; nothing is sent or written."""
    out, lines = called(capsys, *LLM, "--plan")
    assert lines == []
    assert out.splitlines()[0] == "2 articles: 2 calls, 0 answers are in the cache"
    assert out.splitlines()[2] == "cost unknown: say --price-in and --price-out, in US dollars per million tokens"
    out, _ = called(capsys, *LLM, "--plan", "--json", *PRICES)
    told = json.loads(out)
    assert (told["articles"], told["calls"], told["tokens_out_most"]) == (2, 2, 2 * 4096)
    assert told["cost"] == pytest.approx((told["tokens_in"] + told["tokens_out"]) / 1000)
    assert told["cost_most"] > told["cost"]
    assert server.asked == []
    assert not Path("p.jsonl").exists()


def test_a_plan_knows_what_is_answered(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """After the run there is nothing left to pay."""
    called(capsys, *LLM)
    told = json.loads(called(capsys, *LLM, "--plan", "--json", *PRICES)[0])
    assert (told["calls"], told["from_cache"], told["cost"]) == (0, 2, 0)


def test_a_limit_stops_the_run_and_keeps_what_is_there(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """One article is paid for and written, the other is not asked about; exit code 1, and how to go on."""
    plan = json.loads(called(capsys, *LLM, "--plan", "--json", *PRICES)[0])
    _, lines = called(capsys, *LLM, *PRICES, "--max-cost", str(plan["cost_most"] / 2 + 1.05), code=1)
    assert [reading.id for reading in read_annotations(Path("p.jsonl"))] == ["v"]
    assert lines[0] == "1 calls, 0 answers from the cache, 1000 tokens in, 100 out, 1.1000 US dollars"
    assert lines[-1].startswith("--max-cost ")
    assert "1.1000 US dollars are spent in 1 calls" in lines[-1]
    called(capsys, *LLM, *PRICES, "--max-cost", "100")
    assert [reading.id for reading in read_annotations(Path("p.jsonl"))] == ["v", "t"]
    assert len(server.asked) == 2


def test_where_nothing_can_be_read_the_old_file_stays(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """A server that is down does not empty yesterday's pre-labels."""
    Path("p.jsonl").write_text("old\n", encoding="utf-8")
    server.behave = in_turn(Reply("kaput", 500))
    _, lines = called(capsys, *LLM, code=1)
    assert [line.partition(":")[0] for line in lines[1:]] == ["v", "t"]
    assert Path("p.jsonl").read_text(encoding="utf-8") == "old\n"


def test_what_failed_is_listed_at_the_end(server: FakeServer, capsys: pytest.CaptureFixture[str]) -> None:
    """The others are written; exit code 1; `--json` holds the lines too."""
    server.behave = lambda asked: Reply("kaput", 500) if "Duarte" in asked.user else answer(SIGNED)
    out, lines = called(capsys, *LLM, "--json", code=1)
    told = json.loads(out)
    assert [reading.id for reading in read_annotations(Path("p.jsonl"))] == ["t"]
    assert told["faults"] == [lines[-1]] == [f"v: not read: {server.url}: 500: kaput; tried 1 times"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "lexicon", "--plan"), "--plan: only an engine llm@MODEL spends, not 'lexicon'"),
        (("--engine", "lexicon", "--max-cost", "1", "--price-in", "2"), "--max-cost, --price-in: only an engine"),
        (("--engine", "llm@fake", "--workers", "2"), "--workers: llm@fake waits for its server"),
        (("--engine", "llm@fake", "--price-in", "2"), "--price-in, --price-out: say both"),
        (("--engine", "llm@fake", "--max-cost", "-1"), "Invalid value for '--max-cost'"),
    ],
)
def test_options_that_do_not_fit_are_wrong_usage(
    server: FakeServer, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    """Nothing is read or asked."""
    _, lines = called(capsys, "prelabel", "articles.jsonl", "--schema", "diplomacy", *options, code=2)
    words = " ".join(" ".join(line.strip("│ ") for line in lines).split())
    assert said in words
    assert server.asked == []


def test_an_interruption_keeps_what_was_answered(server: FakeServer, tmp_path: Path) -> None:
    """Ctrl-C while the second article is awaited: 130, and the next run asks for that one alone."""
    server.behave = lambda asked: Reply(answer(SIGNED).text, delay=0 if "Duarte" in asked.user else 30)
    command = [sys.executable, "-B", "-m", "annotate", *LLM]
    started = subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with started as process:
        end = time.monotonic() + 30
        while len(server.asked) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, len(server.asked)) == (130, 2), err
    assert "interrupted; what was done is kept" in err
    assert "Traceback" not in err
    assert len(list(tmp_path.glob(".annotate/llm/*/*.json"))) == 1
    server.behave = in_turn(answer(SIGNED))
    assert run(list(LLM)) == 0
    assert len(server.asked) == 3
