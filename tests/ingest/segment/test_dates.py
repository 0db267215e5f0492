from datetime import date

import pytest

from ingest.segment import segment
from ingest.segment.dates import document_date, stated_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Effective Date: August 11, 2023", date(2023, 8, 11)),
        ("**Last updated: January 23rd, 2026**", date(2026, 1, 23)),
        ("_Effective on February 1, 2022_", date(2022, 2, 1)),
        ("Updated 15 September 2025", date(2025, 9, 15)),
        ("Last Updated: 2024-09-16", date(2024, 9, 16)),
        ("Effective: **30\u00a0September\u00a02025**", date(2025, 9, 30)),
        ("Updated on: 25/12/2024", date(2024, 12, 25)),
        ("Updated on: 12/25/2024", date(2024, 12, 25)),
        # Another date of the document shows which figure is the day.
        ("Updated on: 11/05/2026. It replaces the terms of 25/03/2024.", date(2026, 5, 11)),
        ("Updated on: 11/05/2026. It replaces the terms of 03/25/2024.", date(2026, 11, 5)),
        ("Effective July 1, 2026. Last Revised May 26, 2026", date(2026, 7, 1)),
        ("Last updated: 1 May 2025\nEffective: 1 June 2025", date(2025, 6, 1)),
        ("A notice takes effect on 11 November 2026.\n\nTerms\n\nLast updated: 30 November 2025", date(2025, 11, 30)),
    ],
)
def test_dates_documents_state(text: str, expected: date) -> None:
    assert stated_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Updated on: **11/05/2026**",
        "Last updated: July 2026",
        "Our company was founded 3 May 2011.",
        "Effective 31 June 2025",
        "Updated on: 11/05/2026. It replaces the terms of 25/03/2024 and those of 03/25/2023.",
        "",
    ],
)
def test_what_is_not_stated_or_not_clear(text: str) -> None:
    assert stated_date(text) is None


def test_a_date_at_the_end_counts() -> None:
    assert stated_date("You pay. " * 2000 + "These terms went into effect on June 7, 2023.") == date(2023, 6, 7)


def test_a_menu_longer_than_the_search_hides_no_date() -> None:
    menu = "".join(f"[Product {n}](https://acme.example/products/{n})\n\n" for n in range(300))
    terms = "These terms are a contract between you and us.\n\n" * 100
    text = f"{menu}# Acme Terms\n\nLast updated: May 1, 2024\n\n{terms}"
    assert stated_date(text) is None
    assert document_date(text, segment(text, "markdown").clauses) == date(2024, 5, 1)
