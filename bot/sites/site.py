"""What is known of a site, checked: nothing malformed is stored, and nothing malformed is served."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from ingest import ConfigurationError

PER_MINUTE = 60
"""Questions a minute of all visitors of a site together."""
VISITOR_PER_MINUTE = 10
"""Questions a minute of one visitor."""
PER_DAY = 2_000
"""Questions a day of a site."""
MOST = 1_000_000
"""Of any limit: a larger number is a slip of the keyboard."""
MOST_ORIGINS = 50

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", re.ASCII)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?", re.ASCII)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """One site. Made by ``made_site``, which checks it."""

    name: str
    """Slug, "acme": what ``data-site`` names."""
    services: tuple[str, ...]
    """Slugs of the only services it may ask about, never empty; the first one is asked when none is named."""
    origins: tuple[str, ...] = ()
    """The pages that may ask, as "https://acme.example"; () is none."""
    per_minute: int = PER_MINUTE
    visitor_per_minute: int = VISITOR_PER_MINUTE
    per_day: int = PER_DAY
    terms_url: str = ""
    """Where a person reads the terms when nothing can be asked; "" is where the newest version came from."""


def made_site(
    name: str,
    services: Sequence[str],
    origins: Sequence[str] = (),
    *,
    per_minute: int = PER_MINUTE,
    visitor_per_minute: int = VISITOR_PER_MINUTE,
    per_day: int = PER_DAY,
    terms_url: str = "",
) -> Site:
    """A site of these values. Raises ConfigurationError naming the one that does not fit."""
    if not _NAME.fullmatch(name):
        raise ConfigurationError(
            f"{name[:80]!r} cannot be the name of a site.", "Use up to 60 small letters, digits and hyphens: acme"
        )
    if not services:
        raise ConfigurationError(f"The site {name} may ask about no service.", "Name one: --service acme")
    for wrong in (slug for slug in services if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", slug, re.ASCII)):
        raise ConfigurationError(f"{wrong[:80]!r} is not a service's name.", "plainterms services lists them.")
    if len(origins) > MOST_ORIGINS:
        raise ConfigurationError(
            f"{len(origins)} origins are more than the {MOST_ORIGINS} of one site.", "Make two sites of it."
        )
    limits = {"per_minute": per_minute, "visitor_per_minute": visitor_per_minute, "per_day": per_day}
    for called, value in limits.items():
        if not 1 <= value <= MOST:
            raise ConfigurationError(f"{called} is {value}.", f"Give a number from 1 to {MOST:,}.")
    return Site(
        name,
        tuple(dict.fromkeys(services)),
        tuple(dict.fromkeys(checked_origin(origin) for origin in origins)),
        **limits,
        terms_url=_checked_url(terms_url),
    )


def checked_origin(text: str) -> str:
    """An origin exactly as browsers send it: small letters, no default port, no path.

    >>> checked_origin("HTTPS://Acme.example:443/")
    'https://acme.example'

    Raises:
        ConfigurationError: it is not the origin of a web page, or stands for many ("*").
    """
    refused = ConfigurationError(
        f"{text[:200]!r} is not the origin of a page.",
        "Write it as https://acme.example, with the port if it has one, without a path; each host by itself.",
    )
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
        if ":" in host:
            host = f"[{IPv6Address(host).compressed}]"
        elif not _HOST.fullmatch(host := host.encode("idna").decode("ascii").lower()):
            raise refused
    except ValueError:
        raise refused from None
    extra = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in _PORTS or extra:
        raise refused
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")


def _checked_url(text: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in _PORTS or not parts.hostname or len(text) > 2_000 or not text.isprintable() or " " in text:
        raise ConfigurationError(
            f"{text[:200]!r} is not the address of a page.", "Write it as https://acme.example/terms"
        )
    return text
