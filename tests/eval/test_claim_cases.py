"""Our own claims about the sample terms: well formed, balanced, and quoted from the texts they name."""

from collections import Counter
from datetime import date
from pathlib import Path

from eval.case import Case, load_cases
from eval.cases import sample_cases_path
from ingest.samples import manifest_path

CASES = load_cases(sample_cases_path().with_name("claims.jsonl")).cases
TERMS = manifest_path().parent / "larkspan"


def file_of(case: Case, day: date | None) -> Path:
    dated = sorted((TERMS / case.terms_type).glob("*.md"))
    return [path for path in dated if day is None or date.fromisoformat(path.stem) <= day][-1]


def test_all_are_claims_with_a_verdict_and_its_clause() -> None:
    assert len(CASES) >= 60
    for case in CASES:
        assert case.kind == "claim_check" and case.expect.verdict is not None
        assert case.expect.answerable == (case.expect.verdict != "not_stated")
        assert bool(case.expect.clauses) == case.expect.answerable
        for clause in case.expect.clauses:
            assert clause.quote in file_of(case, clause.version or case.as_of).read_text("utf-8"), case.id


def test_the_verdicts_are_balanced_in_both_halves() -> None:
    for half in ("k-first", "k-later"):
        counted = Counter(case.expect.verdict for case in CASES if case.id.startswith(half))
        assert len(counted) == 4 and min(counted.values()) >= 7
