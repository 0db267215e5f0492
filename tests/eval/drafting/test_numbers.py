"""Figures are found, spelt as others would, and others nearly fit."""

import pytest

from eval.drafting.numbers import figures, near_misses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within thirty (30) calendar days", [("thirty (30) calendar days", 30, "day")]),
        ("for twenty-one days", [("twenty-one days", 21, "day")]),
        ("one hundred and eighty (180) days", [("180) days", 180, "day")]),
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
    assert money.wordings == ("$1250", "$1,250")


def test_near_misses_are_of_the_clause_first() -> None:
    (figure, *_) = figures("thirty days")
    assert near_misses(figure, "thirty days, or 14 days, or two years") == ("14 days", "60 days")
    assert near_misses(figure, "thirty days") == ("60 days", "15 days")
