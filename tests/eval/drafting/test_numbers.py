"""Figures are found, spelt as others would, and others nearly fit."""

import pytest

from bot import Clause, Span
from eval.drafting.amounts import amounts, flipped
from eval.drafting.numbers import figures, near_misses
from eval.drafting.quoting import Sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within thirty (30) calendar days", [("thirty (30) calendar days", 30, "day")]),
        ("for twenty-one days", [("twenty-one days", 21, "day")]),
        ("one hundred and eighty (180) days", [("(180) days", 180, "day")]),
        ("a 12-month term", [("12-month", 12, "month")]),
        ("some days, several years", []),
        ("0 days", []),
        ("a fee of $1,250.00, or € 30", [("$1,250.00", 1250, "$"), ("€ 30", 30, "€")]),
        ("USD 25 a day", [("USD 25", 25, "USD")]),
    ],
)
def test_figures(text: str, found: list[tuple[str, int, str]]) -> None:
    assert [(f.written, f.number, f.unit) for f in figures(text)] == found
    assert all(text[f.start : f.end] == f.written for f in figures(text))


def test_other_wordings() -> None:
    (figure,) = figures("at least thirty (30) days")
    assert figure.wordings == ("thirty (30) days", "30 days", "thirty days")
    (year,) = figures("1 year")
    assert year.wordings == ("1 year", "one year")
    (money,) = figures("$1250")
    assert money.wordings == ("$1250", "$1,250", "1,250 dollars")


def test_near_misses_are_of_the_clause_first() -> None:
    (figure, *_) = figures("thirty days")
    assert near_misses(figure, "thirty days, or 14 days, or two years") == ("14 days", "60 days")
    assert near_misses(figure, "thirty days") == ("60 days", "15 days")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("You must be at least 16 years old to join us here.", "how old do i have to be"),
        ("You must not order for a person under 18 years old.", None),
        ("A 17-year-old minor may ride a scooter of ours alone.", None),
        ("We keep records of payments for at least seven years.", "how long is it kept"),
        ("We are not liable for more than the fees of the last 12 months.", None),
        ("You must send the opt-out notice within 30 days.", "how long do i have to opt out"),
    ],
)
def test_what_a_figure_answers(text: str, question: str | None) -> None:
    clause = Clause("", "1", "Use", ("1 Use",), "clause", 0, 1_000)
    found = list(amounts(Sentence(text, Span(0, len(text)), text), clause, text))
    assert [find.question for find in found if find.good] == ([question] if question else [])


def test_a_presumed_age_is_no_length_of_time() -> None:
    text = "You must be at least 16 years old to join us here."
    clause = Clause("", "1", "Use", ("1 Use",), "clause", 0, 1_000)
    (find,) = amounts(Sentence(text, Span(0, len(text)), text), clause, text)
    turned = flipped(find, "you must be at least 16 years old to join us here.")
    assert turned is not None
    assert (turned.question, turned.must_not) == (
        "how old do i have to be? it's 19, right",
        ("at least 19", "you must be 19"),
    )
