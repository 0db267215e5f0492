"""A server that keeps failing is left alone for a while, so that nobody waits for what will not come."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from bot.models.errors import Unavailable
from ingest import ModelError

FAILURES = 3
"""Calls in a row that end as ``Unavailable``, each with all its tries, until the server is left alone."""
REST_S = 30.0
"""Seconds for which it is not asked. Shorter than most outages, longer than the hiccup that a retry gets over."""


class Breaker:
    """Closed (calls go through), open (they fail at once), half open (one call tries whether the server is back).

    One for each server, shared by all that ask it. Safe to use from several threads.
    """

    def __init__(
        self, *, failures: int = FAILURES, rest_s: float = REST_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._rest_s = rest_s
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._rests_until = 0.0
        self._trying = False

    @contextmanager
    def call(self, server: str) -> Iterator[None]:
        """Around one call of the server.

        Raises:
            Unavailable: it failed too often; nothing was asked.
        """
        trial = self._admitted(server)
        failed: bool | None = None  # given up by whoever asked: tells nothing
        try:
            yield
            failed = False
        except Unavailable:
            failed = True
            raise
        except ModelError:  # the server is there, whatever it said
            failed = False
            raise
        finally:
            self._ended(trial, failed)

    def _admitted(self, server: str) -> bool:
        """True when this call is the trial of a server that was left alone."""
        with self._lock:
            if self._failed < self._most:
                return False
            left = self._rests_until - self._clock()
            if left > 0 or self._trying:
                raise Unavailable(
                    f"The chat model's server {server} failed {self._failed} times in a row and is not being asked "
                    "for now.",
                    f"It is tried again in {max(1, round(left))} seconds. See what is wrong with: plainterms doctor",
                )
            self._trying = True
            return True

    def _ended(self, trial: bool, failed: bool | None) -> None:
        with self._lock:
            if failed:
                self._failed += 1
                self._rests_until = self._clock() + self._rest_s
            elif failed is False:
                self._failed = 0
            if trial:
                self._trying = False
