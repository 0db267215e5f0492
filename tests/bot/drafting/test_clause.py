"""A clause asked for by name is told whole, with its exceptions, and nothing beside it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.drafting.clause import MOST_PIECES, whole_clauses
from bot.retrieval.query import read_query
from bot.types import Draft
from bot.verifying.verify import verify
from ingest import Passage, Reading, Version, segment

LONG = " ".join(
    f"Rule {n} says that you must keep the things of group {n} in good order at all times." for n in range(120)
)
SOURCE = f"""# Brook Terms

## 1. Your Uploads

**1.1 Licence**. You grant Brook a licence. It ends when you leave. See our [help pages.](https://brook.example/help)

However, what others have copied stays with them.

**1.2 Limits**. You agree not to:

(a) upload stolen pictures;

(b) sell pictures of others.

Brook may close an account that does.

## 2. Refunds

Charges are final. Brook pays back what the law tells it to.

## 3. House Rules

{LONG}

# Gold Terms

## 2. Gold Refunds

Gold members get their money back.
"""
VERSION = Version(7, "brook", "Brook", "terms-of-service", "2024-01-01", date(2024, 1, 1), (), "", "sha")
SEGMENTS = segment(SOURCE, "markdown")
READING = Reading(VERSION, SOURCE, SEGMENTS.clauses, (), SEGMENTS.hidden)


def passages(labels: Sequence[str]) -> tuple[Passage, ...]:
    clauses = [next(c for c in SEGMENTS.clauses if c.label == label) for label in labels]
    return tuple(Passage(f"c{n}", VERSION, clause, clause.span, 2.5, None, None) for n, clause in enumerate(clauses, 1))


def told(question: str, *labels: str) -> Draft | None:
    found = passages(labels)
    draft = whole_clauses(read_query(question), found, {7: READING})
    if draft is not None:
        verified = verify(draft, found, {7: READING})
        assert verified.dropped == 0
        assert [s.text for s in verified.statements] == [s.text for s in draft.statements]
    return draft


@pytest.mark.parametrize(
    ("question", "labels", "texts"),
    [
        (
            "what does 1.1 say",
            ["1.2", "1.1"],
            [
                "You grant Brook a licence. It ends when you leave. See our help pages. "
                "However, what others have copied stays with them."
            ],
        ),
        (
            "explain 1.2",
            ["1.2", "1.1"],
            [
                "You agree not to:",
                "(a) upload stolen pictures;",
                "(b) sell pictures of others.",
                "Brook may close an account that does.",
            ],
        ),
        ("what does 1.2(b) say", ["1.2"], ["sell pictures of others."]),
        ("what does the Limits clause say", ["1.2", "1.1"], None),
        (
            "what does section 1 say",
            ["1.2", "1.1"],
            None,
        ),
    ],
)
def test_all_of_the_clause_and_nothing_else(question: str, labels: list[str], texts: list[str] | None) -> None:
    draft = told(question, *labels)
    assert draft is not None
    assert draft.status == "answered"
    if texts is not None:
        assert [statement.text for statement in draft.statements] == texts


def test_a_section_is_told_in_the_order_of_the_document() -> None:
    draft = told("what does section 1 say", "1.2", "1.1")
    assert draft is not None
    shown = [statement.text for statement in draft.statements]
    assert [text.split()[0] for text in shown] == ["You", "You", "(a)", "(b)", "Brook"]


def test_of_a_long_section_the_beginning_is_told_and_it_says_so() -> None:
    draft = told("what does section 3 say", "3")
    assert draft is not None
    assert draft.status == "partly"
    assert len(draft.statements) <= MOST_PIECES
    text = " ".join(s.text for s in draft.statements)
    assert text.startswith("Rule 0 says")
    assert text in LONG


def test_what_was_not_found_is_not_told() -> None:
    assert told("what does 2 say", "1.1") is None
    assert told("what does 9 say", "1.1") is None


def test_the_same_number_in_two_parts_is_told_for_each() -> None:
    first, second = (c for c in SEGMENTS.clauses if c.label == "2")
    second = replace(second, part="Gold Terms")
    clauses = tuple(second if c.start == second.start else c for c in SEGMENTS.clauses)
    found = tuple(Passage(f"c{n}", VERSION, c, c.span, 2.5, None, None) for n, c in enumerate((second, first)))
    draft = whole_clauses(read_query("what does section 2 say"), found, {7: replace(READING, clauses=clauses)})
    assert draft is not None
    assert [statement.text[:7] for statement in draft.statements] == ["Gold me", "Charges"]
    missed = whole_clauses(read_query("what does section 2 say"), found[1:], {7: replace(READING, clauses=clauses)})
    assert missed is not None
    assert (missed.status, [statement.text[:7] for statement in missed.statements]) == ("partly", ["Charges"])
