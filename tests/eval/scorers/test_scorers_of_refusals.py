"""Refusals have a recall and a precision of their own, and over-refusal is seen by itself."""

from collections.abc import Callable
from typing import Any

import pytest

from bot import Answer
from eval.case import Case
from eval.scorers import answered_when_due, refusals_due, refused_when_due
from eval.truth import Truth


@pytest.mark.parametrize(
    ("kind", "answerable", "status", "verdict", "answered", "refused", "due"),
    [
        ("lookup", True, "answered", None, 1, None, None),
        ("lookup", True, "not_in_terms", None, 0, None, 0),  # over-refusal
        ("lookup", True, "out_of_scope", None, 0, None, 0),
        ("lookup", True, "needs_choice", None, 0, None, None),  # neither
        ("unanswerable", False, "not_in_terms", None, None, 1, 1),
        ("advice", False, "out_of_scope", None, None, 1, 1),
        ("unanswerable", False, "answered", None, None, 0, None),
        ("claim_check", False, "answered", "not_stated", None, 1, 1),
        ("claim_check", True, "answered", "not_stated", 1, None, 0),
        ("lookup", True, "unavailable", None, None, None, None),
        ("lookup", False, "unavailable", None, None, None, None),
    ],
)
def test_of_each_kind(
    kind: str,
    answerable: bool,
    status: str,
    verdict: str | None,
    answered: float | None,
    refused: float | None,
    due: float | None,
    bot: Any,
    case: Callable[..., Case],
    answer: Callable[..., Answer],
) -> None:
    given = case({"answerable": answerable}, kind=kind), answer(status=status, verdict=verdict), Truth(bot)
    assert [score(*given).value for score in (answered_when_due, refused_when_due, refusals_due)] == [
        answered,
        refused,
        due,
    ]
