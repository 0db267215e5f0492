"""Names and addresses as a person would write them, and files that cannot be read."""

from pathlib import Path
from typing import Any

import pytest

from eval.files.jsonl import FileError
from eval.printing.shown import Citation, Clause, name_of, shown_answer, shown_case
from tests.eval.page.making import case, citation, made_run, row


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({}, "2.3 Accounts, Brook terms of service, version 2025-01-01"),
        ({"sub": "(ii)", "title": ""}, "2.3(ii), Brook terms of service, version 2025-01-01"),
        ({"label": "", "title": "", "service": "big-pond"}, "Preamble, Big pond terms of service, version 2025-01-01"),
        ({"part": "Seller terms"}, "2.3 Accounts (Seller terms), Brook terms of service, version 2025-01-01"),
    ],
)
def test_the_address_of_a_citation(fields: dict[str, Any], address: str) -> None:
    assert Citation.model_validate(citation(**fields)).address == address


def test_the_address_of_an_expected_clause() -> None:
    assert Clause(label="7", title="Refunds").address == "7 Refunds"
    assert (
        Clause(title="Refunds", version="2024-01-01", service="pond").address == "Refunds, of Pond, version 2024-01-01"
    )


def test_what_was_asked_about(tmp_path: Path) -> None:
    change = case("b", as_of="2025-01-01", compare_to="2024-01-01", service=["brook", "pond"])
    run = made_run(tmp_path / "run.json", [row("a"), row("b", case=change)])
    first, second = (shown_case(one) for one in run.rows)
    assert first is not None and second is not None
    assert first.about == "Brook terms of service, latest version"
    assert second.about == "Brook and Pond terms of service, as of 2025-01-01, compared with 2024-01-01"
    assert name_of("") == ""


def test_an_answer_that_is_none_is_said_by_case_and_field(tmp_path: Path) -> None:
    run = made_run(tmp_path / "run.json", [row("a", answer={"status": ["answered"]})])
    with pytest.raises(FileError, match='The answer of "a" in the run file cannot be read: status: '):
        shown_answer(run.rows[0])
