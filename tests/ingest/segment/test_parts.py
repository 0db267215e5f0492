"""How parts of one name are told apart, as a table."""

import pytest

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
