"""Units to clauses: every stretch of the document gets its address."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from ingest.segment.candidates import Candidate
from ingest.segment.headings import kind_of_title
from ingest.segment.numbers import compose
from ingest.segment.units import Unit
from ingest.types import Clause, Kind

_VISIBLE = re.compile(r"\S")

INHERITED: frozenset[Kind] = frozenset({"definition", "notes", "contents", "navigation"})
"""Kinds that a unit passes on to what stands in it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of the place where a unit stands."""

    part: str
    label: str
    title: str
    path: tuple[str, ...]
    kind: Kind


def clauses_of(text: str, root: Unit, title_unit: Unit | None, parts: dict[Unit, str]) -> list[Clause]:
    """The clauses of ``root``, sorted by start, the enclosing one first."""
    clauses = list(_outside(root))
    place = _Place("", "", "", (), "preamble")
    part = ""
    pending: list[tuple[Unit, _Place]] = [(child, place) for child in reversed(root.children)]
    ends = _ends(root)
    alone = _alone(root, parts)
    while pending:
        unit, around = pending.pop()
        part = parts.get(unit, part)
        here = _place(unit, around, part, titular=unit is title_unit or (unit in parts and unit not in alone))
        clauses.extend(_clauses(unit, here, ends[unit]))
        below = here
        if unit is title_unit:
            below = _Place(here.part, here.label, here.title, (), here.kind)
        pending.extend((child, below) for child in reversed(unit.children))
    clauses.extend(_unseen(text, clauses))
    clauses.sort(key=lambda clause: (clause.start, -clause.end))
    return clauses


def _alone(root: Unit, parts: dict[Unit, str]) -> set[Unit]:
    """Parts that are one unit, such as an annex without sections: what stands in it is no preamble to anything."""
    order: list[Unit] = []
    pending = list(reversed(root.children))
    while pending:
        unit = pending.pop()
        order.append(unit)
        pending.extend(reversed(unit.children))
    return {
        unit for unit, after in zip_longest(order, order[1:]) if unit in parts and (after is None or after in parts)
    }


def _unseen(text: str, clauses: list[Clause]) -> list[Clause]:
    """What no block holds, such as zero-width characters on a line of their own, as page furniture."""
    found: list[Clause] = []
    position = 0
    spans = sorted((clause.start, clause.end) for clause in clauses)
    for start, end in (*spans, (len(text), len(text))):
        if start > position and (match := _VISIBLE.search(text, position, start)):
            stop = start - len(text[match.start() : start]) + len(text[match.start() : start].rstrip())
            found.append(Clause("", "", "", (), "navigation", match.start(), stop))
        position = max(position, end)
    return found


def _ends(root: Unit) -> dict[Unit, int]:
    """Where each unit ends: after the last block of its own or of anything in it."""
    order: list[Unit] = [root]
    for unit in order:
        order.extend(unit.children)
    ends: dict[Unit, int] = {}
    for unit in reversed(order):
        own = [candidate.block.end for candidate in unit.blocks]
        ends[unit] = max(own + [ends[child] for child in unit.children], default=0)
    return ends


def _place(unit: Unit, around: _Place, part: str, *, titular: bool) -> _Place:
    candidate = unit.candidate
    title = candidate.title.text if candidate else ""
    label = compose(around.label, unit)
    own = label if unit.label or unit.number else ""
    step = " ".join(word for word in (own, title) if word)
    kind: Kind = "preamble" if titular else "clause"
    given = kind_of_title(title) if title else None
    if given:
        kind = given
    elif around.kind in INHERITED:
        kind = around.kind
    return _Place(part, label, title or around.title, (*around.path, step) if step else around.path, kind)


def _clauses(unit: Unit, place: _Place, end: int) -> Iterator[Clause]:
    """The clause of ``unit`` and, inside it, the stretches that are of another kind."""
    if unit.candidate:
        yield Clause(place.part, place.label, place.title, place.path, place.kind, unit.candidate.start, end)
    for kind, start, stop, _ in _stretches(unit, unit.blocks[1:], place.kind):
        if kind != place.kind:
            yield Clause(place.part, place.label, place.title, place.path, kind, start, stop)


def _outside(root: Unit) -> Iterator[Clause]:
    """The stretches that stand outside of every unit: what comes before the first one is the preamble."""
    for kind, start, stop, before in _stretches(root, root.blocks, "preamble"):
        yield Clause("", "", "", (), "clause" if kind == "preamble" and before else kind, start, stop)


def _stretches(unit: Unit, blocks: Sequence[Candidate], kind: Kind) -> Iterator[tuple[Kind, int, int, int]]:
    """Runs of ``unit``'s own blocks of one kind, with how many sub-clauses come before; a sub-clause cuts a run."""
    starts = [child.candidate.start for child in unit.children if child.candidate]
    for (own, before), run in groupby(blocks, lambda block: (block.kind or kind, bisect_left(starts, block.start))):
        stretch = list(run)
        yield own, stretch[0].start, stretch[-1].block.end, before
