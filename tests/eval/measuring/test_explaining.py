"""What is said of a clause that is to be explained."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import Answer, Statement
from eval.files.jsonl import FileError
from eval.measuring.explaining import ClauseCase, conveys, explain_all, load_clauses, question_for, report_json, summary

MakeAnswer = Callable[..., Answer]

CLAUSE = "You may not share your login with anyone, unless we agree in writing."
ROW: dict[str, Any] = {
    "id": "brook-1",
    "service": "brook",
    "terms_type": "terms-of-service",
    "as_of": "2025-01-01",
    "label": "2.3",
    "clause": f"2.3 {CLAUSE}",
    "must_keep": ["no sharing of your login with anyone", "only if agreed in writing"],
    "must_not_add": ["sharing is allowed"],
}


def case(**fields: Any) -> ClauseCase:
    import json

    return ClauseCase.model_validate_json(json.dumps(ROW | fields))


def test_a_clause_that_is_quoted_keeps_everything(bot: Any, answer: MakeAnswer) -> None:
    quoted = (Statement(CLAUSE, (0,), "excerpt"),)
    bot.answers["brook", "What does section 2.3 say?"] = answer("See 2.3.", bot.cite(CLAUSE, "2.3"), statements=quoted)
    (found,) = explain_all([case()], bot)
    assert (found.quoted, found.missing, found.added, found.failure) == (True, (), (), "")
    assert found.shown == pytest.approx(13 / 15)  # the number is no statement
    assert summary([found])["kept"] == 2


def test_what_is_lost_and_what_is_added_shows(bot: Any, answer: MakeAnswer) -> None:
    bot.answers["brook", "What does section 2.3 say?"] = answer(
        "Sharing is allowed.", bot.cite(CLAUSE, "2.3"), statements=(Statement("Sharing is allowed.", (0,), "verified"),)
    )
    (found,) = explain_all([case()], bot)
    assert not found.quoted
    assert found.missing == ("no sharing of your login with anyone", "only if agreed in writing")
    assert found.added == ("sharing is allowed",)
    sums = report_json([found])["summary"]
    assert (sums["points"], sums["kept"], sums["added"], sums["failed"]) == (2, 0, 1, 0)
    assert sums["own_words"]["longest"] == 3


def test_failures_are_told_apart(bot: Any, answer: MakeAnswer) -> None:
    bot.answers["brook", 'What does "Refunds" say?'] = answer("The terms do not say.", status="not_in_terms")
    silent, broken = explain_all([case(label="Refunds"), case()], bot)
    assert (silent.failure, broken.failure) == ("not_in_terms", "Nothing prepared.")
    assert broken.answer is None
    assert report_json([broken])["clauses"][0]["answer"] is None


@pytest.mark.parametrize(("label", "question"), [("4(b)", "section 4(b)"), ("J.3", "section J.3"), ("Age", '"Age"')])
def test_questions(label: str, question: str) -> None:
    assert question_for(case(label=label)) == f"What does {question} say?"


@pytest.mark.parametrize(
    ("text", "point", "made"),
    [
        ("We give 30 days notice of new prices.", "30 days' notice of a new price", True),
        ("We give thirty (30) days notice.", "30 days notice", True),
        ("We give 300 days notice.", "30 days notice", False),
        ("We give notice.", "30 days notice", False),
        ("Prices rise.", "your data is sold", False),
    ],
)
def test_a_point_is_made_by_its_numbers_and_half_of_its_words(text: str, point: str, made: bool) -> None:
    assert conveys(text, point) == made


def test_files_are_checked(cases_file: Any, tmp_path: Path) -> None:
    assert [row.id for row in load_clauses(cases_file(ROW))] == ["brook-1"]
    with pytest.raises(FileError, match="must_keep"):
        load_clauses(cases_file({name: value for name, value in ROW.items() if name != "must_keep"}))
    with pytest.raises(FileError, match="holds no clauses"):
        load_clauses(cases_file(""))


@pytest.mark.corpus
def test_the_real_clauses_can_be_read(shared: Path) -> None:
    assert len(load_clauses(shared / "eval" / "plain.jsonl")) >= 15
