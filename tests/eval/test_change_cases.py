"""The cases about time quote what really stands in the versions of the sample terms."""

import re

from eval.case import load_cases, sample_cases
from eval.cases import change_cases_path
from ingest.samples import manifest_path

CASES = load_cases(change_cases_path()).cases
VERSIONS = sorted(path.stem for path in (manifest_path().parent / "larkspan" / "terms-of-service").glob("*.md"))


def words(version: str) -> str:
    """The text of the version in force on a day, without markup that stands inside sentences."""
    name = max(v for v in VERSIONS if v <= version)
    text = (manifest_path().parent / "larkspan" / "terms-of-service" / f"{name}.md").read_text(encoding="utf-8")
    return re.sub(r"\*\*|\\", "", text)


def test_there_are_many_and_none_is_among_the_other_samples() -> None:
    ids = {case.id for case in CASES}
    assert len(ids) == len(CASES) >= 40
    assert not ids & {case.id for case in sample_cases().cases}
    assert not {case.question for case in CASES} & {
        case.question for case in sample_cases().cases if case.history == ()
    }


def test_every_expected_quote_stands_in_its_version() -> None:
    for case in CASES:
        for clause in (*case.expect.clauses, *case.expect.also_ok_clauses):
            day = (clause.version or case.as_of).isoformat() if clause.version or case.as_of else VERSIONS[-1]
            assert clause.quote in words(day), (case.id, clause.label, clause.quote)
