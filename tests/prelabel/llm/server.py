"""A server on this machine that speaks `/v1/chat/completions`, and misbehaves as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server sends: an answer's `text`, or an error with a `status`; `delay` in seconds.

    `whole` is the body to the letter, in place of a completion; `broken` closes the connection in the middle of it.
    """

    text: str = ""
    status: int = 200
    finish: str = "stop"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    whole: bytes | None = None
    broken: bool = False
    usage: bool = True

    def body(self, asked: Json) -> bytes:
        """The body of the response: a tool call where the request offers a tool."""
        if self.whole is not None:
            return self.whole
        if self.status != 200:
            return json.dumps({"error": {"message": self.text, "type": "error"}}).encode()
        message: Json = {"role": "assistant", "content": self.text}
        for tool in asked.get("tools", [])[:1]:
            call = {"name": tool["function"]["name"], "arguments": self.text}
            message |= {"content": None, "tool_calls": [{"id": "t1", "type": "function", "function": call}]}
        usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
        document = {
            "id": "c1", "object": "chat.completion", "created": 1, "model": "fake",
            "choices": [{"index": 0, "message": message, "finish_reason": self.finish}],
        }  # fmt: skip
        return json.dumps({**document, "usage": usage} if self.usage else document).encode()


def answer(*events: Json) -> Reply:
    """A reply with these events."""
    return Reply(json.dumps({"events": list(events)}, ensure_ascii=False))


@dataclass(frozen=True)
class Asked:
    """A request: its body, the key it carried, and when it came (seconds of a clock that only goes on)."""

    body: Json
    authorization: str
    at: float

    @property
    def user(self) -> str:
        """What was asked first: the question with the article."""
        return str(next(each["content"] for each in self.body["messages"] if each["role"] == "user"))

    @property
    def system(self) -> str:
        """The guidelines."""
        return str(self.body["messages"][0]["content"])

    @property
    def last(self) -> str:
        """What was said last."""
        return str(self.body["messages"][-1]["content"])

    @property
    def sentences(self) -> list[str]:
        """The numbered sentences of the article, without their numbers."""
        return [line.partition("] ")[2] for line in self.user.split("\n") if line.startswith("[")]


Behaviour = Callable[[Asked], Reply]


@dataclass
class FakeServer:
    """A running server: its address, what it was asked, and how it behaves."""

    url: str
    behave: Behaviour
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    now: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def in_turn(*replies: Reply) -> Behaviour:
    """The replies one after the other, the last for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def serving(behave: Behaviour) -> Iterator[FakeServer]:
    """A server on a port that the system picks, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """A test that passes is quiet."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked = Asked(body, self.headers.get("authorization", ""), time.monotonic())
            with fake.lock:
                fake.asked.append(asked)
                fake.now += 1
                fake.most_at_once = max(fake.most_at_once, fake.now)
                reply = fake.behave(asked)
            time.sleep(reply.delay)
            with fake.lock:
                fake.now -= 1
            self._send(body, reply if self.path == "/v1/chat/completions" else Reply("no such path", 404))

        def _send(self, asked: Json, reply: Reply) -> None:
            body = reply.body(asked)
            try:
                self.send_response(reply.status)
                for name, value in {"content-type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if reply.broken else body)
                self.close_connection = self.close_connection or reply.broken
            except OSError:
                self.close_connection = True  # the other side did not wait

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake = FakeServer(f"http://127.0.0.1:{server.server_port}/v1", behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
