"""Does it take the right side?"""

from collections.abc import Iterable

from bot import Answer
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.truth import Truth


@scorer("y/n")
def yes_no_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """The yes, no or depends is one a careful reader would give."""
    accepted = {case.expect.yes_no, *case.expect.yes_no_also_ok}
    if case.expect.yes_no is None:
        return Score.unscored("no yes/no question")
    if answer.yes_no is None:
        return Score.unscored("the answer does not say yes or no")
    return _one_of(answer.yes_no, accepted)


@scorer("claim")
def verdict_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """The verdict on a claim is one that can be defended."""
    accepted = {case.expect.verdict, *case.expect.verdict_also_ok}
    if case.expect.verdict is None:
        return Score.unscored("no claim to judge")
    if answer.verdict is None:
        return Score.unscored("the answer gives no verdict")
    return _one_of(answer.verdict, accepted)


def _one_of(given: str, accepted: Iterable[str | None]) -> Score:
    wanted = sorted(value for value in accepted if value)
    right = given in wanted
    return Score(float(right), given if right else f"{given}, should be {' or '.join(wanted)}")
