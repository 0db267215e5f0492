import pytest

from bot.retrieval.spelling import MOST, meant

KNOWN = {"refund", "account", "cancel", "arbitr", "fee", "fine", "photo", "photos"}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("refnud", ("refund",)),  # swapped
        ("refnd", ("refund",)),  # left out
        ("reffund", ("refund",)),  # added
        ("rafund", ("refund",)),  # changed
        ("acount", ("account",)),
        ("cancle", ("cancel",)),
        ("refund", ()),  # right
        ("efund", ()),  # the first letter is right in nearly every slip
        ("refnudd", ()),  # two slips
        ("fees", ()),  # short
        ("unicorn", ()),
        ("refun2", ()),  # no word
        ("", ()),
    ],
)
def test_a_word_one_slip_away_may_have_been_meant(typed: str, known: tuple[str, ...]) -> None:
    assert meant(typed, KNOWN) == known


def test_what_could_be_many_words_is_none_of_them() -> None:
    known = [f"refun{c}" for c in "abcd"]
    assert meant("refunx", known[:MOST]) == tuple(known[:MOST])
    assert meant("refunx", known) == ()
