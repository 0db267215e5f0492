"""How often a judge agrees with a person: on the labelled answers, with Cohen's kappa, so that luck does not count."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.judging.labelled import Labelled
from eval.scorers import Score, Scorer
from eval.statistics import wilson
from eval.truth import Truth

RESAMPLES = 2_000
"""Of the bootstrap behind the interval of kappa; the seed is fixed."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled answer as a person and as the judge see it."""

    id: str
    label: str
    right: bool
    """What the person says."""
    score: Score


@dataclass(frozen=True, slots=True)
class Agreement:
    """A judge beside a person, over all answers of which the person says something."""

    scorer: str
    judged: tuple[Judged, ...]

    @property
    def pairs(self) -> tuple[tuple[bool, bool], ...]:
        """What the person and what the judge says, where the judge says something."""
        return tuple((one.right, one.score.value == 1) for one in self.judged if one.score.value is not None)

    @property
    def unscored(self) -> int:
        return len(self.judged) - len(self.pairs)

    @property
    def confusion(self) -> dict[str, int]:
        """How often the judge says right, or wrong, of what the person finds right, or wrong."""
        names = {True: "right", False: "wrong"}
        cells = [(person, judge) for person in (True, False) for judge in (True, False)]
        return {f"{names[p]} judged {names[j]}": self.pairs.count((p, j)) for p, j in cells}

    def to_json(self) -> dict[str, Any]:
        n = len(self.pairs)
        agreed = sum(person == judge for person, judge in self.pairs)
        low, high = wilson(agreed / n, n) if n else (None, None)
        return {
            "scorer": self.scorer,
            "answers": len(self.judged),
            "unscored": self.unscored,
            "agreement": {"value": agreed / n if n else None, "low": low, "high": high},
            "kappa": dict(zip(("value", "low", "high"), (kappa(self.pairs), *interval(self.pairs)), strict=True)),
            "confusion": self.confusion,
            "differ": [
                {"id": one.id, "label": one.label, "person": one.right, "why": one.score.why}
                for one in self.judged
                if one.score.value is not None and (one.score.value == 1) != one.right
            ],
        }


def compare(
    labelled: Sequence[Labelled], judges: Sequence[Scorer], truth: Truth, progress: Callable[[], None] = lambda: None
) -> tuple[Agreement, ...]:
    """Run the two judges, of support and of completeness, over labelled answers."""
    found: dict[str, list[Judged]] = {judge.name: [] for judge in judges}
    for one in labelled:
        labels = (one.judge.support, one.judge.complete) if one.judge else (None, None)
        for judge, right in zip(judges, labels, strict=True):
            if right is not None:
                found[judge.name].append(Judged(one.id, one.label, right, judge(one.case, one.answer, truth)))
        progress()
    return tuple(Agreement(name, tuple(judged)) for name, judged in found.items())


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa (1960): agreement beyond what chance gives, 1 at most; None where it is not defined."""
    n = len(pairs)
    if not n:
        return None
    person, judge = (sum(pair[side] for pair in pairs) / n for side in (0, 1))
    by_chance = person * judge + (1 - person) * (1 - judge)
    if by_chance == 1:
        return None  # both say the same of everything: nothing could be told apart
    return (sum(one == other for one, other in pairs) / n - by_chance) / (1 - by_chance)


def interval(pairs: Sequence[tuple[bool, bool]]) -> tuple[float | None, float | None]:
    """The 95 % interval of kappa, a percentile bootstrap over the answers; None where kappa is not defined."""
    if kappa(pairs) is None:
        return None, None
    chance = random.Random(0)  # noqa: S311  no secret
    drawn = (kappa(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    known = sorted(value for value in drawn if value is not None)
    return known[int(0.025 * len(known))], known[int(0.975 * (len(known) - 1))]
