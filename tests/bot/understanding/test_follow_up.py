"""A follow-up is known by its words and takes its topic along; a question that stands alone is left alone."""

import pytest

from bot.types import Turn
from bot.understanding.follow_up import CLAUSES_CARRIED, Topic, clauses_named, is_follow_up, joined, topic_of
from tests.lines import questions


@pytest.mark.parametrize("question", questions("follow_ups"))
def test_a_follow_up_is_known(question: str) -> None:
    assert is_follow_up(question)


@pytest.mark.parametrize("question", questions("alone"))
def test_a_question_that_stands_alone_is_none(question: str) -> None:
    assert not is_follow_up(question)


def turns(*said: str) -> list[Turn]:
    return [Turn("assistant" if n % 2 else "user", words) for n, words in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "question", "alone"),
    [
        (
            ["can i leave arbitration?", "Yes, by email within 30 days (17.8)."],
            "what do i have to write in it?",
            "can i leave arbitration (clause 17.8) — what do i have to write in it?",
        ),
        (["im 13, can i use it", "Not under 16."], "and at school?", "im 13, can i use it — and at school?"),
        (
            ["who owns my files", 'The terms deal with this in 9.1 "Your Files" and 9.2 "Licence".'],
            "why?",
            "who owns my files (clause 9.1 and clause 9.2) — why?",
        ),
        (
            ["how do i opt out", 'The terms deal with this in "Opting out".'],
            "by when?",
            'how do i opt out (clause "Opting out") — by when?',
        ),
        (  # it turns to something else: the clause of the last answer would narrow it wrongly
            ["who owns my files", "You do (9.1)."],
            "and can they sell it?",
            "who owns my files — and can they sell it?",
        ),
        (  # a chain goes back to the question with the topic
            ["can i leave arbitration", "Yes (17.8).", "how?", "By email (17.8).", "to whom?", "To legal."],
            "by when?",
            "can i leave arbitration — to whom — by when?",
        ),
    ],
)
def test_the_topic_is_carried_over(said: list[str], question: str, alone: str) -> None:
    assert joined(topic_of(turns(*said)), question) == alone


def test_without_a_conversation_there_is_no_topic() -> None:
    assert topic_of([]) == Topic((), ())


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("Yes, within 30 days of creating your account (27.11).", ("27.11",)),
        ("Not under sixteen (16) years, with one exception (11.2).", ("11.2",)),
        ("Section 7 says so, and so does clause J.3.", ("7", "J.3")),
        ('The terms deal with this in 10.4(ii) "Licence".', ("10.4(ii)",)),
        ("It costs $10.50, or 3.5% more, from version 2.", ()),
        ("You have (30) days.", ()),
        ("A (1.1) b (2.2) c (3.3)", ("1.1", "2.2")),
        ("x" * 500 + " (1.1)", ()),
    ],
)
def test_the_clauses_an_answer_names_at_its_beginning(answer: str, named: tuple[str, ...]) -> None:
    assert clauses_named(answer) == named
    assert len(named) <= CLAUSES_CARRIED
