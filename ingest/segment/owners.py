"""Which clause a place belongs to, and what stands around a clause, for many places at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.types import Clause, Kind

UNREAD: frozenset[Kind] = frozenset({"contents", "navigation"})
"""Kinds in which nothing is defined, used or pointed at."""


class Owners:
    """The clauses of one document by place. Made once in linear time; each question is a binary search."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.parents: list[int | None] = []
        """Index of the clause directly around each one."""
        self._starts: list[int] = []
        self._owners: list[int | None] = []
        around: list[int] = []
        for index, clause in enumerate(clauses):
            self._close(around, clause.start)
            self.parents.append(around[-1] if around else None)
            around.append(index)
            self._begin(clause.start, index)
        self._close(around, None)

    def _close(self, around: list[int], until: int | None) -> None:
        """Take the clauses off ``around`` that end at or before ``until``."""
        while around and (until is None or self.clauses[around[-1]].end <= until):
            end = self.clauses[around.pop()].end
            self._begin(end, around[-1] if around else None)

    def _begin(self, offset: int, owner: int | None) -> None:
        if self._starts and self._starts[-1] == offset:
            self._owners[-1] = owner
        else:
            self._starts.append(offset)
            self._owners.append(owner)

    def at(self, offset: int) -> int | None:
        """Index of the innermost clause around ``offset`` of the source, None outside of all and where none is read."""
        place = bisect_right(self._starts, offset) - 1
        owner = self._owners[place] if place >= 0 else None
        return None if owner is None or self.clauses[owner].kind in UNREAD else owner

    def line(self, index: int) -> Iterator[int]:
        """The clause itself, the one around it, and so on outwards."""
        at: int | None = index
        while at is not None:
            yield at
            at = self.parents[at]
