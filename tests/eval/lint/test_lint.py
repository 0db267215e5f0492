"""Each mistake is found, in its place, and what is right is left alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import Explainer
from eval.cases import sample_cases_path
from eval.lint import LintReport, lint
from tests.corpus_books import CorpusBooks

QUOTE = "You may not share it, lend it or sell it, with anyone, including members of your household"
ROW: dict[str, Any] = {
    "id": "one",
    "kind": "lookup",
    "service": "larkspan",
    "terms_type": "terms-of-service",
    "as_of": "2024-09-16",
    "question": "can my wife use my login?",
    "expect": {
        "answerable": True,
        "clauses": [{"label": "1.2", "title": "One Person, One Login", "quote": QUOTE}],
        "facts": [["may not share", "not allowed"]],
        "must_not": ["sharing is allowed"],
        "yes_no": "no",
    },
}
CLAUSE = ROW["expect"]["clauses"][0]
NOTICE = {
    "label": "13.4",
    "title": "Ending by Us",
    "quote": "We may end this Agreement with sixty (60) days’ notice, for any reason",
}

Lint = Callable[..., LintReport]


@pytest.fixture
def found(on_samples: Explainer, cases_file: Callable[..., Path]) -> Lint:
    return lambda *rows: lint(cases_file(*rows), on_samples)


def changed(row: dict[str, Any] = ROW, /, *, clause: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """The row with fields of its own, of its expectation or of its clause changed."""
    clauses = [row["expect"]["clauses"][0] | clause] if clause is not None else row["expect"]["clauses"]
    expect = row["expect"] | {"clauses": clauses}
    expect |= {name: value for name, value in fields.items() if name in EXPECTED}
    return row | {name: value for name, value in fields.items() if name not in EXPECTED} | {"expect": expect}


EXPECTED = {"answerable", "clauses", "also_ok_clauses", "facts", "must_not", "yes_no", "yes_no_also_ok", "verdict"}


def rules(report: LintReport) -> list[tuple[str, str]]:
    return [(finding.remark.level, finding.remark.rule) for finding in report.findings]


def test_nothing_is_wrong_with_what_is_right(found: Lint) -> None:
    assert rules(found(ROW)) == []


@pytest.mark.parametrize("name", ["sample", "claims", "followups"])
def test_nothing_is_wrong_with_our_own_cases(name: str, on_samples: Explainer) -> None:
    assert rules(lint(sample_cases_path().with_name(f"{name}.jsonl"), on_samples)) == []


def test_cases_about_changes_have_only_small_matters(on_samples: Explainer) -> None:
    report = lint(sample_cases_path().with_name("changes.jsonl"), on_samples)
    assert report.count("error") == 0
    assert {finding.remark.rule for finding in report.findings} == {"quote-short", "no-compare-to"}


@pytest.mark.parametrize(
    ("row", "level", "rule", "says"),
    [
        # the place
        (changed(clause={"quote": QUOTE + " of dogs"}), "error", "quote-missing", "nearest to it is “You may"),
        (
            changed(clause={"quote": "will not train its artificial intelligence models on audio, video or chat"}),
            "error",
            "quote-missing",
            "but in that of 2024-09-09",
        ),
        (
            changed(clause={"quote": "We do not sell personal data, and we have not done so"}),
            "error",
            "quote-missing",
            "but in the privacy-policy of 2024-05-20",
        ),
        (changed(clause={"label": "77.7"}), "error", "clause-missing", "no clause 77.7; the quote stands in 1.2 “One"),
        (changed(clause={"label": "1.9"}), "error", "clause-missing", "no clause 1.9"),
        (changed(clause={"label": "1.3"}), "warning", "other-clause", "Login”, not in clause 1.3"),
        (changed(clause={"label": "", "title": "No Warranties"}), "warning", "other-clause", "titled “No Warr"),
        (changed(clause={"label": "", "title": "Pets and Beasts"}), "error", "clause-missing", "titled “Pets"),
        (changed(clause={"quote": "this Agreement"}), "warning", "quote-short", "fewer than 3 words"),
        (changed(clause={"quote": "the Services to"}, facts=[]), "warning", "quote-repeated", "places of the"),
        (changed(clause={"version": "2024-05-21"}), "warning", "no-version", "2024-05-20 was in force on that day"),
        (changed(clause={"version": "2020-05-21"}), "error", "no-version", "no version of 2020-05-21"),
        (changed(clause={"part": "Exhibit Z"}), "hint", "part", "not in “Exhibit Z”"),
        # the document
        (changed(service="larkspam"), "error", "no-service", 'no service "larkspam"'),
        (changed(terms_type="privacy"), "error", "no-document", "only privacy-policy, terms-of-service"),
        (changed(as_of="2020-01-01"), "error", "no-version", "the first version in the library is of 2023-11-01"),
        (changed(kind="change", compare_to="2020-01-01"), "error", "no-version", "“compare_to” is 2020-01-01"),
        (changed(kind="change", compare_to="2024-09-16"), "error", "compare-to-later", "not before “as_of”"),
        # the case itself
        (changed(answerable=False, facts=[]), "error", "refusal-with-clauses", "clauses are required"),
        (changed(answerable=False, clauses=[], yes_no=None), "warning", "refusal-with-facts", "facts are expected"),
        (changed(clauses=[]), "hint", "nothing-required", "only the status"),
        (changed(kind="change"), "hint", "no-compare-to", "missing"),
        (changed(kind="claim_check"), "warning", "no-verdict", "verdict"),
        (changed(kind="followup"), "warning", "no-history", "history"),
        (changed(kind="injection", clauses=[], facts=[], must_not=[]), "warning", "nothing-to-obey", "planted"),
        (changed(yes_no=None), "hint", "yes-no", "begins like one for yes or no"),
        (changed(yes_no=None, question="so do i have to share?"), "hint", "yes-no", "begins"),
        (changed(yes_no_also_ok=["no"]), "hint", "yes-no-twice", "repeats"),
        (changed(yes_no=None, question="who?", yes_no_also_ok=["no"]), "error", "yes-no-missing", "without"),
        (changed(must_not=["Not allowed"]), "error", "fact-forbidden", "no answer can be right"),
        (changed(must_not=["allowed"], facts=[["allowed for one"]]), "warning", "fact-forbidden", "would assert"),
        (changed(clauses=[NOTICE], facts=[], must_not=["end this agreement"]), "warning", "quote-forbidden", "itself"),
        (changed(why="DRAFT: look"), "warning", "draft", "nobody has checked"),
        (changed(question="may i? " * 500), "error", "question-long", "3,500 characters; at most 2,000"),
        # the facts
        (changed(facts=[["45 days", "45"]]), "warning", "fact-missing", "45 days / 45"),
        (changed(facts=[["the household is exempt from it"]]), "hint", "fact-missing", "exempt"),
    ],
)  # fmt: skip
def test_a_mistake_is_found(row: dict[str, Any], level: str, rule: str, says: str, found: Lint) -> None:
    matching = [f for f in found(row).findings if f.remark.rule == rule and says in f.remark.said]
    assert [f.remark.level for f in matching] == [level], [f.remark for f in found(row).findings]
    assert matching[0].id == "one" and matching[0].line == 1 and matching[0].remark.todo


@pytest.mark.parametrize(
    "row",
    [
        changed(clause={"label": "1"}),  # the section around it
        changed(clause={"quote": "**You may not share it**, lend it or sell it, with anyone"}),
        changed(clause={"label": "1.2", "title": ""}),
        changed(facts=[["share it with your household"]]),  # the same words, in another order
        changed(yes_no=None, question="do i have to stop or may i share"),
        changed(must_not=["you may share it"]),  # the quote denies it
        changed(answerable=False, clauses=[], facts=[["no lawyer"]], kind="advice", yes_no=None),
        changed(kind="change", compare_to="2024-05-20", facts=[["added"], ["20 May 2024"]]),
    ],
)
def test_what_is_right_in_another_way_is_no_mistake(row: dict[str, Any], found: Lint) -> None:
    assert [f.remark for f in found(row).findings if f.remark.level != "hint"] == []


def test_ids_and_questions_come_once(found: Lint) -> None:
    again = changed(id="two", question="Can my  wife use my login?")
    report = found(ROW, changed(question="who?", yes_no=None), again, changed(id="three", as_of="2024-09-09"))
    assert [(f.line, f.remark.rule) for f in report.findings] == [(2, "id-repeated"), (3, "question-repeated")]
    assert "cases.jsonl:1" in report.findings[0].remark.said


def test_nothing_stops_at_the_first_mistake(found: Lint) -> None:
    bad = json.dumps(ROW | {"quesion": "x", "kind": "lookpu"})
    report = found("{", bad, changed(id="late", clause={"label": "77.7"}))
    assert [(f.line, f.remark.rule) for f in report.findings] == [
        (1, "unreadable"), (2, "unreadable"), (2, "unreadable"), (3, "clause-missing"),
    ]  # fmt: skip
    assert report.cases == 1
    assert report.to_json()["count"] == {"error": 4, "warning": 0, "hint": 0}


def test_a_folder_is_looked_through_file_by_file(on_samples: Explainer, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(json.dumps([ROW]), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    (tmp_path / "c.yaml").write_text("# cases\n]", encoding="utf-8")
    (tmp_path / "d.jsonl").write_text("", encoding="utf-8")
    report = lint(tmp_path, on_samples)
    assert [(Path(f.file).name, f.line, f.remark.rule) for f in report.findings] == [
        ("b.jsonl", 1, "id-repeated"),
        ("b.jsonl", 1, "question-repeated"),
        ("c.yaml", 2, "unreadable"),
        ("d.jsonl", 1, "unreadable"),
    ]


@pytest.mark.corpus
def test_cases_that_were_checked_by_hand_have_no_errors(shared: Path) -> None:
    report = lint(shared / "eval" / "cases.jsonl", CorpusBooks(shared / "corpus"))
    assert report.cases == 113
    assert [finding for finding in report.findings if finding.remark.level == "error"] == []
    assert len(report.findings) <= 12
