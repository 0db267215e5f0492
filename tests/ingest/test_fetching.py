"""Fetching, from a server on this machine that a test declares to be the Internet (``on_port``)."""

import gzip
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.connecting import Network
from ingest.errors import FetchError, SourceError
from ingest.fetching import LIMITS, Fetched, Limits, fetch
from ingest.public_addresses import IPAddress, why_not_public
from ingest.readers import Format
from ingest.types import ReadText
from tests.ingest.serving import (
    Connection,
    Page,
    WebServer,
    drips,
    endless,
    head,
    is_silent,
    page,
    redirect,
    status,
)


def _never_read(data: bytes, name: str) -> ReadText:
    raise AssertionError("fetching does not read documents")


FORMATS = (
    Format("web page", (".html",), ("text/html", "application/xhtml+xml"), (b"<!doctype",), _never_read),
    Format("notes", (".md",), ("text/markdown",), (), _never_read),
    Format("text", (".txt",), ("text/plain",), (), _never_read),
    Format("tape", (".tape",), (), (), _never_read),
)
TEXT = b"<!doctype html><p>You may not resell the service.</p>"
QUICK = Limits(seconds=0.3)
"""For what must end at the deadline. All else gets the usual one, so that a slow machine fails nothing."""
SMALL = Limits(max_bytes=100_000)


def on_port(
    port: int, *addresses: str, tls: ssl.SSLContext | None = None, resolve: Callable[[str], Sequence[str]] | None = None
) -> Network:
    """A network where every name stands for ``addresses``, and what listens at ``port`` of this machine is public."""

    def why_not(address: IPAddress) -> str:
        return "" if str(address) in {"127.0.0.1", "::1"} else why_not_public(address)

    return Network(
        resolve=resolve or (lambda _: addresses or ("127.0.0.1",)),
        why_not=why_not,
        ports=frozenset({port}),
        tls=(lambda: tls) if tls else ssl.create_default_context,
    )


def fetched_from(server: WebServer, url: str, network: Network | None = None, limits: Limits = LIMITS) -> Fetched:
    """What fetching ``url`` gives, in which {port} is the server's, and {at} a name of it with its port."""
    url = url.format(port=server.port, at=f"terms.example:{server.port}")
    return fetch(url, formats=FORMATS, network=network or on_port(server.port), limits=limits)


def fetched(pages: Page | dict[str, Page], path: str = "/terms", limits: Limits = LIMITS) -> Fetched:
    """What fetching from a server of these pages gives."""
    with WebServer(pages if isinstance(pages, dict) else {"*": pages}) as server:
        return fetched_from(server, f"http://{{at}}{path}", limits=limits)


# --- what is fetched -------------------------------------------------------------------------------------------------


def test_a_page_is_fetched() -> None:
    with WebServer({"*": page(TEXT, "Text/HTML; Charset='ISO-8859-1'")}) as server:
        before = datetime.now(UTC)
        got = fetched_from(server, "http://{at}/a?b#c")
    assert (got.data, got.media_type, got.charset) == (TEXT, "text/html", "iso-8859-1")
    assert got.url == f"http://terms.example:{server.port}/a?b"
    assert before <= got.retrieved <= datetime.now(UTC)
    (request,) = server.requests
    lines = request.split("\r\n")
    assert lines[:2] == ["GET /a?b HTTP/1.1", f"Host: terms.example:{server.port}"]
    assert re.fullmatch(r"User-Agent: PlainTerms/[\w.]+", lines[2])
    assert "text/html, application/xhtml+xml, text/markdown" in lines[3]


ARRIVES = {
    "with a length": page(TEXT),
    "until the end": head({"Content-Type": "text/html"}) + TEXT,
    "old HTTP": head({"Content-Type": "text/html"}, "HTTP/1.0 200 OK") + TEXT,
    "in chunks": head({"Content-Type": "text/html", "Transfer-Encoding": "chunked"})
    + b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in (TEXT[:7], TEXT[7:]))
    + b"0\r\nTrailer: x\r\n\r\n",
    "gzip": page(gzip.compress(TEXT), Content_Encoding="gzip"),
    "gzip in two members": page(gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]), Content_Encoding="X-GZip"),
    "not packed, and said so": page(TEXT, Content_Encoding="identity"),
    "after an interim answer": head({}, "HTTP/1.1 100 Continue") + page(TEXT),
    "byte by byte": lambda connection: [connection.send(bytes([byte])) for byte in page(TEXT)],
    "with a length that is none": head({"Content-Type": "text/html", "Content-Length": "9" * 5_000}) + TEXT,
    "of just the allowed size": page(b"a" * SMALL.max_bytes),
}


@pytest.mark.parametrize("way", ARRIVES)
def test_a_page_arrives(way: str) -> None:
    got = fetched(ARRIVES[way], limits=SMALL)
    assert got.data in (TEXT, b"a" * SMALL.max_bytes)


KINDS = {
    ("/a", "application/xhtml+xml"): "application/xhtml+xml",
    ("/a.md", "text/html"): "text/html",
    ("/a.md", "text/plain; charset=utf-8"): "text/markdown",
    ("/a.MD", "application/octet-stream"): "text/markdown",
    ("/a.md", None): "text/markdown",
    ("/a.md", ""): "text/markdown",
    ("/a.b/c.md?d=e.html", "binary/octet-stream"): "text/markdown",
    ("/a.tape", "application/octet-stream"): "",
    ("/a", "text/plain"): "text/plain",
    ("/a.exe", "text/plain"): "text/plain",
}


@pytest.mark.parametrize(("path", "said"), KINDS)
def test_the_kind_is_what_the_server_says_or_where_that_is_little_the_ending(path: str, said: str | None) -> None:
    assert fetched(page(TEXT, said), path).media_type == KINDS[path, said]


def test_a_redirect_is_followed_and_cookies_are_not_kept() -> None:
    with WebServer(
        {
            "/": redirect("/terms/", 301, Set_Cookie="visitor=1"),
            "/terms/": redirect("de?x", 307, Set_Cookie="visitor=1"),
            "/terms/de": page(TEXT, Set_Cookie="visitor=1"),
        }
    ) as server:
        got = fetched_from(server, "http://{at}/")
    assert got.url == f"http://terms.example:{server.port}/terms/de?x"
    assert len(server.requests) == 3
    assert "ookie" not in "".join(server.requests)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_five_redirects_are_followed(code: int) -> None:
    pages: dict[str, Page] = {f"/{n}": redirect(f"/{n + 1}", code) for n in range(5)}
    assert fetched(pages | {"/5": page(TEXT)}, "/0").data == TEXT


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with WebServer({"*": page(TEXT)}) as server:
        network = on_port(server.port, "::1", "127.0.0.1")  # nothing listens on the first
        assert fetched_from(server, "http://{at}/", network).data == TEXT


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetched(page(TEXT)).data == TEXT


def test_an_ipv6_address_is_connected_to() -> None:
    try:
        server = WebServer({"*": page(TEXT)}, host="::1")
    except OSError as error:
        pytest.skip(f"there is no IPv6 here: {error}")
    with server:
        got = fetch(f"http://[::1]:{server.port}/", formats=FORMATS, network=on_port(server.port))
    assert got.data == TEXT
    assert f"Host: [::1]:{server.port}\r\n" in server.requests[0]


# --- where it leads --------------------------------------------------------------------------------------------------

REFUSED_PLACES = {
    "http://127.0.0.2:{port}/": "127.0.0.2 is an address of this machine",
    "http://0x7f.0.0.1:{port}/": "not every program",
    "http://2130706433:{port}/": "not every program",
    "http://0177.0.0.1:{port}/": "not every program",
    "http://①②⑦.0.0.1:{port}/": "stand for others",
    "http://127。0。0。1:{port}/": "stand for others",
    "http://[::ffff:10.0.0.1]:{port}/": "IPv4-mapped form of 10.0.0.1",
    "http://[64:ff9b::a9fe:a9fe]:{port}/": "NAT64 form of 169.254.169.254, the address of a cloud's metadata",
    "http://[2002:7f00:1::]:{port}/": "6to4 form of 127.0.0.1",
    "http://[fe80::1%25eth0]:{port}/": "network interface",
    "http://169.254.169.254:{port}/latest/meta-data/": "metadata",
    "http://10.0.0.1:{port}/": "10.0.0.1 is a private address",
    "http://inner.example:{port}/": "inner.example stands for 10.1.2.3, a private address",
    "http://half.example:{port}/": "half.example stands for 192.168.1.1, a private address",
    "http://localhost:{port}/": "this machine or of a local network",
    "http://unknown.example:{port}/": "unknown.example cannot be looked up: no such name",
    "http://empty.example:{port}/": "empty.example has no IP address",
    "http://terms.example:1/": "port 1 is not one",
    "http://terms.example/": "port 80 is not one",
    "http://user:secret@terms.example:{port}/": "user name",
    "file:///etc/passwd": "file: addresses",
    "gopher://127.0.0.1:{port}/_GET": "gopher: addresses",
    "data:text/html,terms": "data: addresses",
    "http://terms.example:{port}/a b": "a space",
}


def _names(host: str) -> Sequence[str]:
    if host == "unknown.example":
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    known = {"inner.example": ("10.1.2.3",), "half.example": ("127.0.0.1", "192.168.1.1"), "empty.example": ()}
    return known.get(host, ("127.0.0.1",))


@pytest.mark.parametrize("place", REFUSED_PLACES)
def test_a_place_is_refused_before_anything_is_sent(place: str) -> None:
    with WebServer({"*": page(TEXT)}) as server:
        url = place.format(port=server.port)
        with pytest.raises(FetchError, match=re.escape(REFUSED_PLACES[place])) as refusal:
            fetch(url, formats=FORMATS, network=on_port(server.port, resolve=_names))
    assert server.accepted == 0
    assert "secret" not in str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize("place", REFUSED_PLACES)
def test_a_redirect_to_such_a_place_is_refused_there(place: str) -> None:
    pages: dict[str, Page] = {}
    with WebServer(pages) as server:
        location = place.format(port=server.port).encode().decode("latin-1")
        pages["/"] = redirect(location)
        with pytest.raises(FetchError, match=re.escape(REFUSED_PLACES[place])) as refusal:
            fetched_from(server, "http://{at}/", on_port(server.port, resolve=_names))
    assert server.accepted == 1
    assert str(refusal.value).startswith(f"http://terms.example:{server.port}/ was not fetched: it redirects to ")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "terms.example"])
def test_this_machine_is_refused_unless_a_test_says_otherwise(host: str) -> None:
    with WebServer({"*": page(TEXT)}) as server:
        network = Network(resolve=lambda _: ["127.0.0.1"], ports=frozenset({server.port}))
        with pytest.raises(FetchError, match="this machine"):
            fetch(f"http://{host}:{server.port}/", formats=FORMATS, network=network)
        with pytest.raises(FetchError, match=f"port {server.port} is not one of those that .* 80 and 443"):
            fetch(f"http://127.0.0.1:{server.port}/", formats=FORMATS)
    assert server.accepted == 0


def test_a_name_is_looked_up_once_and_the_address_that_was_checked_is_used() -> None:
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    with WebServer({"*": page(TEXT)}) as server:
        network = on_port(server.port, resolve=lambda _: answers.pop(0))
        assert fetched_from(server, "http://{at}/", network).data == TEXT
    assert answers == [["127.0.0.2"]]


def test_a_name_that_has_moved_by_the_next_hop_is_refused_there() -> None:
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    with WebServer({"/": redirect("/terms"), "/terms": page(TEXT)}) as server:
        network = on_port(server.port, resolve=lambda _: answers.pop(0))
        with pytest.raises(FetchError, match=r"redirects to .*/terms, and terms\.example stands for 127\.0\.0\.2"):
            fetched_from(server, "http://{at}/", network)
    assert server.accepted == 1


REDIRECTS = {
    "to itself": ({"/": redirect("/")}, "go in a circle"),
    "in a ring": ({"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/a")}, "go in a circle"),
    "to itself but for the fragment": ({"/": redirect("/#again")}, "go in a circle"),
    "too often": ({f"/{'a' * n}": redirect(f"/{'a' * (n + 1)}") for n in range(7)}, "more than 5 redirects"),
    "nowhere": ({"/": head({"Content-Length": "0"}, "HTTP/1.1 302 Found")}, "status 302"),
    "with a fold": ({"/": redirect("/a\r\n b")}, "a line break"),
    "in no known characters": ({"/": redirect("/\xff\xff")}, "cannot be read"),
    "to a broken host": ({"/": redirect("http://[::1")}, "cannot be read"),
}


@pytest.mark.parametrize("way", REDIRECTS)
def test_redirects_that_lead_nowhere(way: str) -> None:
    pages, reason = REDIRECTS[way]
    with pytest.raises(FetchError, match=reason):
        fetched(pages, "/")


# --- what the server gives -------------------------------------------------------------------------------------------

GIVES = {
    "a picture": (page(b"\x89PNG", "image/png"), "gives image/png, which is not read"),
    "JSON": (page(b"{}", "application/json"), "application/json"),
    "bytes": (page(TEXT, "application/octet-stream"), "application/octet-stream"),
    "no type": (page(TEXT, None), "does not say what it gives"),
    "an empty type": (page(TEXT, ""), "does not say what it gives"),
    "a strange type": (page(TEXT, "\x1b[31mred"), r"gives \\x1b\[31mred"),
    "401": (status(401), "log-in"),
    "403": (status(403), "403"),
    "404": (status(404), "no such page"),
    "410": (status(410), "gone"),
    "418": (status(418), "status 418"),
    "429": (status(429), "too many requests"),
    "451": (status(451), "legal"),
    "500": (status(500), "status 500"),
    "503": (status(503), "status 503"),
    "no content": (status(204), "status 204"),
    "a part": (head({"Content-Type": "text/html"}, "HTTP/1.1 206 Partial") + TEXT, "status 206"),
    "another packing": (page(TEXT, Content_Encoding="br"), "packs it as br"),
    "gzip twice": (page(TEXT, Content_Encoding="gzip, gzip"), "packs it as gzip, gzip"),
    "gzip in transfer": (page(TEXT, Transfer_Encoding="gzip, chunked"), "packs it as gzip, chunked"),
    "gzip that is none": (page(TEXT, Content_Encoding="gzip"), "gzip is not"),
    "damaged gzip": (page(gzip.compress(TEXT)[:-8] + bytes(8), Content_Encoding="gzip"), "gzip is not"),
    "half of gzip": (page(gzip.compress(TEXT)[:-9], Content_Encoding="gzip"), "did not arrive whole"),
    "half of the page": (page(TEXT, length=1_000), "did not arrive whole"),
    "half a chunk": (head({"Content-Type": "text/html", "Transfer-Encoding": "chunked"}) + b"ff\r\nTer", "whole"),
    "no last chunk": (head({"Content-Type": "text/html", "Transfer-Encoding": "chunked"}) + b"1\r\nT\r\n", "whole"),
    "rubbish for chunks": (head({"Content-Type": "text/html", "Transfer-Encoding": "chunked"}) + TEXT, "whole"),
    "a negative chunk": (
        head({"Content-Type": "text/html", "Transfer-Encoding": "chunked"}) + b"-5\r\n" + TEXT,
        "not proper HTTP|whole",
    ),
    "a page of HTTP/0.9": (TEXT, "not proper HTTP"),
    "rubbish": (bytes(range(256)), "not proper HTTP"),
    "HTTP/2": (b"HTTP/2 200\r\n\r\n", "not proper HTTP"),
    "no number": (b"HTTP/1.1 OK\r\n\r\n", "not proper HTTP"),
    "nothing": (b"", "closed the connection without an answer"),
    "too many headers": (head({f"X-{n}": "" for n in range(200)}), "not proper HTTP"),
    "a long header": (head({"X": "a" * 70_000}), "headers are longer than 65,536 bytes"),
    "a large page": (page(b"a" * 100_001), r"larger than 0\.1 MB"),
    "a page said to be large": (page(TEXT, length=10**15), r"larger than 0\.1 MB"),
}


@pytest.mark.parametrize("gift", GIVES)
def test_what_a_server_gives_instead_of_a_page(gift: str) -> None:
    answer, reason = GIVES[gift]
    with pytest.raises(FetchError, match=reason) as refusal:
        fetched(answer, limits=SMALL)
    assert re.match(r"http://terms\.example:\d+/terms was not fetched: .*\.$", str(refusal.value))
    assert str(refusal.value).isprintable()
    assert refusal.value.hint


CHUNKED = head({"Content-Type": "text/html", "Transfer-Encoding": "chunked"})
ENDLESS = {
    "a gigabyte": endless(page(b"", length=10**9), b"terms "),
    "a gigabyte of unsaid length": endless(head({"Content-Type": "text/html"}), b"terms "),
    "a gigabyte in chunks": endless(CHUNKED, b"10000\r\n" + b"a" * 65_536 + b"\r\n"),
    "chunks of one byte": endless(CHUNKED, b"1\r\na\r\n"),
    "a chunk to the end of all": endless(CHUNKED + b"-1\r\n", b"a"),
    "chunk extensions": endless(CHUNKED, b"1;" + b"a" * 60_000 + b"\r\na\r\n"),
    "trailers": endless(CHUNKED + b"0\r\n", b"Trailer: x\r\n"),
    "headers": endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "one header": endless(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "a status line": endless(b"HTTP/1.1 200 ", b"O"),
    "interim answers": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a gigabyte of gzip": endless(head({"Content-Type": "text/html", "Content-Encoding": "gzip"}), gzip.compress(b"a")),
    "gzip without content": endless(
        head({"Content-Type": "text/html", "Content-Encoding": "gzip"}), gzip.compress(b"")
    ),
    "a gzip file's name": endless(
        head({"Content-Type": "text/html", "Content-Encoding": "gzip"}) + gzip.compress(b"")[:3] + b"\x08" + bytes(6),
        b"a",
    ),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_does_not_end_is_given_up(what: str) -> None:
    reason = r"larger than 0\.1 MB|headers are longer|not proper HTTP|did not arrive whole"
    with WebServer({"*": ENDLESS[what]}) as server, pytest.raises(FetchError, match=reason):
        fetched_from(server, "http://{at}/", limits=SMALL)
    assert server.sent < 50_000_000  # what is read, and what fits into the buffers of the system


def test_a_gigabyte_is_given_up_at_the_usual_limit() -> None:
    gigabyte = endless(head({"Content-Type": "text/html"}), b"terms ")
    with WebServer({"*": gigabyte}) as server, pytest.raises(FetchError, match="larger than 20 MB"):
        fetched_from(server, "http://{at}/")
    assert 20_000_000 < server.sent < 70_000_000


def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    assert len(bomb) < 300_000
    with pytest.raises(FetchError, match="larger than 20 MB"):
        fetched(page(bomb, Content_Encoding="gzip"))


# --- time ------------------------------------------------------------------------------------------------------------

SLOW = {
    "says nothing": is_silent,
    "drips the status line": drips(b"", b"HTTP/1.1 200 " + b"O" * 10_000),
    "drips headers": drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "drips interim answers": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "drips the page": drips(head({"Content-Type": "text/html"}), b"terms "),
    "drips a page of known length": drips(page(b"", length=10_000), b"terms "),
    "drips chunks": drips(CHUNKED, b"1\r\na\r\n"),
    "drips trailers": drips(CHUNKED + b"0\r\n", b"Trailer: x\r\n"),
    "drips gzip": drips(
        head({"Content-Type": "text/html", "Content-Encoding": "gzip"}), gzip.compress(b"terms") * 1_000
    ),
    "stops in the middle": lambda connection: (connection.send(page(TEXT, length=1_000)), is_silent(connection)),
}


@pytest.mark.parametrize("way", SLOW)
def test_a_slow_server_is_given_up_at_the_time_limit(way: str) -> None:
    with pytest.raises(FetchError, match=r"the time limit of 0\.3 s was reached"):
        fetched(SLOW[way], limits=QUICK)


def test_the_time_limit_holds_for_all_hops_together() -> None:
    def lingers(connection: Connection) -> None:
        connection.wait(0.12)
        connection.send(redirect(f"/{len(server.requests)}"))

    with WebServer({"*": lingers}) as server, pytest.raises(FetchError, match="the time limit of 0.3 s was reached"):
        fetched_from(server, "http://{at}/", limits=QUICK)


def test_the_time_limit_holds_for_the_greeting_of_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:  # connects, and never says a word
        network = on_port(listening.getsockname()[1])
        with pytest.raises(FetchError, match="time limit"):
            fetch(f"https://terms.example:{min(network.ports)}/", network=network, limits=QUICK)


def test_the_time_limit_holds_for_the_look_up() -> None:
    over = threading.Event()

    def never(_: str) -> Sequence[str]:
        over.wait()
        return ()

    with pytest.raises(FetchError, match="time limit"):
        fetch("http://terms.example/", network=Network(resolve=never), limits=QUICK)
    over.set()


# --- connections -----------------------------------------------------------------------------------------------------


def test_nothing_listens() -> None:
    with WebServer({}) as server:
        pass
    with pytest.raises(FetchError, match=rf"127\.0\.0\.1 port {server.port} cannot be reached: connection refused"):
        fetch(f"http://terms.example:{server.port}/", network=on_port(server.port))


def test_a_server_that_resets_the_connection() -> None:
    def resets(connection: Connection) -> None:
        connection.send(page(TEXT, length=1_000))
        connection.reset()

    with pytest.raises(FetchError, match="connection failed: Connection reset by peer"):
        fetched(resets)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate for terms.example, signed by itself."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("there is no openssl command to make a certificate with")
    made = tmp_path_factory.mktemp("tls") / "terms.pem"
    command = (
        f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout {made} -out {made}.crt"
    )
    subject = ["-subj", "/CN=terms.example", "-addext", "subjectAltName=DNS:terms.example"]
    subprocess.run([openssl, *command.split(), *subject], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + Path(f"{made}.crt").read_bytes())
    return made


@pytest.fixture
def secure_server(certificate: Path) -> Iterator[WebServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with WebServer({"/": page(TEXT), "/down": redirect("http://terms.example:81/")}, tls=context) as server:
        server.asked = asked  # type: ignore[attr-defined]
        yield server


def test_the_certificate_must_be_for_the_name_and_the_name_is_asked_for(
    secure_server: WebServer, certificate: Path
) -> None:
    network = on_port(secure_server.port, tls=ssl.create_default_context(cafile=certificate))
    url = f"https://terms.example:{secure_server.port}/"
    assert fetch(url, formats=FORMATS, network=network).data == TEXT
    assert secure_server.asked == ["terms.example"]  # type: ignore[attr-defined]
    with pytest.raises(FetchError, match="its certificate is not accepted: Hostname mismatch.*'other.example'"):
        fetch(url.replace("terms.", "other."), formats=FORMATS, network=network)
    with pytest.raises(FetchError, match="its certificate is not accepted: IP address mismatch"):
        fetch(url.replace("terms.example", "127.0.0.1"), formats=FORMATS, network=network)
    assert len(secure_server.requests) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_server: WebServer) -> None:
    with pytest.raises(FetchError, match="its certificate is not accepted: self.signed certificate") as refusal:
        fetch(f"https://terms.example:{secure_server.port}/", formats=FORMATS, network=on_port(secure_server.port))
    assert "SSL_CERT_FILE" in refusal.value.hint
    assert not secure_server.requests


def test_a_redirect_from_https_to_http_is_refused(secure_server: WebServer, certificate: Path) -> None:
    network = on_port(secure_server.port, tls=ssl.create_default_context(cafile=certificate))
    with pytest.raises(FetchError, match="http could have been changed on the way"):
        fetch(f"https://terms.example:{secure_server.port}/down", formats=FORMATS, network=network)


def test_a_server_that_speaks_no_tls() -> None:
    def greets() -> None:
        with listening.accept()[0] as connection:
            connection.sendall(page(TEXT))
            connection.recv(65_536)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=greets)
        thread.start()
        network = on_port(listening.getsockname()[1])
        with pytest.raises(FetchError, match="no secure connection could be made"):
            fetch(f"https://terms.example:{min(network.ports)}/", network=network)
        thread.join()


# --- whatever comes --------------------------------------------------------------------------------------------------

HOSTS = st.one_of(
    st.from_regex(r"[0-9a-fxX.:\[\]%@]{1,24}", fullmatch=True),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda address: f"[{address}]"),
    st.sampled_from(["terms.example", "localhost", "127.1", "①.0.0.1", "acme.example.", "a@b", "[::1]", "0"]),
    st.text(max_size=20),
)
URLS = st.text() | st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP", "file", "ftp"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080", ":", ":x"]),
    st.just("") | st.text(max_size=20).map("/{}".format),
)


@given(URLS)
def test_any_string_is_refused_or_connected_to_in_public(url: str) -> None:
    def reach(_: socket.socket, place: tuple[str, int]) -> None:
        assert why_not_public(ip_address(place[0])) == ""
        assert place[1] in {80, 443}
        raise ConnectionRefusedError

    network = Network(resolve=lambda host: ["127.0.0.1" if "a" in host else "9.9.9.9"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", reach)
        with pytest.raises(SourceError) as refusal:
            fetch(url, network=network)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 1_000


HEADS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                b"Content-Type: text/html",
                b"Content-Encoding: gzip",
                b"Transfer-Encoding: chunked",
                b"Content-Length: 5",
                b"Content-Length: -1",
                b"Location: /a",
                b"Location: http://[",
                b" folded",
                b": nameless",
            ]
        ),
        st.binary(max_size=30),
        st.tuples(st.sampled_from([b"Content-Type", b"Location", b"Content-Length"]), st.binary(max_size=30)).map(
            b": ".join
        ),
    ),
    max_size=6,
).map(b"\r\n".join)
ANSWERS = st.binary() | st.builds(
    b"HTTP/1.1 %b\r\nContent-Type: text/html\r\n%b\r\n\r\n%b".__mod__,
    st.tuples(
        st.sampled_from([b"200 OK", b"302 Found", b"100 Go on", b"404", b"999 x"]) | st.binary(max_size=9),
        HEADS,
        st.binary()
        | st.binary().map(gzip.compress)
        | st.binary().map(lambda body: b"%x\r\n%b\r\n" % (len(body), body)),
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANSWERS)
def test_any_answer_is_a_document_or_an_error_for_people(answer: bytes) -> None:
    try:
        got = fetched(answer, limits=SMALL)
    except FetchError as refusal:
        assert str(refusal).isprintable()
        assert refusal.hint
    else:
        assert len(got.data) <= SMALL.max_bytes
