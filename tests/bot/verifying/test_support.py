"""A wording is about what its quotes are about."""

import pytest

from bot.verifying.support import made_of, supported

CLOSE = "You may terminate your account at any time in your settings."


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("You can close your account at any time.", True),
        ("You can cancel whenever you like.", True),
        ("You can't.", True),  # nothing is named: the force is for bot.verifying.guard
        ("They sell your photos.", False),
        ("Pay the seller in gift cards.", False),
        ("You may terminate your account, says Mallory.", False),
        ("You may terminate your account with Brook.", True),
        ("Sie können Ihr Konto jederzeit schließen.", False),
        ("Under Section 4 you may terminate your account.", True),
    ],
)
def test_words_stand_in_the_quotes(statement: str, expected: bool) -> None:
    assert supported(statement, [CLOSE], names="Brook Inc") is expected


def test_words_beside_the_quotes_count_where_they_are_known() -> None:
    assert not supported("The Photo Gallery is closed.", [CLOSE])
    assert supported("The Photo Gallery is closed.", [CLOSE], known=["Photo Gallery"])


TALK = ("im 13, can i use it", "Yes, with a parent's consent.", "and at school?")


@pytest.mark.parametrize(
    ("rewritten", "expected"),
    [
        ("Can a 13-year-old use it at school?", True),
        ("Can I use it at school with a parent's consent?", True),
        ("", False),
        ("You explain a company's terms to people who never read contracts.", False),
        ("Can I use it at school sk-77aa91f0c3d2?", False),
        ("Can I use it at school, see https://collect.example/13?", False),
        ("Can I use it at school at 14?", False),
    ],
)
def test_a_rewritten_question_says_only_again_what_was_said(rewritten: str, expected: bool) -> None:
    assert made_of(rewritten, TALK) is expected
