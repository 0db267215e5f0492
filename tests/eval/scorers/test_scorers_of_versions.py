"""Which versions a right answer may cite depends on what is asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot import Answer
from eval.case import Case
from eval.scorers import part_right, version_right
from eval.truth import Truth

RULE = "You may not share your login with anyone"
OLD, NEW = 0, 1
SHARE = {"label": "2.3", "title": "Accounts", "quote": RULE}


@pytest.mark.parametrize(
    ("asked", "cited", "right"),
    [
        ({}, NEW, True),
        ({}, OLD, False),
        ({"as_of": "2024-06-01"}, OLD, True),
        ({"as_of": "2024-06-01"}, NEW, False),  # it did not exist yet
        ({"kind": "version", "as_of": "2024-06-01"}, NEW, False),
        # about time: any version up to then
        ({"kind": "change"}, OLD, True),
        ({"kind": "claim_check"}, OLD, True),
        ({"kind": "change", "as_of": "2024-06-01"}, NEW, False),
        # it compares, or names a clause of the other version
        ({"compare_to": "2024-03-01"}, OLD, True),
        ({"expect": {"answerable": True, "clauses": [SHARE | {"version": "2024-01-01"}]}}, OLD, True),
        ({"expect": {"answerable": True, "also_ok_clauses": [SHARE | {"version": "2024-01-01"}]}}, OLD, True),
    ],
)
def test_the_versions_that_may_be_cited(
    asked: dict[str, Any],
    cited: int,
    right: bool,
    bot: Any,
    case: Callable[..., Case],
    answer: Callable[..., Answer],
) -> None:
    given = answer("No.", bot.cite(RULE, "2.3", version=cited))
    assert version_right(case(**asked), given, Truth(bot)).value == float(right)


@pytest.mark.parametrize(
    "forged", [{"version": "2030-01-01"}, {"source_sha256": "0" * 64}, {"terms_type": "privacy-policy"}]
)
def test_a_version_must_be_the_one_of_that_text(
    forged: dict[str, str], bot: Any, case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    given = answer("No.", replace(bot.cite(RULE, "2.3"), **forged), bot.cite("an idle account", "2.2"))
    assert version_right(case(), given, Truth(bot)).value == 0.5


def test_nothing_cited_is_unscored(bot: Any, case: Callable[..., Case], answer: Callable[..., Answer]) -> None:
    assert version_right(case(), answer("No."), Truth(bot)).value is None


@pytest.mark.parametrize(
    ("label", "part", "score"),
    [
        ("2.3", "Terms of Brook EU", 1),
        ("2.3", "Exhibit A", 0),
        ("2", "", 0),  # the section around it, of the main text
        ("7", "Exhibit A", None),  # another number cannot be mistaken for it
        ("", "Exhibit A", None),
    ],
)
def test_the_right_one_of_two_clauses_with_the_same_number(
    label: str, part: str, score: float | None, bot: Any, case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    given = answer("No.", bot.cite(RULE, label, part=part))
    truth = Truth(bot)
    assert part_right(case({"clauses": [SHARE | {"part": "Brook EU"}]}), given, truth).value == score
    assert part_right(case({"clauses": [SHARE]}), given, truth).value is None


def test_the_same_number_may_be_right_in_both(
    bot: Any, case: Callable[..., Case], answer: Callable[..., Answer]
) -> None:
    both = case({"clauses": [SHARE | {"part": "Brook EU"}], "also_ok_clauses": [SHARE]})
    assert part_right(both, answer("No.", bot.cite(RULE, "2.3")), Truth(bot)).value == 1
