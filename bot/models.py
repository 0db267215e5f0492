"""Chat models: the only module that names a provider, and the only place their errors are made ours.

Any server that speaks OpenAI's Chat Completions will do. A call is bounded from every side: in time as a whole
(a server that drips a byte a second ends with the deadline, not with its last byte), in the length asked for, and in
the length taken in. Whatever goes wrong on the way becomes a ``ModelError``:

    ModelError
    ├── ContextOverflow     the prompt is longer than the model can read: ask again with less
    └── InvalidReply        a reply came but does not fit: tell the model and ask once more

LangChain and the client are imported when a model is first asked, since that takes two seconds.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from ingest import ConfigurationError, ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_core.runnables import Runnable

__all__ = [
    "ChatModel",
    "ChatModelSettings",
    "ContextOverflow",
    "InvalidReply",
    "Message",
    "Reply",
    "chat_model",
    "checking",
]

Message = tuple[Literal["system", "human", "ai"], str]

OPENAI_URL = "https://api.openai.com/v1"
MAX_REPLY_TOKENS = 1_200
"""Asked of the server. Four findings with their quotes take 300 to 600."""
MAX_REPLY_CHARACTERS = 20_000
"""Taken in, whatever the server was asked for."""


class ContextOverflow(ModelError):
    """The prompt is longer than the model can read."""


class InvalidReply(ModelError):
    """The model replied, but not with what was asked for; ``problem`` says to the model what was wrong."""

    def __init__(self, message: str, hint: str = "", *, problem: str) -> None:
        super().__init__(message, hint, retryable=True)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ChatModelSettings:
    """Which model answers, and how long it may take.

    Raises:
        ConfigurationError: the key or the address cannot be one.
    """

    name: str
    api_key: SecretStr
    base_url: str | None = None
    """None is OpenAI's own."""
    timeout_s: float = 60.0
    """Seconds for a whole answer, with all tries."""
    max_retries: int = 1
    """Tries after a failure that may pass: 429, 5xx, no connection."""
    temperature: float = 0.0

    def __post_init__(self) -> None:
        key = self.api_key.get_secret_value()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise ConfigurationError(
                "The API key is empty or has a space, a line end or another character that no key has.",
                "Set OPENAI_API_KEY again, without anything around it.",
            )
        if self.base_url is not None and not _is_web_address(self.base_url):
            raise ConfigurationError(
                "The address of the model's server is not a web address.",
                "Set OPENAI_BASE_URL to something like http://127.0.0.1:8091/v1",
            )

    @property
    def server(self) -> str:
        """Host and port for messages: an address may carry a password."""
        parts = urlsplit(self.base_url or OPENAI_URL)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model has written so far; the last one of a call is whole."""

    text: str
    tokens: Mapping[str, int]
    """{"input": …, "output": …} as the server counted them; empty until it says so, or if it never does."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A LangChain chat model that is made when first asked, and what is needed to speak of it."""

    make: Callable[[], "BaseChatModel"]
    settings: ChatModelSettings

    def deadline(self) -> float:
        """When an answer that begins now must be there, on the clock of ``time.monotonic``."""
        return time.monotonic() + self.settings.timeout_s

    def replies(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        """Ask for one JSON object; yields the reply as it grows.

        Raises:
            ModelError: no reply, or none that is whole; see the classes of this module. That the text is JSON and fits
                the schema is for the caller to check (``checking``): not every server holds its model to it.
        """
        with _provider_errors(self.settings):
            # The parser that ends the chain is left out: on a growing text that is no JSON its time is cubic, and it
            # drops the counts of tokens.
            asked = self.make().with_structured_output(dict(schema), method="json_schema", strict=True).first  # type: ignore[attr-defined]
            text, tokens, finish, refusal = "", dict[str, int](), "", ""
            for chunk in _streamed(asked, [_message(m) for m in messages], deadline):
                if chunk.usage_metadata:
                    tokens = {
                        "input": chunk.usage_metadata["input_tokens"],
                        "output": chunk.usage_metadata["output_tokens"],
                    }
                finish = chunk.response_metadata.get("finish_reason") or finish
                refusal = chunk.additional_kwargs.get("refusal") or refusal
                if chunk.text:
                    text = _without(self.settings.api_key, text + chunk.text)
                    if len(text) > MAX_REPLY_CHARACTERS:
                        raise _cut_off()
                    yield Reply(text, tokens)
        if refusal or finish == "content_filter":
            raise _refused()
        if finish == "length":
            raise _cut_off()
        if not text.strip():
            raise InvalidReply(
                "The chat model sent an empty reply.", _OTHER_MODEL, problem="it was empty. A JSON object is needed."
            )
        yield Reply(text, tokens)


LEAST_SECRET = 12
"""Characters from which a key is one: local servers take any word, which a reply may well hold."""


def _without(key: SecretStr, text: str) -> str:
    """A reply without the key of its server, which knows it and may have been told to repeat it."""
    secret = key.get_secret_value()
    return text.replace(secret, "…") if len(secret) >= LEAST_SECRET else text


def chat_model(settings: ChatModelSettings) -> ChatModel:
    """The chat model of the settings. Nothing is imported or connected before it is asked."""
    return ChatModel(cache(lambda: _openai(settings)), settings)


def _openai(settings: ChatModelSettings) -> "BaseChatModel":
    from langchain_openai import ChatOpenAI  # noqa: TID251  this is the module for it

    return ChatOpenAI(
        model=settings.name,
        api_key=settings.api_key,
        base_url=settings.base_url or OPENAI_URL,
        timeout=settings.timeout_s,
        max_retries=settings.max_retries,
        temperature=settings.temperature,
        max_completion_tokens=MAX_REPLY_TOKENS,
        stream_usage=True,
        use_responses_api=False,
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url


def _message(message: Message) -> "BaseMessage":
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    role, text = message
    kinds: dict[str, type[BaseMessage]] = {"system": SystemMessage, "human": HumanMessage, "ai": AIMessage}
    return kinds[role](content=text)


# --- time ------------------------------------------------------------------------------------------------------------

_lock = Lock()
_loops: list[asyncio.AbstractEventLoop] = []


def _loop() -> asyncio.AbstractEventLoop:
    """The event loop on which all calls run, in a thread of its own.

    Only a cancelled task lets go of a socket at any point of a call (look-up, handshake, headers, body); a blocking
    read does not. One loop, since the client keeps its connections for the next call.
    """
    with _lock:
        if not _loops:
            _loops.append(asyncio.new_event_loop())
            Thread(target=_loops[0].run_forever, name="chat-models", daemon=True).start()
        return _loops[0]


def _streamed(
    model: "Runnable[Any, Any]", messages: "list[BaseMessage]", deadline: float
) -> "Iterator[AIMessageChunk]":
    """What the model sends, piece by piece; TimeoutError when the deadline comes first."""
    inbox: SimpleQueue[Any] = SimpleQueue()
    end = object()

    async def receive() -> None:
        from langsmith import tracing_context

        try:
            taken = 0
            with tracing_context(enabled=False):  # the question goes to the model and nowhere else
                async for chunk in model.astream(messages):
                    inbox.put(chunk)
                    taken += len(chunk.text)
                    if taken > MAX_REPLY_CHARACTERS:
                        break
        except Exception as problem:
            inbox.put(problem)
        inbox.put(end)

    call = asyncio.run_coroutine_threadsafe(receive(), _loop())
    try:
        while True:
            try:
                piece = inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError from None
            if piece is end:
                return
            if isinstance(piece, Exception):
                raise piece
            if time.monotonic() > deadline:
                raise TimeoutError
            yield piece
    finally:
        call.cancel()


# --- errors ----------------------------------------------------------------------------------------------------------

_OTHER_MODEL = "Try another model (PLAINTERMS_MODEL)."
_TOO_LONG = (
    "context length",
    "context_length",
    "context size",
    "context window",
    "exceed_context",
    "prompt is too long",
)
"""In what servers say of a prompt that does not fit: OpenAI, vLLM, llama.cpp, LM Studio, proxies."""


@contextmanager
def checking() -> Iterator[None]:
    """While a whole reply is read: JSON that is none, or does not fit, becomes an ``InvalidReply``."""
    try:
        yield
    except ValidationError as error:
        raise InvalidReply(
            "The chat model's reply is not of the form it was asked for.", _OTHER_MODEL, problem=_complaint(error)
        ) from error


def _complaint(error: ValidationError) -> str:
    """The first two faults, in words the model can act on; of its own words only names of fields come back."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)[:2]
    return "; ".join(f"{'.'.join(map(str, f['loc'])) or 'the reply'}: {f['msg']}"[:200] for f in faults) + "."


def _cut_off() -> InvalidReply:
    return InvalidReply(
        "The chat model's reply was cut off before its end.",
        "Try again, or another model (PLAINTERMS_MODEL).",
        problem="it was too long. Give two findings at most, with short quotes.",
    )


def _refused() -> ModelError:
    return ModelError("The chat model refused to answer this question.", "Word the question differently.")


@contextmanager
def _provider_errors(settings: ChatModelSettings) -> Iterator[None]:
    """Everything that can go wrong on the way to a model and back becomes a ``ModelError``."""
    try:
        yield
    except ModelError:
        raise
    except Exception as problem:
        # A server may repeat the key in what it says: then its words go no further, not even into a traceback.
        cause = None if _mentions(problem, settings.api_key.get_secret_value()) else problem
        raise _ours(problem, settings) from cause


def _ours(problem: Exception, settings: ChatModelSettings) -> ModelError:
    import httpx2
    import openai  # noqa: TID251  this is the module for it
    from langchain_core import exceptions as langchain

    name, server = settings.name[:80], settings.server
    said = str(problem).lower()
    status = getattr(problem, "status_code", None)
    if isinstance(problem, openai.LengthFinishReasonError):
        return _cut_off()
    if isinstance(problem, openai.ContentFilterFinishReasonError):
        return _refused()
    if isinstance(problem, langchain.ContextOverflowError) or (
        (status is None or status in (400, 413, 422, 500)) and any(sign in said for sign in _TOO_LONG)
    ):
        return ContextOverflow(
            f"The clauses and the question are longer than the model {name} can read.",
            "Ask about one document, or use a model that reads more (PLAINTERMS_MODEL).",
        )
    if getattr(problem, "code", None) == "insufficient_quota":
        return ModelError(f"The account at {server} has no credit left.", "Look at the account's billing page.")
    table: list[tuple[type[Exception] | tuple[type[Exception], ...], str, str, bool]] = [
        (
            (TimeoutError, httpx2.TimeoutException, langchain.ModelTimeoutError, openai.APITimeoutError),
            f"The chat model at {server} did not answer within {settings.timeout_s:g} seconds.",
            "Try again, or give it more time (PLAINTERMS_MODEL_TIMEOUT_S).",
            True,
        ),
        (
            langchain.ModelAuthenticationError,
            f"The chat model's server {server} does not accept the API key.",
            "Check OPENAI_API_KEY, and that it is a key of the server in OPENAI_BASE_URL.",
            False,
        ),
        (
            langchain.ModelPermissionDeniedError,
            f"The API key may not use the model {name} at {server}.",
            "Use another model (PLAINTERMS_MODEL), or have the key's rights changed.",
            False,
        ),
        (
            langchain.ModelNotFoundError,
            f"There is no model {name} at {server}.",
            "Check the model's name (PLAINTERMS_MODEL) and the server's address (OPENAI_BASE_URL; most end in /v1).",
            False,
        ),
        (
            langchain.ModelRateLimitError,
            f"The chat model's server {server} is taking no more requests for now.",
            "Wait a minute and ask again.",
            True,
        ),
        (
            langchain.ModelInvalidRequestError,
            f"The chat model's server {server} did not accept the request.",
            f"The server says: {_words_of(problem, settings)} Structured output is needed (PLAINTERMS_MODEL).",
            False,
        ),
        (
            langchain.ModelAPIError,
            f"The chat model's server {server} failed (status {status}).",
            "Try again in a minute.",
            True,
        ),
        (
            (langchain.ModelConnectionError, openai.APIConnectionError, httpx2.TransportError, OSError),
            f"The chat model's server {server} cannot be reached, or hung up.",
            "Check the server's address (OPENAI_BASE_URL) and that it is running.",
            True,
        ),
        (
            openai.APIStatusError,
            f"The chat model's server {server} turned the request down (status {status}).",
            f"The server says: {_words_of(problem, settings)} Check its address (OPENAI_BASE_URL).",
            False,
        ),
        (
            openai.APIError,
            f"The chat model's server {server} reported an error in the middle of its reply.",
            "Try again in a minute.",
            True,
        ),
        # What a client raises on a reply that is none differs from version to version.
        (
            Exception,
            f"What {server} sent is not a chat model's reply.",
            "Check the server's address (OPENAI_BASE_URL; most end in /v1).",
            False,
        ),
    ]
    _, message, hint, retryable = next(row for row in table if isinstance(problem, row[0]))
    return ModelError(message, hint, retryable=retryable)


def _words_of(problem: Exception, settings: ChatModelSettings) -> str:
    """A server's own explanation, bounded, on one line, as a sentence and without the key."""
    body = getattr(problem, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    hidden = str(said or "nothing").replace(settings.api_key.get_secret_value(), "…")
    words = " ".join("".join(c if c.isprintable() else " " for c in hidden).split())[:200]
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _mentions(problem: BaseException, secret: str) -> bool:
    """Whether the secret stands anywhere in an exception or in those it came from."""
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        if secret in f"{current!r} {current} {getattr(current, 'body', '')}":
            return True
        current = current.__cause__ or current.__context__
    return False
