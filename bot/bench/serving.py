"""What the web server bears: many people at once, many open streams, clients that go away.

    50 people, 1,000 questions, no model        beside the least that FastAPI can do, asked the same, in the same run
    200 streams open at a slow model            how soon the health check answers; how soon who goes away frees a place

Servers, model and people are processes of one machine and share its cores; the load average is told with the figures.
"""

import asyncio
import json
import os
import platform
import time
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from typing import Any

import numpy as np
from pydantic import SecretStr

from bot.bench.crowd import Heard, Line, Sent, crowd, request
from bot.bench.instant import instant_server
from bot.bench.searching import QUESTIONS
from bot.bench.served import Served, hello, plainterms, served
from bot.config import Settings
from ingest import NotFound

STREAMS = 200
PAUSE_S = 2.0
"""Between two pieces of the slow model's replies, which then take minutes."""
CHECKS = 50
"""Times the health check is asked while the streams are open."""
GONE = 5
"""Clients that go away, one after the other."""
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Load:
    """Times of one crowd. Milliseconds."""

    requests: int
    errors: int
    per_second: float
    p50: float | None
    p95: float | None
    slowest: float | None

    @classmethod
    def of(cls, heard: Heard) -> "Load":
        spread: list[float | None] = [None] * 3
        if heard.seconds:
            spread = [round(float(ms), 1) for ms in np.percentile(np.array(heard.seconds) * 1000, [50, 95, 100])]
        return cls(len(heard.seconds) + heard.errors, heard.errors, round(heard.per_second, 1), *spread)


@dataclass(frozen=True, slots=True)
class Streams:
    """Many answers streaming at once from a slow model. Milliseconds but for ``freed_s``."""

    open: int
    health_p50: float
    health_slowest: float
    freed_s: float
    """The longest until a client that went away had freed its place."""
    all_freed_s: float
    """Until no place was taken after all had gone away at once."""


@dataclass(frozen=True, slots=True)
class ServeBench:
    machine: str
    people: int
    ours: Load
    """All questions, from the first one that a server just started gets."""
    later: Load
    """The second half of them: what is asked about has been read."""
    hello: Load
    computing_ms: float | None
    """For which the server kept a core busy for each question; None where the system does not tell."""
    memory_mb: tuple[float | None, float | None, float | None]
    """Of the server: before, after half of the questions, after all."""
    streams: Streams

    def to_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return asdict(self)


def bench_serve(settings: Settings, people: int, questions: int, streams: int = STREAMS) -> ServeBench:
    """Serve the home of the settings and ask it.

    Raises:
        NotFound: the library is empty.
        HomeError: it cannot be used.
    """
    from bot.assemble import open_explainer

    with open_explainer(settings, mode="excerpt") as explainer:
        services = [service.slug for service in explainer.services()]
    if not services:
        raise NotFound("The library is empty.", "Take in some terms first: plainterms ingest --samples")
    asked = asked_of(services, questions)
    half = len(asked) // 2
    without = settings.model_copy(update={"mode": "excerpt"})
    with served(plainterms, without, max(people, 256), True) as server:
        memory, busy = [server.resident_mb()], server.computed_s()
        heard = list[Heard]()
        for some in (asked[:half], asked[half:]):
            heard.append(asyncio.run(crowd(server.address, [ask(body) for body in some], people)))
            memory.append(server.resident_mb())
        spent = server.computed_s()
    with served(hello) as server:
        least = asyncio.run(crowd(server.address, [request("POST", "/hello", body) for body in asked], people))
    with instant_server(PAUSE_S) as model:
        slow = settings.model_copy(
            update={
                "mode": "model",
                "openai_api_key": SecretStr("none"),
                "openai_base_url": model.url,
                "model_timeout_s": 600.0,
                "cache": "off",
            }
        )
        with served(plainterms, slow, streams + 50, False) as server:
            opened = asyncio.run(
                streaming(server, [ask(b, "text/event-stream") for b in islice(cycle(asked), streams)])
            )
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "not known"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load average at the end {load}"
    whole = Heard(heard[0].seconds + heard[1].seconds, sum(h.errors for h in heard), sum(h.whole for h in heard))
    each = None if busy is None or spent is None else round((spent - busy) * 1000 / len(asked), 1)
    return ServeBench(
        machine,
        people,
        Load.of(whole),
        Load.of(heard[1]),
        Load.of(least),
        each,
        (memory[0], memory[1], memory[2]),
        opened,
    )


def asked_of(services: list[str], count: int) -> list[bytes]:
    """Questions to all services in turn; every other one is worded as no other is, so that nothing kept of it helps."""
    turns = zip(range(count), cycle(services), cycle(QUESTIONS), strict=False)
    worded = ((service, f"{words} (my order {number})" if number % 2 else words) for number, service, words in turns)
    return [json.dumps({"service": service, "question": words}).encode() for service, words in worded]


def ask(body: bytes, accept: str = "application/json") -> Sent:
    return request("POST", "/api/ask", body, accept)


async def streaming(server: Served, asked: list[Sent]) -> Streams:
    """Open all streams, look how soon the health check answers, then hang up."""
    lines = [Line(server.address) for _ in asked]

    async def begin(line: Line, what: Sent) -> None:
        await line.open()
        await line.send(what)
        await line.until(b"event: delta")

    await asyncio.gather(*(begin(line, what) for line, what in zip(lines, asked, strict=True)))
    watch = Line(server.address)
    await watch.open()
    open_now = await running(watch)
    checks = [await timed(watch, request("GET", "/healthz")) for _ in range(CHECKS)]
    freed = []
    for number, line in enumerate(lines[:GONE], 1):
        line.hang_up()
        freed.append(await until(watch, len(lines) - number))
    for line in lines[GONE:]:
        line.hang_up()
    all_freed = await until(watch, 0)
    watch.hang_up()
    p50, slowest = np.percentile(np.array(checks) * 1000, [50, 100])
    return Streams(open_now, round(float(p50), 1), round(float(slowest), 1), round(max(freed), 2), round(all_freed, 2))


async def timed(line: Line, what: Sent) -> float:
    """Seconds until a request is answered; a moment passes before."""
    await asyncio.sleep(0.05)
    started = time.perf_counter()
    await line.send(what)
    await line.body()
    return time.perf_counter() - started


async def running(line: Line) -> int:
    """Answers on their way, as the server counts them."""
    await line.send(request("GET", "/metrics"))
    text = (await line.body()).decode()
    return int(float(text.partition("\nplainterms_answers_running ")[2].partition("\n")[0]))


async def until(line: Line, most: int) -> float:
    """Seconds until no more than so many answers are on their way; infinite when that never comes."""
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE_S:
        if await running(line) <= most:
            return time.perf_counter() - started
        await asyncio.sleep(0.02)
    return float("inf")
