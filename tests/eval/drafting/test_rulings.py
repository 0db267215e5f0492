"""What may and may not be done, as a question."""

import pytest

from bot import Clause, Span
from eval.drafting.find import Find
from eval.drafting.quoting import Sentence
from eval.drafting.rulings import Rulings
from eval.drafting.watched import turned

CLAUSE = Clause("", "1", "Use", ("1 Use",), "clause", 0, 1_000)


def found(text: str) -> Find | None:
    return Rulings("Brook").find(Sentence(text, Span(0, len(text)), text), CLAUSE)


@pytest.mark.parametrize(
    ("text", "question", "yes_no", "kind"),
    [
        ("You may not share your login with others.", "can i share my login with others", "no", "lookup"),
        ("You agree that you will not copy our content.", "can i copy their content", "no", "lookup"),
        ("You may cancel your plan at any time.", "can i cancel my plan", "yes", "lookup"),
        ("We may change these terms.", "can they change these terms", "yes", "lookup"),
        ("Brook reserves the right, at its choice, to close accounts.", "can they close accounts", "yes", "lookup"),
        ("We do not sell your data.", "do they sell my data", "no", "lookup"),
        ("We will never sell your data.", None, None, None),
        ("You may not assign it all without our written consent.", "can i assign it all", "depends", "exception"),
        ("You must not resell seats unless we agree.", "can i resell seats", "depends", "exception"),
        ("We may close an account without notice.", "can they close an account", "yes", "lookup"),
        ("So that we may learn a thing from it.", None, None, None),
        ("We may be liable for nothing.", None, None, None),
        ("You may only use it once.", None, None, None),
        ("You may not.", None, None, None),
        ("You may therefore not sell your account.", None, None, None),
        ("You may receive an email from us.", None, None, None),
        ("You may need to create a new account.", None, None, None),
        ("You can control whether.", None, None, None),
        ("We may use information such as your name.", None, None, None),
        ("You may not do any of the following.", None, None, None),
        ("We may use what you provide to us.", "can they use what i provide to them", "yes", "lookup"),
    ],
)  # fmt: skip
def test_questions(text: str, question: str | None, yes_no: str | None, kind: str | None) -> None:
    find = found(text)
    assert (find and find.question, find and find.yes_no, find and find.kind) == (question, yes_no, kind)


def test_what_hangs_on_a_condition_may_depend_and_a_torn_list_comes_last() -> None:
    free, hangs = (
        found("You may cancel your plan at any time."),
        found("If you pay, you may cancel your plan at any time."),
    )
    assert free is not None
    assert hangs is not None
    assert (free.yes_no_also_ok, hangs.yes_no_also_ok) == ((), ("depends",))
    torn = found("You may not use any technical, financial or other knowledge of ours.")
    assert torn is not None
    assert (free.good, torn.good) == (True, False)
    assert "allowed" not in free.facts[0], "it stands in “not allowed” too"


def test_the_exception_is_a_fact_of_its_own() -> None:
    find = found("You must not resell seats unless we agree in writing.")
    assert find is not None
    assert find.facts[1] == ("unless we agree in writing",)
    assert "you may resell seats" in find.must_not


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("They may change what you pay.", ("can they change what i pay", "yes")),
        ("You may not join with other people in one case.", ("can i join with other people in one case", "no")),
        ("You give up the right to have a jury decide.", ("do i give up the right to have a jury decide", "yes")),
        ("They may close it without telling you first.", ("can they close it without telling me first", "yes")),
        ("It charges you unless you stop it.", ("is it so that it charges me unless i stop it", "yes")),
        ("There is a lowest age.", ("is it so that there is a lowest age", "yes")),
    ],
)
def test_kinds_of_clause_as_questions(text: str, question: tuple[str, str]) -> None:
    assert turned(text) == question
