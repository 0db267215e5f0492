"""Waiting for work of a request, as long as its client does."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from fastapi import Request

from bot.web.serving.working import Work, Workers

T = TypeVar("T")


class ClientGone(Exception):
    """The client hung up; there is nobody to answer."""


async def done(request: Request, workers: Workers, call: Callable[[], T]) -> T:
    """What a call gives, made in a thread.

    Raises:
        ClientGone, Full, TooLong: and what the call raises.
    """

    def only() -> Iterator[T]:
        yield call()

    return await first(request, workers.start(only))


async def first(request: Request, work: Work[T]) -> T:
    """The next piece of some work. The work is stopped when it will not be waited for any more. Raises as ``done``."""
    piece = asyncio.ensure_future(work.next())
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((piece, gone), return_when=asyncio.FIRST_COMPLETED)
        if not piece.done():
            raise ClientGone
        found = piece.result()
        assert found is not None  # noqa: S101  it waited without end
        return found
    except BaseException:
        work.stop()
        raise
    finally:
        for task in (piece, gone):
            if task.cancel():  # else it is done, and what it raised has been raised
                with suppress(asyncio.CancelledError):
                    await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
