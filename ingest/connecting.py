"""A host → a connection to exactly the address that was checked. The one module of ingest that opens connections.

A name is looked up once and every address of it must be public (``ingest.public_addresses``); the connection goes to
one of those addresses, so that a name server that answers differently the second time gains nothing. The name is still
what TLS asks for and what the certificate must be for. Proxy settings of the environment (HTTP_PROXY and the like) are
not obeyed: they would move the connection to another address than the one that was checked.
"""

import io
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from ingest.public_addresses import IPAddress, why_not_public
from ingest.urls import FILE_HINT, Refused, Url

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_NETWORK_HINT = "Check the address, and the network."
_CONNECT_SECONDS = 5.0
"""For one of several addresses of a host to answer, before the next is tried."""


def look_up(host: str) -> Sequence[str]:
    """The IP addresses of a name, in the order in which the system would try them. Raises OSError, UnicodeError."""
    families = (socket.AF_INET, socket.AF_INET6)
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(str(place[0]) for family, _, _, _, place in found if family in families)


@dataclass(frozen=True, slots=True)
class Network:
    """What a fetch may reach and how. The defaults are the public Internet; a test puts its own server there."""

    resolve: Callable[[str], Sequence[str]] = look_up
    """A name → its IP addresses; asked once for each hop."""
    why_not: Callable[[IPAddress], str] = why_not_public
    """What an address is when nothing may be fetched from it, "" when it may."""
    ports: frozenset[int] = frozenset({80, 443})
    """Documents for the public are on these; what listens on others is more often a service of somebody's own."""
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    """What certificates are checked with: by default against the system's authorities."""


class Deadline:
    """When a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that remain, more than none. Raises TimeoutError."""
        if (left := self._end - monotonic()) <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """What arrives over one connection: each read gets what is left of the deadline, all together ``allowance`` bytes.

    http.client and gzip read in loops of their own, a byte at a time if the server wants it so; here is the one place
    that all of them pass.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline, allowance: int, spent: Refused) -> None:
        self._connection = connection
        self._deadline = deadline
        self.allow(allowance, spent)

    def allow(self, allowance: int, spent: Refused) -> None:
        """Bytes that may yet arrive, and what to say when they have and more is wanted."""
        self._allowance, self._spent = allowance, spent

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        if not self._allowance:
            raise self._spent
        self._connection.settimeout(self._deadline.left())
        got = self._connection.recv_into(memoryview(buffer)[: self._allowance])
        self._allowance -= got
        return got

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client asks of a socket."""
        return io.BufferedReader(self)


@contextmanager
def connected(at: Url, network: Network, deadline: Deadline) -> Iterator[socket.socket]:
    """A connection to the host of a URL; with https, one whose certificate is for its name.

    Raises:
        Refused: the port or an address of the host may not be connected to, or there is nothing to connect to.
        OSError: the connection fails; TimeoutError when the deadline is reached.
    """
    with _first_that_answers(_checked_addresses(at, network, deadline), at.port, deadline) as plain:
        if at.scheme == "http":
            yield plain
            return
        context = network.tls()
        context.set_alpn_protocols(["http/1.1"])
        plain.settimeout(deadline.left())
        with context.wrap_socket(plain, server_hostname=at.host) as secure:
            yield secure


def _checked_addresses(at: Url, network: Network, deadline: Deadline) -> list[IPAddress]:
    """The addresses of the host, all of which may be connected to: one that may not spoils the others."""
    if at.port not in network.ports:
        usual = " and ".join(map(str, sorted(network.ports)))
        raise Refused(f"port {at.port} is not one of those that pages for the public are on, {usual}", FILE_HINT)
    found = [at.address] if at.address else _resolved(at.host, network, deadline)
    for address in found:
        if what := network.why_not(address):
            named = f"{address} is {what}" if at.address else f"{at.host} stands for {address}, {what}"
            raise Refused(named, "Only public pages are fetched. Save the page in a browser, and give the file.")
    return found


def _resolved(host: str, network: Network, deadline: Deadline) -> list[IPAddress]:
    # The system's look-up has no time limit that can be set, hence a thread that is left behind when time is up.
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(network.resolve(host))
        except Exception as error:
            answer.set_exception(error)

    Thread(target=ask, name="look-up", daemon=True).start()
    try:
        found = [ip_address(written) for written in answer.result(deadline.left())]
    except (socket.gaierror, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a name"
        raise Refused(f"{host} cannot be looked up: {reason}", _NETWORK_HINT) from error
    if not found:
        raise Refused(f"{host} has no IP address", "Check the address.")
    return list(dict.fromkeys(found))


def _first_that_answers(addresses: Sequence[IPAddress], port: int, deadline: Deadline) -> socket.socket:
    problem = ""
    for address in addresses:
        family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(deadline.left(), _CONNECT_SECONDS))
            connection.connect((str(address), port))
        except OSError as error:
            connection.close()
            deadline.left()
            problem = (error.strerror or "no answer").lower()
        else:
            return connection
    raise Refused(f"{addresses[-1]} port {port} cannot be reached: {problem}", _NETWORK_HINT)
