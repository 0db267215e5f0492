"""Positions against addresses written down by a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import Clause
from eval.files.jsonl import FileError
from eval.measuring.addresses import Address, Gold, compare, compare_addresses, load_gold

ROW: dict[str, Any] = {
    "service": "brook",
    "terms_type": "terms-of-service",
    "date": "2024-01-01",
    "path_in_corpus": "brook/terms.md",
    "offset": 0,
    "quote": "2.1",
    "label": "2.1",
    "sub": "",
    "title": "Accounts",
    "path": [],
    "part": "",
    "kind": "clause",
    "also_ok": [],
}
RIGHT = Address("2.1", "", "Accounts", "", "clause")


def gold(**fields: Any) -> Gold:
    return Gold.model_validate(ROW | fields)


def given(**fields: str) -> Address:
    return Address(**({"label": "2.1", "sub": "", "title": "Accounts", "part": "", "kind": "clause"} | fields))


@pytest.mark.parametrize(
    ("expected", "answer", "right"),
    [
        ({}, {}, True),
        ({"label": "9.g"}, {"label": "9(g)"}, True),
        ({"label": "9.g"}, {"label": "9 (G)"}, True),
        ({"label": "9.g"}, {"label": "9"}, False),
        ({"label": "A.3", "also_ok": ["3", ""]}, {"label": "3"}, True),
        ({"label": "A.3", "also_ok": ["3", ""]}, {"label": ""}, True),
        ({"label": ""}, {"label": "1"}, False),
        ({"label": "10.4", "sub": "(ii)"}, {"label": "10.4"}, True),
        ({"label": "10.4", "sub": "(ii)"}, {"label": "10.4(ii)"}, True),
        ({"label": "10.4", "sub": "(ii)"}, {"label": "10.4", "sub": "(ii)"}, True),
        ({"label": "10.4", "sub": "(ii)"}, {"label": "10.4(i)"}, False),
        ({"label": "10.4(ii)"}, {"label": "10.4", "sub": "(ii)"}, True),
        ({"label": "10.4"}, {"label": "10.4", "sub": "(ii)"}, True),
        ({"label": "10.4"}, {"label": "10.4(ii)"}, False),
    ],
)
def test_labels(expected: dict[str, Any], answer: dict[str, str], right: bool) -> None:
    assert compare(gold(**expected), given(**answer), {""}).label is right


@pytest.mark.parametrize(
    ("expected", "answer", "right"),
    [
        ({}, "**ACCOUNTS.**", True),
        ({}, "Your Accounts", False),
        ({}, "", False),
        ({"title": ""}, "", True),
        ({"also_title": ["Your Accounts"]}, "Your accounts:", True),
        ({"title": "Others’ Content"}, "Others' Content", True),
    ],
)
def test_titles(expected: dict[str, Any], answer: str, right: bool) -> None:
    assert compare(gold(**expected), given(title=answer), {""}).title is right


EU, REST = "Brook Terms (EU and UK), from May 2024", "Brook Terms (outside the EU and UK), from May 2024"


@pytest.mark.parametrize(
    ("expected", "answer", "right"),
    [
        ("", "", True),
        ("", "Exhibit A", False),
        ("Exhibit A", "", False),
        ("Exhibit A", "Exhibit A: Arbitration", True),
        ("Exhibit A", "Exhibit B", False),
        (EU, "Brook Terms (EU and UK)", True),
        (REST, "BROOK TERMS — outside the EU and UK", True),
        (REST, "Brook Terms (EU and UK), from May 2024", False),
        (EU, "Brook Terms (outside the EU and UK)", False),
    ],
)
def test_parts(expected: str, answer: str, right: bool) -> None:
    parts = {"", EU, REST, "Exhibit A", "Exhibit B"}
    assert compare(gold(part=expected), given(part=answer), parts).part is right


def test_kinds() -> None:
    assert compare(gold(), given(kind="notes"), {""}).kind is False
    assert compare(gold(also_kind=["notes"]), given(kind="notes"), {""}).kind is True


TEXT = "2.1 Share nothing.\r\n2.2 Ask (i) us.\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One document, and a parser of two lines."""

    def clauses(path: Path) -> tuple[Clause, ...]:
        assert path.read_bytes().decode() == TEXT
        return (
            Clause("", "2.1", "Accounts", ("2.1 Accounts",), "clause", 0, 20),
            Clause("", "2.2", "Accounts", ("2.2 Accounts",), "clause", 20, 35),
        )

    monkeypatch.setattr("eval.measuring.addresses.read_clauses", clauses)
    monkeypatch.setattr(
        "eval.measuring.addresses.sub_at", lambda text, clause, at: "(i)" if text[at:].startswith("(i)") else ""
    )
    (tmp_path / "brook").mkdir()
    (tmp_path / "brook" / "terms.md").write_bytes(TEXT.encode())
    return tmp_path


def test_a_document_is_compared_with_line_ends_untouched(corpus: Path) -> None:
    rows = [
        gold(),
        gold(offset=20, quote="2.2", label="2.2"),
        gold(offset=28, quote="(i) us", label="2.2", sub="(i)"),
        gold(offset=29, quote="i) us", label="2.3", kind="notes"),
    ]
    report = compare_addresses(rows, corpus)
    assert [row.right for row in report.rows] == [True, True, True, False]
    assert report.rows[2].given == Address("2.2", "(i)", "Accounts", "", "clause")
    found = report.to_json()
    assert found["positions"] == 4
    assert found["overall"] == {"label": 0.75, "title": 1.0, "part": 1.0, "kind": 0.75, "right": 0.75}
    assert found["documents"]["brook/terms.md"]["positions"] == 4
    (wrong,) = found["wrong"]
    assert (wrong["offset"], wrong["wrong"], wrong["given"]["label"]) == (29, ["label", "kind"], "2.2")


def test_a_place_without_a_clause_is_an_empty_address(corpus: Path) -> None:
    (row,) = compare_addresses([gold(offset=36, quote="", label="", title="")], corpus).rows
    assert row.given == Address("", "", "", "", "")
    assert (row.label, row.title, row.kind) == (True, True, False)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"offset": 1}, "other words stand at 1"),
        ({"offset": 10**9}, "other words stand at 1,000,000,000"),
        ({"path_in_corpus": "brook/none.md"}, "There is no file"),
        ({"path_in_corpus": "../brook/terms.md"}, "leads out of the corpus"),
        ({"path_in_corpus": "/brook/terms.md"}, "leads out of the corpus"),
    ],
)
def test_documents_that_do_not_fit(row: dict[str, Any], says: str, corpus: Path) -> None:
    with pytest.raises(FileError, match=says):
        compare_addresses([gold(**row)], corpus)


def test_gold_of_one_service(cases_file: Callable[..., Path]) -> None:
    path = cases_file(ROW, ROW | {"service": "pond"})
    assert len(load_gold(path)) == 2
    assert [row.service for row in load_gold(path, "pond")] == ["pond"]
    with pytest.raises(FileError, match="no positions of lake"):
        load_gold(path, "lake")
    with pytest.raises(FileError, match=":1: offset: "):
        load_gold(cases_file(ROW | {"offset": -1}))


@pytest.mark.corpus
def test_the_shared_gold_is_read_and_stands_where_it_says(shared: Path) -> None:
    rows = load_gold(shared / "eval" / "clause_addresses.jsonl")
    assert len(rows) == 366
    for row in rows:
        text = (shared / "corpus" / row.path_in_corpus).read_bytes().decode()
        assert text[row.offset :].startswith(row.quote)
    assert all(compare(row, _answer_of(row), {r.part for r in rows}).right for row in rows)


def _answer_of(row: Gold) -> Address:
    """The gold itself as an answer: the comparison accepts what it was made from."""
    return Address(row.label, row.sub, row.title, row.part, row.kind)


def test_rows_are_json_too(corpus: Path) -> None:
    assert json.dumps(compare_addresses([gold()], corpus).to_json())
