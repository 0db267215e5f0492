"""Rates of a run that was read from its file, and how they are said."""

from collections.abc import Iterable

from eval.report import Rate
from eval.runs import Row

FEW = 5
"""Fewer scored cases say nothing: the 95 % interval of 4 in 4 reaches down to 51 %."""
TOO_FEW = "too few to say"


def rate(rows: Iterable[Row], scorer: str) -> Rate:
    """What one scorer found; cases that failed have no scores and count in no rate."""
    return Rate.of(row.scores[scorer] for row in rows if scorer in row.scores)


def at_fault(row: Row) -> tuple[str, ...]:
    """The scorers that found something amiss."""
    return tuple(name for name, score in row.scores.items() if score.value is not None and score.value < 1)


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def said(found: Rate) -> str:
    """The rate in words for a table."""
    if found.mean is None:
        return "not scored"
    return TOO_FEW if found.scored < FEW else percent(found.mean)


def interval(found: Rate) -> str:
    """Its 95 % interval; empty where the rate says nothing."""
    if found.low is None or found.high is None or found.scored < FEW:
        return ""
    return f"{100 * found.low:.1f} to {100 * found.high:.1f} %"
