"""Many people at once: an HTTP client small enough to take little from the server it measures on the same machine."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Sent:
    """One request: its head and body as they go over the wire."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of some requests."""

    seconds: tuple[float, ...]
    """Of each that was answered with 200."""
    errors: int
    whole: float
    """Seconds for all of them together."""

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.whole if self.whole else 0.0


def request(method: str, path: str, body: bytes = b"", accept: str = "*/*") -> Sent:
    """A request that keeps its connection open."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return Sent(f"{head}\r\n".encode() + body)


class Line:
    """One open connection to a server."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)

    async def send(self, what: Sent) -> int:
        """Send a request and read the head of its answer; returns the status."""
        self._writer.write(what.data)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        self._length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        return int(head.split(maxsplit=2)[1])

    async def body(self) -> bytes:
        """The rest of an answer that says its length."""
        return await self._reader.readexactly(self._length)

    async def until(self, mark: bytes) -> None:
        """Read a stream as far as some bytes."""
        await self._reader.readuntil(mark)

    def hang_up(self) -> None:
        """Go away without a word."""
        self._writer.transport.abort()


async def crowd(address: str, requests: Sequence[Sent], people: int) -> Heard:
    """Send all requests, each person one after the other on a connection of their own."""
    seconds: list[float] = []
    errors = 0
    todo: Iterator[Sent] = iter(requests)

    async def person() -> None:
        nonlocal errors
        line = Line(address)
        await line.open()
        for what in todo:
            started = time.perf_counter()
            try:
                status = await line.send(what)
                await line.body()
            except (OSError, EOFError):
                status = 0
                with suppress(OSError):
                    await line.open()
            if status == 200:
                seconds.append(time.perf_counter() - started)
            else:
                errors += 1
        line.hang_up()

    started = time.perf_counter()
    await asyncio.gather(*(person() for _ in range(people)))
    return Heard(tuple(seconds), errors, time.perf_counter() - started)
