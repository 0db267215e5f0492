"""The clauses of one text as they are compared: words, number, neighbours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.changes.types import Place, Text
from ingest.types import CITABLE, Clause
from ingest.wording import Wording, wordings

SHINGLE = 3
"""Words in a row that are looked for in another clause."""


@dataclass(eq=False)
class Unit:
    """A clause with words of its own."""

    index: int
    """Among the units of its text."""
    clause: Clause
    wording: Wording
    keys: tuple[str, ...]
    parent: "Unit | None"
    """The nearest enclosing clause that has words of its own."""
    rank: int
    """How many numbered clauses stand before it in the same clause and part."""

    @cached_property
    def bag(self) -> Counter[str]:
        """Its words, without signs, and how often each stands in it."""
        return Counter(key for key in self.keys if key[0].isalnum())

    @property
    def address(self) -> tuple[str, str]:
        return (self.clause.part, self.clause.label)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Its words and, before them, its number where that is wording."""
        return (self.wording.number, *self.keys) if self.wording.number else self.keys

    @property
    def step(self) -> str:
        """The last step of its label: "4" of "10.4", "ii" of "4(b)(ii)"."""
        return _steps(self.clause.label)[-1] if self.clause.label else ""

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        words = [key.casefold() for key in self.keys if key[0].isalnum()]
        return frozenset(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))

    @cached_property
    def place(self) -> Place:
        return Place(self.clause, " ".join(stretch.text.text for stretch in self.wording.stretches))


def _steps(label: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in label).split() or [label]


def units_of(text: Text) -> list[Unit]:
    """The citable clauses of a text that have words, in order."""
    clauses = text.clauses
    found: list[Unit] = []
    at: dict[int, Unit] = {}
    numbered: Counter[tuple[int | None, str]] = Counter()
    above = _parents(clauses)
    for wording in wordings(text.source, clauses):
        clause = clauses[wording.clause]
        if not wording.stretches:
            continue
        parent = above[wording.clause]
        group = (parent, clause.part)
        while parent is not None and parent not in at:
            parent = above[parent]
        unit = Unit(
            len(found), clause, wording, wording.keys, at[parent] if parent is not None else None, numbered[group]
        )
        numbered[group] += bool(clause.label)
        at[wording.clause] = unit
        found.append(unit)
    return found


def _parents(clauses: Sequence[Clause]) -> list[int | None]:
    """For each clause the innermost citable one around it."""
    parents: list[int | None] = []
    inside: list[int] = []
    for index, clause in enumerate(clauses):
        while inside and clauses[inside[-1]].end <= clause.start:
            inside.pop()
        parents.append(inside[-1] if inside else None)
        if clause.kind in CITABLE:
            inside.append(index)
    return parents
