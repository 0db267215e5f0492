"""The glossary, explanations where the words stand, reading level and our set sentences."""

import pytest

from bot.plain import explain, glossary, glossary_terms, pointer, reading_grade, unexplain
from bot.types import Citation


def cited(
    label: str = "", title: str = "", *, service: str = "brook", terms_type: str = "terms-of-service"
) -> Citation:
    return Citation(service, terms_type, "2024-01-01", "", label, "", title, "words", 0, 5, "", "")


def test_the_glossary_is_a_short_plain_list() -> None:
    words = glossary()
    assert 60 <= len(words.meanings) <= 90
    assert all(len(meaning) <= 50 and "(" not in meaning for meaning in words.meanings.values())
    assert {"perpetual", "indemnify", "arbitration", "class action", "force majeure"} <= words.meanings.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You grant us a perpetual licence.", "You grant us a perpetual (it never ends) licence."),
        ("PERPETUAL RIGHTS", "PERPETUAL (it never ends) RIGHTS"),
        ("Nothing hard here.", "Nothing hard here."),
        ("We assign it. We assign it.", "We assign (hand over to someone else) it. We assign it."),
        ("A perpetual (endless) licence", "A perpetual (endless) licence"),
        ("This is the Arbitration Agreement.", "This is the Arbitration Agreement."),
        ("The concert venue is shut.", "The concert venue is shut."),
        (
            "jurisdiction and venue",
            "jurisdiction (the place whose courts or laws count) and venue (which court hears the case)",
        ),
        ("A search warrant is not a warranty.", "A search warrant is not a warranty (a promise about quality)."),
        ("Imperpetual is no word", "Imperpetual is no word"),
    ],
)
def test_explain(text: str, expected: str) -> None:
    assert explain(text) == expected
    assert unexplain(explain(text)) == text


def test_explain_stops_at_its_limit_and_the_longest_term_wins() -> None:
    text = "an irrevocable, perpetual, royalty-free licence"
    assert explain(text, limit=1) == "an irrevocable (it cannot be taken back), perpetual, royalty-free licence"
    assert [term for term, _ in glossary_terms("a class action about exclusive jurisdiction")] == [
        "class action",
        "exclusive jurisdiction",
    ]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -2, 2),
        ("Notwithstanding any provision herein, indemnification obligations survive termination indefinitely.", 18, 40),
        ("", 0, 0),
        ("…!?", 0, 0),
    ],
)
def test_reading_grade(text: str, low: float, high: float) -> None:
    assert low <= reading_grade(text) <= high


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([cited("4.2", "Your Uploads")], 'The terms deal with this in 4.2 "Your Uploads".'),
        ([cited("4.2"), cited("4.2"), cited("9")], "The terms deal with this in 4.2 and 9."),
        ([cited("1"), cited("2"), cited("3"), cited("4")], "The terms deal with this in 1, 2 and 3."),
        ([cited()], "The terms deal with this in their opening words."),
        ([cited("1", terms_type="privacy-policy")], "The privacy policy deals with this in 1."),
        ([cited("1"), cited("2", service="delta")], "The terms deal with this in 1 (brook) and 2 (delta)."),
    ],
)
def test_pointer(citations: list[Citation], expected: str) -> None:
    assert pointer(citations) == expected
