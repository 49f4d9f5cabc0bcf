"""A server that misbehaves: what it says wrong is refused and counted, what it does wrong is tried again or told."""

import json
from pathlib import Path

import pytest

from annotate.annotation import Annotation
from annotate.review.violations import violations
from tests.prelabel.engine import told
from tests.prelabel.llm.server import Asked, Reply, answer, in_turn, serving
from tests.prelabel.llm.stories import (
    ARRIVED,
    SCHEMA,
    SIGNED,
    TREATY,
    VISIT,
    argument,
    engine,
    event,
    read,
    read_some,
    refused,
)

TOLD = "diplomatic_visit arrived: destination Nairobi, visitor Helena Duarte; positive asserted"


def events(reading: Annotation) -> list[str]:
    return [told(reading, each) for each in reading.events]


def test_a_server_that_behaves_gives_grounded_events(tmp_path: Path) -> None:
    """Quotes become spans, and the annotation says who made it and fits the schema."""
    with serving(in_turn(answer(ARRIVED))) as server:
        asking = engine(server, tmp_path)
        (reading,) = read(asking, VISIT)
    assert events(reading) == [TOLD]
    assert [str(each) for each in violations(reading, SCHEMA) if each.grade == "error"] == []
    assert (reading.engine, reading.annotator, reading.state) == ("llm@fake", "engine:llm@fake", "prelabel")
    assert reading.fingerprint == asking.fingerprint(SCHEMA)
    assert reading.events[0].score == 0.9
    assert refused(reading) == {}


@pytest.mark.parametrize("text", ["I am sorry, I cannot do that.", '{"events": [', "[]", "", '"events"'])
def test_bad_json_is_asked_for_again(tmp_path: Path, text: str) -> None:
    """The model hears what is wrong, and its second answer counts."""
    with serving(in_turn(Reply(text), answer(ARRIVED))) as server:
        (reading,) = read(engine(server, tmp_path), VISIT)
    assert events(reading) == [TOLD]
    assert len(server.asked) == 2
    assert len(server.asked[1].body["messages"]) > len(server.asked[0].body["messages"])


def test_bad_json_for_good_costs_one_article(tmp_path: Path) -> None:
    """An article without an answer is named, and the next one is read."""

    def behave(asked: Asked) -> Reply:
        return Reply("no idea") if "Duarte" in asked.user else answer(SIGNED)

    with serving(behave) as server:
        found, lines = read_some(engine(server, tmp_path), VISIT, TREATY)
    assert [reading.id for reading in found] == ["a1"]
    assert len(lines) == 1
    assert lines[0].startswith("a0: not read: no answer in the form that was asked for in 2 tries")


MADE_UP = [
    ({"trigger": "jetted off"}, "trigger not found"),
    ({"trigger": "Rain fell heavily over the coast"}, "trigger not found"),
    ({"trigger": ""}, "trigger empty"),
    ({"arguments": [argument("visitor", "Boris Godunov", "person", 2)]}, "quote not found"),
    ({"arguments": [argument("visitor", "", "person", 2)]}, "quote empty"),
]


@pytest.mark.parametrize(("wrong", "reason"), MADE_UP)
def test_made_up_quotes_are_refused_and_counted(tmp_path: Path, wrong: dict[str, object], reason: str) -> None:
    """What is not in the article is in no annotation; an argument that is refused costs the event nothing else."""
    with serving(in_turn(answer({**ARRIVED, **wrong}))) as server:
        asking = engine(server, tmp_path)
        (reading,) = read(asking, VISIT)
    assert refused(reading) == {reason: 1}
    assert dict(asking.account.refused) == {reason: 1}
    assert len(reading.events) == ("arguments" in wrong)
    assert reading.mentions == ()


WRONG = [
    (5, "malformed event"),
    ({**ARRIVED, "trigger": 7}, "malformed event"),
    ({**ARRIVED, "sentence": "two"}, "malformed event"),
    ({**ARRIVED, "type": "alien_landing"}, "unknown event type"),
    ({**ARRIVED, "arguments": ["Nairobi"]}, "malformed argument"),
    ({**ARRIVED, "arguments": [argument("pilot", "Helena Duarte", "person", 2)]}, "unknown role"),
    ({**ARRIVED, "arguments": [argument("visitor", "Nairobi", "place", 2)]}, "type that may not fill the role"),
    ({**ARRIVED, "arguments": [argument("visitor", "Nairobi", "city", 2)]}, "type that may not fill the role"),
    ({**ARRIVED, "attributes": {"mood": "sad"}}, "unknown attribute"),
    ({**ARRIVED, "attributes": {"polarity": "maybe"}}, "unknown value of an attribute"),
    ({**ARRIVED, "attributes": {"polarity": ["positive"]}}, "unknown value of an attribute"),
    ({**ARRIVED, "confidence": 85}, "confidence that is no number from 0 to 1"),
]


@pytest.mark.parametrize(("wrong", "reason"), WRONG)
def test_wrong_types_are_asked_about_once_and_then_refused(tmp_path: Path, wrong: object, reason: str) -> None:
    """The model hears the place, not a guess of ours; what is still wrong is refused, what is right is kept."""
    with serving(in_turn(Reply(json.dumps({"events": [wrong, event("meeting", "fell")]})))) as server:
        (reading,) = read(engine(server, tmp_path), VISIT)
    assert len(server.asked) == 2
    assert "events.0" in server.asked[1].last
    assert refused(reading) == {reason: 1}
    assert "meeting" in [each.type for each in reading.events]


@pytest.mark.parametrize("text", ['{"events": "none"}', '{"answer": 42}', '{"events": {"type": "meeting"}}'])
def test_an_answer_without_a_list_of_events(tmp_path: Path, text: str) -> None:
    """JSON of another form, twice, is an article without events, and says so."""
    with serving(in_turn(Reply(text))) as server:
        (reading,) = read(engine(server, tmp_path), VISIT)
    assert (reading.events, refused(reading)) == ((), {"answer without events": 1})


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_a_refusal_that_may_pass_is_tried_again(tmp_path: Path, status: int) -> None:
    """Too many requests, and faults of the server."""
    with serving(in_turn(Reply("later", status), Reply("later", status), answer(ARRIVED))) as server:
        asking = engine(server, tmp_path)
        (reading,) = read(asking, VISIT)
    assert events(reading) == [TOLD]
    assert len(server.asked) == 3
    assert asking.account.calls == 1


def test_the_wait_that_a_server_asks_for_is_kept(tmp_path: Path) -> None:
    """`Retry-After` is obeyed, whatever wait was set."""
    with serving(in_turn(Reply("later", 429, headers={"retry-after": "1"}), answer(ARRIVED))) as server:
        read(engine(server, tmp_path), VISIT)
    first, second = (asked.at for asked in server.asked)
    assert second - first >= 0.95


def test_a_wait_without_end_stops_the_run(tmp_path: Path) -> None:
    """A server that asks for an hour is not waited for; nothing else is asked."""
    with serving(in_turn(Reply("used up", 429, headers={"retry-after": "3600"}))) as server:
        found, lines = read_some(engine(server, tmp_path), VISIT, TREATY)
    assert found == []
    assert len(server.asked) == 1
    assert lines[0].endswith("the server asks to wait 3600 s: run again then (2 articles not read)")


def test_500_for_good_costs_one_article(tmp_path: Path) -> None:
    """The others are read, and the failed one is told with the server and the number of tries."""

    def behave(asked: Asked) -> Reply:
        return Reply("kaput", 500) if "Duarte" in asked.user else answer(SIGNED)

    with serving(behave) as server:
        found, lines = read_some(engine(server, tmp_path), VISIT, TREATY)
    assert [reading.id for reading in found] == ["a1"]
    assert lines == (f"a0: not read: {server.url}: 500: kaput; tried 3 times",)


def test_a_server_that_refuses_everything_is_not_asked_for_ever(tmp_path: Path) -> None:
    """Where the first five articles fail and none is answered, the rest is not tried."""
    with serving(in_turn(Reply("kaput", 500))) as server:
        found, lines = read_some(engine(server, tmp_path, retries=0), *(f"Story {n}." for n in range(20)))
    assert found == []
    assert len(server.asked) == 5
    assert lines[-1].endswith("so did the first 5 calls: nothing more is asked (16 articles not read)")


def test_slow_is_tried_again_and_then_told(tmp_path: Path) -> None:
    """The time of a whole call is limited; it may have been billed, so it counts as though it had."""
    with serving(in_turn(Reply("{}", delay=1.5), answer(ARRIVED))) as server:
        asking = engine(server, tmp_path, timeout=0.4)
        (reading,) = read(asking, VISIT)
    assert events(reading) == [TOLD]
    assert (asking.account.calls, asking.account.guessed) == (2, 1)
    with serving(in_turn(Reply("{}", delay=1.5))) as server:
        _, lines = read_some(engine(server, tmp_path, timeout=0.2, retries=1), TREATY)
    assert lines == ("a0: not read: no answer within 0.2 s; tried 2 times",)


def test_a_connection_that_breaks_is_tried_again(tmp_path: Path) -> None:
    """Half a response is no response."""
    with serving(in_turn(Reply("{}", broken=True), answer(ARRIVED))) as server:
        (reading,) = read(engine(server, tmp_path), VISIT)
    assert events(reading) == [TOLD]


@pytest.mark.parametrize("whole", [b"<html>gateway</html>", b"", b"{", b"null", b'{"choices": []}'])
def test_a_response_that_is_no_completion(tmp_path: Path, whole: bytes) -> None:
    """A gateway's page, nothing, half of something: tried again or told, never a traceback."""
    with serving(in_turn(Reply(whole=whole))) as server:
        found, lines = read_some(engine(server, tmp_path), VISIT)
    assert found == []
    assert len(lines) == 1
    assert lines[0].startswith("a0: not read: ")


def test_an_answer_that_is_cut_is_asked_for_in_halves(tmp_path: Path) -> None:
    """Two shorter answers take the place of one that is too long; the numbers of the sentences stay."""

    def behave(asked: Asked) -> Reply:
        whole = len(asked.sentences) > 1
        found = answer(ARRIVED) if "Duarte" in asked.user else answer()
        return Reply('{"events": [{"type": "diplo', finish="length") if whole else found

    with serving(behave) as server:
        (reading,) = read(engine(server, tmp_path), VISIT)
        assert events(reading) == [TOLD]
        number = len(server.asked)
        read(engine(server, tmp_path), VISIT)
    assert len(server.asked) == number


def test_a_question_that_the_model_cannot_read_is_asked_in_halves(tmp_path: Path) -> None:
    """A full context is a piece that is too long."""
    error = {"message": "too long", "type": "invalid_request_error", "code": "context_length_exceeded"}
    full = Reply(status=400, whole=json.dumps({"error": error}).encode())

    def behave(asked: Asked) -> Reply:
        return full if len(asked.sentences) > 1 else answer(ARRIVED) if "Duarte" in asked.user else answer()

    with serving(behave) as server:
        (reading,) = read(engine(server, tmp_path), VISIT)
    assert events(reading) == [TOLD]
    assert len(server.asked) == 3


def test_a_request_that_is_refused_is_not_sent_again(tmp_path: Path) -> None:
    """A 400 costs one article and one call, and names the setting that may help."""
    with serving(in_turn(Reply("no such response_format", 400), answer(SIGNED))) as server:
        found, lines = read_some(engine(server, tmp_path), VISIT, TREATY)
    assert [reading.id for reading in found] == ["a1"]
    assert len(server.asked) == 2
    assert lines[0].startswith(f"a0: not read: {server.url}: 400: no such response_format; if it cannot take the form")


def test_one_sentence_whose_answer_is_cut_is_told(tmp_path: Path) -> None:
    """Nothing smaller can be asked: the line says what to change."""
    with serving(in_turn(Reply('{"ev', finish="length"))) as server:
        _, lines = read_some(engine(server, tmp_path, max_tokens=7), TREATY)
    assert lines == (
        "a0: not read: sentence 1: its answer was cut off at 7 tokens; raise max_tokens in [llm] of annotate.toml",
    )


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "is OPENAI_API_KEY the key of this server?"), (403, "is OPENAI_API_KEY the key of this server?"),
     (404, "has it the model 'fake'?")],
)  # fmt: skip
def test_what_no_article_can_help_stops_the_run(tmp_path: Path, status: int, said: str) -> None:
    """A wrong key or a model that is not there: one call, one line."""
    with serving(in_turn(Reply("no", status))) as server:
        _, lines = read_some(engine(server, tmp_path), VISIT, TREATY)
    assert len(server.asked) == 1
    assert lines == (f"{server.url}: {status}: no; {said} (2 articles not read)",)


def test_no_server_at_all_is_one_line(tmp_path: Path) -> None:
    """Nothing listens: the address and what to do."""
    with serving(in_turn(answer())) as server:
        pass
    _, lines = read_some(engine(server, tmp_path, retries=0), VISIT, TREATY)
    gone = f"{server.url}: nothing answers there; tried 1 times; start the server, or name another in OPENAI_BASE_URL"
    assert lines == (f"{gone} (2 articles not read)",)


@pytest.mark.parametrize("form", ["native", "tool", "prompted"])
def test_the_form_of_the_answer_is_asked_for_as_the_server_takes_it(tmp_path: Path, form: str) -> None:
    """`response_format`, a tool, or words alone; each answer is understood."""
    with serving(in_turn(answer(ARRIVED))) as server:
        found, _ = read_some(engine(server, tmp_path, form=form), VISIT)
    body = server.asked[0].body
    assert ("tools" in body, "response_format" in body) == {
        "native": (False, True), "tool": (True, False), "prompted": (False, body.get("response_format") is not None),
    }[form]  # fmt: skip
    assert (body["temperature"], body["seed"], body["max_tokens"]) == (0, 0, 4096)
    assert events(found[0]) == [TOLD]
