"""Answers are worked on in threads; what comes of them arrives here, in the event loop, piece by piece.

Three promises: no more answers are on their way than was said, no more compute at the same time than there are cores
(the rest waits for a model), and an answer for which nobody waits any more ends and frees its place.
"""

import asyncio
import logging
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from contextvars import copy_context
from threading import Lock, Thread
from typing import Generic, TypeVar

from bot.turns import GivenUp, Room, Turn, under
from ingest import PlainTermsError

log = logging.getLogger(__name__)

T = TypeVar("T")

COMPUTING = max(2, os.cpu_count() or 1)
"""Answers computed at the same time. More of them would only take turns, and let the event loop wait for its own."""
UNREAD = 64
"""Pieces kept for a client that reads slowly; then a piece that only carries on from the last one takes its place."""
COME_BACK_S = 2
_NONE_LEFT = object()


class Full(PlainTermsError):
    """Too many answers are on their way."""


class TooLong(PlainTermsError):
    """An answer took longer than it may."""


class Work(Generic[T]):
    """What a generator makes in its thread. Iterate over it once; ``stop`` it when nobody waits any more."""

    def __init__(self, limit_s: float, turn: Turn, carries_on: Callable[[T, T], bool]) -> None:
        self._loop = asyncio.get_running_loop()
        self._limit_s = limit_s
        self._deadline = self._loop.time() + limit_s
        self._carries_on = carries_on
        self._arrived: deque[T] = deque()
        self._news = asyncio.Event()
        self._ended = False
        self._error: Exception | None = None
        self._turn = turn

    async def next(self, patience_s: float | None = None) -> T | None:
        """The next piece; None when ``patience_s`` pass without one.

        Raises:
            TooLong: the time for the whole is over. The work is stopped.
            StopAsyncIteration: it has ended.
            Exception: what the generator raised.
        """
        while not self._arrived:
            if self._error:
                raise self._error
            if self._ended:
                raise StopAsyncIteration
            self._news.clear()
            left = self._deadline - self._loop.time()
            wait = left if patience_s is None else min(left, patience_s)
            try:
                await asyncio.wait_for(self._news.wait(), max(0.0, wait))
            except TimeoutError:
                if self._loop.time() < self._deadline:
                    return None
                self.stop()
                raise TooLong(
                    f"The answer was not there after {self._limit_s:g} seconds.",
                    "Try again, or ask a shorter question.",
                ) from None
        return self._arrived.popleft()

    async def rest(self) -> AsyncIterator[T]:
        """All pieces that are still to come. Raises as ``next``."""
        while True:
            try:
                piece = await self.next()
            except StopAsyncIteration:
                return
            assert piece is not None  # noqa: S101  it waited without end
            yield piece

    def stop(self) -> None:
        """Nobody waits any more: the thread ends as soon as it looks, at the latest with its next piece."""
        self._turn.stop()

    # --- called in the thread ------------------------------------------------------------------------------------

    def run(self, make: Callable[[], Iterator[T]]) -> None:
        """Make the pieces and hand them over."""
        error: Exception | None = None
        try:
            with under(self._turn), self._turn.computing(), closing(_made(make)) as pieces:
                self._turn.go_on()
                for piece in pieces:
                    self._tell(self._arrive, piece)
                    self._turn.go_on()
        except GivenUp:
            pass
        except Exception as problem:
            error = problem
        self._tell(self._end, error)

    def _tell(self, what: Callable[..., None], value: object) -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            self._loop.call_soon_threadsafe(what, value)

    # --- called in the loop --------------------------------------------------------------------------------------

    def _arrive(self, piece: T) -> None:
        if len(self._arrived) >= UNREAD and self._carries_on(self._arrived[-1], piece):
            self._arrived.pop()
        self._arrived.append(piece)
        self._news.set()

    def _end(self, error: Exception | None) -> None:
        self._ended, self._error = True, error
        self._news.set()


class Workers:
    """The threads that answers are worked on in."""

    def __init__(self, at_once: int, limit_s: float, *, computing: int = COMPUTING) -> None:
        self._at_once = at_once
        self._limit_s = limit_s
        self._threads: ThreadPoolExecutor | None = None
        self._room = Room(computing)
        self._lock = Lock()
        self._running: dict[Future[None], Turn] = {}
        self._beside: list[Turn] = []

    @property
    def running(self) -> int:
        """Answers on their way, those that wait for their turn included."""
        return len(self._running)

    def start(
        self, make: Callable[[], Iterator[T]], carries_on: Callable[[T, T], bool] = lambda before, after: False
    ) -> Work[T]:
        """Run a generator in a thread. Called in the event loop.

        Args:
            make: makes the generator, in its thread.
            carries_on: whether a piece says all that the one before it says.

        Raises:
            Full: too many are running.
        """
        turn = Turn(self._room)
        work = Work[T](self._limit_s, turn, carries_on)
        with self._lock:
            if len(self._running) >= self._at_once:
                raise Full("Too many answers are being worked on.", f"Try again in {COME_BACK_S} seconds.")
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._at_once, thread_name_prefix="answer")
            future = self._threads.submit(copy_context().run, work.run, make)
            self._running[future] = turn
        future.add_done_callback(self._done)
        return work

    def beside(self, make: Callable[[], Iterator[object]]) -> None:
        """Run a generator for whose pieces nobody waits, in a thread of its own: one at a time, after all answers."""
        turn = Turn(self._room, last=True)
        self._beside.append(turn)

        def run() -> None:
            left = True
            try:
                with suppress(GivenUp), closing(_made(make)) as pieces:
                    while left:
                        with turn.computing():
                            turn.go_on()
                            left = next(pieces, _NONE_LEFT) is not _NONE_LEFT
            except Exception:
                if not turn.is_stopped:  # else what it works with may be closed
                    log.exception("What was done beside the answers ended early; they only take longer.")

        Thread(target=run, name="beside", daemon=True).start()

    def close(self) -> None:
        """Stop everything that runs, without waiting for it. What is started later runs in new threads."""
        with self._lock:
            turns = [*self._running.values(), *self._beside]
            threads, self._threads = self._threads, None
        for turn in turns:
            turn.stop()
        if threads is not None:
            threads.shutdown(wait=False, cancel_futures=True)

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            del self._running[future]


def _made(make: Callable[[], Iterator[T]]) -> Generator[T, None, None]:
    """The pieces as a generator: whatever makes them can be closed."""
    yield from make()
