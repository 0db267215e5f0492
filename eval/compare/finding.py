"""What one scorer says of two runs: how many cases got better and worse, and which tier that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Literal

from eval.runs import Row, ScorerInfo
from eval.scorers import Score
from eval.statistics import bootstrap, holm, sign_test, tango

Tier = Literal["regression", "possible regression", "improvement", "stable", "insufficient data"]

LEVEL = 0.05
"""A change that chance would bring as often as that, over all scorers together, is no longer put down to chance."""
FEWEST = 6
"""Pairs: with five, all of them worse would come by chance once in sixteen times (p = 2/32)."""
SMALLEST = 1e-9
"""A difference of means below this is rounding."""

COMPLETED = ScorerInfo("completed", "done", False, "The case could be asked and its answer scored.")
"""Judges every case, so that a model that fails more often than before is noticed."""

RowPair = tuple[Row, Row]
"""The same case in the baseline and in the run."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One scorer, over the cases that it scored in both runs."""

    scorer: ScorerInfo
    pairs: int
    before: float | None
    after: float | None
    """Means; None without pairs."""
    better: tuple[str, ...]
    worse: tuple[str, ...]
    """Ids of cases."""
    broken: tuple[str, ...]
    """Of a promise: cases in which it is not kept now, and was kept or better kept before, or not looked at."""
    unscored: tuple[str, ...]
    """Cases scored before, asked now and not scored: no pairs, but what the scorer would say there is hidden."""
    difference: float | None
    low: float | None
    high: float | None
    """Of the means, and its 95 % interval (of this scorer alone): Tango's for scores of 0 and 1, else a bootstrap's."""
    p: float | None
    """Two-sided, exact: McNemar's test for scores of 0 and 1, the sign test for shares. None with too few pairs."""
    p_holm: float | None
    """The same, adjusted for there being several scorers."""

    @property
    def tier(self) -> Tier:
        if self.broken:
            return "regression"
        if self.p_holm is None or self.difference is None:
            return "insufficient data"
        surely = self.p_holm < LEVEL
        if len(self.worse) > len(self.better) and surely:
            return "regression"
        if len(self.worse) > len(self.better) or self.difference < -SMALLEST:
            return "possible regression"
        if len(self.better) > len(self.worse) and (surely or not self.worse):
            return "improvement"
        return "stable"


def findings(scorers: Sequence[ScorerInfo], pairs: Sequence[RowPair]) -> tuple[Finding, ...]:
    """What each scorer says, the chance of a false alarm kept over all of them that have pairs enough."""
    scored = [(now, scores_of(old), scores_of(now)) for old, now in pairs]
    found = [_finding(scorer, scored) for scorer in scorers]
    adjusted = holm({one.scorer.name: one.p for one in found if one.p is not None})
    return tuple(replace(one, p_holm=adjusted.get(one.scorer.name)) for one in found)


def scores_of(row: Row) -> Mapping[str, Score]:
    """By scorer, with ``COMPLETED``."""
    done = Score(1, "") if row.failure is None else Score(0, row.failure)
    return {**row.scores, COMPLETED.name: done}


def _finding(scorer: ScorerInfo, scored: Sequence[tuple[Row, Mapping[str, Score], Mapping[str, Score]]]) -> Finding:
    values = [(row, _value(old.get(scorer.name)), _value(now.get(scorer.name))) for row, old, now in scored]
    known = [(row.id, old, now) for row, old, now in values if old is not None and now is not None]
    better = tuple(case for case, old, now in known if now > old)
    worse = tuple(case for case, old, now in known if now < old)
    broken = [
        row.id
        for row, old, now in values
        if scorer.promise and now is not None and now < 1 and (old is None or now < old)
    ]
    unscored = [row.id for row, old, now in values if old is not None and now is None and row.failure is None]
    before, after = [old for _, old, _ in known], [now for _, _, now in known]
    difference = _mean(now - old for _, old, now in known) if known else None
    low, high = _interval(before, after) if known else (None, None)
    return Finding(
        scorer=scorer,
        pairs=len(known),
        before=_mean(before) if known else None,
        after=_mean(after) if known else None,
        better=better,
        worse=worse,
        broken=tuple(broken),
        unscored=tuple(unscored),
        difference=difference,
        low=low,
        high=high,
        p=sign_test(len(better), len(worse)) if len(known) >= FEWEST else None,
        p_holm=None,
    )


def _value(score: Score | None) -> float | None:
    return None if score is None else score.value


def _mean(values: Iterable[float]) -> float:
    given = list(values)
    return fsum(given) / len(given)


def _interval(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """Of the difference of the means of at least one pair."""
    differences = [now - old for old, now in zip(before, after, strict=True)]
    # Shares of which none differs say no less than hits of which none does; drawing from zeros gives no width at all.
    if all(value in (0, 1) for value in (*before, *after)) or not any(differences):
        return tango(sum(d > 0 for d in differences), sum(d < 0 for d in differences), len(differences))
    return bootstrap(differences)
