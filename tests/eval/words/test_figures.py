"""Numbers of a sentence beside those of its quotes."""

import pytest

from eval.words.figures import Figure, figures, strange
from tests.bot.verifying.guard_pairs import SAME


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thirty (30) days", {("30", "720", "hour")}),
        ("TWO HUNDRED US DOLLARS (USD\u00a0200)", {("200", "200", "$")}),
        ("one hundred and eighty (180) days", {("180", "4320", "hour")}),
        ("twenty-five US dollars", {("25", "25", "$")}),
        ("14 to 30 days", {("14", "336", "hour"), ("30", "720", "hour")}),
        ("five (5) business days", {("5", "5", "business day")}),
        ("$1,000.50 or 1.5% a month", {("1000.5", "1000.5", "$"), ("1.5", "1.5", "%")}),
        ("$5 million", {("5000000", "5000000", "$")}),
        ("from the tenth (10th) day", {("10", "240", "hour")}),
        ("no one may, and first of all", set()),
        ("one year", {("1", "12", "month")}),
        ("in 9.2.1", set()),  # a number of a clause that can be nothing else
        ("Section 9: six months", {("9", "9", ""), ("6", "6", "month")}),
        ("five six", {("5", "5", ""), ("6", "6", "")}),
        ("", set()),
    ],
)
def test_figures(text: str, found: set[tuple[str, str, str]]) -> None:
    assert figures(text) == {Figure(*one) for one in found}


@pytest.mark.parametrize(
    ("said", "quoted", "known", "missing"),
    [
        ("You have 60 days.", "For sixty (60) days you can sign in.", "", []),
        ("You have 90 days.", "For sixty (60) days you can sign in.", "", ["90 (hour)"]),
        ("Within two days.", "within forty-eight (48) hours", "", []),
        ("A year, 12 months.", "for one year", "", []),
        ("60 weeks", "60 days", "", ["60 (hour)"]),
        ("200 euros", "two hundred US dollars", "", ["200 (€)"]),
        ("10 days", "ten (10) business days", "", ["10 (hour)"]),
        ("16 years or older", "sixteen (16) or older", "", []),
        ("1 day before", "a day before", "", []),
        # a day, the number of a clause
        ("Since 16 September 2024, in 9.2", "it says", "2024 09 16 9.2", []),
        ("since 2024-09-16", "as of September 16, 2024", "", []),
        ("within 9 days", "at once", "9.2 9", ["9 (hour)"]),  # the number of a clause is no span of time
        ("Section 4 says so", "it says", "", ["4"]),
        ("You get 25 percent back.", "you get back a quarter of the price", "", []),
        ("You get 25 percent back.", "you get back half of the price", "", ["25 (%)"]),
        # what is only denied, what a sentence counts for itself
        ("You do not have 90 days but 60.", "sixty (60) days", "", []),
        ("It isn't 90 days: it is 60 days, rather than 90.", "sixty (60) days", "", []),
        ("You have not more than 90 days.", "sixty (60) days", "", ["90 (hour)"]),
        ("Not all have 90 days.", "sixty (60) days", "", ["90 (hour)"]),
        ("They may do two things.", "we may charge interest and may limit the account", "", []),
        ("They may do it 2 times.", "we may charge interest", "", ["2"]),
        ("You are owed 0 of it.", "we pay it back", "", ["0"]),
    ],
)
def test_what_stands_in_no_quote(said: str, quoted: str, known: str, missing: list[str]) -> None:
    assert strange(said, quoted, known) == missing


def test_listed_items_are_counted() -> None:
    assert strange("In three cases they may.", "where (i) a, (ii) b or (iii) c", "", listed=3) == []
    assert strange("In four cases they may.", "where (i) a, (ii) b or (iii) c", "", listed=3) == ["4"]


@pytest.mark.parametrize(("said", "quoted"), SAME)
def test_fair_wordings_pass(said: str, quoted: str) -> None:
    assert strange(said, quoted, "") == []


@pytest.mark.parametrize("unit", ["one ", "hundred and ", "9,", "9.", "30 to ", "may 1 ", "$"])
def test_hostile_texts_come_to_an_end(unit: str) -> None:
    # Steps that grow with the square of the length would take minutes.
    strange(unit * 50_000, unit * 50_000, "")
