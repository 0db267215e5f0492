"""What terms do not decide is refused by kind, and a question about terms never is, however much it looks like it."""

import pytest

from bot.understanding.scope import refusal_of, topic
from bot.words.plain import REFUSALS
from bot.words.readability import reading_grade
from tests.lines import questions


@pytest.mark.parametrize("line", questions("refused"))
def test_what_terms_do_not_decide_is_refused_by_kind(line: str) -> None:
    kind, question = line.split("|", 1)
    assert refusal_of(question) == kind


@pytest.mark.parametrize("question", questions("about_terms"))
def test_a_question_about_terms_is_not_refused(question: str) -> None:
    assert refusal_of(question) is None


@pytest.mark.parametrize("question", questions("alone"))
def test_neither_is_any_other_that_stands_alone(question: str) -> None:
    assert refusal_of(question) is None


def test_capitals_and_typographic_marks_change_nothing() -> None:
    assert refusal_of("WOULD I WIN?") == "forecast"
    assert refusal_of("Isn’t that illegal?") == "advice"


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("they closed my account, write me an angry letter", "they closed my account"),
        ("should i sue them over the recordings, would i win?", "should i sue them over the recordings, would i win?"),
        ("the seller wants to be paid by gift card. is he scamming me?", "the seller wants to be paid by gift card"),
        ("can they use my files (clause 9.4) — is that legal?", "can they use my files (clause 9.4)"),
        ("would i win?", "would i win?"),
    ],
)
def test_what_a_refused_question_is_about(question: str, about: str) -> None:
    assert topic(question) == about


def test_refusals_are_plain_words() -> None:
    assert max(reading_grade(text) or 0 for text in REFUSALS.values()) <= 8
    assert all("cannot" in words or "not something" in words for words in REFUSALS.values())


@pytest.mark.parametrize("words", ["is a ", "should i ", "write me ", "is w w w ", "so and but ", "can my x "])
def test_a_long_question_is_read_in_one_go(words: str) -> None:
    refusal_of(words * (2_000 // len(words)))
