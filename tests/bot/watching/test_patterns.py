import pytest

from bot.watching.patterns import Book

LISTS = {"WE": ["we", "us"], "MAY": ["may", "can"]}


@pytest.mark.parametrize(
    ("pattern", "sentence", "is_in"),
    [
        ("WE MAY close", "we may close", True),
        ("WE MAY close", "we may not close", False),
        ("WE - close", "we may soon close", True),
        ("WE - close", "we may very soon close", False),
        ("WE ~ clos*", "we a b c d e f closing", True),
        ("WE ~ clos*", "we a b c d e f g closing", False),
        ("WE ~~~ close", "we " + "a " * 250 + "close", True),
        ("close ~ WE", "we close", False),
        ("a|b c", "b c", True),
        ("sole_discretion|whim", "at our sole discretion", True),
        ("sole_discretion|whim", "sole good discretion", False),
        ("fee & WE", "a fee for us", True),
        ("fee & WE", "a fee for you", False),
        ("a ~ b ~ c", "a a b x c", True),
        ("a b c", "a b a b c", True),
    ],
)
def test_a_pattern_is_in_a_sentence(pattern: str, sentence: str, is_in: bool) -> None:
    book = Book(LISTS)
    assert book.pattern(pattern).is_in(book.places(sentence.split())) is is_in


@pytest.mark.parametrize("pattern", ["NOWHERE may", "a & ", "we. may", "Maybe", "clo*se", "a*_b"])
def test_a_malformed_pattern_is_an_error(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        Book(LISTS).pattern(pattern)


def test_the_same_step_is_known_once() -> None:
    book = Book(LISTS)
    one, two = book.pattern("WE ~ may"), book.pattern("us|we ~ can")
    assert one.rows[0][0] == two.rows[0][0]
