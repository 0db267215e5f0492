"""What is asked for by name comes first, and says why."""

from dataclasses import replace

import pytest

from bot.retrieval.query import read_query
from bot.retrieval.rules import DEFINES, INSIDE, NAMED, Lift, by_definition, by_figure, by_name, lifts
from ingest import Clause, Reading
from tests.bot.retrieval.making import Told, defined, reading_of

OUTLINE = ("4", "4(b)", "4(b)(ii)", "4(c)", "40", "A.1", "10.4", "10.41", "")
LIFTED = [f"{label or 'x'} says something" for label in OUTLINE]


def outline() -> Reading:
    return reading_of(*(Told(words, label=label or "no number") for words, label in zip(LIFTED, OUTLINE, strict=True)))


@pytest.mark.parametrize(
    ("question", "named", "inside"),
    [
        ("what does 10.4 say", ["10.4"], []),
        ("what does section 4 say", ["4"], ["4(b)", "4(b)(ii)", "4(c)"]),
        ("clause 4(b)", ["4(b)"], ["4(b)(ii)"]),
        ("clause 4.b", ["4(b)"], ["4(b)(ii)"]),
        ("is clause 4.but no more", ["4"], ["4(b)", "4(b)(ii)", "4(c)"]),  # a letter behind a full stop begins a word
        ("section a.1", ["A.1"], []),
        ("§ 99", [], []),
        ("can they sell it", [], []),
    ],
)
def test_the_clause_with_the_number_is_lifted_and_less_what_is_inside(
    question: str, named: list[str], inside: list[str]
) -> None:
    found = defined(outline())
    lifted = {found.items[n].clause.label: lift for n, lift in by_name(read_query(question), found)}
    assert [label for label, lift in lifted.items() if lift.by == NAMED] == named
    assert [label for label, lift in lifted.items() if lift.by == NAMED * INSIDE] == inside
    assert all(lift.why.startswith("clause number") for label, lift in lifted.items() if label in named)
    assert all(lift.why.startswith("inside clause") for label, lift in lifted.items() if label in inside)


@pytest.mark.parametrize(
    ("question", "titled"),
    [
        ("what does the refunds section say", ["2"]),
        ("explain 'Your Refund' to me", ["2"]),  # "your" is a small word
        ("can i get refunds", []),
        ("explain the shipping clause", []),
    ],
)
def test_the_clause_of_that_title_is_lifted_and_not_what_lies_in_it(question: str, titled: list[str]) -> None:
    reading = reading_of(
        Told("Pay us"), Told("Refunds come later", label="2"), Told("No refunds for Gold", label="2(a)")
    )
    clauses = tuple(
        replace(clause, title="Refunds", path=path)
        for clause, path in zip(reading.clauses[1:], [("2 Refunds",), ("2 Refunds", "2(a)")], strict=True)
    )
    found = defined(replace(reading, clauses=(reading.clauses[0], *clauses)))
    lifted = {found.items[n].clause.label: lift.why for n, lift in by_name(read_query(question), found)}
    assert list(lifted) == titled
    assert all(why.startswith("titled ") for why in lifted.values())


def test_a_passage_that_holds_the_clause_as_a_part_is_lifted() -> None:
    reading = reading_of(Told("You agree: (a) to pay; (b) to stay", label="3"), Told("Else", label="4"))
    start = reading.source.index("(b)")
    item = Clause("", "3(b)", "", ("3", "3(b)"), "clause", start, start + len("(b) to stay"))
    found = defined(replace(reading, clauses=(*reading.clauses, item)))
    ((number, lift),) = by_name(read_query("what does 3(b) say"), found)
    assert (found.items[number].clause.label, lift) == ("3", Lift(NAMED, "holds clause 3(b)"))


@pytest.mark.parametrize(
    ("question", "defines"),
    [
        ("what does end user mean", ["0"]),
        ("what does End Users mean?", ["0"]),
        ("who is an end user", ["0"]),
        ("what is content", ["1"]),
        ("what is a user", []),  # a part of a term is another one
        ("may an end user leave", []),
        ("what does unicorn mean", []),
    ],
)
def test_the_clause_that_defines_the_term_is_lifted(question: str, defines: list[str]) -> None:
    reading = reading_of(Told("End User is who uses it"), Told("Content is yours"), Told("An End User owns Content"))
    found = defined(reading, "End User", "Content")
    lifted = [(found.items[n].clause.label, lift) for n, lift in by_definition(read_query(question), found)]
    assert [label for label, _ in lifted] == defines
    assert all(lift.by == DEFINES and lift.why.startswith('defines "') for _, lift in lifted)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("how many days do i have", ["0"]),
        ("how much is the fee", ["1"]),
        ("how old must i be", ["2"]),
        ("may i leave", []),
    ],
)
def test_a_clause_that_states_the_kind_of_figure_asked_for_is_nudged(question: str, stated: list[str]) -> None:
    found = defined(
        reading_of(Told("Pay within thirty (30) days"), Told("A fee of $5 is due"), Told("You are 16 or more"))
    )
    lifted = [found.items[n].clause.label for n, _ in by_figure(read_query(question), found)]
    assert [label for label in lifted if label in stated] == stated
    assert bool(lifted) == bool(stated)


def test_rules_add_up_and_only_those_that_apply_are_named() -> None:
    found = defined(reading_of(Told("Fee is $5"), Told("Other words")), "Fee")
    said = lifts(read_query("definition of fee, how much is it"), found)
    assert [lift.why for lift in said[0]] == ['defines "Fee"', "states a figure of the kind asked for"]
    assert set(said) == {0}


def test_without_the_text_of_a_version_only_numbers_can_be_told() -> None:
    found = defined(reading_of(Told("Fee is $5", label="7")))
    blind = type(found)(found.items, found.best, {})
    assert [lift.why for lift in lifts(read_query("section 7: how much is the fee"), blind)[0]] == ["clause number 7"]
