"""How long to wait before a failed call is tried again."""

import email.utils
import math
import random
import time
from collections.abc import Callable, Mapping

FIRST_S = 0.5
LONGEST_S = 8.0
"""First pause and longest one, in seconds, doubling in between: those of OpenAI's own client."""


def pause(number: int, asked: float | None, jitter: Callable[[], float] = random.random) -> float:  # noqa: S311  no secret
    """Seconds before retry ``number`` (0 is the first); ``asked`` is what the server asks for, if it does.

    Half of our own pause is chance, so that clients that failed together do not come back together; a pause that the
    server asks for is lengthened by up to a tenth, never shortened.
    """
    if asked is not None:
        return asked * (1 + 0.1 * jitter())
    return min(FIRST_S * 2.0**number, LONGEST_S) * (0.5 + 0.5 * jitter())


def retry_after(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float | None:
    """Seconds a server asks to wait, from ``Retry-After`` (a number or a date) or ``retry-after-ms``; else None."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        day = email.utils.parsedate_to_datetime(headers.get("retry-after", ""))
        return max(0.0, day.timestamp() - now())
    except (ValueError, TypeError, OverflowError):
        return None
