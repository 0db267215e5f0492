"""The curve of refusals, on answers made up here."""

from collections.abc import Callable

import pytest

from bot import Answer, Engine
from eval.case import Case, load_cases
from eval.cases import answerable_cases_path
from eval.measuring.refusals import Refusals
from eval.report import Report
from eval.result import CaseResult, Try

Result = Callable[[bool, float | None, str], CaseResult]


@pytest.fixture
def result(case: Callable[..., Case], answer: Callable[..., Answer]) -> Result:
    def make(answerable: bool, chance: float | None, status: str) -> CaseResult:
        asked = case({"answerable": answerable}, kind="lookup" if answerable else "unanswerable")
        given = answer(status=status, engine=Engine("excerpt", answerable=chance))
        return CaseResult(asked, (Try.of(given, {}, None, "", 0.0),))

    return make


def report(*results: CaseResult) -> Report:
    return Report({"file": {"name": "made.jsonl", "sha256": "0" * 64}}, (), results, 1.0)


def test_shares_area_and_curve(result: Result) -> None:
    found = Refusals.of(
        report(
            result(True, 0.9, "answered"),
            result(True, 0.4, "not_in_terms"),
            result(False, 0.5, "answered"),
            result(False, 0.1, "not_in_terms"),
            result(False, None, "out_of_scope"),
        )
    )
    assert (found.answerable, found.unanswerable) == (2, 3)
    assert found.answered == 0.5
    assert found.refused == pytest.approx(2 / 3)
    assert found.area == pytest.approx(3 / 4)
    at = {point.least: point for point in found.curve}
    assert (at[0.2].answerable_refused, at[0.2].unanswerable_refused) == (0, 0.5)
    assert (at[0.45].answerable_refused, at[0.45].unanswerable_refused) == (0.5, 0.5)
    assert found.to_json()["curve"][0] == {"least": 0.05, "answerable_refused": 0, "unanswerable_refused": 0}


def test_one_sort_alone_tells_nothing(result: Result) -> None:
    with pytest.raises(ValueError, match="both"):
        Refusals.of(report(result(True, 0.9, "answered")))


def test_the_questions_that_are_shipped() -> None:
    cases = load_cases(answerable_cases_path()).cases
    answerable = [one for one in cases if one.expect.answerable]
    assert len(cases) == 303
    assert 0.4 < len(answerable) / len(cases) < 0.6
    assert not any(one.expect.clauses for one in cases), "their documents are not ours to quote"
