"""Who may, must or will do what: found, turned round, asked for."""

import pytest

from eval.mutate.modality import find
from eval.mutate.voice import as_asked, unlabelled


@pytest.mark.parametrize(
    ("words", "old", "new", "question", "denied"),
    [
        ("You may not lend a club boat to others.", "may not", "may", "Can I lend a club boat to others?", True),
        ("We may close your account at any time.", "may", "may not", "Can they close my account at any time?", False),
        ("You must wear a vest on deck.", "must", "need not", "Must I wear a vest on deck?", False),
        ("Sedge will repair your boat for free.", "will", "will not", "Will they repair my boat for free?", False),
        ("We do not sell your data to anybody.", "do not", "do", "Do they sell my data to anybody?", True),
        ("You are responsible for your own gear.", "are", "are not", "Am I responsible for my own gear?", False),
        ("If you leave, we cannot keep your place free.", "cannot", "can", "Can they keep my place free?", True),
        ("The mediator shall hear you within a week.", "shall", "shall not",
         "Must the mediator hear me within a week?", False),
    ],
)  # fmt: skip
def test_a_deed_is_turned_and_asked_for(words: str, old: str, new: str, question: str, denied: bool) -> None:
    deed = find(words, "Sedge")
    assert deed is not None
    assert (deed.old, deed.new, deed.question, deed.denied) == (old, new, question, denied)
    assert words[deed.start : deed.end] == old


@pytest.mark.parametrize(
    "words",
    [
        "You may not lend a boat unless we agree to it.",  # an exception: what the flip means is not clear
        "You may only use the boats of the club.",
        "Nobody may use a boat that is not his.",
        "We keep the things that you may leave in the locker.",  # the deed is beside the point
        "What you can expect from us in the future",
        "We may.",
    ],
)
def test_no_deed_where_one_word_does_not_decide(words: str) -> None:
    assert find(words, "Sedge") is None


def test_words_of_terms_in_the_mouth_of_a_customer() -> None:
    assert as_asked("we send you your bill if you ask us", "Sedge") == "they send me my bill if I ask them"
    assert as_asked("your Sedge account, help@sedge.example", "Sedge") == "my company account, help@sedge.example"


def test_the_number_before_a_sentence_is_no_part_of_it() -> None:
    assert unlabelled("4.1 You can leave.") == "You can leave."
    assert unlabelled("(a) 30 days of notice") == "30 days of notice"
    assert unlabelled("30 days of notice") == "30 days of notice"
