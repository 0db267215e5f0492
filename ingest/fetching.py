"""URL → the bytes of a document, fetched as if everybody who has a part in it meant harm.

    fetch("https://acme.example/terms")  →  Fetched(data=b"<!doctype html>…", media_type="text/html", …)

Each hop, the first as those that servers redirect to, is parsed strictly (``ingest.urls``) and connected to at an
address that was checked (``ingest.connecting``). One deadline holds for all of it, from the first look-up to the last
byte of the last hop; sizes are limited as received and as unpacked. Nothing is kept from one request to the next: no
cookies, no credentials, no connection.
"""

import gzip
import http.client
import re
import ssl
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath

from ingest.connecting import Deadline, Network, Wire, connected
from ingest.errors import FetchError
from ingest.readers import FORMATS, MAX_BYTES, Format
from ingest.urls import FILE_HINT, Refused, Url, joined, parse, printable, shown

_PIECE = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STATUSES = {
    401: ("asks for a log-in (401)", FILE_HINT),
    403: ("does not let this program see the page (403), or asks for a log-in", FILE_HINT),
    404: ("has no such page (404)", "Check the address in a browser; the page may have moved."),
    410: ("says that the page is gone (410)", "Check the address in a browser; the page may have moved."),
    429: ("has had too many requests (429)", "Wait some minutes and try again."),
    451: ("withholds the page for legal reasons (451)", FILE_HINT),
}
"""What a server says instead of giving the page, and what to do next."""
_SAYS_LITTLE = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})
"""Media types that servers give to files they do not know, Markdown for one: the ending of the path tells more."""
_PACKED = {"": False, "identity": False, "none": False, "gzip": True, "x-gzip": True}
"""Content encodings that are read, and whether they are gzip, the only one asked for."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take."""

    seconds: float = 30.0
    """For everything together, redirects included."""
    max_bytes: int = MAX_BYTES
    """Of the document, both as it is sent and unpacked."""
    header_bytes: int = 65_536
    """Of all the headers of one answer; http.client takes 100 of them."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as a server gave it."""

    data: bytes
    """Unpacked, where it was sent packed; otherwise as received."""
    url: str
    """Where it was found, after redirects, without fragment."""
    media_type: str
    """What ``ingest.readers`` know the format by; told by the path's ending where the server says little."""
    charset: str
    """As the server says, in small letters; "" when it does not."""
    retrieved: datetime
    """When the server answered, in UTC."""


LIMITS = Limits()
INTERNET = Network()


def fetch(
    url: str, *, limits: Limits = LIMITS, formats: Sequence[Format] = FORMATS, network: Network = INTERNET
) -> Fetched:
    """The document that ``url`` leads to.

    Raises:
        FetchError: the URL or one it redirects to may not be fetched, its server does not answer properly or in
            time, or what it gives is too large or in no format that is read.
    """
    deadline = Deadline(limits.seconds)
    hops = [url]
    seen: list[Url] = []
    try:
        while True:
            at = parse(hops[-1])
            _check_redirects(seen, at, limits)
            seen.append(at)
            with _told(deadline):
                answer = _visit(at, limits, formats, network, deadline)
            if isinstance(answer, Fetched):
                return answer
            hops.append(answer)
    except Refused as refused:
        led = f"it redirects to {shown(hops[-1])}, and " if len(hops) > 1 else ""
        raise FetchError(f"{shown(url)} was not fetched: {led}{refused}.", refused.hint) from refused


def _check_redirects(seen: list[Url], at: Url, limits: Limits) -> None:
    if at in seen:
        raise Refused("there the redirects go in a circle, as they may for who keeps no cookies", FILE_HINT)
    if len(seen) > limits.redirects:
        raise Refused(f"that is more than {limits.redirects} redirects", FILE_HINT)
    if seen and seen[-1].scheme == "https" and at.scheme == "http":
        raise Refused("what comes over http could have been changed on the way", "Give that address if you trust it.")


def _visit(at: Url, limits: Limits, formats: Sequence[Format], network: Network, deadline: Deadline) -> Fetched | str:
    """The document at one URL, or where it redirects to."""
    with connected(at, network, deadline) as connection:
        connection.settimeout(deadline.left())
        connection.sendall(_request(at, formats))
        long_headers = Refused(f"its headers are longer than {limits.header_bytes:,} bytes", FILE_HINT)
        wire = Wire(connection, deadline, limits.header_bytes, long_headers)
        response = http.client.HTTPResponse(wire, method="GET")  # type: ignore[arg-type]  # it asks for makefile only
        response.begin()
        if response.status in _REDIRECTS and (location := response.headers["Location"]):
            return joined(at, location)
        if response.status != 200:
            said, hint = _STATUSES.get(response.status, (f"answered with status {response.status}", FILE_HINT))
            raise Refused(f"the server {said}", hint)
        media_type, charset = _kind(response.headers, at.path, formats)
        retrieved = datetime.now(UTC)
        # Chunks have headers of their own, and gzip makes incompressible bytes a little longer.
        wire.allow(limits.max_bytes + limits.max_bytes // 4 + _PIECE, _too_large(limits))
        return Fetched(_body(response, limits), str(at), media_type, charset, retrieved)


def _request(at: Url, formats: Sequence[Format]) -> bytes:
    wanted = ", ".join([*(name for format_ in formats for name in format_.media_types), "*/*;q=0.1"])
    lines = (
        f"GET {at.path}{at.query} HTTP/1.1",
        f"Host: {at.authority}",
        f"User-Agent: PlainTerms/{_version()}",
        f"Accept: {wanted}",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _kind(headers: Message, path: str, formats: Sequence[Format]) -> tuple[str, str]:
    """Media type and charset of a document in a format that is read."""
    header = headers.get("Content-Type", "")
    said = header.partition(";")[0].strip().lower()
    charset = found[1].lower() if (found := _CHARSET.search(header)) else ""
    ending = PurePosixPath(path).suffix.lower()
    by_ending = next((format_ for format_ in formats if ending in format_.suffixes), None)
    if said in _SAYS_LITTLE and by_ending:
        return next(iter(by_ending.media_types), ""), charset
    if any(said in format_.media_types for format_ in formats):
        return said, charset
    names = ", ".join(format_.name for format_ in formats)
    what = f"the server gives {printable(said, 80)}" if said else "the server does not say what it gives"
    raise Refused(f"{what}, which is not read", f"Documents are read as {names}.")


def _body(response: http.client.HTTPResponse, limits: Limits) -> bytes:
    """The document, unpacked, as far as it is not larger than it may be."""
    transfer = response.headers.get("Transfer-Encoding", "chunked").strip().lower()
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if transfer != "chunked" or packed not in _PACKED:
        how = printable(packed if packed not in _PACKED else transfer, 40)
        raise Refused(f"the server packs it as {how}, which was not asked for", FILE_HINT)
    if (response.length or 0) > limits.max_bytes:
        raise _too_large(limits)
    # GzipFile unpacks no more than is asked for.
    source = gzip.GzipFile(fileobj=response, mode="rb") if _PACKED[packed] else response
    data = bytearray()
    while piece := source.read(_PIECE):
        data += piece
        if len(data) > limits.max_bytes:
            raise _too_large(limits)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(data)


def _too_large(limits: Limits) -> Refused:
    return Refused(
        f"it is larger than {limits.max_bytes / 1e6:g} MB",
        "Terms are rarely longer than 1 MB: check that it is the right address.",
    )


@contextmanager
def _told(deadline: Deadline) -> Iterator[None]:
    """Turn what the standard library raises into a reason for people."""
    try:
        yield
    except (OSError, EOFError, ValueError, http.client.HTTPException, zlib.error) as error:
        reason, hint = next((words, hint) for kinds, words, hint in _PROBLEMS if isinstance(error, kinds))
        detail = getattr(error, "verify_message", "") or getattr(error, "reason", "") or getattr(error, "strerror", "")
        detail = printable(str(detail or "no reason given"), 100).rstrip(".")
        raise Refused(reason.format(seconds=deadline.seconds, detail=detail), hint) from error


_AGAIN_HINT = "Try again later, or save the page in a browser and give the file."
_PROBLEMS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, str], ...] = (
    (TimeoutError, "the time limit of {seconds:g} s was reached", _AGAIN_HINT),
    (
        ssl.SSLCertVerificationError,
        "its certificate is not accepted: {detail}",
        "Check the address. If your network has an authority of its own, name its file in SSL_CERT_FILE.",
    ),
    (ssl.SSLError, "no secure connection could be made: {detail}", FILE_HINT),
    (http.client.RemoteDisconnected, "the server closed the connection without an answer", _AGAIN_HINT),
    ((http.client.IncompleteRead, EOFError), "the document did not arrive whole", _AGAIN_HINT),
    ((gzip.BadGzipFile, zlib.error), "what the server says is gzip is not", FILE_HINT),
    ((http.client.HTTPException, ValueError), "the server's answer is not proper HTTP", FILE_HINT),
    (OSError, "the connection failed: {detail}", _AGAIN_HINT),
)
"""What the standard library raises, the first that fits; the reason; what to do next."""


def _version() -> str:
    try:
        return version("plainterms")
    except PackageNotFoundError:  # run from a folder, not installed
        return "0"
