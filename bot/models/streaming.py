"""Taking in what a model sends, piece by piece, until a deadline."""

import asyncio
import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from bot.turns import GivenUp, current

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_core.runnables import Runnable

MAX_REPLY_CHARACTERS = 20_000
"""Taken in, whatever the server was asked for."""

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


def streamed(model: "Runnable[Any, Any]", messages: "list[BaseMessage]", deadline: float) -> "Iterator[AIMessageChunk]":
    """What the model sends, piece by piece; TimeoutError when the deadline comes first.

    Raises GivenUp when nobody waits for the answer any more; the call is let go of, whatever it is waiting for.
    """
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
        with current().telling(lambda: inbox.put(GivenUp())):
            while True:
                piece = _next(inbox, deadline)
                if piece is end:
                    return
                if isinstance(piece, BaseException):
                    raise piece
                if time.monotonic() > deadline:
                    raise TimeoutError
                yield piece
    finally:
        call.cancel()


def _next(inbox: "SimpleQueue[Any]", deadline: float) -> Any:
    """What came next; while nothing is there, others may compute. Raises TimeoutError."""
    try:
        return inbox.get_nowait()
    except Empty:
        pass
    with current().waiting():
        try:
            return inbox.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise TimeoutError from None
