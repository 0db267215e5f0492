"""URLs, read more strictly than a browser reads them: what two programs could read differently is refused. Pure.

    parse("https://acme.example/terms?v=2#fees")  →  Url(scheme="https", host="acme.example", port=443, …)

A host is a name of the Internet or an IP address in its one usual form. 2130706433, 0177.0.0.1, 0x7f.1 and 127.1 are
all 127.0.0.1 to some programs and a name to others; nobody publishes terms there.
"""

import re
import stringprep
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

from ingest.public_addresses import IPAddress

MAX_LENGTH = 2_048
"""Characters of a URL; sitemaps.org has the same limit."""
DEFAULT_PORTS = {"http": 80, "https": 443}

FILE_HINT = "Open it in a browser, save the page, and give the file."
_COPY_HINT = "Copy the address from the browser's address bar, or save the page and give the file."
_SOURCE_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # two letters at least: C://x is a Windows path
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_URL = re.compile(r"//(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?")
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]@/?#\\]*\]|[^:\[\]@/?#\\]*)(?::(?P<port>[0-9]{0,5}))?")
_USER = re.compile(
    rf"\A((?:[a-z][a-z0-9+.-]*:(?=[/\\]))?+[/\\]*+)(?!{_AUTHORITY.pattern}(?:[/?#\\]|\Z)).*@", re.IGNORECASE | re.DOTALL
)
"""Up to the last @ where what comes first is no host and port."""
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_READ_DIFFERENTLY = frozenset("ßς。")
"""IDNA 2003 and 2008 make different names of the first two (UTS 46, section 7); the last is a dot to some."""
_LOCAL_NAMES = (
    *("localhost", "local", "home.arpa", "onion", "internal"),  # RFC 6761, 6762, 8375, 7686; ICANN for .internal
    *("localdomain", "lan", "intranet", "home", "corp", "private"),  # RFC 6762, appendix G: in use, never delegated
)
_ODD_CHARACTERS = {" ": "a space", "\\": "a backslash", "\r": "a line break", "\n": "a line break"}
_SHOWN = 200


class Refused(Exception):
    """Why a URL is not fetched, as a clause that a sentence can end with, and what to do next."""

    def __init__(self, reason: str, hint: str = _COPY_HINT) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Url:
    """A URL that may be looked at further; whether its host is public is not known yet."""

    scheme: str
    """ "http" or "https"."""
    host: str
    """A name in small ASCII letters, or an IP address as it is usually written, without brackets."""
    port: int
    path: str
    """Percent-encoded, "/" at least."""
    query: str
    """Percent-encoded, with its question mark; "" where there is none."""
    address: IPAddress | None
    """The host, where it is an IP address and no name."""

    @property
    def authority(self) -> str:
        """Host, and port where it is not the usual one, as the Host header wants them."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}{self.query}"


def is_url(source: str) -> bool:
    """Whether what a person named is meant as a URL of any scheme, and not as a path."""
    return _SOURCE_URL.match(source) is not None


def parse(text: str) -> Url:
    """The URL in ``text``; its fragment is left out.

    Raises:
        Refused: it is no http(s) URL, names a user, or its host is not a name or address of the Internet.
    """
    if len(text) > MAX_LENGTH:
        raise Refused(f"an address of {len(text):,} characters is too long; {MAX_LENGTH:,} are read")
    if odd := _odd_character(text):
        raise Refused(f"there is {_ODD_CHARACTERS.get(odd, 'a control or invisible character')} in the address")
    scheme = found[1].lower() if (found := _SCHEME.match(text)) else ""
    if scheme not in DEFAULT_PORTS:
        what = f"{scheme[:20]}: addresses are not fetched" if scheme else "it is not a full address"
        raise Refused(what, "Give an address that begins with https:// or http://, or the path of a file.")
    if not (whole := _URL.fullmatch(text, len(scheme) + 1)):
        raise Refused(f"two slashes must follow {scheme}:")
    if "@" in whole["authority"]:
        raise Refused("there is a user name in front of the host", "Take out everything up to the @.")
    if not (authority := _AUTHORITY.fullmatch(whole["authority"])):
        raise Refused("its host and port are not understood")
    host, address = _host(authority["host"])
    return Url(
        scheme,
        host,
        int(authority["port"] or DEFAULT_PORTS[scheme]),
        quote(whole["path"] or "/", safe="/%:@!$&'()*+,;=~"),
        quote(f"?{whole['query']}", safe="/%:@!$&'()*+,;=~?") if whole["query"] is not None else "",
        address,
    )


def joined(base: Url, location: str) -> str:
    """Where a redirect leads: the value of its Location header, whole or relative to ``base``, still to be parsed.

    Raises:
        Refused: it cannot be read at all.
    """
    try:
        # http.client decodes headers as Latin-1; servers that do not percent-encode write UTF-8.
        location = location.strip(" \t").encode("latin-1").decode("utf-8")
        # urljoin takes line breaks out without a word; unjoined, they are refused when it is parsed.
        return location if _odd_character(location) else urljoin(str(base), location)
    except ValueError as error:
        raise Refused("it redirects to an address that cannot be read") from error


def shown(url: str) -> str:
    """A URL as messages show it: on one line, without user name and password, and not endless."""
    return printable(_USER.sub(r"\1", url), _SHOWN)


def printable(text: str, most: int) -> str:
    """``text`` with what is not printable escaped, cut to about ``most`` characters."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: most + 1])
    return safe if len(safe) <= most else f"{safe[:most]}…"


def _odd_character(text: str) -> str:
    return next((c for c in text if not c.isprintable() or c in " \\"), "")


def _host(written: str) -> tuple[str, IPAddress | None]:
    if not written:
        raise Refused("it names no host")
    if written.startswith("["):
        address = _ipv6(written[1:-1])
        return str(address), address
    name = written.lower() if written.isascii() else _ascii_name(written)
    if name.endswith("."):
        raise Refused("its host ends in a dot", "Take out the dot at the end of the host.")
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        ipv4 = _ipv4(name)
        return str(ipv4), ipv4
    if any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES):
        raise Refused(f"{name} is a name of this machine or of a local network", FILE_HINT)
    if not _NAME.fullmatch(name) or len(name) > 253:
        dotless = "." not in name and _NAME.fullmatch(f"{name}.x")
        raise Refused("its host is a name without a dot" if dotless else "its host is not a name of the Internet")
    return name, None


def _ipv4(written: str) -> IPv4Address:
    try:
        return IPv4Address(written)
    except ValueError as error:
        raise Refused(
            "its host is an IP address in a form that not every program reads alike",
            "Write an IP address as four decimal numbers, as in 198.51.100.7.",
        ) from error


def _ipv6(written: str) -> IPv6Address:
    if "%" in written:
        raise Refused("its IPv6 address names a network interface (%)")
    try:
        return IPv6Address(written)
    except ValueError as error:
        raise Refused("what stands in brackets is not an IPv6 address") from error


def _ascii_name(written: str) -> str:
    """An international name as name servers have it: "bücher.example" → "xn--bcher-kva.example"."""
    name = unicodedata.normalize("NFC", written.lower())
    vanishing = any(map(stringprep.in_table_b1, name))  # joiners and variation selectors: IDNA 2003 drops them
    if unicodedata.normalize("NFKC", name) != name or vanishing or not _READ_DIFFERENTLY.isdisjoint(name):
        raise Refused("there are characters in its host that stand for others")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused("its host is not a name of the Internet") from error
