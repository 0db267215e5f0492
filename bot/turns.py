"""Taking turns at the work on answers, and giving an answer up for which nobody waits any more.

Who runs answers for people that may go away runs each ``under`` a ``Turn``. What waits inside (for a chat model, for
the pause before another try) lets others compute meanwhile, and ends at once with ``GivenUp`` when it is stopped.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock


class GivenUp(BaseException):
    """Nobody waits for this any more. No error: like a cancelled task, it passes whatever catches errors."""


class Room:
    """So many may compute at the same time; who waits longest comes in first."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._waiting_last: deque[Event] = deque()
        """Who lets everybody else go before."""

    def enter(self, turn: "Turn") -> None:
        """Wait for a place. Raises GivenUp when the turn is stopped meanwhile."""
        called = Event()
        queue = self._waiting_last if turn.last else self._waiting
        with self._lock:
            if self._free:
                self._free -= 1
                return
            queue.append(called)
        with turn.telling(called.set):
            called.wait()
        if turn.is_stopped:
            with self._lock:
                still = called in queue
                if still:
                    queue.remove(called)
            if not still:
                self.leave()
            raise GivenUp

    def leave(self) -> None:
        """Give the place to whoever is next."""
        with self._lock:
            if queue := self._waiting or self._waiting_last:
                queue.popleft().set()
            else:
                self._free += 1


class Turn:
    """The work on one answer, in one thread. ``stop`` may be called from any."""

    def __init__(self, room: Room | None = None, *, last: bool = False) -> None:
        """``room`` is where it computes; None is no bound. ``last``: everybody else who wants a place there has it."""
        self.last = last
        self._room = room
        self._inside = False
        self._stopped = Event()
        self._lock = Lock()
        self._calls: list[Callable[[], object]] = []

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """Nobody waits any more: wake what waits inside."""
        with self._lock:
            self._stopped.set()
            calls = tuple(self._calls)
        for call in calls:
            call()

    @contextmanager
    def telling(self, call: Callable[[], object]) -> Iterator[None]:
        """While in the block, ``stop`` makes this call, from its own thread; at once when it was stopped before."""
        with self._lock:
            self._calls.append(call)
            already = self.is_stopped
        try:
            if already:
                call()
            yield
        finally:
            with self._lock:
                self._calls.remove(call)

    @contextmanager
    def computing(self) -> Iterator[None]:
        """The block computes: it begins when there is room for it. Raises GivenUp when it was stopped before."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """The block only waits: meanwhile another may compute. Raises GivenUp when it was stopped before it goes on."""
        self._leave()
        try:
            yield
        finally:
            self._enter()

    def pause(self, seconds: float) -> None:
        """Sleep. Raises GivenUp when it is stopped meanwhile."""
        with self.waiting():
            self._stopped.wait(seconds)
        self.go_on()

    def go_on(self) -> None:
        """Called between two pieces of work. Raises GivenUp when it was stopped."""
        if self.is_stopped:
            raise GivenUp

    def _enter(self) -> None:
        if self._room is not None:
            self._room.enter(self)
            self._inside = True

    def _leave(self) -> None:
        if self._room is not None and self._inside:
            self._inside = False
            self._room.leave()


_ALONE = Turn()
_current: ContextVar[Turn] = ContextVar("turn", default=_ALONE)


@contextmanager
def under(turn: Turn) -> Iterator[None]:
    """What runs in the block, in this thread, is the work of this turn."""
    before = _current.set(turn)
    try:
        yield
    finally:
        _current.reset(before)


def current() -> Turn:
    """The turn of the running work; one that is never stopped where nobody can go away."""
    return _current.get()


def pause(seconds: float) -> None:
    """Sleep, in the running work. Raises GivenUp when nobody waits for it any more."""
    current().pause(seconds)
