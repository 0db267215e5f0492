"""What changed, in one line."""

from collections.abc import Callable, Sequence

from ingest.changes.types import Change, Changes, Place

MOST_NAMED = 3
"""Changes of one kind that are named one by one; of more, their number is told."""


def summary(found: Changes) -> str:
    """One line: "+1 sentence in 10.4", "10.2 → 10.5, 10.6 → 10.4, new 10.2, 3 reworded", "no change in the terms"."""
    if not found.changes:
        old, new = found.dates
        return "only the date" if old != new else "no change in the terms"
    moved = [change for change in found.changes if change.kind == "moved"]
    added = [change for change in found.changes if change.kind == "added"]
    removed = [change for change in found.changes if change.kind == "removed"]
    reworded = [change for change in found.changes if change.reworded]
    grown = [change for change in reworded if change.kind == "reworded" and not change.sentences_reworded]
    rest = [change for change in reworded if change not in grown]
    parts = [
        *_named(moved, _move, lambda n: f"{n} moved"),
        *_named(added, lambda change: f"new {name(change.after)}", lambda n: f"{n} new clauses"),
        *_named(removed, lambda change: f"{name(change.before)} removed", lambda n: f"{n} clauses removed"),
        *_named(grown, _sentences, lambda n: _total(grown)),
    ]
    if len(rest) == 1:
        parts.append(f"{name(rest[0].after)} reworded")
    elif rest:
        parts.append(f"{len(rest)} reworded")
    return ", ".join(parts)


def _named(found: Sequence[Change], one: Callable[[Change], str], many: Callable[[int], str]) -> list[str]:
    return [one(change) for change in found] if len(found) <= MOST_NAMED else [many(len(found))]


def _move(change: Change) -> str:
    before, after = name(change.before), name(change.after)
    if change.through:
        last_before, last_after = map(name, change.through)
        old, new = f"{before} to {last_before}", f"{after} to {last_after}"
        return f"{new} moved" if old == new else f"{new} are the former {old}"
    return f"{after} moved" if before == after else f"{before} → {after}"


def _sentences(change: Change) -> str:
    return f"{_count(change.sentences_added, change.sentences_removed)} in {name(change.after)}"


def _total(found: Sequence[Change]) -> str:
    counts = _count(sum(c.sentences_added for c in found), sum(c.sentences_removed for c in found))
    return f"{counts} in {len(found)} clauses"


def _count(added: int, removed: int) -> str:
    said = [f"{sign}{n} sentence{'s' * (n != 1)}" for sign, n in (("+", added), ("−", removed)) if n]
    return " and ".join(said)


def name(place: Place | None) -> str:
    """What a person calls a clause: its label, else its title; both where the label is that of a clause around it."""
    if place is None:
        return ""
    clause = place.clause
    if clause.label and (not clause.path or clause.path[-1].startswith(clause.label)):
        return clause.label
    if clause.kind == "preamble" or not clause.title:
        return (
            " ".join(word for word in (clause.label, "preamble" if clause.kind == "preamble" else "") if word) or "text"
        )
    return " ".join(word for word in (clause.label, f"“{clause.title}”") if word)
