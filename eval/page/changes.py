"""What became of a case since the baseline, in the words of the page's filter."""

from typing import Literal

from eval.baseline import kept_answer
from eval.compare import CaseChange
from eval.runs import Row

Change = Literal["new failure", "better", "other answer", "same", "new case"]
"""Worse by some scorer; better by some and worse by none; other words and the same scores; no difference; not in the
baseline."""


def change_of(change: CaseChange | None) -> Change:
    """None is a case that the baseline does not have."""
    if change is None:
        return "new case"
    if change.worse or change.broken:
        return "new failure"
    if change.better:
        return "better"
    return "same" if same_answer(change.after, change.before) else "other answer"


def same_answer(now: Row, before: Row) -> bool:
    """Whether a person would read the same; how long it took is no part of an answer."""
    return now.failure == before.failure and now.shown == before.shown and _words(now) == _words(before)


def _words(row: Row) -> object:
    """What a baseline keeps too."""
    return None if row.answer is None else kept_answer(row.answer)
