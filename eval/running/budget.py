"""How much a run may cost."""

from threading import Lock

MORE = "Run it again with more: what a model replied is kept."
"""What to do when it is spent."""


class Budget:
    """US dollars that may be spent on a run. Safe to use from several threads.

    A call that has begun is paid for: with several workers the sum may be overstepped by what these are doing.
    """

    def __init__(self, most: float | None = None) -> None:
        self._most = most
        self._spent = 0.0
        self._lock = Lock()

    def spend(self, cost: float | None) -> None:
        """Count what an answer cost; None is nothing that is known."""
        with self._lock:
            self._spent += cost or 0.0

    @property
    def refusal(self) -> str | None:
        """Why nothing more may be asked, None while it may."""
        with self._lock:
            if self._most is None or self._spent < self._most:
                return None
            return f"not asked: ${self._spent:.2f} is spent of the ${self._most:.2f} allowed."
