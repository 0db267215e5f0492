"""How hard a text is to read, and the syllables that this is counted from."""

import pytest

from bot.words.readability import reading_grade, sentence_words, syllables

DICTIONARY = {
    1: """apps buy charged codes fails false grounds here logged makes may per pro rise scope such swiss terms that toll
    with words""",
    2: """about above abuse apply arise around assign binding business certain comments consent contacts countries cycle
    describe disclosed email expire failure format funding gaming judgment models obtain options over paying processed
    reason receipt respond reverse sending special trading user vouchers whether""",
    3: """assurance commitment computer created deletion deposit duration entire examples financial injunctive marketing
    messaging obtaining omissions opening practices premium procedures provision punitive purposes unlawful violate""",
    4: """activity advertising certificate contractual interactions investigate priority superhuman""",
    5: """characteristics identifier immediately miscellaneous organisation""",
    6: """indemnification""",
}
"""A hundred words drawn at random from those frequent in terms, with the syllables a pronouncing dictionary gives."""


def test_syllables_are_those_of_a_dictionary() -> None:
    counted = [(word, count) for count, words in DICTIONARY.items() for word in words.split()]
    assert len(counted) == 100
    wrong = [word for word, count in counted if syllables(word) != count]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize(
    ("word", "count"),
    [("30", 1), ("can't", 1), ("doesn’t", 2), ("company's", 3), ("non-refundable", 5), ("NASA", 2), ("…", 1)],
)
def test_syllables_of_what_is_no_plain_word(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -2, 2),
        ("You can end your plan at any time. We pay back what you did not use.", 0, 3),
        ("Notwithstanding any provision herein, indemnification obligations survive termination indefinitely.", 18, 40),
    ],
)
def test_reading_grade(text: str, low: float, high: float) -> None:
    grade = reading_grade(text)
    assert grade is not None
    assert low <= grade <= high


@pytest.mark.parametrize("text", ["", "…!?", "\n\n"])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    assert reading_grade(text) is None
    assert sentence_words(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("One. Two words! Is it three?", [1, 2, 3]),
        ("Acme Inc. may change prices.", [5]),
        ("See 10.4 and 3.2. It says so.", [4, 3]),
        ("no full stop", [3]),
    ],
)
def test_words_of_each_sentence(text: str, counts: list[int]) -> None:
    assert sentence_words(text) == counts
