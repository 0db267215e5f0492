"""``plainterms bench …``: what our way of doing a thing costs beside the usual way, in one run, as a ratio.

The plain figures depend on the machine; the ratios hardly do.
"""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import ConfigurationError, IngestReport, Intake, ingest_into, open_embedder
from ingest.config import IngestSettings

CHUNK = 500
"""Characters of a chunk in the usual tutorial's recursive splitter."""
OVERLAP = 50
"""Characters that neighbouring chunks share there."""


@dataclass(frozen=True, slots=True)
class IngestBench:
    """A slice of recorded texts taken in by us, and chunked and embedded one by one."""

    texts: int
    ours: IngestReport
    naive_chunks: int
    naive_seconds: float

    @property
    def embedded_ratio(self) -> float:
        """How many texts the naive way embeds for each one of ours."""
        return self.naive_chunks / max(1, self.ours.embedded)

    @property
    def seconds_ratio(self) -> float:
        """How long the naive way takes for each second of ours."""
        return self.naive_seconds / max(self.ours.seconds, 1e-9)


def bench_ingest(todo: Sequence[Intake], settings: IngestSettings) -> IngestBench:
    """Take a slice of texts into an empty home, then chunk and embed each of them as a tutorial does.

    The naive side is only read, chunked and embedded; what it would spend on storing is not counted.

    Raises:
        ConfigurationError: there is nothing to take in.
        SourceError: a text cannot be read.
    """
    if not todo:
        raise ConfigurationError("There is nothing to measure.", "Name documents or a clone with --archive.")
    embedder = open_embedder(settings)
    embedder.embed(["the first text waits for the model to be loaded"])
    with tempfile.TemporaryDirectory(prefix="plainterms-bench-") as folder:
        ours = ingest_into(settings.model_copy(update={"home": Path(folder) / "home"}), todo)
    started = time.perf_counter()
    chunks = 0
    for intake in todo:
        cut = chunked(intake.read().text)
        embedder.embed(cut)
        chunks += len(cut)
    return IngestBench(len(todo), ours, chunks, time.perf_counter() - started)


def chunked(text: str, size: int = CHUNK, overlap: int = OVERLAP) -> list[str]:
    """Stretches of at most ``size`` characters that overlap, cut at white space where there is any."""
    chunks: list[str] = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text) and (space := text.rfind(" ", start + overlap + 1, end)) > 0:
            end = space
        chunks.append(text[start:end])
        start = end if end == len(text) else end - overlap
    return chunks
