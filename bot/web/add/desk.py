"""Terms that somebody wants to add: read and looked at first, kept or given up afterwards.

What was looked at waits here under a name that cannot be guessed: few, small and not for long. Nothing of it is in the
library, or anywhere on the disk, before it is kept.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import BoundedSemaphore, Lock

from ingest import (
    CITABLE,
    IngestReport,
    Intake,
    NotFound,
    PlainTermsError,
    Segmentation,
    SourceError,
    SourceText,
    intakes,
    read_upload,
    segment,
)

MOST_WAITING = 8
"""Documents that wait for a decision; the oldest makes room for the next."""
MOST_CHARACTERS = 40_000_000
"""Of all that wait."""
WAITS_S = 15 * 60
AT_ONCE = 2
"""Documents that are read at the same time."""

TERMS_TYPES = (
    "terms-of-service",
    "privacy-policy",
    "community-guidelines",
    "acceptable-use-policy",
    "trackers-policy",
    "developer-terms",
    "commercial-terms",
    "data-processor-agreement",
    "copyright-claims-policy",
)
"""What a document can be called on the page: the usual ones of the Open Terms Archive vocabulary."""


class Busy(PlainTermsError):
    """Others are adding terms at this moment."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives: bytes with a name, or an address, and what is said about it."""

    service: str
    terms_type: str
    effective: date | None = None
    name: str = ""
    data: bytes = b""
    url: str = ""
    """With ``data`` where it was published; without, where it is fetched from."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A document that was read and waits for a decision."""

    id: str
    intake: Intake
    source: SourceText
    segmentation: Segmentation
    since: float

    @property
    def clauses(self) -> int:
        """Clauses that can be cited."""
        return sum(clause.kind in CITABLE for clause in self.segmentation.clauses)


class Desk:
    """Reads what is given and keeps what is wanted. Safe to use from several threads."""

    def __init__(
        self, keep: Callable[[Sequence[Intake]], IngestReport], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._keep = keep
        self._clock = clock
        self._waiting: dict[str, Looked] = {}
        self._lock = Lock()
        self._reading = BoundedSemaphore(AT_ONCE)
        self._writing = Lock()

    def look(self, given: Given) -> Looked:
        """Read a document and find its clauses.

        Raises:
            SourceError: it cannot be fetched or read, is not what its name says, or holds no clause.
            ConfigurationError: the service has no name.
            Busy: as many as may are being read.
        """
        if not self._reading.acquire(blocking=False):
            raise Busy("Other terms are being read at this moment.", "Try again in some seconds.")
        try:
            intake = _intake(given)
            source = intake.read()
            found = segment(source.text, source.markup)
        finally:
            self._reading.release()
        if not any(clause.kind in CITABLE for clause in found.clauses):
            raise SourceError("No clause was found in it.", "Check that it holds the text of the terms.")
        kept = replace(intake, read=lambda: source)
        return self._put(Looked(secrets.token_urlsafe(16), kept, source, found, self._clock()))

    def keep(self, name: str) -> tuple[Looked, IngestReport]:
        """Take a document that was looked at into the library.

        Raises:
            NotFound: it waits no longer.
            SourceError: it cannot be taken in, as the library has another text of that day.
            HomeError: the library cannot be written.
        """
        looked = self._take(name)
        try:
            with self._writing:
                report = self._keep([looked.intake])
        except Exception:
            self._put(looked)  # what went wrong may pass
            raise
        if report.skipped:
            raise SourceError(report.skipped[0][1], "Discard it, or look at it again with another date.")
        return looked, report

    def drop(self, name: str) -> None:
        """Forget a document that was looked at."""
        with self._lock:
            self._waiting.pop(name, None)

    def _put(self, looked: Looked) -> Looked:
        with self._lock:
            self._forget_old()
            self._waiting[looked.id] = looked
            while len(self._waiting) > 1 and (
                len(self._waiting) > MOST_WAITING
                or sum(len(one.source.text) for one in self._waiting.values()) > MOST_CHARACTERS
            ):
                del self._waiting[next(iter(self._waiting))]
        return looked

    def _take(self, name: str) -> Looked:
        with self._lock:
            self._forget_old()
            looked = self._waiting.pop(name, None)
        if looked is None:
            raise NotFound("This document waited too long, or was decided on already.", "Look at it once more.")
        return looked

    def _forget_old(self) -> None:
        now = self._clock()
        self._waiting = {name: one for name, one in self._waiting.items() if now - one.since < WAITS_S}


def _intake(given: Given) -> Intake:
    """What is given as ingest takes it in; it is read, or fetched, when asked for."""
    where = given.url if not given.data else "-"
    intake = next(
        intakes(
            [where],
            service=given.service,
            terms_type=given.terms_type,
            effective=given.effective,
            url=given.url or None,
            stdin=lambda: given.data,
        )
    )
    return replace(intake, name=given.name, read=partial(read_upload, given.data, given.name)) if given.data else intake
