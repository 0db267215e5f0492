"""Which matched clauses moved: other number, other section, other place in the order."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.changes.matching import Matching, increasing
from ingest.changes.units import Unit

FEWEST_IN_BLOCK = 3
"""Clauses that were renumbered alike, one after the other, that are told as one block."""


@dataclass(frozen=True, slots=True)
class Move:
    """A clause, or a block of clauses, that moved."""

    first: tuple[Unit, Unit]
    last: tuple[Unit, Unit]
    members: tuple[Unit, ...]
    """Units of the newer text it speaks of, those inside a clause that moved among them."""


def moves(found: Matching) -> list[Move]:
    """What moved, in the order of the newer text, told once: a clause takes those inside it along."""
    pairs = [(found.before[unit], unit) for unit in found.new if unit in found.before]
    stayed = [pair for pair in pairs if not _elsewhere(*pair, found)]
    kept = increasing([old.index for old, _ in stayed], [len(old.keys) + 1 for old, _ in stayed])
    in_order = {stayed[place][1] for place in kept}
    moved: dict[Unit, Unit] = {}
    heads: list[tuple[Unit, Unit]] = []
    inside: dict[Unit, list[Unit]] = {}
    for old, new in pairs:
        if not _moved(old, new, in_order):
            continue
        moved[new] = old
        above = new.parent
        if above in moved and moved[above] is old.parent and new.step == old.step:
            inside.setdefault(above, []).append(new)
        else:
            heads.append((old, new))
    return _blocks(heads, inside, in_order)


def _elsewhere(old: Unit, new: Unit, found: Matching) -> bool:
    """Whether a clause stands in another section, and not only in one that was replaced around it."""
    if old.parent is None or new.parent is None:
        return False
    return found.after.get(old.parent, new.parent) is not new.parent


def _moved(old: Unit, new: Unit, in_order: set[Unit]) -> bool:
    if new not in in_order:
        return True
    if old.wording.number != new.wording.number:
        return old.address != new.address
    # A number that only counts: it is another one because of what stands before it, or the conversion made it up.
    return old.rank != new.rank and old.clause.label != new.clause.label


def _blocks(heads: Sequence[tuple[Unit, Unit]], inside: dict[Unit, list[Unit]], in_order: set[Unit]) -> list[Move]:
    """The moves, with runs of neighbours that were renumbered alike as one."""
    found: list[Move] = []
    run: list[tuple[Unit, Unit]] = []
    for pair in [*heads, None]:
        if run and (pair is None or not _alike(run[-1], pair, in_order)):
            groups = [run] if len(run) >= FEWEST_IN_BLOCK else [[one] for one in run]
            found += [Move(group[0], group[-1], tuple(_members(group, inside))) for group in groups]
            run = []
        if pair:
            run.append(pair)
    return found


def _members(group: Sequence[tuple[Unit, Unit]], inside: dict[Unit, list[Unit]]) -> list[Unit]:
    members = []
    waiting = [new for _, new in reversed(group)]
    while waiting:
        unit = waiting.pop()
        members.append(unit)
        waiting += reversed(inside.get(unit, []))
    return members


def _alike(one: tuple[Unit, Unit], other: tuple[Unit, Unit], in_order: set[Unit]) -> bool:
    """Whether two clauses, the second after the first, were renumbered by the same step in the same section."""
    (a, b), (c, d) = one, other
    if not (b in in_order and d in in_order and a.parent is c.parent and b.parent is d.parent):
        return False
    steps = [unit.step for unit in (a, b, c, d)]
    if not all(step.isdecimal() for step in steps):
        return False
    first_before, first_after, then_before, then_after = map(int, steps)
    return then_before - first_before == 1 and then_after - first_after == 1
