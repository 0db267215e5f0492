"""What a person gets to see of a service's terms when asking what to watch."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from bot.types import NOTICE, Citation, documents_json
from ingest import Version

Sure = Literal["sure", "likely", "maybe"]


@dataclass(frozen=True, slots=True)
class StandingRight:
    """A sentence that gives a person something to set against clauses of a kind."""

    text: str
    """What it gives, in one plain sentence of ours."""
    citation: int
    """Index in ``Watched.citations``."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A kind of clause that a service's terms have."""

    topic: str
    """Key of the kind, "auto_renewal"."""
    name: str
    text: str
    """What such a clause does, in one plain sentence of ours; what this one says is the quote."""
    why: str
    confidence: float
    """0 to 1, of the best of the sentences."""
    sure: Sure
    citations: tuple[int, ...]
    """The sentences, best first; indexes in ``Watched.citations``, never empty."""
    rights: tuple[StandingRight, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """What to watch in a service's terms as they stand on one day."""

    service: str
    as_of: date
    documents: tuple[Version, ...]
    """The versions that were read."""
    watch_outs: tuple[Flag, ...] = ()
    citations: tuple[Citation, ...] = ()
    notice: str = NOTICE

    def to_json(self) -> dict[str, Any]:
        """The public object (docs/api.md), made of plain JSON values."""
        return {
            "service": self.service,
            "as_of": self.as_of.isoformat(),
            "documents": documents_json(self.documents),
            "watch_outs": [
                asdict(flag) | {"citations": list(flag.citations), "rights": [asdict(right) for right in flag.rights]}
                for flag in self.watch_outs
            ],
            "citations": [asdict(citation) for citation in self.citations],
            "notice": self.notice,
        }
