"""The glossary, explanations where the words stand, and our set sentences."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.showing.render import STATUS_HELP
from bot.types import Citation
from bot.words.plain import (
    MOST_EXPLAINED,
    NOT_IN_TERMS,
    OUT_OF_SCOPE,
    UNVERIFIED,
    explain,
    explain_all,
    glossary,
    pointer,
    unexplain,
)
from bot.words.readability import reading_grade, sentence_words, syllables

GLOSSARY = Path(__file__).parents[3] / "prompts" / "glossary.toml"


def cited(
    label: str = "", title: str = "", *, service: str = "brook", terms_type: str = "terms-of-service"
) -> Citation:
    return Citation(service, terms_type, "2024-01-01", "", label, "", title, "words", 0, 5, "", "")


# --- the glossary ----------------------------------------------------------------------------------------------------


def test_the_glossary_is_a_plain_list() -> None:
    words = glossary().words
    assert 150 <= len(words) <= 250
    assert {"perpetual", "indemnify", "arbitration", "class action", "force majeure"} <= {word.term for word in words}
    for word in words:
        assert len(word.means) <= 50, word
        assert not set("()[]") & set(word.means), f"{word}: brackets are put around it"
        assert max(map(syllables, re.findall(r"[\w’'-]+", word.means))) <= 3, f"{word}: explained with a hard word"
    meanings = " ".join(f"{word.means.capitalize()}." for word in words)
    assert (reading_grade(meanings) or 0) <= 6


def test_every_form_stands_in_the_glossary_once_and_in_order() -> None:
    rows = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))["word"]
    forms = [form.lower() for row in rows for form in (row["term"], *row.get("variants", ()))]
    assert sorted(set(forms)) == sorted(forms)
    assert [row["term"].lower() for row in rows] == sorted(row["term"].lower() for row in rows)
    assert {name for row in rows for name in row} == {"term", "variants", "means", "not_after", "not_before"}


def test_no_explanation_needs_another() -> None:
    forms = glossary().forms
    assert [word.term for word in glossary().words if forms.keys() & set(word.means.split())] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You grant us a perpetual licence.", "You grant us a perpetual (it never ends) licence."),
        ("PERPETUAL RIGHTS", "PERPETUAL (it never ends) RIGHTS"),
        ("Nothing hard here.", "Nothing hard here."),
        ("We assign it. We assign it.", "We assign (hand over to someone else) it. We assign it."),
        ("A perpetual (endless) licence", "A perpetual (endless) licence"),
        ("in every jurisdiction(s)", "in every jurisdiction(s)"),
        ("This is the Arbitration Agreement.", "This is the Arbitration Agreement."),
        ("A search warrant is not a warranty.", "A search warrant is not a warranty (a promise about quality)."),
        ("Imperpetual is no word", "Imperpetual is no word"),
        ("a court of competent jurisdiction", "a court of competent jurisdiction (that may decide the case)"),
        ("No waiver lets us waive it.", "No waiver (giving up a right) lets us waive (give up) it."),
    ],
)
def test_explain(text: str, expected: str) -> None:
    assert explain(text) == expected
    assert unexplain(explain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "The concert venue is shut.",
        "We assign you a number.",
        "We assign a unique number.",
        "Personal data subject to this law.",
        "Please read this entire agreement.",
        "Opening it will void the guarantee.",
        "an affiliate link",
        "A binding of leather holds the book.",
        "Join the party and play an instrument.",
        "To execute the program, take this into consideration.",
        "Pain relief is bound to help.",
        "Minor changes are made in default settings.",
        "You may remedy the fault.",
        "Your exemplary conduct is noted.",
    ],
)
def test_a_word_in_another_sense_is_left_alone(text: str) -> None:
    assert explain(text) == text


def test_explain_stops_at_its_limit_and_the_longest_term_wins() -> None:
    text = "an irrevocable, perpetual, royalty-free, non-exclusive and sublicensable licence"
    assert explain(text).count("(") == MOST_EXPLAINED == 4
    assert explain(text).endswith("sublicensable licence")
    both = explain("a class action about exclusive jurisdiction")
    assert (
        both
        == "a class action (many people suing together) about exclusive jurisdiction (only these courts may decide)"
    )


def test_each_word_is_explained_once_in_an_answer() -> None:
    texts = explain_all(["It is perpetual.", "A perpetual and irrevocable licence.", "Irrevocably so."])
    assert texts == [
        "It is perpetual (it never ends).",
        "A perpetual and irrevocable (it cannot be taken back) licence.",
        "Irrevocably so.",
    ]


WORDS = st.sampled_from(
    [
        *sorted(glossary().forms),
        "Zoom",
        "may",
        "the",
        "not",
        "personal",
        "(",
        ")",
        "(it never",
        ".",
        ",",
        "“",
        '"',
        "s)",
    ]
    + ["ends)", "…", "PERPETUAL", "Arbitration Agreement", "\n"]
)


@given(st.lists(st.lists(WORDS | st.text(max_size=8), max_size=12), max_size=4), st.sampled_from([" ", ""]))
def test_explanations_can_be_taken_out_again(pieces: list[list[str]], between: str) -> None:
    texts = [between.join(words) for words in pieces]
    untouched = [text for text in texts if not any(word.insertion() in text for word in glossary().words)]
    assert list(map(unexplain, explain_all(untouched))) == untouched


# --- set sentences ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [NOT_IN_TERMS, OUT_OF_SCOPE, UNVERIFIED, *STATUS_HELP.values(), pointer([cited("4.2", "Fees"), cited("9")])]
)
def test_our_own_sentences_are_plain(text: str) -> None:
    assert max(sentence_words(text)) <= 25
    assert (reading_grade(text) or 0) <= 9


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


def test_a_pointer_says_when_it_is_not_sure() -> None:
    assert pointer([cited("4.2", "Fees"), cited("9")], unsure=True) == (
        'It is not certain that the terms answer this. What comes nearest: 4.2 "Fees" and 9.'
    )
    assert pointer([cited("1", terms_type="privacy-policy")], unsure=True).startswith(
        "It is not certain that the privacy policy answers"
    )
    both = [cited("1", terms_type="privacy-policy"), cited("2")]
    assert pointer(both, unsure=True).startswith("It is not certain that the documents answer")


def test_inside_a_quotation_the_brackets_are_square() -> None:
    told = "In 4.2 it said: “You give a perpetual licence.” It was perpetual and irrevocable."
    shown = explain(told)
    assert "“You give a perpetual [it never ends] licence.”" in shown
    assert "irrevocable (" in shown
    assert unexplain(shown) == told
