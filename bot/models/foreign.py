"""Errors of the client and of servers, made ours: one sentence for a person, the next step, and never the key."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from bot.models.errors import ContextOverflow, Unavailable
from bot.models.retrying import retry_after
from bot.models.settings import ChatModelSettings
from ingest import ModelError

_TOO_LONG = (
    "context length",
    "context_length",
    "context size",
    "context window",
    "exceed_context",
    "prompt is too long",
)
"""In what servers say of a prompt that does not fit: OpenAI, vLLM, llama.cpp, LM Studio, proxies."""
_ROOM = re.compile(r"(?:length|size|window)\D{0,20}(\d{2,8})")
_NUMBER = re.compile(r"(?<!\d)\d{2,8}(?!\d)")


@contextmanager
def provider_errors(settings: ChatModelSettings) -> Iterator[None]:
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
    import openai
    from langchain_core import exceptions as langchain

    name, server = settings.name[:80], settings.server
    said = str(problem).lower()
    status = getattr(problem, "status_code", None)
    if isinstance(problem, langchain.ContextOverflowError) or (
        (status is None or status in (400, 413, 422, 500)) and any(sign in said for sign in _TOO_LONG)
    ):
        return ContextOverflow(
            f"The clauses and the question are longer than the model {name} can read.",
            "Ask about one document, or use a model that reads more (PLAINTERMS_MODEL).",
            excess=_excess(problem, said),
        )
    if getattr(problem, "code", None) == "insufficient_quota":
        return ModelError(f"The account at {server} has no credit left.", "Look at the account's billing page.")
    passing = _passing(problem, settings, status)
    if passing is not None:
        return passing
    table: list[tuple[type[Exception], str, str]] = [
        (
            langchain.ModelAuthenticationError,
            f"The chat model's server {server} does not accept the API key.",
            "Check OPENAI_API_KEY, and that it is a key of the server in OPENAI_BASE_URL.",
        ),
        (
            langchain.ModelPermissionDeniedError,
            f"The API key may not use the model {name} at {server}.",
            "Use another model (PLAINTERMS_MODEL), or have the key's rights changed.",
        ),
        (
            langchain.ModelNotFoundError,
            f"There is no model {name} at {server}.",
            "Check the model's name (PLAINTERMS_MODEL) and the server's address (OPENAI_BASE_URL; most end in /v1).",
        ),
        (
            langchain.ModelInvalidRequestError,
            f"The chat model's server {server} did not accept the request.",
            f"The server says: {_words_of(problem, settings)} Structured output is needed (PLAINTERMS_MODEL).",
        ),
        (
            openai.APIStatusError,
            f"The chat model's server {server} turned the request down (status {status}).",
            f"The server says: {_words_of(problem, settings)} Check its address (OPENAI_BASE_URL).",
        ),
        # What a client raises on a reply that is none differs from version to version.
        (
            Exception,
            f"What {server} sent is not a chat model's reply.",
            "Check the server's address (OPENAI_BASE_URL; most end in /v1).",
        ),
    ]
    _, message, hint = next(row for row in table if isinstance(problem, row[0]))
    return ModelError(message, hint)


def _passing(problem: Exception, settings: ChatModelSettings, status: int | None) -> Unavailable | None:
    """What may be over when the server is asked again; None for anything else."""
    import httpx2
    import openai
    from langchain_core import exceptions as langchain

    server = settings.server
    table: list[tuple[bool, str, str]] = [
        (
            isinstance(
                problem, (TimeoutError, httpx2.TimeoutException, langchain.ModelTimeoutError, openai.APITimeoutError)
            ),
            f"The chat model at {server} did not answer within {settings.timeout_s:g} seconds.",
            "Try again, or give it more time (PLAINTERMS_MODEL_TIMEOUT_S).",
        ),
        (
            isinstance(problem, langchain.ModelRateLimitError),
            f"The chat model's server {server} is taking no more requests for now.",
            "Wait a minute and ask again.",
        ),
        (
            status in (408, 409) or isinstance(problem, langchain.ModelAPIError),
            f"The chat model's server {server} failed (status {status}).",
            "Try again in a minute.",
        ),
        (
            isinstance(
                problem, (langchain.ModelConnectionError, openai.APIConnectionError, httpx2.TransportError, OSError)
            ),
            f"The chat model's server {server} cannot be reached, or hung up.",
            "Check the server's address (OPENAI_BASE_URL) and that it is running.",
        ),
        (
            isinstance(problem, openai.APIError) and not isinstance(problem, openai.APIStatusError),
            f"The chat model's server {server} reported an error in the middle of its reply.",
            "Try again in a minute.",
        ),
    ]
    found = next(((message, hint) for fits, message, hint in table if fits), None)
    if found is None:
        return None
    wait_s = retry_after(getattr(getattr(problem, "response", None), "headers", {}))
    message, hint = found
    return Unavailable(message, f"It asks to wait {wait_s:.0f} seconds." if wait_s else hint, wait_s=wait_s)


def _excess(problem: Exception, said: str) -> int | None:
    """By how many tokens a prompt is too long, as the server counts; None where it does not say so.

    llama.cpp sends both counts as fields; OpenAI, vLLM and LM Studio say them in their message, where the least number
    behind "length" is what the model reads and the greatest number of all what it was sent.
    """
    body = getattr(problem, "body", None)
    fields: dict[str, object] = body if isinstance(body, dict) else {}
    sent, room = fields.get("n_prompt_tokens"), fields.get("n_ctx")
    if not (isinstance(sent, int) and isinstance(room, int)):
        room = min(map(int, _ROOM.findall(said[:2_000])), default=0)
        sent = max(map(int, _NUMBER.findall(said[:2_000])), default=0)
    return sent - room if sent > room > 0 else None


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
