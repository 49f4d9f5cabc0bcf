"""How a model is asked: where, how patiently, how much at once, and for what price."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from annotate.errors import AnnotateError
from annotate.workspace import workspace_around

LOCAL_URL = "http://127.0.0.1:11434/v1"
"""Where a model on this machine is looked for: the port of Ollama. Others are named in OPENAI_BASE_URL."""

Form = Literal["native", "tool", "prompted"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run needs to know besides the model. The key is no part of it: it is read where the client is made.

    `timeout` and `backoff` (the first wait after a refusal; it doubles) are in seconds, `piece` and `overlap` in code
    points, prices in US dollars per million tokens, `max_cost` in US dollars; `max_tokens` is the longest answer.
    `retries` are those of a call that failed, `asks_again` of an answer that does not fit the schema. `form` is how the
    answer's form is asked for: `native` (`response_format`), `tool` (a tool call), `prompted` (in words alone).
    """

    url: str = field(default=LOCAL_URL, repr=False)  # may hold a password; `server` is for people
    timeout: float = 300.0
    retries: int = 4
    backoff: float = 1.0
    concurrency: int = 4
    requests_per_minute: float | None = None
    price_in: float | None = None
    price_out: float | None = None
    max_cost: float | None = None
    cache: Path = Path(".annotate/llm")
    piece: int = 6000
    overlap: int = 600
    max_tokens: int = 4096
    temperature: float = 0.0
    seed: int = 0
    asks_again: int = 1
    form: Form = "native"

    @property
    def answering(self) -> dict[str, Any]:
        """What changes an answer to the same prompt."""
        names = ("max_tokens", "temperature", "seed", "asks_again", "form")
        return {name: getattr(self, name) for name in names}

    @property
    def server(self) -> str:
        """The address for people: without a user, a password or a query, which may be secret."""
        parts = urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()

    @property
    def is_local(self) -> bool:
        """Whether the server is on this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False


def read_settings(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """The settings of the workspace around `folder` (the current one), the server of OPENAI_BASE_URL.

    The server is named in the environment alone: with an `annotate.toml` from somebody else, no articles and no key go
    to a server of theirs. AnnotateError where the address is none.
    """
    place = workspace_around(folder or Path.cwd())
    url = (environment.get("OPENAI_BASE_URL") or LOCAL_URL).rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise AnnotateError(f"OPENAI_BASE_URL: {url!r} is no address of a server; write it like {LOCAL_URL}")
    given = place.llm.model_dump(exclude_none=True)
    return replace(Settings(url=url, cache=place.private / "llm"), **given)
