"""Same words, same label, same title: in words a lawyer could check."""

import pytest

from eval.words.matching import PlainText, label_steps, loosely_same, plain, same_line, says, title_words


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("can't share", "You can’t  share it.", True),
        ("SHARE", "you may share", True),
        ("prohibit", "It is prohibited.", True),  # a stem
        ("share", "We reshare it.", False),  # not from the start of a word
        ("30 days", "within **30 days**", True),
        ("30 days", "within 130 days", False),
        ("0%", "100% of it", False),
        ("100", "1,000 dollars", False),
        ("100", "100,000 dollars", False),
        ("100", "the sum is 100.", True),
        ("1.5", "1.55 per cent", False),
        ("11", "clause 27.11", False),
        ("$100", "US$100 at most", True),
        ("$100", "$1000", False),
        ("opt-out", "an opt‑out notice", True),  # a no-break hyphen
        ("10.2", "see 10\\.2 below", True),
    ],
)
def test_wordings(phrase: str, text: str, found: bool) -> None:
    assert says(phrase, plain(text)) is found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("9.g", "9(G)", True),
        ("10", "10.4", True),
        ("10.4(ii)", "10.4", True),
        ("10.4", "10.5", False),
        ("1", "10.4", False),
        ("A", "A13.6", False),
        ("A13", "A13.6", True),
        ("", "10.4", False),
        ("", "", False),
    ],
)
def test_lines_of_labels(one: str, other: str, same: bool) -> None:
    assert same_line(one, other) is same
    assert same_line(other, one) is same


def test_labels_are_compared_step_by_step() -> None:
    assert label_steps("4(b)(ii)") == label_steps("4.b.ii") == label_steps(" 4 (B) (ii)") == ("4", "b", "ii")
    assert label_steps("10.4") != label_steps("104")


def test_titles_are_compared_without_markup_and_closing_signs() -> None:
    assert title_words("## **Refunds.**") == title_words("refunds:") == "refunds"


@pytest.mark.parametrize(
    ("source", "quote", "texts"),
    [
        ("Say **You may** not\nshare it.", "you may not share", ["You may** not\nshare"]),
        ("It’s \u200b \u200byours.", "it's yours", ["It’s \u200b \u200byours."]),
        ("one two one two", "one two", ["one two", "one two"]),
        ("one two", "three", []),
        ("", "one", []),
        ("one", "", []),
    ],
)
def test_a_quote_is_found_again_in_the_source(source: str, quote: str, texts: list[str]) -> None:
    places = PlainText(source).find(quote)
    assert [source[start:end].removeprefix("**") for start, end in places] == texts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maritime Terms", "Brook Maritime Terms of Service", True),
        ("Terms (EU), from May 2024", "Terms for the EU, from 1 May 2024", True),
        ("Exhibit A", "Contract Summary", False),
        ("", "Exhibit A", False),
        ("", "", True),
    ],
)
def test_parts_are_compared_loosely(one: str, other: str, same: bool) -> None:
    assert loosely_same(one, other) is same
