"""A change of terms → a plain sentence about it, and whether it may matter to a person who agreed to them.

Only what code can tell is told: that words were put in, taken out, replaced, moved. What that means is for the reader.
"""

from collections.abc import Sequence

from bot.showing.changes_view import place_name
from ingest import Change, Run

FEW = 12
"""Words that are quoted in a sentence; of more only their sentences are counted."""
_ARTICLES = frozenset({"a", "an", "the"})


def matters(change: Change) -> bool:
    """Whether more changed than a number, a place, an article or punctuation. In doubt it does."""
    if change.kind in ("added", "removed"):
        return True
    return any(not _small(run) for run in change.runs if run.op != "equal")


def counts(told: Sequence[Change]) -> str:
    """How much changed, in one sentence: "3 changes: 1 new clause, 2 clauses reworded."."""
    if not told:
        return "The terms did not change between these two versions."
    found = {
        "new": sum(change.kind == "added" for change in told),
        "taken out": sum(change.kind == "removed" for change in told),
        "reworded": sum(change.kind == "reworded" for change in told),
        "moved or renumbered": sum(change.clauses for change in told if change.kind == "moved"),
    }
    parts = [f"{n} clause{'s' * (n != 1)} {what}" for what, n in found.items() if n]
    parts = [f"{found['new']} new clause{'s' * (found['new'] != 1)}", *parts[1:]] if found["new"] else parts
    return f"{', '.join(parts)}."


def sentence(change: Change) -> str:
    """What happened to the clause: "It now says “60 days” instead of “30 days”."."""
    if change.kind == "added":
        return f"This is new: {_counted(change.sentences_added)} that the older version does not have."
    if change.kind == "removed":
        return f"This is gone: {_counted(change.sentences_removed)} that the newer version does not have any more."
    if change.kind == "moved":
        return f"{_moved(change)} {_reworded(change) if change.reworded else 'The words are the same.'}"
    return _reworded(change)


def _moved(change: Change) -> str:
    if change.through:
        return f"{change.clauses} clauses have other numbers now."
    along = change.clauses - 1
    inside = f", and {along} clause{'s' * (along > 1)} inside it moved along" if along else ""
    if change.before and change.after and change.before.clause.label != change.after.clause.label:
        old = change.before.clause.label or place_name(change.before)
        new = change.after.clause.label or place_name(change.after)
        return f"What was {old} is {new} now{inside}."
    return f"It stands in another place{inside}."


def _reworded(change: Change) -> str:
    told = [run for run in change.runs if run.op != "equal"]
    said = [f"“{' '.join(run.text.split())}”" if _count(run) <= FEW else "" for run in told]
    if all(_small(run) for run in told):
        return "Only an article or a sign changed."
    if len(told) == 2 and told[0].op != told[1].op and all(said) and _beside(change.runs):
        old, new = said if told[0].op == "delete" else reversed(said)
        return f"It now says {new} instead of {old}."
    if len(told) == 1 and said[0]:
        return f"{said[0]} was {'added' if told[0].op == 'insert' else 'taken out'}."
    parts = [
        f"{_counted(count)} {'was' if count == 1 else 'were'} {what}"
        for count, what in (
            (change.sentences_added, "added"),
            (change.sentences_removed, "taken out"),
            (change.sentences_reworded, "reworded"),
        )
        if count
    ]
    if not parts:
        return "Some of its words changed."
    return f"{', '.join(parts[:-1])}{' and ' if len(parts) > 1 else ''}{parts[-1]}.".capitalize()


def _beside(runs: tuple[Run, ...]) -> bool:
    """Whether the two changed stretches stand next to each other."""
    first = next(i for i, run in enumerate(runs) if run.op != "equal")
    return first + 1 < len(runs) and runs[first + 1].op != "equal"


def _small(run: Run) -> bool:
    return all(word.lower() in _ARTICLES or not any(c.isalnum() for c in word) for word in run.words)


def _count(run: Run) -> int:
    return len(run.text.split())


def _counted(sentences: int) -> str:
    return "one sentence" if sentences == 1 else f"{sentences} sentences" if sentences else "words"
