"""How parts of one name are told apart, as a table."""

import pytest

from ingest.segment import segment
from ingest.segment.parts import qualifier


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "This version will go into effect on May 1, 2024. Until then, the current terms apply.",
            "effective May 1, 2024",
        ),
        ("Effective until May 1, 2024", "effective until May 1, 2024"),
        ("If you live in the European Union, including Iceland", "EU"),
        ("If you live outside the European Economic Area or the United Kingdom", "outside EEA or UK"),
        ("For users in the United States of America", "US"),
        ("For guests", "For guests"),
        ("We opened on May 1, 2024 with a party", "We opened on May 1, 2024 with a party"),
    ],
)
def test_a_line_in_few_words(line: str, words: str) -> None:
    assert qualifier(line) == words


RESTARTS = """# Ferry Terms

Part A is for all, Part B for those who sell.

## PART A – EVERYBODY

### 1. Joining

1.1 You must be sixteen.

### 2. Leaving

2.1 You may leave.

## PART B – SELLERS

### 1. Listings

1.1 A listing is free.

## SCHEDULE OF FEES

A ticket costs ten euros.
"""


def addresses(text: str) -> list[tuple[str, str, str]]:
    """(part, label, first words) of each citable place with words of its own."""
    found = segment(text, "markdown").clauses
    return [(c.part, c.label, text[c.start : c.end].split("\n")[0]) for c in found if c.label or c.part]


def test_parts_whose_sections_start_again_are_named_and_are_no_numbers() -> None:
    assert addresses(RESTARTS) == [
        ("PART A – EVERYBODY", "", "## PART A – EVERYBODY"),
        ("PART A – EVERYBODY", "1", "### 1. Joining"),
        ("PART A – EVERYBODY", "1.1", "1.1 You must be sixteen."),
        ("PART A – EVERYBODY", "2", "### 2. Leaving"),
        ("PART A – EVERYBODY", "2.1", "2.1 You may leave."),
        ("PART B – SELLERS", "", "## PART B – SELLERS"),
        ("PART B – SELLERS", "1", "### 1. Listings"),
        ("PART B – SELLERS", "1.1", "1.1 A listing is free."),
        ("SCHEDULE OF FEES", "", "## SCHEDULE OF FEES"),
    ]


def test_parts_through_which_the_numbers_run_on_stay_numbers() -> None:
    text = RESTARTS.replace("### 1. Listings\n\n1.1", "### 3. Listings\n\n3.1")
    assert {part for part, _, _ in addresses(text)} == {""}
    assert ("", "3.1", "3.1 A listing is free.") in addresses(text)
