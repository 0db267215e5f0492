import pytest

from ingest.segment.labels import PART, read_label, roman_value


@pytest.mark.parametrize(
    ("head", "text", "rest"),
    [
        ("10.4 Licence", "10.4", "Licence"),
        ("3.1. Fees", "3.1", "Fees"),
        ("1.14.1 These terms", "1.14.1", "These terms"),
        ("2. Fees", "2", "Fees"),
        ("(a) keep it", "a", "keep it"),
        ("(ii) keep it", "ii", "keep it"),
        ("b) keep it", "b", "keep it"),
        ("IV. Conduct", "IV", "Conduct"),
        ("A13. Points", "A13", "Points"),
        ("Section 4: Fees", "4", "Fees"),
        ("ARTICLE 7 – Fees", "7", "Fees"),
        ("Article 1: Scope", "1", "Scope"),
    ],
)
def test_ways_of_numbering(head: str, text: str, rest: str) -> None:
    label = read_label(head)
    assert label is not None
    assert (label.text, head[label.end :]) == (text, rest)


@pytest.mark.parametrize(
    "head",
    [
        "You agree",
        "2023. gada",
        "17.03.2025 is the date",
        "e.g. this",
        "U.S. users",
        "(see below)",
        "",
        "10",
        "Mr. Lark",
    ],
)
def test_what_is_no_label(head: str) -> None:
    assert read_label(head) is None


@pytest.mark.parametrize(
    ("text", "families"),
    [("(i)", ["roman", "lower"]), ("(c)", ["lower", "roman"]), ("(h)", ["lower"]), ("(3)", ["number"])],
)
def test_a_letter_can_be_a_roman_number(text: str, families: list[str]) -> None:
    label = read_label(text)
    assert label is not None
    assert [reading.family for reading in label.readings] == families


@pytest.mark.parametrize(("numeral", "value"), [("iv", 4), ("XIX", 19), ("viii", 8), ("iiii", 0), ("abc", 0), ("", 0)])
def test_roman_numbers(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("heading", "is_annex"), [("Exhibit A", True), ("Appendix 5: Fees", True), ("Schedule of fees", False)]
)
def test_annexes(heading: str, is_annex: bool) -> None:
    assert bool(PART.match(heading)) is is_annex
