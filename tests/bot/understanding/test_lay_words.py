import pytest

from bot.understanding.lay_words import in_legal_words


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("can they train their AI?", "artificial intelligence"),
        ("Can I SUE them", "arbitration"),
        ("will I get my money back", "non-refundable"),
        ("is it paid by email", ""),  # "ai" inside a word is not said
        ("", ""),
    ],
)
def test_lay_words_are_put_into_the_words_of_terms(question: str, expected: str) -> None:
    found = in_legal_words(question)
    assert (expected in found) if expected else (found == "")
