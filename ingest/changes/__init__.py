"""Two texts of one document, clause by clause: what was added, removed, reworded and moved.

    found = changes(older, newer)
    print(summary(found))                # "+1 sentence in 10.4"

Pure. List numbers, typography, navigation and targets of links are not compared (``ingest/wording.py`` says what is);
nothing is found exactly when the fingerprints of the two texts are equal.
"""

from collections.abc import Iterator

from ingest.changes.diff import counted, only, runs, sentence_count
from ingest.changes.matching import Matching, match
from ingest.changes.moves import Move, moves
from ingest.changes.summary import summary
from ingest.changes.types import Change, ChangeKind, Changes, Op, Place, Run, Text
from ingest.changes.units import Unit, units_of
from ingest.segment.dates import document_date
from ingest.wording import fingerprint_of

__all__ = ["Change", "ChangeKind", "Changes", "Op", "Place", "Run", "Text", "changes", "summary"]


def changes(old: Text, new: Text) -> Changes:
    """What changed from ``old`` to ``new``, in the order of ``new``.

    The words that are told as put in and taken out are exactly those that one text has and the other has not.
    """
    dates = (document_date(old.source, old.clauses), document_date(new.source, new.clauses))
    before, after = units_of(old), units_of(new)
    if fingerprint_of([unit.wording for unit in before]) == fingerprint_of([unit.wording for unit in after]):
        return Changes((), dates)
    found = match(before, after)
    moved = moves(found)
    told = [*_moved(moved, old, new), *_others(found, {m.first[1] for m in moved if len(m.members) == 1}, old, new)]
    if not told:
        told = [(0.0, _reordered(before, after))]
    return Changes(tuple(change for _, change in sorted(told, key=lambda row: row[0])), dates)


Told = tuple[float, Change]
"""A change and where it stands among the units of the newer text."""


def _moved(moved: list[Move], old: Text, new: Text) -> Iterator[Told]:
    for move in moved:
        first, last = move.first, move.last
        through = (last[0].place, last[1].place) if last != first else None
        change = Change("moved", first[0].place, first[1].place, through=through, clauses=len(move.members))
        if len(move.members) == 1 and first[0].keys != first[1].keys:
            change = _reworded("moved", *first, old, new)
        yield float(first[1].index), change


def _others(found: Matching, told: set[Unit], old: Text, new: Text) -> Iterator[Told]:
    removed, added = found.left()
    places = _would_stand(found)
    for unit in added:
        yield (
            float(unit.index),
            Change("added", None, unit.place, only(unit, "insert"), sentence_count(unit, new.source)),
        )
    for unit in removed:
        yield (
            places[unit],
            Change(
                "removed",
                unit.place,
                None,
                only(unit, "delete"),
                sentences_removed=sentence_count(unit, old.source),
            ),
        )
    for before, after in found.after.items():
        if before.keys != after.keys and after not in told:
            yield float(after.index) + 0.1, _reworded("reworded", before, after, old, new)


def _reworded(kind: ChangeKind, before: Unit, after: Unit, old: Text, new: Text) -> Change:
    counts = counted(before, after, old.source, new.source)
    return Change(kind, before.place, after.place, runs(before, after), *counts)


def _would_stand(found: Matching) -> dict[Unit, float]:
    """Where each clause of the older text would stand in the newer one: after the one that came before it."""
    places: dict[Unit, float] = {}
    last = -1
    for unit in found.old:
        last = found.after[unit].index if unit in found.after else last
        places[unit] = last + 0.5
    return places


def _reordered(before: list[Unit], after: list[Unit]) -> Change:
    """Nothing but the order of words inside a clause, around a list in it, or a number that is printed now."""
    differing = (pair for pair in zip(before, after, strict=False) if pair[0].tokens != pair[1].tokens)
    old, new = next(differing, (before[0], after[0]))
    return Change("moved", old.place, new.place)
