"""How often a site may ask, and a visitor of it. Counted in memory, for each process: a restart begins anew.

Visitors are known by a hash of their address with a secret of this process: no address is kept, and none can be found
out from the hash.
"""

import hashlib
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.sites import Site
from bot.web.serving.limits import MOST, Buckets, visitor


@dataclass(frozen=True, slots=True)
class Over:
    """A limit is reached."""

    whose: Literal["visitor", "site", "day"]
    seconds: int
    """Until the next question is answered, at least 1."""


@dataclass(slots=True)
class _Counted:
    """What a site has asked, by the rules it had then."""

    site: Site
    visitors: Buckets
    all: Buckets
    day: str = ""
    asked: int = 0


class SiteLimits:
    """Counts questions. For one thread, that of the event loop."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        most_visitors: int = MOST,
    ) -> None:
        """``most_visitors`` are remembered of each site."""
        self._clock = clock
        self._now = now
        self._most = most_visitors
        self._secret = secrets.token_bytes(32)
        self._counted: dict[str, _Counted] = {}

    def take(self, site: Site, address: str) -> Over | None:
        """Count one question of a visitor, or say what it is over. What a visitor asks in vain costs others nothing."""
        counted, now = self._of(site), self._now()
        today = now.date().isoformat()
        if counted.day != today:
            counted.day, counted.asked = today, 0
        if counted.asked >= site.per_day:
            tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
            return Over("day", max(1, math.ceil((tomorrow - now).total_seconds())))
        if wait_s := counted.visitors.take(self._hashed(address)):
            return Over("visitor", wait_s)
        if wait_s := counted.all.take(site.name):
            return Over("site", wait_s)
        counted.asked += 1
        return None

    def _of(self, site: Site) -> _Counted:
        """The counts of a site; when its owner has changed it, all but those of the day begin anew."""
        before = self._counted.get(site.name)
        if before is not None and before.site == site:
            return before
        counted = _Counted(
            site,
            Buckets(site.visitor_per_minute, most=self._most, clock=self._clock),
            Buckets(site.per_minute, clock=self._clock),
            before.day if before else "",
            before.asked if before else 0,
        )
        self._counted[site.name] = counted
        return counted

    def _hashed(self, address: str) -> str:
        return hashlib.blake2b(visitor(address).encode(), key=self._secret, digest_size=16).hexdigest()
