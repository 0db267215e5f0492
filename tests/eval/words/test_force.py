"""May, must, must not and "unless": the same on both sides? Held to the pairs that the guard is held to."""

import pytest

from eval.words.figures import strange
from eval.words.force import clash, stances, turned
from tests.bot.verifying.guard_pairs import MORE, SAME

CAUGHT = 0.5
"""Share of the unfair wordings of ``guard_pairs`` that is seen. The rest needs understanding: another verb, another
subject. What is flagged has to be wrong, so that a failure means something."""


@pytest.mark.parametrize(("said", "quoted"), SAME)
def test_fair_wordings_pass(said: str, quoted: str) -> None:
    assert clash(said, [quoted], "Brook") == ""


def test_half_of_the_unfair_ones_are_seen() -> None:
    seen = [said for said, quoted in MORE if clash(said, [quoted], "Brook") or strange(said, quoted, "")]
    assert len(seen) >= CAUGHT * len(MORE)


@pytest.mark.parametrize(
    ("said", "quoted", "found"),
    [
        ("You may share it.", "You may not share it.", "says “may” of “share”, its quotes say “must not”"),
        ("You must pay taxes.", "You may pay taxes.", "says “must” of “pay”, its quotes say “may”"),
        ("They will delete it.", "We may delete it.", "says “will” of “delet”, its quotes say “may”"),
        ("You need not tell us.", "You must tell us.", "says “need not” of “tell”, its quotes say “must”"),
        (
            "They will not tell you.",
            "We tell you at once.",
            "says “will not” of “tell”, its quotes say that it is done",
        ),
        ("Brook may sell it.", "You may sell it.", "says of “we” what its quotes say of another: “sell”"),
        ("You are at least 16 here.", "You are at most 16 here.", "says “at least”, its quotes say “at most”"),
        ("They close it without notice.", "We may close it.", "adds “without notice”"),
        ("You must be 16.", "You must be 16, unless a school made it.", "leaves an exception of its quotes out"),
        ("We share nothing. It is not kept.", "We store it.", "denies what its quotes do not"),
        (
            "You can share it if your boss agrees.",
            "You may not share it with anyone.",
            "says “may” of “share”, its quotes say “must not”",
        ),
        (
            "You can ask only after 30 days.",
            "We refund it if you ask within thirty (30) days.",
            "says “only after 30 days”, its quotes set a time by which",
        ),
        (
            "You can stop it 30 days after the term ends.",
            "Give notice before the term ends: at least 30 days before.",
            "says “after the term ends”, its quotes say “before”",
        ),
        # the same
        ("You can't share it.", "You shall not share it.", ""),
        ("You may only if they agree.", "You may not, unless we agree.", ""),
        ("You are not required to pay.", "You need not pay.", ""),
        ("You can share it if they agree.", "You may not share it without our consent.", ""),
        ("You must not be younger than 18.", "You must be at least eighteen (18) years old.", ""),
        ("They will warn you before they close it.", "We may close it after one reminder.", ""),
        ("It is gone after 30 days.", "We delete it within 30 days.", ""),
        ("It applies 30 days after they tell you.", "We tell you 30 days before it applies.", ""),
        ("You can ask only after 30 days, within 60 days.", "Ask after 30 days and within 60 days.", ""),
        ("You and Brook may sue alone.", "You and Brook may sue alone.", ""),
        ("They can revoke it.", "You know that it may be revoked by Brook.", ""),
        ("", "You may.", ""),
        ("You may.", "", ""),
    ],
)
def test_what_is_turned(said: str, quoted: str, found: str) -> None:
    assert clash(said, [quoted], "Brook") == found


def test_an_exception_may_stand_in_the_sentence_beside() -> None:
    quote = ["You must be 16, unless a school made your account."]
    assert clash("You must be 16.", quote) != ""
    assert clash("You must be 16.", quote, beside="Except with a school account.") == ""


def test_a_headline_answers_for_what_it_turns_only() -> None:
    quotes = ["You may not share it, unless we agree.", "We may close it."]
    assert turned("They can close it.", quotes) == ""
    assert turned("You may share it.", quotes) != ""


def test_stances() -> None:
    assert [
        (s.force, s.party, s.verb) for s in stances("You may not lend or sell it. We will help; no one can see.")
    ] == [
        ("must not", "you", "lend"),
        ("will", "we", "help"),
        ("must not", "", "see"),
    ]


@pytest.mark.parametrize("unit", ["may not share ", "you and we may ", "without a consent ", "unless. ", "not to "])
def test_hostile_texts_come_to_an_end(unit: str) -> None:
    # Steps that grow with the square of the length would take minutes.
    clash(unit * 4_000, [unit * 4_000])
