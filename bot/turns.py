"""Taking turns at the work on answers, and giving an answer up for which nobody waits any more.

Who runs answers for people that may go away runs each ``under`` a ``Turn``. What waits inside (for a chat model, for
the pause before another try) lets others compute meanwhile, and ends at once with ``GivenUp`` when it is stopped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock, Semaphore

LOOK_S = 0.5
"""How often one that waits for its turn looks whether anybody still waits for it."""


class GivenUp(BaseException):
    """Nobody waits for this any more. No error: like a cancelled task, it passes whatever catches errors."""


class Turn:
    """The work on one answer, in one thread. ``stop`` may be called from any."""

    def __init__(self, computing: Semaphore | None = None) -> None:
        """``computing`` bounds how many compute at the same time; None is no bound."""
        self._computing = computing
        self._taken = False
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
        self._take()
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """The block only waits: meanwhile another may compute. Raises GivenUp when it was stopped before it goes on."""
        self._give()
        try:
            yield
        finally:
            self._take()

    def pause(self, seconds: float) -> None:
        """Sleep. Raises GivenUp when it is stopped meanwhile."""
        with self.waiting():
            self._stopped.wait(seconds)
        self.go_on()

    def go_on(self) -> None:
        """Called between two pieces of work. Raises GivenUp when it was stopped."""
        if self.is_stopped:
            raise GivenUp

    def _take(self) -> None:
        if self._computing is None:
            return
        while not self._computing.acquire(timeout=LOOK_S):
            self.go_on()
        self._taken = True

    def _give(self) -> None:
        if self._computing is not None and self._taken:
            self._taken = False
            self._computing.release()


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
