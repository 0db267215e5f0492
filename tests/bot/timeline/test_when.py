"""Days, spans and relative dates in the words people use."""

from datetime import date

import pytest

from bot.timeline.when import read_days

TODAY = date(2026, 11, 30)
KNOWN = [date(2023, 2, 1), date(2023, 3, 31), date(2023, 7, 27), date(2023, 8, 7), date(2023, 8, 11)]
AUGUST_7 = ("2023-08-07", "2023-08-07")


def spans(text: str, known: list[date] = KNOWN) -> list[tuple[str, str]]:
    return [(d.first.isoformat(), d.last.isoformat()) for d in read_days(text, TODAY, known).days]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did they change on 7 August?", [AUGUST_7]),
        ("what changed on aug 7th 2023", [AUGUST_7]),
        ("2023-08-07", [AUGUST_7]),
        ("the 7th of august, 2023", [AUGUST_7]),
        ("August 7, 2023", [AUGUST_7]),
        ("in that early august 2023 update", [("2023-08-01", "2023-08-10")]),
        ("mid-september 2024", [("2024-09-11", "2024-09-20")]),
        ("at the end of 2023", [("2023-09-01", "2023-12-31")]),
        ("between the 7th and the 11th of august 2023", [AUGUST_7, ("2023-08-11", "2023-08-11")]),
        ("between Aug 7 and 11", [AUGUST_7, ("2023-08-11", "2023-08-11")]),
        ("from july to august 2023", [("2023-07-01", "2023-07-31"), ("2023-08-01", "2023-08-31")]),
        ("was it like that in feb 2023 too", [("2023-02-01", "2023-02-28")]),
        (
            "the 2026 terms compared with the 2021 ones",
            [("2026-01-01", "2026-12-31"), ("2021-01-01", "2021-12-31")],
        ),
        ("2021 to 2026", [("2021-01-01", "2021-12-31"), ("2026-01-01", "2026-12-31")]),
        ("last year", [("2025-01-01", "2025-12-31")]),
        ("last month", [("2026-10-01", "2026-10-31")]),
        ("this week", [("2026-11-30", "2026-12-06")]),
        ("yesterday's update", [("2026-11-29", "2026-11-29")]),
        ("3 months ago", [("2026-08-01", "2026-08-31")]),
        ("two weeks ago", [("2026-11-16", "2026-11-16")]),
        ("last august", [("2026-08-01", "2026-08-31")]),
        ("in may?", [("2026-05-01", "2026-05-31")]),
        ("since may 2024", [("2024-05-01", "2024-05-31")]),
        ("on May 20, 2024", [("2024-05-20", "2024-05-20")]),
        ("13/8/2023", [("2023-08-13", "2023-08-13")]),
        ("7/8/2023", [AUGUST_7]),
    ],
)
def test_days_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "may they train on my calls",
        "they may in some cases",
        "kids under 13 may join",
        "within 30 days",
        "up to $2023",
        "a fee of 2024 dollars",
        "section 10.4",
        "the 24-hour rule",
        "version 3.2",
        "in 2024 words",
        "3000-01-01",
        "",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert spans(text) == []


def test_a_day_without_a_year_is_the_latest_on_which_something_happened_else_the_latest() -> None:
    assert spans("on 7 August") == [AUGUST_7]
    assert spans("on 7 August", []) == [("2026-08-07", "2026-08-07")]
    assert spans("on 24 December", []) == [("2025-12-24", "2025-12-24")]


def test_a_year_that_was_spoken_of_before_counts_first() -> None:
    read = read_days("was that already so in February?", TODAY, years=[2023])
    assert [d.first for d in read.days] == [date(2023, 2, 1)]


def test_a_day_that_cannot_be_is_said() -> None:
    read = read_days("on 31 February 2024", TODAY)
    assert read.notes == ("There is no 31 February, so February 2024 was taken.",)
    assert [(d.first, d.last) for d in read.days] == [(date(2024, 2, 1), date(2024, 2, 29))]
    assert read_days("on 2023-13-45", TODAY).notes == ("2023-13-45 is no date.",)


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    read = read_days("on 7/8/2024", TODAY, KNOWN)
    assert read.days == ()
    assert read.notes == ("“7/8/2024” can be read in two ways: please write the month as a word.",)


@pytest.mark.parametrize(
    ("text", "role", "of_version"),
    [
        ("since march 2023", "since", False),
        ("before the 7 August 2023 update", "before", True),
        ("until 2024", "until", False),
        ("the 2021 ones", "", True),
        ("on 7 August 2023", "", False),
    ],
)
def test_what_stands_around_a_date_tells_its_role(text: str, role: str, of_version: bool) -> None:
    (days,) = read_days(text, TODAY).days
    assert (days.role, days.of_version) == (role, of_version)


@pytest.mark.parametrize("text", ["1 " * 900, "may " * 500, "7th and " * 250, "2023-" * 400, "january 1 2023 " * 100])
def test_a_long_question_is_read_as_well(text: str) -> None:
    assert len(read_days(text, TODAY, KNOWN).days) <= 16
