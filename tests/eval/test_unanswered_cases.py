"""The questions that our own terms do not answer: none was seen when the rules for refusing were made."""

from eval.case import load_cases
from eval.cases import answerable_cases_path, sample_cases_path, unanswered_cases_path


def test_none_is_answered_and_none_was_seen() -> None:
    cases = load_cases(unanswered_cases_path()).cases
    assert len(cases) == 44
    assert not any(case.expect.answerable for case in cases)
    seen = {c.question for path in (sample_cases_path(), answerable_cases_path()) for c in load_cases(path).cases}
    assert not seen & {case.question for case in cases}
