"""Reading files of cases: what is wrong is said with file, line and field."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.case import load_cases
from eval.files.jsonl import MAX_LINE_CHARS, FileError

ROW: dict[str, Any] = {
    "id": "brook-1",
    "kind": "lookup",
    "service": "brook",
    "terms_type": "terms-of-service",
    "as_of": None,
    "question": "can we share a login",
    "history": [],
    "expect": {"answerable": True, "clauses": [{"label": "2.1", "title": "Accounts", "quote": "You may not share"}]},
}
CLAUSE = ROW["expect"]["clauses"][0]
TWO = {"kind": "cross_service", "service": ["brook", "pond"]}


def test_a_file_is_read_with_its_hash(cases_file: Callable[..., Path]) -> None:
    path = cases_file(ROW, "", ROW | {"id": "brook-2", "kind": "number", "as_of": "2024-02-01"})
    read = load_cases(path)
    assert [case.id for case in read.cases] == ["brook-1", "brook-2"]
    assert read.name == "cases.jsonl"
    assert len(read.sha256) == 64
    assert [case.id for case in read.chosen(["number"]).cases] == ["brook-2"]
    assert [case.id for case in read.chosen(limit=1).cases] == ["brook-1"]
    assert read.chosen(["number"]).sha256 == read.sha256


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ROW, ROW | {"kind": "lookpu"}], ":2: kind: "),
        ([ROW | {"quesion": "x"}], ":1: quesion: there is no field of that name"),
        ([ROW | {"expect": {"answerable": "yes"}}], ":1: expect.answerable: "),
        ([ROW | {"expect": {"answerable": True, "facts": [[]]}}], ":1: expect.facts.0: "),
        (
            [ROW | {"expect": {"answerable": True, "clauses": [{"label": "1"}]}}],
            "clauses.0.title: Field required (and 1",
        ),
        ([ROW | {"as_of": "1 May 2024"}], ":1: as_of: "),
        ([ROW | {"id": "a b"}], ":1: id: "),
        ([ROW | {"id": "\u001b[2J"}], ":1: id: "),
        ([ROW | {"question": ""}], ":1: question: "),
        ([ROW | {"question": "x" * 8_001}], ":1: question: "),
        ([ROW | {"service": ["brook", "pond"]}], ":1: service: cross_service names"),
        ([ROW | {"kind": "cross_service"}], ":1: service: cross_service names"),
        ([ROW | {"kind": "cross_service", "service": ["brook"]}], ":1: service"),
        ([ROW | {"kind": "cross_service", "service": ["brook", "brook"]}], "the two services are the same"),
        ([ROW | TWO], "say in which of the two"),
        ([ROW | {"expect": {"answerable": True, "clauses": [CLAUSE | {"service": "lake"}]}}], '"lake"'),
        ([ROW, "", ROW], ':3: id: "brook-1" is already used in line 1'),
        (["{"], ":1: not JSON"),
        (["[1]"], ":1: "),
        (['{"id": "a", "id": "b"}'], ':1: the field "id" is given twice'),
        (["[" * 100_000], ":1: "),
        (['{"id": %s}' % ("1" * 5_000)], ":1: "),
        (['{"id": NaN}'], ":1: "),
        (["[" * (MAX_LINE_CHARS + 1)], "at most 262,144"),
        ([""], "holds no cases"),
    ],
)
def test_what_is_wrong_is_said(rows: list[Any], says: str, cases_file: Callable[..., Path]) -> None:
    with pytest.raises(FileError) as error:
        load_cases(cases_file(*rows))
    assert "cases.jsonl" in str(error.value)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_two_services_with_their_clauses(cases_file: Callable[..., Path]) -> None:
    clauses = [CLAUSE | {"service": "brook"}, CLAUSE | {"service": "pond"}]
    (case,) = load_cases(cases_file(ROW | TWO | {"expect": {"answerable": True, "clauses": clauses}})).cases
    assert case.services == ("brook", "pond")


@pytest.mark.parametrize(("name", "says"), [("nowhere.jsonl", "There is no file"), (".", "holds no file of cases")])
def test_no_file(name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=says):
        load_cases(tmp_path / name)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_bytes(json.dumps(ROW).encode("utf-16"))
    with pytest.raises(FileError, match="not UTF-8"):
        load_cases(tmp_path / "cases.jsonl")


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(json.dumps(ROW), encoding="utf-8-sig")
    assert len(load_cases(tmp_path / "cases.jsonl").cases) == 1


@pytest.mark.corpus
def test_the_shared_cases_are_all_read(shared: Path) -> None:
    assert len(load_cases(shared / "eval" / "cases.jsonl").cases) == 113
