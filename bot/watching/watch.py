"""READ FIRST in bot/watching: a service's versions → what to watch in them, each with its clauses and rights.

    find ──▶ the best sentences of each kind ──cite──▶ flags, with the nearest right of each sort beside them

What was found is kept for each version, since a version never changes. Every quote passes
``bot.verifying.verify.cite_span``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.lately import Lately
from bot.types import Citation
from bot.verifying.verify import cite_span
from bot.watching.finding import Found, Hit, find
from bot.watching.kinds import Kind, all_kinds
from bot.watching.learned import learned
from bot.watching.types import Flag, StandingRight, Sure, Watched
from ingest import Reading, Span, Version

SHOWN = 3
"""Sentences shown for a kind."""
SURE, LIKELY = 0.9, 0.7
"""Confidence from which a flag is called sure, and likely."""
KEPT = 64
"""Versions whose findings are kept; some ten kilobytes each."""
KEPT_STRETCHES = 2_048
"""Stretches of other versions whose findings are kept; a few hundred bytes each."""


class Watcher:
    """Finds what to watch. Safe to use from several threads."""

    def __init__(self, reading: Callable[[Version], Reading]) -> None:
        self._reading = reading
        self._kept = Lately[tuple[int, str], Found](KEPT)
        self._stretches = Lately[tuple[int, str, Span], Found](KEPT_STRETCHES)

    def watch(self, versions: Sequence[Version], as_of: date) -> Watched:
        """What to watch in the versions of one service. Raises HomeError."""
        desk = _Desk({version.id: self._reading(version) for version in versions})
        found = {version.id: self.look_through(version) for version in versions}
        flags = [
            flag
            for kind in all_kinds().kinds
            if (flag := _flag(kind, _placed(found, kind.key), found, desk)) is not None
        ]
        return Watched(versions[0].service, as_of, tuple(versions), tuple(flags), tuple(desk.citations))

    def flags(self, reading: Reading, within: Span) -> tuple[Hit, ...]:
        """The flags in a stretch of a version: looked up when it has been looked through, else only there."""
        key = reading.version.id, reading.version.sha256
        known = self._kept.get(key)
        if known is None:
            return self._stretches.of((*key, within), lambda: find(reading, within)).flags
        return tuple(h for h in known.flags if within.start <= h.span.start and h.span.end <= within.end)

    def look_through(self, version: Version) -> Found:
        """All there is in a version, kept for whoever asks for it next. Raises HomeError."""
        return self._kept.of((version.id, version.sha256), lambda: find(self._reading(version)))

    def warm(self) -> None:
        """Load what the first look would wait for."""
        learned()
        all_kinds()


def how_sure(confidence: float) -> Sure:
    """A confidence in one word."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "maybe"


@dataclass
class _Desk:
    """The readings on the table, and the citations made of them so far."""

    readings: dict[int, Reading]
    citations: list[Citation] = field(default_factory=list)
    _known: dict[tuple[int, Span], int | None] = field(default_factory=dict)

    def cite(self, version: int, span: Span) -> int | None:
        """Index of the citation of a sentence, None when it may not be quoted."""
        if (version, span) not in self._known:
            made = cite_span(self.readings[version], span)
            if made is not None:
                self.citations.append(made)
            self._known[version, span] = len(self.citations) - 1 if made is not None else None
        return self._known[version, span]


Placed = tuple[int, Hit]
"""A hit and the id of the version it is in."""


def _placed(found: dict[int, Found], key: str) -> list[Placed]:
    """The flags of a kind, the best first."""
    hits = [(version, hit) for version, one in found.items() for hit in one.flags if hit.key == key]
    return sorted(hits, key=lambda placed: (-placed[1].confidence, placed[1].rank))


def _flag(kind: Kind, placed: Sequence[Placed], found: dict[int, Found], desk: _Desk) -> Flag | None:
    cited: dict[int, Placed] = {}
    for version, hit in placed:
        index = desk.cite(version, hit.span)
        if index is not None:
            cited.setdefault(index, (version, hit))
        if len(cited) == SHOWN:
            break
    if not cited:
        return None
    version, best = next(iter(cited.values()))
    rights = [right for key in kind.rights if (right := _right(key, version, best.span, found, desk)) is not None]
    return Flag(
        kind.key,
        kind.name,
        kind.text,
        kind.why,
        round(best.confidence, 2),
        how_sure(best.confidence),
        tuple(cited),
        tuple(rights),
    )


def _right(key: str, version: int, near: Span, found: dict[int, Found], desk: _Desk) -> StandingRight | None:
    """The sentence of the same version that gives a right most plainly; of several the nearest."""
    right = next(right for right in all_kinds().rights if right.key == key)
    hits = [hit for hit in found[version].rights if hit.key == key]
    for hit in sorted(hits, key=lambda hit: (hit.rank, abs(hit.span.start - near.start))):
        if (index := desk.cite(version, hit.span)) is not None:
            return StandingRight(right.text, index)
    return None
