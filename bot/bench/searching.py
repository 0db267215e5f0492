"""What a search costs as the library grows: one document, the library as it is, and many times as large.

Each size is measured in a process of its own, so that memory and the time to open are its own: open, one search that
loads the model, then each question once in one service and once across all services. The plain figures are of this
machine; the ratios between sizes hardly depend on it.
"""

import multiprocessing
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from bot.config import Settings
from ingest import ConfigurationError, multiply, open_home

QUESTIONS = (
    "can they close my account without warning",
    "do i get my money back if i cancel halfway through the month",
    "who owns the photos i upload",
    "how long do they keep my data after i leave",
    "can i sue them in court",
    "price going up, how much notice do i get?",
    "are my kids allowed to use this",
    "sell my data",
    "what happens if someone hacks my account",
    "liability cap",
    "which law applies if i live in another country and there is a dispute about a payment i never agreed to",
    "can i use it for my business",
    "do they share things with advertisers",
    "refund",
    "are they allowed to change the terms whenever they like",
    "my ex knows my password and posted something awful from my account, am i responsible for that",
)
ROUNDS = 4
"""Times each question is asked."""
ONE_DOCUMENT = 100
"""Clauses of the document that is nearest to it are searched alone."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What searching costs in a library of one size. Times in milliseconds but for ``open_s``."""

    clauses: int
    services: int
    open_s: float
    """Library, index and services listed, before the model is loaded."""
    resident_mb: float
    """The most the process held, with the model loaded and all questions asked."""
    library_mb: float
    index_mb: float
    first_p50: float | None
    first_p95: float | None
    """In one service that is asked for the first time: its documents and vectors are read. None where there is no other
    service than the one that loads the model."""
    inside_p50: float
    inside_p95: float
    """In one service that was asked before."""
    across_p50: float
    across_p95: float


@dataclass(frozen=True, slots=True)
class SearchBench:
    machine: str
    one: Cost
    """One document in a home of its own."""
    whole: Cost
    """The library as it is, the newest version of each document."""
    many: Cost
    """Copies of it under invented names."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratios": self.ratios}

    @property
    def ratios(self) -> dict[str, float]:
        """How many times as long or as much in the large library as in the one as it is."""
        names = ("clauses", "first_p50", "inside_p50", "across_p50", "resident_mb")
        pairs = {name: (getattr(self.many, name), getattr(self.whole, name)) for name in names}
        return {name: round(many / whole, 2) for name, (many, whole) in pairs.items() if many and whole}


def bench_search(settings: Settings, clauses: int, done: Callable[[str, int, int], None]) -> SearchBench:
    """Measure the library of the settings, and one of about so many clauses made from it in a temporary folder.

    Raises:
        ConfigurationError: the library is empty.
        HomeError: it cannot be used.
    """
    source = open_home(settings)
    try:
        in_force = [v for v in source.library.versions() if v.effective <= date.today()]
        newest = {(v.service, v.terms_type): v for v in in_force}
        readings = [source.library.reading(v) for v in newest.values()]
        if not readings:
            raise ConfigurationError(
                "No terms in the library are in force.", "Take in some terms first: plainterms ingest --samples"
            )
        one = min(readings, key=lambda r: abs(len(r.clauses) - ONE_DOCUMENT))
        total = sum(len(r.clauses) for r in readings)
        found: list[Cost] = []
        for name, of, size in (("one", [one], 1), ("whole", readings, total), ("many", readings, clauses)):
            with tempfile.TemporaryDirectory(prefix="plainterms-bench-") as folder:
                here = settings.model_copy(update={"home": Path(folder)})
                home = open_home(here, create=True)
                made = multiply(source, home, of, size, partial(done, name))
                home.close()
                found.append(_alone(here, made))
    finally:
        source.close()
    return SearchBench(f"{platform.machine()}, {multiprocessing.cpu_count()} cores", *found)


def _alone(settings: Settings, clauses: int) -> Cost:
    """Measure in a new process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (settings, clauses))


def measure(settings: Settings, clauses: int) -> Cost:
    """Open the home of the settings and ask all questions, inside services and across."""
    from bot.assemble import open_explainer

    started = time.perf_counter()
    with open_explainer(settings, mode="excerpt") as explainer:
        versions = explainer.versions()
        opened = time.perf_counter() - started
        services = sorted({v.service for v in versions})
        explainer.search(services[0], QUESTIONS[0])
        # Drawn evenly from the whole library, each service once.
        drawn = list(dict.fromkeys(services[(n * 7919) % len(services)] for n in range(len(QUESTIONS) * ROUNDS)))
        asked = zip(cycle(QUESTIONS), (name for name in drawn if name != services[0]), strict=False)
        first = [_ms(partial(explainer.search, service, question)) for question, service in asked]
        again = list(islice(zip(cycle(QUESTIONS[1:]), cycle(drawn), strict=False), len(QUESTIONS) * ROUNDS))
        inside = [_ms(partial(explainer.search, service, question)) for question, service in again]
        across = [_ms(partial(explainer.search_across, (), question)) for question in QUESTIONS * ROUNDS]
        return Cost(
            clauses=clauses,
            services=len(services),
            open_s=round(opened, 2),
            resident_mb=round(_resident_mb(), 1),
            library_mb=round(settings.library_path.stat().st_size / 1e6, 1),
            index_mb=round(sum(f.stat().st_size for f in settings.index_path.rglob("*") if f.is_file()) / 1e6, 1),
            first_p50=_percentile(first, 50) if first else None,
            first_p95=_percentile(first, 95) if first else None,
            inside_p50=_percentile(inside, 50),
            inside_p95=_percentile(inside, 95),
            across_p50=_percentile(across, 50),
            across_p95=_percentile(across, 95),
        )


def _ms(search: Callable[[], object]) -> float:
    started = time.perf_counter()
    search()
    return (time.perf_counter() - started) * 1000


def _percentile(values: Sequence[float], which: int) -> float:
    return round(float(np.percentile(values, which)), 1)


def _resident_mb() -> float:
    """The most this process has held so far; Linux counts in kB, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e3 if sys.platform != "darwin" else 1e6)
