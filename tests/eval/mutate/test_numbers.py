"""Numbers in the words of terms: found, changed, asked for."""

import pytest

from eval.mutate.numbers import Figure, asked_for, changed, figures, find, rewritten, states_bare


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Give us thirty (30) days of notice.", [Figure(30, "day")]),
        ("A notice of 30 business days.", [Figure(30, "day")]),
        ("A 14-day trial.", [Figure(14, "day")]),
        ("The fee is US$1,200.50 a year.", [Figure(1200.5, "$")]),
        ("Interest is 5% per month, at most 12 percent.", [Figure(5, "%"), Figure(12, "%")]),
        ("You must be at least 16 to join.", [Figure(16, "year")]),
        ("You must be under the age of 21.", [Figure(21, "year")]),
        ("See Section 30 of the Act of 1996, no. 12.", []),
        ("One hundred and twenty (120) days.", []),
        ("One hundred U.S. dollars (U.S. $100.00).", []),
        ("At least 5 boats.", []),
    ],
)
def test_figures_that_can_be_asked_for(words: str, found: list[Figure]) -> None:
    assert [one.figure for one in find(words)] == found


def test_both_spellings_of_a_number_are_changed() -> None:
    (one,) = find("Give us Thirty (30) days of notice.")
    assert [("Give us Thirty (30) days"[start:end]) for start, end in one.numerals] == ["Thirty", "30"]
    assert [rewritten(written, 45) for written in ("Thirty", "30", "THIRTY")] == ["Forty-five", "45", "FORTY-FIVE"]


def test_a_number_keeps_the_way_it_is_written() -> None:
    assert rewritten("1,000.00", 1500) == "1,500.00"
    assert rewritten("1000", 1500) == "1500"


def test_one_becomes_several() -> None:
    (one,) = find("Within one (1) year of it.")
    assert one.singular == len("Within one (1) year")
    assert find("A one-year term.")[0].singular is None


def test_the_new_number_stands_nowhere_in_the_document() -> None:
    figure = Figure(30, "day")
    seen = {changed(figure, {Figure(45, "day"), Figure(60, "day")}, turn) for turn in range(20)}
    assert seen.isdisjoint({figure, Figure(45, "day"), Figure(60, "day"), None})
    assert len(seen) > 2


def test_an_age_becomes_another_age() -> None:
    assert changed(Figure(16, "year"), frozenset(), 0) == Figure(21, "year")


def test_a_figure_in_a_question() -> None:
    assert [asked_for(Figure(3, unit)) for unit in ("day", "$", "%")] == [
        "how many days", "how many dollars", "what percentage"
    ]  # fmt: skip


def test_a_number_without_its_unit_is_seen() -> None:
    assert states_bare("It is forty-five.", 45)
    assert states_bare("It is $1,200.50 in all.", 1200.5)
    assert not states_bare("See 45.2 and 145.", 45)
    assert figures("45 days and forty five days") == {Figure(45, "day")}
