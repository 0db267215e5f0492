"""Asking a chat model for one JSON object."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from pydantic import SecretStr

from bot import turns
from bot.models.breaker import Breaker
from bot.models.client import client, structured
from bot.models.errors import (
    OTHER_MODEL,
    ContextOverflow,
    InvalidReply,
    NotKept,
    Unavailable,
    checking,
    cut_off,
    refused,
)
from bot.models.foreign import provider_errors
from bot.models.kept import KeptReplies
from bot.models.retrying import pause
from bot.models.settings import ChatModelSettings
from bot.models.streaming import MAX_REPLY_CHARACTERS, streamed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Message = tuple[Literal["system", "human", "ai"], str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model has written so far; the last one of a call is whole."""

    text: str
    tokens: Mapping[str, int]
    """{"input": …, "output": …} as the server counted them; empty until it says so, or if it never does."""
    key: str = ""
    """What the reply is kept under, "" where none are."""
    cached: bool = False
    """Whether it was kept of an earlier call: it costs nothing."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A LangChain chat model that is made when first asked, and what is needed to speak of it."""

    make: Callable[[], "BaseChatModel"]
    settings: ChatModelSettings
    breaker: Breaker = field(default_factory=Breaker)
    sleep: Callable[[float], None] = turns.pause
    kept: KeptReplies | None = None
    """Where replies are kept and looked for first, if anywhere."""

    def deadline(self) -> float:
        """When an answer that begins now must be there, on the clock of ``time.monotonic``."""
        return time.monotonic() + self.settings.timeout_s

    def replies(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        """Ask for one JSON object; yields the reply as it grows. One that was kept comes at once and whole.

        A failure that may pass is tried again, as long as nothing of a reply has come and the pause ends before the
        deadline: who has to wait longer than that is told at once.

        Raises:
            ModelError: no reply, or none that is whole; see the classes of this package. That the text is JSON and fits
                the schema is for the caller to check (``reading``): not every server holds its model to it.
        """
        if self.kept is None:
            yield from self._asked(messages, schema, deadline)
            return
        settings = self.settings
        key = self.kept.key(settings.url, settings.name, settings.temperature, settings.reply_tokens, messages, schema)
        if (text := self.kept.get(key)) is not None:
            yield Reply(text, {"input": 0, "output": 0}, key, cached=True)
            return
        if self.kept.only:
            raise NotKept("No reply of the chat model is kept for this question.", "Ask once with the cache on.")
        try:
            for reply in self._asked(messages, schema, deadline):
                text = reply.text
                yield replace(reply, key=key)
        except ContextOverflow as problem:
            self.kept.put(key, problem)
            raise
        self.kept.put(key, text or "")

    @contextmanager
    def reading(self, reply: Reply) -> Iterator[None]:
        """While a whole reply is read: what does not fit becomes an ``InvalidReply``, and is not kept."""
        try:
            with checking():
                yield
        except InvalidReply:
            if self.kept is not None and reply.key:
                self.kept.forget(reply.key)
            raise

    def _asked(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        with self.breaker.call(self.settings.server):
            for number in count():
                begun = False
                try:
                    for reply in self._once(messages, schema, deadline):
                        begun = True
                        yield reply
                    return
                except Unavailable as problem:
                    wait = pause(number, problem.wait_s)
                    if begun or number >= self.settings.max_retries or time.monotonic() + wait >= deadline:
                        raise
                self.sleep(wait)

    def _once(self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float) -> Iterator[Reply]:
        with provider_errors(self.settings):
            asked = structured(self.make(), schema)
            text, tokens, finish, refusal = "", dict[str, int](), "", ""
            for chunk in streamed(asked, [_message(m) for m in messages], deadline):
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
                        raise cut_off()
                    yield Reply(text, tokens)
            if not (finish or refusal or text):
                raise ValueError("a stream in which the model said nothing, not even that it has ended")
        if refusal or finish == "content_filter":
            raise refused()
        if finish == "length":
            raise cut_off()
        if not text.strip():
            raise InvalidReply(
                "The chat model sent an empty reply.", OTHER_MODEL, problem="it was empty. A JSON object is needed."
            )
        yield Reply(text, tokens)


LEAST_SECRET = 12
"""Characters from which a key is one: local servers take any word, which a reply may well hold."""


def _without(key: SecretStr, text: str) -> str:
    """A reply without the key of its server, which knows it and may have been told to repeat it."""
    secret = key.get_secret_value()
    return text.replace(secret, "…") if len(secret) >= LEAST_SECRET else text


def chat_model(
    settings: ChatModelSettings, breaker: Breaker | None = None, kept: KeptReplies | None = None
) -> ChatModel:
    """The chat model of the settings. Nothing is imported or connected before it is asked.

    ``breaker`` is that of the server; None is one of its own.
    """
    return ChatModel(cache(lambda: client(settings)), settings, breaker or Breaker(), kept=kept)


def _message(message: Message) -> "BaseMessage":
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    role, text = message
    kinds: dict[str, type[BaseMessage]] = {"system": SystemMessage, "human": HumanMessage, "ai": AIMessage}
    return kinds[role](content=text)
