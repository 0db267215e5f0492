"""What two texts of one document differ in, as values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from ingest.types import Clause, Span

ChangeKind = Literal["added", "removed", "reworded", "moved"]
Op = Literal["equal", "insert", "delete"]


class Text(Protocol):
    """One side of a comparison: a ``Reading``, or anything else that has these two."""

    @property
    def source(self) -> str: ...
    @property
    def clauses(self) -> tuple[Clause, ...]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A clause on one side of a comparison."""

    clause: Clause
    text: str
    """Its own words, readable, without those of the clauses inside it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words next to each other that were kept, put in or taken out.

    ``equal`` and ``insert`` one after the other give the words of the clause after the change, ``equal`` and
    ``delete`` those before it; equal words are written as in the newer text.
    """

    op: Op
    text: str
    """Readable words, with the white space before them."""
    words: tuple[str, ...]
    """The words, numbers and signs of it that are compared, in their plain form (``ingest/wording.py``)."""
    before: Span | None
    """Where they stand in the older source; None for words that were put in."""
    after: Span | None
    """Where they stand in the newer source; None for words that were taken out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not what it was, or a block of clauses that moved together."""

    kind: ChangeKind
    """``moved`` is renumbered or standing elsewhere, reworded as well when ``reworded`` says so."""
    before: Place | None
    """None for an added clause."""
    after: Place | None
    """None for a removed clause."""
    runs: tuple[Run, ...] = ()
    """All words of the clause; empty for a clause that only moved."""
    sentences_added: int = 0
    sentences_removed: int = 0
    sentences_reworded: int = 0
    through: tuple[Place, Place] | None = None
    """Of a block that moved together the last clause, before and after; ``before`` and ``after`` are its first."""
    clauses: int = 1
    """How many clauses of the newer text it speaks of: a section that moved takes those inside it along."""

    @property
    def reworded(self) -> bool:
        """Whether words of a clause that is there on both sides changed."""
        return self.before is not None and self.after is not None and any(run.op != "equal" for run in self.runs)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from an older text to a newer one."""

    changes: tuple[Change, ...]
    """In the order of the newer text, a removed clause where it would stand."""
    dates: tuple[date | None, date | None]
    """The dates that the two texts state for themselves; None where there is none or it is ambiguous."""

    def __bool__(self) -> bool:
        """Whether the terms changed; a new date alone does not change them."""
        return bool(self.changes)
