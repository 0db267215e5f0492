"""Which version a text is, as a table of what is known and what comes."""

from datetime import date

import pytest

from ingest.library import KnownVersion
from ingest.versions import effective_date, same_terms, version_name

MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
DATED = KnownVersion(1, "2024-05-01", MAY, "aa", "wording A")
UNDATED = KnownVersion(2, "2024-03-03", None, "bb", "wording B")
REDATED = KnownVersion(3, "2024-06-01", JUNE, "cc", "wording A")


@pytest.mark.parametrize(
    ("known", "fingerprint", "stated", "expected"),
    [
        ([], "wording A", MAY, None),
        ([DATED], "wording A", MAY, DATED),
        ([DATED], "another wording", MAY, None),
        # A text with another date is a version of its own; one whose date was lost is not.
        ([DATED], "wording A", JUNE, None),
        ([DATED], "wording A", None, DATED),
        ([UNDATED], "wording B", MAY, UNDATED),
        # Of several alike the one with the same date, else the newest.
        ([DATED, REDATED], "wording A", MAY, DATED),
        ([DATED, REDATED], "wording A", None, REDATED),
    ],
)
def test_same_terms(
    known: list[KnownVersion], fingerprint: str, stated: date | None, expected: KnownVersion | None
) -> None:
    assert same_terms(known, fingerprint, stated) == expected


@pytest.mark.parametrize(
    ("stated", "recorded", "known", "expected"),
    [
        (MAY, date(2024, 5, 3), [], MAY),
        (MAY, date(2024, 4, 3), [], MAY),  # announced a month before it applies
        (None, date(2024, 5, 3), [], date(2024, 5, 3)),
        (MAY, date(2024, 7, 7), [DATED], date(2024, 7, 7)),  # changed in silence: the date is that of an older text
        (JUNE, date(2024, 6, 2), [DATED], JUNE),
        (date(2042, 5, 1), date(2024, 5, 3), [], date(2024, 5, 3)),  # a misprint
        (date(1980, 5, 1), date(2024, 5, 3), [], date(2024, 5, 3)),  # the date of a law that the text mentions
    ],
)
def test_effective_date(stated: date | None, recorded: date, known: list[KnownVersion], expected: date) -> None:
    assert effective_date(stated, recorded, known) == expected


def test_a_day_with_several_texts_counts_them() -> None:
    assert version_name(MAY, ()) == "2024-05-01"
    assert version_name(MAY, {"2024-05-01"}) == "2024-05-01.2"
    assert version_name(MAY, {"2024-05-01", "2024-05-01.2"}) == "2024-05-01.3"
