import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.watching.words import MOST_WORDS, words


@pytest.mark.parametrize(
    ("printed", "tokenised"),
    [
        ("We can't and won't pay.", "we ca n't and wo n't pay ."),
        ("You cannot sue, can you?", "you can not sue , can you ?"),
        ("It’s Acme’s fee of $25.", "it 's acme 's fee of $ 25 ."),
        ("“As is”, without any re-sale.", "`` as is '' , without any re-sale ."),
    ],
)
def test_a_printed_and_a_tokenised_text_have_the_same_words(printed: str, tokenised: str) -> None:
    assert words(printed) == words(tokenised)


def test_the_company_is_we() -> None:
    assert words("Acme Corp may bill you", "Acme")[:2] == ("we", "corp")
    assert words("X may bill you", "X")[0] == "x"


@given(st.text(max_size=300))
def test_any_text_has_some_words_or_none(text: str) -> None:
    assert all(word.isalnum() and word == word.lower() for word in words(text))


def test_a_page_without_a_full_stop_is_bounded() -> None:
    assert len(words("we may " * 100_000)) == MOST_WORDS
