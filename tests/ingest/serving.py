"""A web server on this machine that sends, path by path, the bytes a test gives it, proper HTTP or not.

    with WebServer({"/terms": page(b"<p>Terms</p>")}) as server:
        ...                                   # talk to 127.0.0.1, port server.port
    assert server.requests == ["GET /terms HTTP/1.1\\r\\nHost: …"]

The page of "*" is given for every path that is not named.
"""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Self


class Connection:
    """What a page is sent through; sending fails with OSError once the client is gone or the test over."""

    def __init__(self, raw: socket.socket, over: threading.Event) -> None:
        self._raw, self._over = raw, over
        self.sent = 0

    def send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            if self._over.is_set():
                raise ConnectionAbortedError
            done = self._raw.send(view)
            self.sent += done
            view = view[done:]

    def wait(self, seconds: float | None = None) -> bool:
        """Until the test is over or, if given, some seconds have passed; True when it is over."""
        return self._over.wait(seconds)

    def reset(self) -> None:
        """Break the connection off as a crash would."""
        self._raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._raw.close()


Page = Callable[[Connection], None] | bytes


class WebServer:
    """The server; use it in a ``with`` block. What it ``sent`` is final after the block."""

    def __init__(self, pages: Mapping[str, Page], host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[str] = []
        self.accepted = 0
        self.sent = 0
        self._pages, self._tls = pages, tls
        self._over = threading.Event()
        self._listening = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.port: int = self._listening.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with suppress(OSError):  # what waits in accept wakes up
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                raw, _ = self._listening.accept()
                self.accepted += 1
                thread = threading.Thread(target=self._serve, args=(raw,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, raw: socket.socket) -> None:
        with raw, suppress(OSError):
            raw.settimeout(20)
            with self._tls.wrap_socket(raw, server_side=True) if self._tls else raw as talking:
                request = b""
                while b"\r\n\r\n" not in request:
                    if not (got := talking.recv(65_536)):
                        return
                    request += got
                self.requests.append(request.decode("ascii"))
                path = self.requests[-1].split(" ")[1].partition("?")[0]
                page = self._pages.get(path, self._pages.get("*", status(404)))
                connection = Connection(talking, self._over)
                try:
                    page(connection) if callable(page) else connection.send(page)
                    talking.shutdown(socket.SHUT_WR)  # else closing could take away what is still on its way
                    while talking.recv(65_536):
                        pass
                finally:
                    self.sent += connection.sent


def page(body: bytes, kind: str | None = "text/html", length: int | None = None, **headers: str) -> bytes:
    """A proper answer; header names are written with _ for -. ``length`` is that of the body unless it lies."""
    said = {"Content-Type": kind, "Content-Length": str(len(body) if length is None else length)}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    return head(said) + body


def head(headers: Mapping[str, str | None], line: str = "HTTP/1.1 200 OK") -> bytes:
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
    return f"{line}\r\n{said}\r\n".encode("latin-1")


def status(code: int) -> bytes:
    return head({"Content-Length": "0"}, f"HTTP/1.1 {code} So it is")


def redirect(to: str, code: int = 302, **headers: str) -> bytes:
    said = {"Location": to, "Content-Length": "0"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return head(said, f"HTTP/1.1 {code} Elsewhere")


def endless(start: bytes, again: bytes, most: int = 1_000_000_000) -> Callable[[Connection], None]:
    """``start``, then ``again`` and again until ``most`` bytes are sent."""

    def behave(connection: Connection) -> None:
        connection.send(start)
        block = again * max(1, 65_536 // len(again))
        while connection.sent < most:
            connection.send(block)

    return behave


def drips(start: bytes, again: bytes) -> Callable[[Connection], None]:
    """``start``, then a byte of ``again`` every hundredth of a second, without end."""

    def behave(connection: Connection) -> None:
        connection.send(start)
        at = 0
        while not connection.wait(0.01):
            connection.send(again[at % len(again) :][:1])
            at += 1

    return behave


def is_silent(connection: Connection) -> None:
    connection.wait()
