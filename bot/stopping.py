"""Giving up an answer for which nobody waits any more.

Who runs an answer for somebody that may go away does so ``under`` a ``Stop``. What waits inside (for a chat model, for
the pause before another try) ends at once when it is set, with ``GivenUp``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock


class GivenUp(BaseException):
    """Nobody waits for this any more. No error: like a cancelled task, it passes whatever catches errors."""


class Stop:
    """Set once, by whoever waited. Safe to use from several threads."""

    def __init__(self) -> None:
        self._event = Event()
        self._lock = Lock()
        self._calls: list[Callable[[], object]] = []

    @property
    def is_set(self) -> bool:
        return self._event.is_set()

    def set(self) -> None:
        """Wake whatever waits."""
        with self._lock:
            self._event.set()
            calls = tuple(self._calls)
        for call in calls:
            call()

    @contextmanager
    def telling(self, call: Callable[[], object]) -> Iterator[None]:
        """While in the block, ``set`` makes this call, from its own thread; at once when it is set already."""
        with self._lock:
            self._calls.append(call)
            already = self.is_set
        try:
            if already:
                call()
            yield
        finally:
            with self._lock:
                self._calls.remove(call)

    def wait(self, seconds: float) -> bool:
        """Sleep, for less long when it is set; whether it is."""
        return self._event.wait(seconds)


_NEVER = Stop()
_current: ContextVar[Stop] = ContextVar("stop", default=_NEVER)


@contextmanager
def under(stop: Stop) -> Iterator[None]:
    """What runs in the block, in this thread, ends early when ``stop`` is set."""
    before = _current.set(stop)
    try:
        yield
    finally:
        _current.reset(before)


def current() -> Stop:
    """What the running answer has to look at; one that is never set where nobody can go away."""
    return _current.get()


def go_on() -> None:
    """Called between two pieces of work. Raises GivenUp when nobody waits any more."""
    if current().is_set:
        raise GivenUp


def pause(seconds: float) -> None:
    """Sleep. Raises GivenUp when nobody waits any more."""
    if current().wait(seconds):
        raise GivenUp
