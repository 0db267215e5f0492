"""Servers to be measured, each in a process of its own."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    address: str
    process: int
    """Its id."""

    def resident_mb(self) -> float | None:
        """Memory it holds now; None where the system does not tell (it is not Linux)."""
        try:
            pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1])
        except OSError:
            return None
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def computed_s(self) -> float | None:
        """Seconds for which it has kept a core busy; unlike times, hardly a matter of what else the machine does."""
        try:
            fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(run: Callable[..., None], *given: Any) -> Iterator[Served]:
    """Run a server for a while; ``run`` gets a pipe to say its address on, then what is ``given``."""
    context = multiprocessing.get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=run, args=(its, *given), daemon=True)
    process.start()
    its.close()
    try:
        yield Served(ours.recv(), process.pid or 0)
    finally:
        process.terminate()
        process.join()


def plainterms(told: Connection, settings: Settings, at_once: int, page: bool) -> None:
    """The web face over the home of the settings, whole or without its page."""
    from bot.assemble import open_explainer
    from bot.web.app import serve
    from bot.web.options import WebOptions

    with open_explainer(settings) as explainer:
        explainer.warm()
        options = WebOptions(page=page, at_once=at_once, ahead=True, metrics=True)
        serve(explainer, port=0, options=options, ready=told.send)


def hello(told: Connection) -> None:
    """The least that FastAPI can do."""
    import uvicorn
    from fastapi import FastAPI

    from bot.web.app import address_of, listen

    app = FastAPI()

    @app.post("/hello")
    async def said(asked: dict[str, str]) -> dict[str, str]:
        return {"hello": asked["service"]}

    with listen("127.0.0.1", 0) as listening:
        told.send(address_of(listening))
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listening])
