"""Does it take the right side?"""

import re
from collections.abc import Iterable

from bot import Answer
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.scorers.status import RIGHT_STATUS
from eval.truth import Truth
from eval.words.matching import plain

# "No refund" and "no-one may" begin with no "no".
_BEGINS = re.compile(
    r"\W*(?:(yes|no)(?:\s*[,.:;!?]|\s+-|-+\s|\s+(?:you|they|it|we|i)\b|\W*$)|(?:it |that )?(depends)\b)"
)


@scorer("y/n")
def yes_no_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """The yes, no or depends is one a careful reader would give, also at the head of its first sentence."""
    accepted = {case.expect.yes_no, *case.expect.yes_no_also_ok}
    if case.expect.yes_no is None:
        return Score.unscored("no yes/no question")
    begins = _BEGINS.match(plain(answer.headline))
    # The headline of a checked claim speaks about the claim.
    spoken = (begins[1] or begins[2]) if begins and case.kind != "claim_check" else None
    said = [value for value in (answer.yes_no, spoken) if value]
    if not said:
        return Score.unscored("the answer does not say yes or no")
    return _one_of(next((value for value in said if value not in accepted), said[0]), accepted)


@scorer("claim")
def verdict_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """The verdict on a claim is one that can be defended."""
    accepted = {case.expect.verdict, *case.expect.verdict_also_ok}
    if case.expect.verdict is None:
        return Score.unscored("no claim to judge")
    if answer.verdict is None and answer.status in RIGHT_STATUS[True]:
        return Score(0, "the claim was given no verdict")
    if answer.verdict is None:
        return Score.unscored("the answer gives no verdict")
    return _one_of(answer.verdict, accepted)


def _one_of(given: str, accepted: Iterable[str | None]) -> Score:
    wanted = sorted(value for value in accepted if value)
    right = given in wanted
    return Score(float(right), given if right else f"{given}, should be {' or '.join(wanted)}")
