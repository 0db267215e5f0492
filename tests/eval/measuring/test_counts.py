"""Numbered clauses against those a person counted."""

from pathlib import Path
from typing import Any

import pytest

from bot import Clause
from eval.files.jsonl import FileError
from eval.measuring.counts import Gold, compare_counts, count, load_counts


def clause(label: str, part: str = "", kind: Any = "clause") -> Clause:
    return Clause(part, label, "", (), kind, 0, 1)


@pytest.mark.parametrize(
    ("clauses", "labels"),
    [
        ([clause("1"), clause("1.1"), clause("1.1.1"), clause("2")], ["1", "1.1", "2"]),
        ([clause("I"), clause("I.A"), clause("I.A.1"), clause("I.A.1(a)")], ["I", "I.A"]),
        ([clause("2"), clause("2(b)"), clause("2(b)(i)")], ["2", "2(b)"]),
        ([clause("A"), clause("A1"), clause("A1.2"), clause("A2")], ["A", "A1", "A2"]),
        ([clause("2"), clause("2a"), clause("2a.1")], ["2", "2a", "2a.1"]),
        ([clause("1"), clause("1"), clause("1.1"), clause("1(1)")], ["1", "1.1"]),
        ([clause(""), clause("1", kind="contents"), clause("2", kind="notes"), clause("3", kind="definition")], ["3"]),
        ([clause("1"), clause("1", "Exhibit A"), clause("2"), clause("2", "Exhibit A")], ["1", "2", "1", "2"]),
        ([], []),
    ],
)
def test_what_is_counted(clauses: list[Clause], labels: list[str]) -> None:
    assert list(count(clauses).labels) == labels


ROW: dict[str, Any] = {
    "path_in_corpus": "brook.md",
    "numbered_clauses": 4,
    "first_labels": ["1", "1.1", "1.2", "1"],
    "last_label": "1",
    "how": "n and n.m, and the item of Exhibit A",
    "per_part": {"(main)": 3, "Exhibit A": 1},
}
TEXT = "1. **Fees.** You pay.\n\n1.1 Tax. Too.\n\n1.2 Gold. No.\n\n#### Exhibit A\n\n1. **Hours.** Nine to five.\n"


@pytest.mark.parametrize(
    ("fields", "differences"),
    [
        ({}, ()),
        ({"numbered_clauses": 5}, ("4 instead of 5",)),
        ({"first_labels": ["1", "1.2"]}, ("label 2 is 1.1 instead of 1.2",)),
        ({"first_labels": ["1", "1.1", "1.2", "1", "2"]}, ("label 5 is missing instead of 2",)),
        ({"last_label": "2"}, ("the last is 1 instead of 2",)),
        ({"per_part": {"(main)": 2, "Exhibit A": 2}}, ("by part 3 + 1 instead of 2 + 2",)),
        ({"per_part": {}}, ()),
    ],
)
def test_differences(tmp_path: Path, fields: dict[str, Any], differences: tuple[str, ...]) -> None:
    (tmp_path / "brook.md").write_text(TEXT, encoding="utf-8")
    report = compare_counts([Gold.model_validate(ROW | fields)], tmp_path)
    assert report.rows[0].differences == differences
    assert report.exact == (not differences)
    assert report.to_json()["counts"][0]["per_part"] == {"(main)": 3, "Exhibit A": 1}


def test_an_empty_file_counts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "counts.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(FileError, match="holds no documents"):
        load_counts(path)


def test_a_name_must_stay_in_the_corpus(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="leads out"):
        compare_counts([Gold.model_validate(ROW | {"path_in_corpus": "../brook.md"})], tmp_path)


@pytest.mark.corpus
def test_counts_of_every_document_counted_by_hand(shared: Path) -> None:
    report = compare_counts(load_counts(shared / "eval" / "clause_counts.jsonl"), shared / "corpus")
    assert [(row.gold.path_in_corpus, row.differences) for row in report.rows if not row.exact] == []
