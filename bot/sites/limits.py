"""How often a site may ask, and a visitor of it. Counted in memory: a restart begins anew.

Token buckets, each as large as its minute's questions, so that a person may ask several in a row. Visitors are known
by a hash of their address with a secret of this process: no address is kept, and none can be found out from the hash.
"""

import hashlib
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any, Literal

from bot.sites.site import Site

MOST_VISITORS = 20_000
"""Remembered at once, about 5 MB; the one not seen for longest is forgotten, which gives that one a full minute."""


@dataclass(frozen=True, slots=True)
class Over:
    """A limit is reached."""

    whose: Literal["visitor", "site", "day"]
    seconds: int
    """Until the next question is answered, at least 1."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limits:
    """Counts questions. Not for several threads: the server calls it from its event loop."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        most_visitors: int = MOST_VISITORS,
    ) -> None:
        self._clock = clock
        self._now = now
        self._most = most_visitors
        self._secret = secrets.token_bytes(32)
        self._sites: dict[str, _Bucket] = {}
        self._visitors: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._days: dict[str, tuple[str, int]] = {}

    def take(self, site: Site, address: str) -> Over | None:
        """Count one question of a visitor, or say what it is over; a refused one is not counted."""
        now, today = self._clock(), self._now()
        day, asked = self._days.get(site.name, ("", 0))
        asked = asked if day == today.date().isoformat() else 0
        if asked >= site.per_day:
            tomorrow = datetime.combine(today.date() + timedelta(days=1), datetime.min.time(), UTC)
            return Over("day", max(1, math.ceil((tomorrow - today).total_seconds())))
        visitor = self._filled(self._visitors, self._hashed(site.name, address), site.visitor_per_minute, now)
        whole = self._filled(self._sites, site.name, site.per_minute, now)
        self._forget()
        if visitor.left < 1:
            return Over("visitor", _seconds_until_one(visitor, site.visitor_per_minute))
        if whole.left < 1:
            return Over("site", _seconds_until_one(whole, site.per_minute))
        visitor.left -= 1
        whole.left -= 1
        self._days[site.name] = (today.date().isoformat(), asked + 1)
        return None

    def _filled(self, buckets: dict[Any, _Bucket], key: object, per_minute: int, now: float) -> _Bucket:
        bucket = buckets.pop(key, None) or _Bucket(per_minute, now)
        bucket.left = min(float(per_minute), bucket.left + (now - bucket.at) * per_minute / 60)
        bucket.at = now
        buckets[key] = bucket  # the last one seen stands last
        return bucket

    def _forget(self) -> None:
        while len(self._visitors) > self._most:
            self._visitors.popitem(last=False)

    def _hashed(self, site: str, address: str) -> bytes:
        return hashlib.blake2b(f"{site} {_one_person(address)}".encode(), key=self._secret, digest_size=16).digest()


def _seconds_until_one(bucket: _Bucket, per_minute: int) -> int:
    return max(1, math.ceil((1 - bucket.left) * 60 / per_minute))


def _one_person(address: str) -> str:
    """The part of an address that is one visitor's: of IPv6 the network of 64 bits, whose rest changes at will."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:100]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(int(parsed) >> 64)
