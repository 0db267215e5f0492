"""How often somebody may ask: a bucket of tokens for each, that fills up again with time."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

MOST = 10_000
"""Buckets kept; some 200 bytes each. The one used longest ago goes first: it is the fullest, as a rule."""


class Buckets:
    """Each holds a minute's worth of requests. For one thread, that of the event loop."""

    def __init__(self, per_minute: int, *, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """``per_minute`` 0 is no limit."""
        self._room = per_minute
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> int:
        """Take a token; 0 when there was one, else the seconds until there is."""
        if not self._room:
            return 0
        now = self._clock()
        left, at = self._buckets.pop(who, (float(self._room), now))
        left = min(self._room, left + (now - at) * self._room / 60)
        self._buckets[who] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0 if left >= 1 else max(1, math.ceil((1 - left) * 60 / self._room))

    def __len__(self) -> int:
        return len(self._buckets)


def visitor(address: str) -> str:
    """What counts as one visitor: an address, of IPv6 the network of 64 bits that one customer has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:60]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False))
    return str(found)
