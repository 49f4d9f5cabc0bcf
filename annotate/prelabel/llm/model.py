"""The one door to a model: pydantic-ai's client of an OpenAI-compatible server, its faults as ours.

The key is read from OPENAI_API_KEY where the client is made, and nowhere else; no message of ours holds it, not even
where a server repeats it.
"""

import os
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

import regex

from annotate.errors import AnnotateError
from annotate.prelabel.grounding import MISSING
from annotate.prelabel.llm.account import Failed, Stopped
from annotate.prelabel.llm.line import Again, Line
from annotate.prelabel.llm.settings import Settings
from annotate.prelabel.llm.tokens import estimate

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from pydantic_ai.messages import ModelMessage, ModelResponse
    from pydantic_ai.models import Model

KEY = "OPENAI_API_KEY"
_NO_KEY = "none"  # local servers want none, the client wants one
_LONGEST = 200  # code points of a server's own words


def connect(settings: Settings) -> "AsyncOpenAI":
    """A client of the server of `settings` with the key of the environment; AnnotateError if packages are missing."""
    if not all(map(find_spec, ("openai", "pydantic_ai", "rapidfuzz"))):
        raise AnnotateError(MISSING)
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    # an article goes to the server that was named: not where it sends us on to, nor by a proxy to this machine itself
    http = DefaultAsyncHttpxClient(follow_redirects=False, trust_env=not settings.is_local)
    key = os.environ.get(KEY) or _NO_KEY
    return AsyncOpenAI(base_url=settings.url, api_key=key, max_retries=0, timeout=settings.timeout, http_client=http)


def open_model(name: str, client: "AsyncOpenAI", settings: Settings, line: Line, overhead: int) -> "Model":
    """The model called `name`, each of whose requests goes through `line`; `overhead` is what tokens it has besides."""
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.models.wrapper import WrapperModel
    from pydantic_ai.providers.openai import OpenAIProvider

    class Lined(WrapperModel):
        async def request(self, messages: Any, model_settings: Any, model_request_parameters: Any) -> "ModelResponse":
            asked = super().request

            async def call() -> "ModelResponse":
                return await _told(asked(messages, model_settings, model_request_parameters), settings, name)

            tokens_in = overhead + sum(map(_tokens_of, messages))
            return await line.send(call, tokens_in, lambda response: _counted(response, tokens_in))

    # what only newer servers of OpenAI know; the others take the older name
    profile: Any = {"openai_chat_supports_max_completion_tokens": "api.openai.com" in settings.url}
    return Lined(OpenAIChatModel(name, provider=OpenAIProvider(openai_client=client), profile=profile))


async def _told(response: "Awaitable[ModelResponse]", settings: Settings, model: str) -> "ModelResponse":
    """A response, or the client's fault as one of ours, with no trace of what was sent."""
    from pydantic_ai.exceptions import ModelAPIError, ModelContextWindowExceededError

    try:
        return await response
    except ModelContextWindowExceededError:
        raise
    except ModelAPIError as fault:
        found = _fault(fault, settings, model)
    raise found


def _fault(fault: Any, settings: Settings, model: str) -> Exception:
    """What a fault of the client means for the article or the run."""
    from pydantic_ai import exceptions as theirs

    status = getattr(fault, "status_code", None)
    said = f"{settings.server}: {f'{status}: ' if status else ''}{said_by(fault)}"
    if isinstance(fault, theirs.ModelAuthenticationError):
        return Stopped(f"{said}; is {KEY} the key of this server?")
    if isinstance(fault, theirs.ModelNotFoundError):
        return Stopped(f"{said}; has it the model {model!r}?")
    if isinstance(fault, theirs.ModelQuotaExceededError):
        return Stopped(said)
    if isinstance(fault, theirs.ModelConnectionError):
        gone = _is_gone(fault)
        return Again(f"{settings.server}: nothing answers there" if gone else said, gone=gone, billed=not gone)
    if isinstance(fault, theirs.ModelRequestRejectedError):
        return Failed(f"{said}; if it cannot take the form of the answer, set form in [llm] of annotate.toml")
    return Again(said, after=fault.retry_after)


def _is_gone(fault: BaseException | None) -> bool:
    """Whether no connection could be made at all."""
    while fault is not None:
        if type(fault).__name__ in {"ConnectError", "ConnectTimeout"}:
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def said_by(fault: Any) -> str:
    """A fault in one short line, without the key."""
    body = getattr(fault, "body", None)
    words = body.get("message") if isinstance(body, dict) else None
    return without_key(str(words or getattr(fault, "message", None) or fault))


def without_key(text: str) -> str:
    """A text that came from outside in one short printable line, without the key."""
    key = os.environ.get(KEY)
    hidden = text.replace(key, "***") if key else text
    line = " ".join(regex.sub(r"\p{C}+", " ", hidden).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."


def _counted(response: "ModelResponse", tokens_in: int) -> tuple[int, int, bool]:
    """Tokens in and out as the server counted them; estimated where it did not."""
    usage = response.usage
    if usage.input_tokens or usage.output_tokens:
        return usage.input_tokens, usage.output_tokens, False
    return tokens_in, _tokens_of(response), True


def _tokens_of(message: "ModelMessage") -> int:
    """About how many tokens the text of a message is."""
    texts = [getattr(part, "content", None) or getattr(part, "args", None) for part in message.parts]
    texts.append(getattr(message, "instructions", None))
    return sum(estimate(each if isinstance(each, str) else str(each)) for each in texts if each)


Ask = Callable[[str, str], Awaitable[dict[str, Any]]]
"""A question, as the system's and the user's prompt, to the answer."""


class Cut(Exception):
    """An answer was longer than it may be, or a question longer than the model can read."""


def asker(
    model: "Model", form: dict[str, Any], misfits: Callable[[dict[str, Any]], list[str]], settings: Settings
) -> Ask:
    """A function that asks `model` for an answer of the JSON Schema `form`.

    An answer that is no JSON, or of which `misfits` names something, is asked for again; the last one is returned with
    what does not fit. The function raises Cut, Failed or Stopped.
    """
    from pydantic_ai import ModelRetry, RunContext
    from pydantic_ai.exceptions import AgentRunError, ModelContextWindowExceededError, OutputTokenLimitExceeded

    agent = _agent(model, form, settings)

    @agent.output_validator  # type: ignore[untyped-decorator]
    def fits(context: RunContext[None], answer: dict[str, Any]) -> dict[str, Any]:
        if context.retry < settings.asks_again and (found := misfits(answer)):
            raise ModelRetry("These parts of the answer do not fit; answer again in whole:\n" + "\n".join(found))
        return answer

    async def ask(system: str, user: str) -> dict[str, Any]:
        try:
            return dict((await agent.run(user, instructions=system)).output)
        except (OutputTokenLimitExceeded, ModelContextWindowExceededError):
            raise Cut from None
        except AgentRunError as fault:
            _refuse(fault, settings)

    return ask


def _agent(model: "Model", form: dict[str, Any], settings: Settings) -> Any:
    """Asks for an answer of the JSON Schema `form` in the way that the settings name."""
    from pydantic_ai import Agent, NativeOutput, PromptedOutput, StructuredDict, ToolOutput

    answer = StructuredDict(form, name="answer")
    kinds: dict[str, Callable[[], Any]] = {
        "native": lambda: NativeOutput(answer, strict=True),
        "tool": lambda: ToolOutput(answer, strict=True),
        "prompted": lambda: PromptedOutput(answer),
    }
    return Agent(
        model, output_type=kinds[settings.form](), retries=settings.asks_again,
        model_settings={
            "temperature": settings.temperature, "seed": settings.seed, "max_tokens": settings.max_tokens,
            "framing_announcement": "never",  # it speaks of tags that our prompt does not have
        },
    )  # fmt: skip


def _refuse(fault: Any, settings: Settings) -> NoReturn:
    tries = settings.asks_again + 1
    raise Failed(f"no answer in the form that was asked for in {tries} tries: {said_by(fault)}") from None
