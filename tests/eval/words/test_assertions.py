"""Asserted, denied, asked, or only quoted."""

import pytest

from eval.words.assertions import asserted, held, told

ASSERTS = [
    ("applies to u.s. users", "It only applies to U.S. users."),
    ("sharing is allowed", "Yes, sharing is allowed within a household."),
    ("30 days", "You have 30 days to ask."),
    ("sharing is allowed", "You do not need to ask: sharing is allowed."),
    ("sharing is allowed", "They may not like it, but sharing is allowed."),
    ("you may share", "Not only you may share it."),
    ("you would win", "There is no doubt that you would win."),
    ("refunds are paid", "It is free. Nothing more to add. Refunds are paid."),
    ("unlimited", "Their liability is unlimited."),
    ("still not allowed", "At 14 it is still not allowed."),
    ("you would be paid", "If something goes wrong you would be paid."),
    ("all copies are deleted", "Whether you stay or leave, all copies are deleted."),
    # What is unsaid is something else.
    ("you may share", "As they do not mention a limit, you may share it."),
    ("you may share", "Nothing says otherwise and you may share it."),
    ("they may sell it", "The terms never mention a buyer, they may sell it to anyone."),
]
DOES_NOT_ASSERT = [
    ("sharing is allowed", "It is not true that sharing is allowed."),
    ("sharing is allowed", "It isn’t true, as some say, that sharing is allowed."),
    ("sharing is allowed", "The terms don't say that sharing is allowed."),
    ("sharing is allowed", "Nothing in the terms says sharing is allowed."),
    ("sharing is allowed", "No clause states that sharing is allowed."),
    ("sharing is allowed", "The idea that sharing is allowed in a household is a myth."),
    ("sharing is allowed", "“Sharing is allowed” is false."),
    ("sharing is allowed", "Is it so that sharing is allowed?"),
    ("you would win", "I cannot tell you whether you would win."),
    ("you would win", "It would be wrong to say you would win."),
    ("unlimited", "Their liability is not unlimited."),
    ("removed the licence", "They have not removed the licence."),
    ("deleted immediately", "It will not be deleted immediately."),
    ("30 days", "You have 60 days, not 30 days."),
    ("30 days", "It is 60 days rather than 30 days."),
    ("30 days", "You have 130 days."),
    ("100 people", "The terms say nothing about a limit of 100 people."),
    ("you may share", "You asked if you may share it, and you may not."),
    ("you may share", "Nobody says that you may share it."),
    ("you may share", "They do not say that you may lend it, and not that you may share it."),
    ("you may share", "The terms do not say how you may share it."),
    ("you will win", "There is no way to tell if you will win."),
    ("fees are refunded", "Fees are refunded neither in part nor in full."),
    ("they may read it", "They may read it under no circumstances."),
    ("you can call", "You can call nobody."),
]


@pytest.mark.parametrize(("phrase", "sentence"), ASSERTS)
def test_asserts(phrase: str, sentence: str) -> None:
    assert asserted(phrase, [sentence], []) is not None


@pytest.mark.parametrize(("phrase", "sentence"), DOES_NOT_ASSERT)
def test_does_not_assert(phrase: str, sentence: str) -> None:
    assert asserted(phrase, [sentence], []) is None


QUOTE = "You must not let anyone else use your login, unless you consent to the fee in Annex 2 and pay it in advance."


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        (QUOTE, False),  # the whole of what is cited
        ("**You** must not let anyone else use your login, unless you consent to the fee", False),
        ("The terms say: “unless you consent to the fee in Annex 2 and pay it”.", False),
        ("They keep it unless you consent.", True),  # three words in common are no excerpt
        ("You must not let anyone use it unless you consent.", True),
    ],
)
def test_an_excerpt_is_the_document_speaking(sentence: str, own: bool) -> None:
    assert (asserted("unless you consent", [sentence], [QUOTE]) is not None) is own
    assert asserted("unless you consent", [sentence], []) is not None


@pytest.mark.parametrize(
    ("phrase", "sentence", "is_told"),
    [
        ("30 days", "You have 30 days.", True),
        ("30 days", "You do not have to wait 30 days.", True),
        ("not share", "You may not share it.", True),
        ("30 days", "Nothing says that you have 30 days.", False),
        ("30 days", "Do you have 30 days?", False),
        ("30 days", "It is a myth that you have 30 days. You have 60.", False),
        ("30 days", "It is untrue that you have 30 days; you have 60, and 30 days to ask.", True),
        ("nothing says", "Nothing says that you have 30 days.", True),
    ],
)
def test_a_fact_is_told_or_only_spoken_of(phrase: str, sentence: str, is_told: bool) -> None:
    assert told(phrase, [sentence]) is is_told


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("You may share it.", "you may share it."),
        ("You may share it? No.", "no."),
        ("You asked if you may share it, and you may not.", "you , and you may not."),
        ("Nothing says that you may share it.", " "),
        ("It isn't true that you may share it: you may not.", "it is  : you may not."),
        ("You may not say that you are a partner.", "you may not say that you are a partner."),
    ],
)
def test_what_a_text_holds(text: str, kept: str) -> None:
    assert held(text).split() == kept.split()


def test_hostile_texts_take_no_longer_than_their_length() -> None:
    for text in ("whether " * 20_000 + "it is free", "not it is free " * 5_000, "not, " * 20_000 + "it is free"):
        asserted("it is free", [text], [text])
        told("it is free", [text])
        held(text)


def test_the_sentence_is_given_back() -> None:
    assert asserted("it is free", ["All is well. **It is free.** Really."], []) == "it is free."
