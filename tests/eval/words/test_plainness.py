"""How plainly the words read that are ours; the document's are exempt."""

from collections.abc import Callable
from typing import Any

import pytest

from bot import Answer, Statement
from eval.printing.tables import own_words_line
from eval.words.plainness import LONG, Plainness, own_words, plainness, summary

MakeAnswer = Callable[..., Answer]

RULE = "You may not share your login with anyone, unless we agree in writing."


def test_the_documents_words_are_not_ours(bot: Any, answer: MakeAnswer) -> None:
    quote = bot.cite(RULE, "2.3", "Accounts")
    given = answer(
        'The terms deal with this in 2.3 "Accounts".',
        quote,
        statements=(Statement(RULE, (0,), "excerpt"), Statement("You need their written yes first.", (0,), "verified")),
        notes=("A newer version takes effect soon.",),
    )
    assert own_words(given).split("\n\n") == [
        "The terms deal with this in 2.3 .",
        "You need their written yes first.",
        "A newer version takes effect soon.",
    ]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("You may not share your login with anyone, … in writing.", False),
        ("“You may not share your login” (we think).", True),
        ("You may not share your login with anyone, unless we agree in a letter.", True),
    ],
)
def test_an_excerpt_is_exempt_only_when_it_is_one(bot: Any, answer: MakeAnswer, text: str, ours: bool) -> None:
    given = answer("No.", bot.cite(RULE, "2.3"), statements=(Statement(text, (0,), "excerpt"),))
    assert (own_words(given) != "No.") == ours


def test_explanations_and_what_is_quoted_are_left_out_and_invented_quotes_are_not(bot: Any, answer: MakeAnswer) -> None:
    text = 'A perpetual (it never ends) ban on "share your login" and "made up words".'
    given = answer(text, bot.cite(RULE, "2.3"))
    assert own_words(given) == 'A perpetual ban on  and "made up words".'


def test_a_sentence_that_is_headline_and_statement_is_measured_once(bot: Any, answer: MakeAnswer) -> None:
    assert plainness(answer("No, you may not.", bot.cite(RULE, "2.3"))).sentences == (4,)


def test_a_long_hard_sentence_shows() -> None:
    hard = "Notwithstanding the aforementioned stipulations, " + "obligations and " * 12 + "indemnities survive."
    found = Plainness.of(hard)
    assert found.longest > LONG
    assert found.grade is not None
    assert found.grade > 15
    assert found.to_json() == {
        "grade": round(found.grade, 1),
        "longest": found.longest,
        "sentences": list(found.sentences),
    }
    assert Plainness.from_json(found.to_json()).sentences == found.sentences


def test_sums() -> None:
    found = [Plainness(2.0, (5, 30)), Plainness(8.0, (25,)), Plainness(None, ())]
    sums = {"answers": 2, "median_grade": 5.0, "sentences": 3, "over_25_words": 1, "longest": 30}
    assert summary(found) == sums
    assert "median grade 5.0; 1 of 3 sentences over 25 words" in own_words_line(sums)
    assert own_words_line(summary([])) == "words of ours: none"
