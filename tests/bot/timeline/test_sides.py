"""Which two versions a question compares."""

from datetime import date

import pytest

from bot.timeline.sides import compared
from bot.timeline.when import read_days
from ingest import Version

TODAY = date(2024, 12, 1)


def version(id_: int, day: str) -> Version:
    effective = date.fromisoformat(day)
    return Version(id_, "brook", "Brook", "terms-of-service", day, effective, (), "", f"{id_:064}", stated=effective)


DAYS = ("2023-02-01", "2023-07-27", "2023-08-07", "2023-08-11", "2024-05-20")
VERSIONS = [version(n, day) for n, day in enumerate(DAYS, 1)]


def sides(question: str, day: date = TODAY, versions: list[Version] = VERSIONS) -> tuple[str, str, str] | None:
    days = read_days(question, day, [v.effective for v in versions]).days
    found = compared(versions, days, day, question)
    return (found.older.version, found.newer.version, found.missed) if found else None


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        ("what did they change?", "2023-08-11", "2024-05-20"),
        ("on 7 august", "2023-07-27", "2023-08-07"),
        ("in early august 2023", "2023-07-27", "2023-08-07"),
        ("in august 2023", "2023-07-27", "2023-08-11"),
        ("between the 7th and the 11th of august 2023", "2023-08-07", "2023-08-11"),
        ("between february and august 2023", "2023-02-01", "2023-08-11"),
        ("since 7 august 2023", "2023-08-07", "2024-05-20"),
        ("what is new compared with the 2023 terms", "2023-08-11", "2024-05-20"),
        ("the 2024 terms compared with the 2023 ones", "2023-08-11", "2024-05-20"),
        ("compared with the first version", "2023-02-01", "2024-05-20"),
        ("last year", "2023-02-01", "2023-08-11"),
    ],
)
def test_the_versions_follow_from_the_days_that_are_named(question: str, older: str, newer: str) -> None:
    assert sides(question) == (older, newer, "")


def test_the_day_of_the_question_is_the_newer_side() -> None:
    assert sides("what did they change?", date(2023, 8, 9)) == ("2023-07-27", "2023-08-07", "")


def test_days_in_which_nothing_changed_are_said_with_the_change_before() -> None:
    assert sides("on 5 march 2024") == ("2023-08-07", "2023-08-11", "No new version took effect on 5 March 2024")


def test_a_time_before_the_first_version_is_said() -> None:
    found = compared(VERSIONS, read_days("in 2019", TODAY).days, TODAY, "what changed in 2019")
    assert found is not None
    assert found.same
    assert found.notes == (
        "The first version in the library is of 1 February 2023: what was in force on 31 December 2019 is not known.",
    )


def test_one_version_has_nothing_to_be_compared_with() -> None:
    assert sides("what did they change?", versions=VERSIONS[:1]) is None
    assert sides("on 1 february 2023", versions=VERSIONS[:1]) is None
