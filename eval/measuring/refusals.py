"""Is "the terms do not say" said when it should be? The curve behind the chance from which a question is answered.

Every answer tells how likely its evidence answers the question (``engine.answerable``). For each chance that could be
the least: how many answerable questions would be refused, and how many of the others. Questions that are refused for
another reason (advice, off topic) and answers worded by a model tell no chance; they count in what was done only.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from eval.report import Report
from eval.result import CaseResult
from eval.scorers import RIGHT_STATUS

LEASTS = tuple(step / 20 for step in range(1, 15))
"""Chances from which a question could be answered."""


@dataclass(frozen=True, slots=True)
class Point:
    """What would be refused if a question were answered from this chance on."""

    least: float
    answerable_refused: float
    unanswerable_refused: float


@dataclass(frozen=True, slots=True)
class Refusals:
    """What a run refused, and what it would have refused."""

    answerable: int
    unanswerable: int
    answered: float
    """Share of the answerable questions that were answered."""
    refused: float
    """Share of the others that were refused."""
    area: float
    """How often an answerable question has the greater chance of the two, drawn at random (area under the curve)."""
    curve: tuple[Point, ...]

    @classmethod
    def of(cls, report: Report) -> Self:
        """From a run over cases of both sorts. Raises ValueError when one sort is missing."""
        yes, no = (
            [r for r in report.results if r.answer and r.case.expect.answerable is wanted] for wanted in (True, False)
        )
        if not _chances(yes) or not _chances(no):
            raise ValueError("both answerable and unanswerable questions are needed, answered from excerpts")
        return cls(len(yes), len(no), _share(yes), _share(no), _area(_chances(yes), _chances(no)), _curve(yes, no))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def _chances(results: Sequence[CaseResult]) -> list[float]:
    told = [answer["engine"]["answerable"] for result in results if (answer := result.answer)]
    return [chance for chance in told if chance is not None]


def _share(results: Sequence[CaseResult]) -> float:
    right = [r for r in results if (answer := r.answer) and answer["status"] in RIGHT_STATUS[r.case.expect.answerable]]
    return len(right) / len(results)


def _area(yes: Sequence[float], no: Sequence[float]) -> float:
    return sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))


def _curve(yes: Sequence[CaseResult], no: Sequence[CaseResult]) -> tuple[Point, ...]:
    def below(results: Sequence[CaseResult], least: float) -> float:
        chances = _chances(results)
        return sum(chance < least for chance in chances) / len(chances)

    return tuple(Point(least, below(yes, least), below(no, least)) for least in LEASTS)
