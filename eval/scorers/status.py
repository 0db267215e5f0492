"""Did it answer, and should it have?"""

from bot import Answer
from eval.case import Case
from eval.scorers.score import Score, scorer
from eval.truth import Truth

RIGHT_STATUS: dict[bool, frozenset[str]] = {
    True: frozenset({"answered", "partly"}),
    # Advice is refused, or answered with what the terms do not say: both are the bounded "no" a person should get.
    False: frozenset({"not_in_terms", "out_of_scope"}),
}


@scorer("status")
def status_right(case: Case, answer: Answer, truth: Truth) -> Score:
    """Answered where the terms answer, and refused plainly where they do not."""
    if case.kind == "claim_check" and not case.expect.answerable and answer.verdict == "not_stated":
        return Score(1, "the claim was found to be not stated")
    right = answer.status in RIGHT_STATUS[case.expect.answerable]
    wanted = " or ".join(sorted(RIGHT_STATUS[case.expect.answerable]))
    return Score(float(right), answer.status if right else f"{answer.status}, should be {wanted}")
